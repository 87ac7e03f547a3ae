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

/** Changes what an indicator measures. What is not named stays as it is. */
export const changeIndicator = (
  { store }: Shell,
  id: string,
  changes: Partial<Indicator>,
  because?: string | null,
): Promise<void> => store.edit('indicator', id, changes, because ?? undefined)

/** Adds an indicator at the end. Answers its id. */
export async function addIndicator(
  shell: Shell,
  draft: Omit<Indicator, 'order'>,
  because?: string | null,
): Promise<string> {
  const { store } = shell
  const made = `indicator-${store.world.newId()}`
  const order = Math.max(0, ...shell.all('indicator').map((it) => it.order)) + 1
  await store.create('indicator', made, { ...draft, order }, because ?? undefined)
  return made
}
