import { evaluateTarget } from '../scoring/index.ts'
import type { Rag } from '../scoring/target/evaluateTarget.ts'
import type { Indicator, Rule } from './indicator.ts'
import { isSamePeriod, sayPeriod } from './period.ts'
import { sayRule, sayValue } from './words.ts'

export interface Suggestion {
  rule: Rule
  words: string
  /** What it would ask of next year, exact; null where it cannot be worked out. */
  exact: number | null
  /** The whole number that truly meets it, of a count. */
  whole: number | null
  /** What the same rule would have asked of this year, from this year's baseline, and whether it was met. */
  thisYear: string
  rag: Rag
}

export interface NextYear {
  /** What this year came to: next year's baseline. */
  actual: { value: number; from: string; to: string }
  /** It is not over: `actual` is what it may come to at this pace. */
  isForecast?: boolean | undefined
  /** The average of similar areas, and a total to take a share of, where somebody knows them. */
  groupAverage?: number | null | undefined
  shareOf?: { total: number; share: number } | null | undefined
  /** Per cent, signed: others beside the usual ones. */
  changes?: readonly number[] | undefined
}

/**
 * Next year's target by each rule, and what the rule would have meant this year: a target that would
 * have been missed every year, or met by doing nothing, is seen before it is printed.
 */
export function suggestTargets(
  indicator: Indicator,
  { actual, isForecast = false, groupAverage, shareOf, changes }: NextYear,
): Suggestion[] {
  const by = [...new Set([...usual[indicator.polarity], ...(changes ?? [])])]
  const rules: Rule[] = [
    { kind: 'maintain' },
    ...by.map((it): Rule => ({ kind: 'change-percent', by: it })),
    ...(typeof groupAverage === 'number'
      ? [{ kind: 'group-average' as const, value: groupAverage }]
      : []),
    ...(shareOf ? [{ kind: 'share-of' as const, ...shareOf }] : []),
  ]
  return rules.map((rule) => ({
    rule,
    words: sayRule(rule, indicator.unit),
    ...weigh(indicator, rule, actual, isForecast),
  }))
}

/** The sizes of change that plans print: see the six top-line targets of 2021/22. */
const usual = { lower: [-2, -5], higher: [2, 5], neutral: [-2, 2] } as const

function weigh(
  indicator: Indicator,
  rule: Rule,
  actual: NextYear['actual'],
  isForecast: boolean,
): Pick<Suggestion, 'exact' | 'whole' | 'thisYear' | 'rag'> {
  const { unit, polarity, baseline, period, tolerance } = indicator
  const measured = { unit, polarity, rule, ...(tolerance == null ? {} : { tolerance }) }
  const now = [{ from: actual.from, to: actual.to, value: actual.value }]
  const next = evaluateTarget({
    indicator: { ...measured, baseline: actual, period },
    observations: [],
    asAt: period.from,
  })
  const then = evaluateTarget({
    indicator: { ...measured, baseline, period: { from: actual.from, to: actual.to } },
    observations: now,
    asAt: actual.to,
  })
  const found = { exact: next.exactTarget, whole: next.smallestWholeTarget }
  // 2,296 in 2020, where the target starts from, meets "hold 2,296" of itself: that says nothing of any year.
  if (restsOn(rule) && baseline && baseline.to >= actual.from)
    return {
      ...found,
      thisYear: `${sayPeriod(actual)} is no later than what the target starts from, so it cannot say whether this would have been met.`,
      rag: 'grey',
    }
  const asked = then.exactTarget
  // A baseline of another length was brought to the year's, and the whole number of the rule is not.
  const isScaled = then.profile !== null && then.profile.scale !== 1
  const due = isScaled ? (then.profile?.target ?? 0) : (then.smallestWholeTarget ?? asked ?? 0)
  const isThisYear = isSamePeriod(actual, period)
  const thisYear =
    asked === null
      ? `There is no baseline, so nothing can be said of ${isThisYear ? 'this year' : sayPeriod(actual)}.`
      : `${isThisYear ? 'This year' : `In ${sayPeriod(actual)}`} it would have asked for ${sayValue(round(due), indicator)}; ${isForecast ? 'at this pace it comes to' : 'it came to'} ${sayValue(actual.value, indicator)}: ${outcome[then.rag]}.`
  return { ...found, thisYear, rag: then.rag }
}

/** A change, or none, is measured from the baseline; an average or a share stands by itself. */
const restsOn = ({ kind }: Rule) =>
  kind === 'maintain' || kind === 'change-percent' || kind === 'change-points'

const round = (value: number) => Math.round(value * 100) / 100
const outcome: Record<Rag, string> = {
  green: 'met',
  amber: 'narrowly missed',
  red: 'missed',
  grey: 'it cannot be judged',
}
