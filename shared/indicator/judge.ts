import { observationFrom } from '../event/rollUp.ts'
import type { Reach } from '../event/rollUp.ts'
import { evaluateTarget } from '../scoring/index.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'

type Stored<T> = T & { id: string }
type Standing = Pick<Observation, 'from' | 'to' | 'value' | 'missing' | 'provisional'>

const uncorrected = (observations: readonly Stored<Observation>[]) => {
  const superseded = new Set(observations.map((it) => it.supersedes))
  return observations.filter((it) => !superseded.has(it.id))
}

/** What events count for the days that no observation covers, as one observation; null where that is nothing. */
export const countedFor = (
  indicator: Pick<Indicator, 'period'>,
  observations: readonly Stored<Observation>[],
  asAt: string,
  fromEvents: Reach | null,
) => fromEvents && observationFrom(indicator, fromEvents, uncorrected(observations), asAt)

/**
 * How an indicator stands on a day. An observation that another supersedes is left out; the rest
 * are taken in the order of their periods. `fromEvents` is what linked events brought to it: it stands
 * for the days that no observation covers.
 */
export function judge(
  indicator: Indicator,
  observations: readonly Stored<Observation>[],
  asAt: string,
  fromEvents: Reach | null = null,
) {
  const byHand = uncorrected(observations)
  const counted = countedFor(indicator, observations, asAt, fromEvents)
  const all: (Standing & { id: string })[] = counted ? [...byHand, counted] : byHand
  const standing = all.toSorted((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1,
  )
  const { unit, polarity, baseline, rule, published, tolerance, period } = indicator
  return evaluateTarget({
    indicator: {
      unit,
      polarity,
      baseline,
      rule: rule ?? { kind: 'to-be-set' },
      period,
      ...(published === undefined ? {} : { published }),
      ...(tolerance == null ? {} : { tolerance }),
    },
    observations: standing.map(({ from, to, value, missing, provisional }) => ({
      from,
      to,
      value,
      ...(missing ? { missing } : {}),
      ...(provisional === undefined ? {} : { provisional }),
    })),
    asAt,
  })
}
