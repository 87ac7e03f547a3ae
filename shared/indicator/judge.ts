import { observationFrom } from '../event/rollUp.ts'
import type { Reach } from '../event/rollUp.ts'
import { evaluateTarget } from '../scoring/index.ts'
import type { Counted } from './fromCounts.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { byPeriod } from './period.ts'
import { standingOf } from './standing.ts'

type Stored<T> = T & { id: string }
type Value = Pick<Observation, 'from' | 'to' | 'value' | 'missing' | 'provisional'> & { id: string }

/**
 * What its source works out for the days that typed figures leave open: from loaded counts, or as one value
 * from linked events. `byHand` are the typed ones that stand.
 */
export function workedOut(
  indicator: Pick<Indicator, 'period' | 'derivedFrom'>,
  byHand: readonly Stored<Observation>[],
  asAt: string,
  fromEvents: Reach | null,
  fromCounts: readonly Counted[],
): readonly Value[] {
  if (indicator.derivedFrom?.kind === 'counts') return fromCounts
  const events = fromEvents && observationFrom(indicator, fromEvents, byHand, asAt)
  return events ? [events] : []
}

/**
 * Every value that an indicator stands on, by period: those typed by hand that nothing replaces; then what
 * its source brings for the days that they leave open. An indicator that names its source has no other.
 */
export function valuesOf(
  indicator: Indicator,
  observations: readonly Stored<Observation>[],
  asAt: string,
  fromEvents: Reach | null = null,
  fromCounts: readonly Counted[] = [],
): Value[] {
  const byHand = standingOf(indicator, observations).values
  const worked = workedOut(indicator, byHand, asAt, fromEvents, fromCounts)
  return [...byHand, ...worked].sort((a, b) => byPeriod(a, b) || (a.id < b.id ? -1 : 1))
}

/**
 * How an indicator stands on a day. `fromEvents` is what linked events brought to it, `fromCounts` what
 * loaded counts did; either stands for the days that no observation covers.
 */
export function judge(
  indicator: Indicator,
  observations: readonly Stored<Observation>[],
  asAt: string,
  fromEvents: Reach | null = null,
  fromCounts: readonly Counted[] = [],
) {
  const { unit, polarity, baseline, rule, published, previous, tolerance, period } = indicator
  const verdict = evaluateTarget({
    indicator: {
      unit,
      polarity,
      baseline,
      rule: rule ?? { kind: 'to-be-set' },
      period,
      ...(published === undefined ? {} : { published }),
      ...(previous == null ? {} : { previous }),
      ...(tolerance == null ? {} : { tolerance }),
    },
    observations: valuesOf(indicator, observations, asAt, fromEvents, fromCounts).map(
      ({ from, to, value, missing, provisional }) => ({
        from,
        to,
        value,
        ...(missing ? { missing } : {}),
        ...(provisional === undefined ? {} : { provisional }),
      }),
    ),
    asAt,
  })
  return withoutZero(indicator, withoutOther(indicator, observations, verdict))
}

type Verdict = ReturnType<typeof evaluateTarget>

/** What a target asks of its whole period, exact: one worked out from a baseline of another length is brought to it. */
export const wholeTarget = ({ profile, exactTarget }: Verdict): number | null =>
  profile?.target != null && profile.share > 0 ? profile.target / profile.share : exactTarget

/** Any per cent of nothing is nothing: a verdict by that would be one that nobody meant. */
function withoutZero({ baseline, rule }: Indicator, verdict: Verdict): Verdict {
  if (rule?.kind !== 'change-percent' || baseline?.value !== 0) return verdict
  return {
    ...verdict,
    ...{ rag: 'grey', met: null, exactTarget: null, smallestWholeTarget: null, profile: null },
    reason: 'The baseline is zero, and no per cent of zero is any change.',
  }
}

function withoutOther(
  indicator: Indicator,
  observations: readonly Stored<Observation>[],
  verdict: Verdict,
): Verdict {
  const other = standingOf(indicator, observations).otherUnit.length
  if (other === 0) return verdict
  const left = `${other === 1 ? 'One figure was' : `${other} figures were`} measured in something else and left out.`
  return { ...verdict, reason: `${verdict.reason} ${left}`, cautions: [...verdict.cautions, left] }
}
