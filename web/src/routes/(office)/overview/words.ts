import { narrowing } from '../../../../../shared/figures/question.ts'
import type { Narrowing, Question } from '../../../../../shared/figures/question.ts'
import { subjects } from '../../../../../shared/figures/view.ts'
import type { Subject } from '../../../../../shared/figures/view.ts'
import type { TargetRow } from '../../../../../shared/figures/sum/targets.ts'
import { periodsOf } from '../../../../../shared/figures/periods.ts'
import { sayDate } from '../../../../../shared/words/dates.ts'
import type { Shell } from '$lib/shell.svelte.ts'
import type { Tone } from '$lib/ui/tone.ts'
import { capital } from '$lib/words.ts'

/** What a filter is called, and what chooses nothing. */
export const filterWords: Record<Narrowing, { label: string; any: string }> = {
  planId: { label: 'Plan', any: 'All that run' },
  priorityId: { label: 'Priority', any: 'Every priority' },
  fourP: { label: '4P', any: 'All four' },
  agencyId: { label: 'Agency', any: 'Every agency' },
  wardId: { label: 'Ward', any: 'Every ward' },
  groupId: { label: 'Group', any: 'Every group' },
}

/** The name of what a question narrows to; what is not here has none. */
export function nameOf(shell: Shell, key: Narrowing, id: string): string | undefined {
  switch (key) {
    case 'planId':
      return shell.one('plan', id)?.title
    case 'priorityId':
      return shell.one('priority', id)?.title
    case 'fourP':
      return capital(id)
    case 'agencyId':
      return shell.one('agency', id)?.name
    case 'wardId':
      return shell.one('ward', id)?.name
    case 'groupId':
      return shell.one('group', id)?.name
  }
}

export function titleOf(shell: Shell, subject: Subject | null): string {
  if (!subject) return `${shell.all('partnership')[0]?.place ?? 'The partnership'}, at a glance`
  const name = nameOf(shell, subjects[subject.kind], subject.id) ?? `This ${subject.kind}`
  if (subject.kind === 'agency') return `What ${name} owes`
  return subject.kind === 'ward' ? `${name} ward` : name
}

/** "1 Nov to 30 Nov", or the name people have for it. */
export function sayPeriod({ period: { from, to }, asAt }: Question): string {
  const usual = periodsOf(asAt).find(({ period }) => period.from === from && period.to === to)
  return usual?.label ?? `${sayDate(from, asAt)} to ${sayDate(to, asAt)}`
}

/** What was asked beside the subject, in words: for the line under the title, and for paper. */
export const sayNarrowed = (shell: Shell, subject: Subject | null, question: Question): string[] =>
  (Object.keys(narrowing) as Narrowing[]).flatMap((key) => {
    const id = question[key]
    return id && !(subject && subjects[subject.kind] === key)
      ? [nameOf(shell, key, id) ?? `a ${narrowing[key]} that is not here`]
      : []
  })

export const ragTone: Record<TargetRow['rag'], Tone> = {
  green: 'good',
  amber: 'warn',
  red: 'bad',
  grey: 'none',
}

/** Where a target goes, in words; an arrow only where there is a way to point. */
export function sayTravel({ direction, travel }: Pick<TargetRow, 'direction' | 'travel'>): string {
  if (direction === null) return 'Too early to say which way it goes'
  if (direction === 'no-clear-change') return 'No clear change'
  const way = direction === 'up' ? '↑ Up' : '↓ Down'
  return travel === 'better' || travel === 'worse' ? `${way}: getting ${travel}` : way
}
