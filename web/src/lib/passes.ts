import type { Event } from '../../../shared/event/event.ts'
import { api } from './api.ts'
import { ask } from './answer.ts'
import type { Shell } from './shell.svelte.ts'

/** One-day passes: a code on a card makes a borrowed phone a helper's at one event, until midnight. */
export const readPasses = () => ask((it) => api.passes.$get({}, it))
export type Pass = Extract<Awaited<ReturnType<typeof readPasses>>, { ok: true }>['is'][number]

export const issuePass = (eventId: string) =>
  ask((it) => api.passes.$post({ json: { eventId } }, it))
export type Issued = Extract<Awaited<ReturnType<typeof issuePass>>, { ok: true }>['is']

export const withdrawPass = (id: string) =>
  ask((it) => api.passes[':id'].withdraw.$post({ param: { id } }, it))

/** Six letters in two threes, as they are read out. */
export const spellCode = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`

/** After the hash, so that the code is in no server's log. */
export const joinAddress = (origin: string, code: string) => `${origin}/join#${code}`

/** The path of a QR code, and its width in modules. The library is fetched when one is drawn. */
export async function drawQr(text: string) {
  const [{ generate }, { toSvgPath }] = await Promise.all([
    import('lean-qr'),
    import('lean-qr/extras/svg'),
  ])
  const code = generate(text)
  return { path: toSvgPath(code), size: code.size }
}

/** Today's and coming events, the next one first. */
export const comingEvents = (shell: Shell) =>
  shell
    .all('event')
    .filter(({ onDate }) => onDate >= shell.today)
    .toSorted((a, b) => a.onDate.localeCompare(b.onDate))

export async function addEvent(
  { store }: Shell,
  event: Event,
  because: string | null,
): Promise<string> {
  const id = `event-${store.world.newId()}`
  await store.create('event', id, event, because ?? undefined)
  return id
}
