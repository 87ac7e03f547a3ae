import type { Marking } from '../../../../shared/access/marking.ts'
import { plainQuestion } from '../../../../shared/figures/question.ts'
import { slidesOf } from '../../../../shared/figures/show/slides.ts'
import type { Slide } from '../../../../shared/figures/show/slides.ts'
import { plansToShow } from '../../../../shared/figures/show/whose.ts'
import { figuresFor, standOn } from '../figures.ts'
import { markingFor } from '../marking.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/**
 * The slides of a meeting, from what stands on this device; of no meeting, those of whoever looks.
 * `planId` narrows them to one plan. Empty where nothing of it may be shown here.
 */
export function slidesFor(
  shell: Shell,
  meeting: RowOf<'meeting'> | undefined,
  planId: string | null,
): Slide[] {
  const group = meeting && shell.one('group', meeting.groupId)
  if (meeting && !group) return []
  const at = meeting && group ? { meeting, group } : null
  const plans = plansToShow(shell.all('plan'), at, planId)
  const question = plainQuestion(shell.today)
  const figures = figuresFor(shell, planId === null ? question : { ...question, planId })
  return slidesOf(standOn(shell, shell.today), figures, plans)
}

/** What a slide is marked with: the highest of everything that is read on it. */
export function markingOfSlide(shell: Shell, slide: Slide): Marking {
  const actions = slide.off.flatMap(({ id }) => shell.one('action', id) ?? [])
  const off = new Set(actions.map(({ id }) => id))
  return markingFor(
    shell.one('plan', slide.planId),
    ...actions,
    ...standOn(shell, shell.today).actions.flatMap(({ action, standing }) =>
      off.has(action.id) ? (standing.latest ?? []) : [],
    ),
    ...slide.targets.map(({ id }) => shell.one('indicator', id)),
    ...slide.asks.map(({ id }) => shell.one('barrier', id)),
  )
}
