import { may } from '../../../../shared/access/may.ts'
import { officeTime } from '../../../../shared/event/hours.ts'
import type { Outreach } from '../../../../shared/event/outreach.ts'
import { actorOf } from '../actor.ts'
import { standingAt } from '../events/tally.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The outreach log: what a tap on a doorstep does. */
export type Logged = Pick<
  Outreach,
  'eventId' | 'kind' | 'count' | 'what' | 'streetId' | 'agencyId' | 'toAgencyId' | 'note'
>

/** Keeps an entry on this phone. Resolves, with its id, once it is durable and not before. */
export async function logOutreach(
  { store, me }: Shell,
  logged: Logged,
  because: string | null = null,
): Promise<string> {
  const id = `outreach-${store.world.newId()}`
  const entry = {
    ...logged,
    byId: me.memberId,
    ...officeTime(store.world.now(), store.aheadS),
  }
  await store.create('outreach', id, entry, because ?? undefined)
  return id
}

/** Says an entry anew: another count, street or thing; 0 takes it back. The first stays in the log. */
export async function correctOutreach(
  shell: Shell,
  { id, byId: _by, recordedAt: _at, clockAheadS: _ahead, ...before }: RowOf<'outreach'>,
  changes: Partial<Logged>,
  because: string | null = null,
): Promise<string> {
  const { store, me } = shell
  const correctionId = `outreach-${store.world.newId()}`
  const entry = {
    ...{ ...before, ...changes, supersedes: id, byId: me.memberId },
    ...officeTime(store.world.now(), store.aheadS),
  }
  await store.create('outreach', correctionId, entry, because ?? undefined)
  return correctionId
}

export const takeBack = (shell: Shell, entry: RowOf<'outreach'>) =>
  correctOutreach(shell, entry, { count: 0 })

export const mayLog = (shell: Shell, eventId: string) =>
  may(actorOf(shell), 'create', {
    kind: 'outreach',
    data: { eventId, byId: shell.me.memberId },
  })

export const mayCorrect = (shell: Shell, entry: RowOf<'outreach'>) =>
  may(
    actorOf(shell),
    'create',
    {
      kind: 'outreach',
      data: { eventId: entry.eventId, byId: shell.me.memberId, supersedes: entry.id },
    },
    (id) => {
      const data = shell.one('outreach', id)
      return data && { data }
    },
  )

/** What I have logged at an event and still stands, in no order. */
export const ownEntries = (shell: Shell, eventId: string): RowOf<'outreach'>[] =>
  standingAt(shell, eventId).filter(({ byId }) => byId === shell.me.memberId)

/** The same, the latest first. */
export const myEntries = (shell: Shell, eventId: string) => latestFirst(ownEntries(shell, eventId))

export const latestFirst = (entries: readonly RowOf<'outreach'>[]) =>
  entries.toSorted((a, b) =>
    a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0,
  )
