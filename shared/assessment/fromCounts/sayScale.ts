import type { ScaleUsed } from '../../scoring/index.ts'
import { listed } from '../words.ts'

/** "Scores of 2, 3, 4 and 5 begin at 100, 300, 600 and 1,000 (…, 2021)." */
export function sayScale(
  { kind, cuts, asOf, source }: ScaleUsed,
  unit: (value: number) => string,
): string {
  if (cuts.length === 0) return 'There are no values to set scores by.'
  const whence =
    kind === 'fixed'
      ? `${source || 'set by the partnership'}, ${asOf ?? ''}`
      : `${kind === 'jenks' ? 'natural breaks' : 'equal shares'} of this year’s own values, so they do not compare with another year’s`
  const scores = listed(cuts.map((_, at) => String(at + 2)))
  const verb = cuts.length === 1 ? 'A score of 2 begins' : `Scores of ${scores} begin`
  return `${verb} at ${listed(cuts.map(unit))} (${whence}).`
}
