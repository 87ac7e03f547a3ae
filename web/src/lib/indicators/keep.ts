import { may } from '../../../../shared/access/may.ts'
import type { EntryDraft } from '../../../../shared/indicator/entry.ts'
import type { Indicator } from '../../../../shared/indicator/indicator.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'

/** The verbs of indicators: what is measured, and the figures that are entered. */

export const mayKeepIndicators = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'indicator', data: {} })

export const mayEnterFigures = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'observation', data: { byId: shell.me.memberId } })

/** Keeps figures together: all of them are on this device when it resolves, or none is. */
export function keepFigures(
  { store, me }: Shell,
  drafts: readonly EntryDraft[],
  { agencyId, source }: { agencyId: string | null; source?: string | undefined },
): Promise<void> {
  const recordedAt = store.world.now().toISOString()
  return store.write(
    drafts.map((draft) => ({
      ...({ op: 'create', kind: 'observation', id: `observation-${store.world.newId()}` } as const),
      entry: {
        ...draft,
        ...(source ? { source } : {}),
        ...{ byId: me.memberId, agencyId, recordedAt },
      },
    })),
  )
}

/** Adds an indicator, or changes the one with that id. Answers its id. */
export async function keepIndicator(
  shell: Shell,
  id: string | null,
  draft: Omit<Indicator, 'order'>,
  because?: string | null,
): Promise<string> {
  const { store } = shell
  if (id) {
    await store.edit('indicator', id, draft, because ?? undefined)
    return id
  }
  const made = `indicator-${store.world.newId()}`
  const order = Math.max(0, ...shell.all('indicator').map((it) => it.order)) + 1
  await store.create('indicator', made, { ...draft, order }, because ?? undefined)
  return made
}
