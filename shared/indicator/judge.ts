import { evaluateTarget } from '../scoring/index.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'

type Stored<T> = T & { id: string }

/**
 * How an indicator stands on a day. An observation that another supersedes is left out; the rest
 * are taken in the order of their periods.
 */
export function judge(
  indicator: Indicator,
  observations: readonly Stored<Observation>[],
  asAt: string,
) {
  const superseded = new Set(observations.map((it) => it.supersedes))
  const standing = observations
    .filter((it) => !superseded.has(it.id))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1))
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
