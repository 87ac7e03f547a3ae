import type { Change } from '../../../../../../shared/load/planLoad.ts'
import type { Sort } from '../../../../../../shared/load/problem.ts'
import { plural } from '$lib/words.ts'

export const changeWord: Record<Change, string> = {
  new: 'new',
  same: 'here already',
  replaced: 'replaced',
  back: 'brought back',
}

/** "36 rows are new, 2 replace what is here, 34 say what is here already." */
export function saysChange(changes: Record<Change, number>): string {
  const parts = [
    ...(changes.new ? [`${plural(changes.new, 'row is', 'rows are')} new`] : []),
    ...(changes.replaced
      ? [`${plural(changes.replaced, 'replaces', 'replace')} what is here`]
      : []),
    ...(changes.back
      ? [`${plural(changes.back, 'was taken out and comes', 'were taken out and come')} back`]
      : []),
    ...(changes.same ? [`${plural(changes.same, 'says', 'say')} what is here already`] : []),
  ]
  if (parts.length === 0) return ''
  return `${parts.join(', ')}.`
}

/** What lines of a sort have in common, for the count of those that are not shown. */
export const sortWord: Record<Sort, string> = {
  fields: 'rows with too few or too many fields',
  number: 'things that are no number',
  negative: 'counts below zero',
  fraction: 'counts that are not whole',
  month: 'things that are no month of this file',
  quarter: 'quarters that cannot be',
  future: 'periods that have not begun',
  type: 'rows without a type that is known',
  ward: 'wards that were not found',
  repeat: 'repeats',
  scale: 'scores outside the scale',
  band: 'bands that are not known',
  months: 'tables short of a month',
  metres: 'files in metres',
  swapped: 'files with latitude first',
  geometry: 'areas that could not be drawn',
  quote: 'quotes that never close',
  truncated: 'ends that are missing',
  separator: 'other separators',
  encoding: 'other alphabets',
  'not supplied': 'things not supplied',
  bomb: 'files not opened',
  damaged: 'damaged files',
  'too large': 'things too large',
  'not known': 'tables not known',
  'not used': 'files not used',
  'no place': 'files that could not be placed',
  twice: 'things said twice',
  simplified: 'drawings simplified',
  published: 'printed values',
}
