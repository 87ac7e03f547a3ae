import type { Marking } from '../../../../shared/access/marking.ts'
import { plainQuestion } from '../../../../shared/figures/question.ts'
import type { Question } from '../../../../shared/figures/question.ts'
import { slidesOf } from '../../../../shared/figures/show/slides.ts'
import type { Slide } from '../../../../shared/figures/show/slides.ts'
import { plansToShow } from '../../../../shared/figures/show/whose.ts'
import type { Answered } from '../figures.ts'
import { markingFor } from '../marking.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** What a meeting view asks: of one plan where its address names one, else of all that run. */
export function questionFor({ today }: Pick<Shell, 'today'>, planId: string | null): Question {
  const question = plainQuestion(today)
  return planId === null ? question : { ...question, planId }
}

/**
 * The slides of a meeting, of what was answered to `questionFor`; of no meeting, those of whoever looks.
 * `planId` narrows them to one plan. Empty where nothing of it may be shown here.
 */
export function slidesFor(
  shell: Shell,
  meeting: RowOf<'meeting'> | undefined,
  planId: string | null,
  { figures, standings }: Answered,
): Slide[] {
  const group = meeting && shell.one('group', meeting.groupId)
  if (meeting && !group) return []
  const at = meeting && group ? { meeting, group } : null
  const plans = plansToShow(shell.all('plan'), at, planId)
  return slidesOf(standings, figures, plans)
}

/** What a slide is marked with: the highest of everything that is read on it. */
export function markingOfSlide(shell: Shell, slide: Slide): Marking {
  return markingFor(
    shell.one('plan', slide.planId),
    ...slide.off.map(({ id }) => shell.one('action', id)),
    ...slide.off.map(({ entryId }) => shell.one('update', entryId ?? '')),
    ...slide.targets.map(({ id }) => shell.one('indicator', id)),
    ...slide.asks.map(({ id }) => shell.one('barrier', id)),
  )
}
