import { changesIn } from '../../../shared/figures/changesIn.ts'
import { KeptFigures } from '../../../shared/figures/kept.ts'
import { readQuestion } from '../../../shared/figures/question.ts'
import type { Question, ReadQuestion } from '../../../shared/figures/question.ts'
import { figureKinds } from '../../../shared/figures/rows.ts'
import type { FigureKind, KindChange, OpenConflict } from '../../../shared/figures/rows.ts'
import type { Standings } from '../../../shared/figures/stand/standings.ts'
import type { Figures } from '../../../shared/figures/sum/sum.ts'
import type { Shell } from './shell.svelte.ts'
import type { View } from './store/view.ts'

/** Figures of what stands on this device: live, offline too, and the same as the office would give. */

type Seen = Pick<Shell, 'all' | 'openConflicts'> & { store: { view: View } }
interface Kept {
  figures: KeptFigures
  /** The lists it has taken in: each is the same array until a row of it changes. */
  lists: Map<FigureKind, readonly unknown[]>
}
const kept = new WeakMap<View, Kept>()

/** Everything that stands here, in the figures that are kept of it: only what is new is taken in. */
export function keptFigures(shell: Seen): KeptFigures {
  const { view } = shell.store
  const known = kept.get(view)
  const { figures, lists } = known ?? { figures: new KeptFigures(), lists: new Map() }
  if (!known) kept.set(view, { figures, lists })
  const changes: Partial<Record<FigureKind | 'conflict', KindChange<never>>> = {}
  for (const kind of figureKinds) {
    const list = shell.all(kind)
    if (lists.get(kind) === list) continue
    const change = changesIn<{ id: string }>(list, figures.shelf(kind))
    if (change) changes[kind] = change as KindChange<never>
    lists.set(kind, list)
  }
  const conflict = changesIn(conflictsHere(shell, figures), figures.shelf('conflict'))
  if (conflict) changes.conflict = conflict as KindChange<never>
  figures.change(changes)
  return figures
}

/** Those that stand here already are given as they were: what a question is about does not change. */
const conflictsHere = ({ openConflicts }: Seen, figures: KeptFigures): OpenConflict[] =>
  openConflicts.map(
    ({ id, rowId, field }) => figures.shelf('conflict').one(id) ?? { id, rowId, field },
  )

/** The figures that answer a question. The very same object, and parts, until something in it changes. */
export const figuresFor = (shell: Seen, question: Question): Figures =>
  keptFigures(shell).answer(question)

/** How everything stands on a day: what the ids in figures are the ids of. */
export const standOn = (shell: Seen, asAt: string): Standings => keptFigures(shell).standOn(asAt)

/** The question that an address asks, today; `besides` are words of it that mean something else. */
export const questionAt = (
  { today }: Pick<Shell, 'today'>,
  { searchParams }: URL,
  besides: readonly string[] = [],
): ReadQuestion => readQuestion(searchParams, today, besides)

/** Figures with what their ids are the ids of, as both stood at one moment. */
export interface Answered {
  figures: Figures
  standings: Standings
}

export const answeredAt = (shell: Seen, question: Question): Answered => ({
  figures: figuresFor(shell, question),
  standings: standOn(shell, question.asAt),
})

/**
 * The same in short steps, with `breathe` between them, so that a screen is drawn and hears its person
 * meanwhile. Null as soon as `isWanted` says that nobody waits for it any more.
 */
export async function answerInSteps(
  shell: Seen,
  question: Question,
  breathe: () => Promise<unknown>,
  isWanted: () => boolean,
): Promise<Answered | null> {
  for (;;) {
    await breathe()
    if (!isWanted()) return null
    const steps = keptFigures(shell).answerInSteps(question)
    let step = steps.next()
    while (!step.done) {
      await breathe()
      if (!isWanted()) return null
      step = steps.next()
    }
    if (!step.value) continue
    const answered = { figures: step.value, standings: standOn(shell, question.asAt) }
    // To draw it takes its time as well.
    await breathe()
    return isWanted() ? answered : null
  }
}
