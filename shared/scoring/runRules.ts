import type { Limits } from './xmrLimits.ts'

/** The weightiest first. */
export const runRules = [
  'outside-limits',
  'seven-in-order',
  'two-of-three',
  'seven-on-one-side',
] as const
export type RunRule = (typeof runRules)[number]

export type Hit = { rules: RunRule[]; side: 'high' | 'low' | null }

/**
 * The run rules of NHS England's Making Data Count. Every point of a run of seven is flagged. Of two
 * in three beyond two thirds of the way to a limit (all three on that side of the mean), the points
 * out there are flagged and not the one near the mean. A point on the mean is on neither side.
 * The side is that of the weightiest rule; a run of seven in order reads by where it is heading.
 */
export function rulesHit(
  values: readonly (number | null)[],
  { mean, lower, upper }: Limits,
): Hit[] {
  const hits = values.map(() => new Map<RunRule, 'high' | 'low'>())
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
  const flag = (rule: RunRule, side: 'high' | 'low', points: readonly { at: number }[]) =>
    points.forEach(({ at }) => hits[at]?.set(rule, side))

  for (let end = 7; end <= known.length; end++) {
    const seven = known.slice(end - 7, end)
    const heading = directionOf(seven.map(({ value }) => value))
    if (heading) flag('seven-in-order', heading, seven)
  }
  if (mean !== null && lower !== null && upper !== null) {
    // The mean of equal values can miss them by the last bit, which is no side to be on.
    const edge = 1e-12 * Math.max(...known.map(({ value }) => Math.abs(value)), 0)
    const isOn = {
      high: (value: number) => value > mean + edge,
      low: (value: number) => value < mean - edge,
    }
    const far = ((upper - mean) * 2) / 3
    const isFar = {
      high: (value: number) => value > mean + far,
      low: (value: number) => value < mean - far,
    }
    for (const side of ['high', 'low'] as const) {
      const isOut = (value: number) =>
        side === 'high' ? value > upper + edge : value < lower - edge
      flag(
        'outside-limits',
        side,
        known.filter(({ value }) => isOut(value)),
      )
      for (let end = 3; end <= known.length; end++) {
        const three = known.slice(end - 3, end)
        const out = three.filter(({ value }) => isFar[side](value))
        if (out.length >= 2 && three.every(({ value }) => isOn[side](value)))
          flag('two-of-three', side, out)
      }
      for (let end = 7; end <= known.length; end++) {
        const seven = known.slice(end - 7, end)
        if (seven.every(({ value }) => isOn[side](value))) flag('seven-on-one-side', side, seven)
      }
    }
  }
  return hits.map((hit) => {
    const rules = runRules.filter((rule) => hit.has(rule))
    return { rules, side: (rules[0] && hit.get(rules[0])) ?? null }
  })
}

function directionOf(values: readonly number[]): 'high' | 'low' | null {
  const steps = values.slice(1).map((value, at) => Math.sign(value - (values[at] ?? value)))
  if (steps.every((step) => step > 0)) return 'high'
  return steps.every((step) => step < 0) ? 'low' : null
}
