import type { Window } from '../scoring/days.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { byPeriod, isSamePeriod, overlaps } from './period.ts'

type Stored<T> = T & { id: string }

export interface Standing {
  /** Neither replaced nor said twice, and in the unit that the indicator has now; by period. */
  values: Stored<Observation>[]
  /** One period with figures that differ and do not replace one another. Each stays until somebody says. */
  disputed: (Window & { ids: string[] })[]
  /** Figures of different periods that share days. */
  overlapping: [Stored<Observation>, Stored<Observation>][]
  /** Recorded when the indicator was measured in something else: kept, and compared with nothing. */
  otherUnit: Stored<Observation>[]
}

/** Nothing is erased: an observation that another replaces is only not shown. */
export function notReplaced<T extends Stored<Pick<Observation, 'supersedes' | 'settles'>>>(
  observations: readonly T[],
): T[] {
  const replaced = new Set(
    observations.flatMap(({ supersedes, settles }) => [supersedes, ...(settles ?? [])]),
  )
  return observations.filter(({ id }) => !replaced.has(id))
}

const byPeriodThenId = (a: Stored<Observation>, b: Stored<Observation>) =>
  byPeriod(a, b) || (a.id < b.id ? -1 : 1)

/**
 * What stands of an indicator's observations, and what is in question. Two people who entered the same
 * figure for the same period agree, and it counts once; a figure known beats one that is not.
 */
export function standingOf(
  { unit }: Pick<Indicator, 'unit'>,
  observations: readonly Stored<Observation>[],
): Standing {
  const current = notReplaced(observations).toSorted(byPeriodThenId)
  const isOther = (it: Observation) => it.value !== null && (it.unit ?? unit) !== unit
  const values: Stored<Observation>[] = []
  for (const it of current.filter((one) => !isOther(one))) {
    const same = values.filter((other) => isSamePeriod(other, it))
    const twin = same.find(({ value }) => value === it.value)
    if (twin) values[values.indexOf(twin)] = firmer(twin, it)
    else if (it.value !== null || same.length === 0) {
      const unknown = same.find(({ value }) => value === null)
      if (unknown) values[values.indexOf(unknown)] = it
      else values.push(it)
    }
  }
  return {
    values,
    disputed: disputesIn(values),
    overlapping: overlapsIn(values),
    otherUnit: current.filter(isOther),
  }
}

/** Of two that agree, the one that is not provisional any more. */
const firmer = (a: Stored<Observation>, b: Stored<Observation>) =>
  a.provisional && !b.provisional ? b : a

function disputesIn(values: readonly Stored<Observation>[]): Standing['disputed'] {
  const found = new Map<string, Window & { ids: string[] }>()
  for (const { from, to, id } of values) {
    const key = `${from} ${to}`
    const known = found.get(key) ?? { from, to, ids: [] }
    found.set(key, { ...known, ids: [...known.ids, id] })
  }
  return [...found.values()].filter(({ ids }) => ids.length > 1)
}

/** Sorted by where they begin, so what may overlap one comes right behind it. */
function overlapsIn(values: readonly Stored<Observation>[]): Standing['overlapping'] {
  const known = values.filter(({ value }) => value !== null)
  return known.flatMap((a, at) => {
    const found: Standing['overlapping'] = []
    for (const b of known.slice(at + 1)) {
      if (b.from > a.to) break
      if (overlaps(a, b) && !isSamePeriod(a, b)) found.push([a, b])
    }
    return found
  })
}
