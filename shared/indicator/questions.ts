import type { Window } from '../scoring/days.ts'
import { daysIn } from '../scoring/days.ts'
import type { FromCounts } from './fromCounts.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { gapsIn, overlaps, sayPeriod } from './period.ts'
import type { Standing } from './standing.ts'
import { sayValue, unitWords } from './words.ts'

export interface Asked {
  kind:
    | 'which-stands'
    | 'overlap'
    | 'unit-changed'
    | 'baseline-zero'
    | 'no-baseline'
    | 'gap'
    | 'typed-over-counts'
  ask: string
  /** Observations it is about, for whoever settles it. */
  ids: string[]
}

type Stored<T> = T & { id: string }

/**
 * What somebody must say before an indicator's figures can all be believed. Every number is kept; none of
 * these guesses. `asAt` bounds the gaps: a month that is not over is not missing.
 */
export function questionsOf(
  indicator: Indicator,
  standing: Standing,
  asAt: string,
  { counted, overruled }: FromCounts = { counted: [], overruled: [] },
): Asked[] {
  const say = (it: Pick<Observation, 'value'>) =>
    it.value === null ? 'no figure' : sayValue(it.value, indicator)
  const byId = new Map(standing.values.map((it) => [it.id, it]))
  const found: Asked[] = standing.disputed.map(({ ids, ...period }) => ({
    kind: 'which-stands',
    ask: `${sayPeriod(period)} was entered ${ids.length === 2 ? 'twice' : `${ids.length} times`}: ${list(ids.flatMap((id) => byId.get(id) ?? []).map(say))}. Which one stands?`,
    ids,
  }))
  for (const [a, b] of standing.overlapping) {
    const both = `${sayPeriod(a)} (${say(a)}) and ${sayPeriod(b)} (${say(b)}) share days`
    // Beside the target's own time it harms no verdict: it is told, and nobody has to answer.
    const isJudged = [a, b].every((it) => overlaps(it, indicator.period))
    found.push({
      kind: 'overlap',
      ask: isJudged
        ? `${both}. Is one of them the sum, or a slip?`
        : `${both}, so they are not compared with each other.`,
      ids: [a.id, b.id],
    })
  }
  found.push(...unitChange(indicator, standing.otherUnit), ...ofBaseline(indicator))
  const [first, ...more] = missingIn(indicator, [...standing.values, ...counted], asAt)
  if (first)
    found.push({
      kind: 'gap',
      ask: `${sayPeriod(first)} has no figure${more.length > 0 ? `, and ${more.length === 1 ? 'another stretch' : `${more.length} other stretches`} of its time` : ''}.`,
      ids: [],
    })
  if (overruled.length > 0)
    found.push({
      kind: 'typed-over-counts',
      ask: `${overruled.length === 1 ? 'One loaded count is' : `${overruled.length} loaded counts are`} not used: somebody typed a figure for those days, and it stands.`,
      ids: [],
    })
  return found
}

const list = (words: string[]) => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

function unitChange({ unit }: Indicator, others: readonly Stored<Observation>[]): Asked[] {
  const last = others.at(-1)
  if (!last) return []
  const was = unitWords[last.unit ?? unit].toLowerCase()
  return [
    {
      kind: 'unit-changed',
      ask: `Up to ${sayPeriod(last)} this was ${was}, and now it is ${unitWords[unit].toLowerCase()}. Figures before and after are not compared. Are the baseline and the target in the new one?`,
      ids: others.map(({ id }) => id),
    },
  ]
}

/** A change per cent of nothing is nothing; and a change from nowhere is no target. */
function ofBaseline({ baseline, rule }: Indicator): Asked[] {
  const rests =
    rule?.kind === 'change-percent' || rule?.kind === 'change-points' || rule?.kind === 'maintain'
  if (!rests) return []
  if (baseline === null)
    return [
      { kind: 'no-baseline', ask: 'What was the figure that the target starts from?', ids: [] },
    ]
  if (rule.kind === 'change-percent' && baseline.value === 0)
    return [
      {
        kind: 'baseline-zero',
        ask: 'The baseline is zero, and no per cent of zero is any change. What number is wanted?',
        ids: [],
      },
    ]
  return []
}

/** Stretches of the period so far, as long as a value is due for, that nothing covers. */
function missingIn({ frequency, period }: Indicator, values: readonly Window[], asAt: string) {
  if (!frequency || values.length === 0) return []
  const last = values.reduce((latest, { to }) => (to > latest ? to : latest), '')
  const until = [period.to, asAt, last].reduce((a, b) => (a < b ? a : b))
  if (until < period.from) return []
  const least = { month: 28, quarter: 90, year: 365 }[frequency]
  return gapsIn({ from: period.from, to: until }, values).filter((it) => daysIn(it) >= least)
}
