import * as v from 'valibot'
import { compareCounts } from '../compareCounts.ts'
import { parse } from '../error.ts'
import { type TargetContradiction, contradictionsIn } from './contradictions.ts'
import { type Aim, aimOf, meets, reach, smallestWholeTarget } from './exactTarget.ts'
import { type Forecast, forecast } from './forecast.ts'
import { type Observed, observe } from './observed.ts'
import { type Profile, profileOf } from './profile.ts'
import { type TargetIndicator, TargetToEvaluate, targetIssues } from './schema.ts'
import { type Season, seasonBefore } from './season.ts'
import { amount, asked, day } from './words.ts'

export type Rag = 'green' | 'amber' | 'red' | 'grey'

export type TargetEvaluated = {
  exactTarget: number | null
  smallestWholeTarget: number | null
  published: number | null
  /** The figure judged: the sum so far of a count or money, the latest of a rate or percentage. */
  actual: number | null
  met: boolean | null
  metPublished: boolean | null
  rag: Rag
  /** One or two plain sentences that say why it stands as it does. */
  reason: string
  profile: Profile | null
  /** An 80% interval of the count at the end of the period; null once it is whole, or for other units. */
  forecast: Forecast | null
  /** An arrow is drawn for up and down only. Null where there is nothing to compare. */
  direction: 'up' | 'down' | 'no-clear-change' | null
  /** Provisional or absent figures and other things to read beside the colour. */
  cautions: string[]
  contradictions: TargetContradiction[]
}

/**
 * How an indicator stands against its target on a day. The target is judged exact; the part of it due
 * by now follows the months of earlier years where there are three whole ones, else the days. Green
 * meets it, amber is within tolerance (5% of the target, 2 points of a percentage), red is neither,
 * grey cannot be judged. Source: the partnership's quarterly performance report and its colours.
 *
 * Throws `ScoringError` on dates that are none, windows that end before they begin, a rule without
 * its number, or a negative count or rate.
 */
export function evaluateTarget(input: v.InferInput<typeof TargetToEvaluate>): TargetEvaluated {
  const { indicator, observations, asAt } = parse(TargetToEvaluate, input, targetIssues)
  const aim = aimOf(indicator)
  const observed = observe(indicator, observations, asAt)
  const known = 'reason' in observed ? null : observed
  const season = seasonBefore(indicator.period, observations)
  const profile = known && profileOf(indicator, aim.exact, known, season)
  const isCount = indicator.unit === 'count'

  return {
    exactTarget: aim.exact,
    smallestWholeTarget: smallestWholeTarget(indicator, aim),
    published: indicator.published ?? null,
    actual: known?.value ?? null,
    metPublished: known && metPublished(indicator, aim, known, profile),
    ...judgement(indicator, aim, observed, profile),
    profile,
    forecast: known && profile && isCount ? forecast(known, profile, season) : null,
    direction: known && profile && isCount ? directionOf(indicator, known, profile, season) : null,
    cautions: known?.cautions ?? [],
    contradictions: contradictionsIn(indicator, aim, observations),
  }
}

type Judgement = Pick<TargetEvaluated, 'met' | 'rag' | 'reason'>

function judgement(
  indicator: TargetIndicator,
  { exact, goal, slack: wholeSlack }: Aim,
  observed: Observed | { reason: string },
  profile: Profile | null,
): Judgement {
  const grey = (reason: string): Judgement => ({ met: null, rag: 'grey', reason })
  if (exact === null || goal === null) return grey(whyNoTarget(indicator))
  if ('reason' in observed) return grey(observed.reason)

  const { value, complete, cautions } = observed
  const target = profile?.target ?? exact
  const slack = profile ? wholeSlack * profile.scale * profile.share : wholeSlack
  const met = meets(value, target, goal, slack)
  const near = met || meets(value, target, goal, slack + reach(indicator, target))
  const rag = met ? 'green' : near ? 'amber' : 'red'
  const verdict = (complete ? atTheEnd : onTheWay)[rag]
  const last = observed.parts.at(-1)?.to ?? indicator.period.to
  const due =
    complete || !profile ? '' : ` for the ${profile.coveredDays} days known, up to ${day(last)}`
  const isWhole = indicator.unit === 'count' && Number.isInteger(value)
  const so = `${verdict}: ${amount(value, indicator.unit)} against ${asked(target, goal, slack, indicator.unit, isWhole)}${due}.`
  const like =
    profile && profile.scale !== 1
      ? ['The baseline covers another number of days, so it is compared like for like.']
      : []
  return { met, rag, reason: [so, ...like, ...cautions].join(' ') }
}

const atTheEnd = { green: 'Met', amber: 'Narrowly missed', red: 'Missed' }
const onTheWay = { green: 'On course', amber: 'Slightly off course', red: 'Off course' }

function whyNoTarget({ rule }: TargetIndicator): string {
  return rule.kind === 'to-be-set'
    ? 'The target is still to be set.'
    : 'There is no baseline, so the target cannot be worked out.'
}

function metPublished(
  { published }: TargetIndicator,
  { goal, slack }: Aim,
  { value }: Observed,
  profile: Profile | null,
): boolean | null {
  if (typeof published !== 'number' || goal === null) return null
  return meets(value, profile?.published ?? published, goal, slack * (profile?.share ?? 1))
}

/** Against the baseline, with the season weighed on both sides so that a summer meets a summer. */
function directionOf(
  { baseline, period }: TargetIndicator,
  { value }: Observed,
  { share }: Profile,
  season: Season,
): TargetEvaluated['direction'] {
  if (!baseline || !Number.isInteger(baseline.value) || !Number.isInteger(value)) return null
  return compareCounts({
    before: { count: baseline.value, days: season.weigh(baseline) },
    after: { count: value, days: share * season.weigh(period) },
  }).verdict
}
