import type { TargetIndicator } from './schema.ts'

/** Which side of the target is the good one; `within` is both sides at once. */
export type Goal = 'at-most' | 'at-least' | 'within'

export type Aim = {
  /** What the rule works out to, never rounded; null where it cannot be worked out. */
  exact: number | null
  goal: Goal | null
  /** How far past the exact target still meets the rule ("maintain, within 3%"). */
  slack: number
}

/** What a rule asks of a measure. A change needs a baseline to change from. */
export function aimOf(indicator: TargetIndicator): Aim {
  const { unit, baseline, rule } = indicator
  const goal = goalOf(indicator)
  const from = baseline?.value ?? null
  /** Meeting a target from both sides needs some room: the tolerance, where the rule gives none. */
  const aim = (exact: number | null, within?: number): Aim => {
    if (exact === null) return { exact, goal, slack: 0 }
    const room = goal === 'within' ? reach(indicator, exact) : 0
    const slack = within === undefined ? room : margin(unit, within, exact)
    return { exact: withoutNoise(exact), goal, slack }
  }

  switch (rule.kind) {
    case 'change-percent':
      return aim(from === null ? null : (from * (100 + rule.by)) / 100)
    case 'change-points':
      return aim(from === null ? null : from + rule.by)
    case 'maintain':
      return aim(from, rule.within)
    case 'to':
    case 'at-least':
    case 'at-most':
    case 'group-average':
      return aim(rule.value)
    case 'share-of':
      return aim((unit === 'percent' ? 100 : rule.total) * rule.share)
    case 'output':
      return aim(rule.count)
    case 'to-be-set':
      return aim(null)
  }
}

/**
 * The rule's own words decide the direction; where they name none ("to 700", "the group's average")
 * the indicator's polarity does. Outputs and shares promise to do something, so they are floors.
 */
function goalOf({ polarity, baseline, rule }: TargetIndicator): Goal | null {
  const byPolarity = { lower: 'at-most', higher: 'at-least', neutral: 'within' } as const
  switch (rule.kind) {
    case 'change-percent':
    case 'change-points':
      return rule.by === 0 ? byPolarity[polarity] : rule.by < 0 ? 'at-most' : 'at-least'
    case 'to':
      if (polarity !== 'neutral' || !baseline || rule.value === baseline.value)
        return byPolarity[polarity]
      return rule.value < baseline.value ? 'at-most' : 'at-least'
    case 'at-least':
    case 'at-most':
      return rule.kind
    case 'output':
      return 'at-least'
    case 'share-of':
      return polarity === 'lower' ? 'at-most' : 'at-least'
    case 'maintain':
    case 'group-average':
      return byPolarity[polarity]
    case 'to-be-set':
      return polarity === 'neutral' ? null : byPolarity[polarity]
  }
}

/** Five per cent of the target, or two points of a percentage, unless the indicator says otherwise. */
export const defaultTolerance = { percent: 2, other: 5, asOf: '2021' } as const

/** How far from the target still counts as amber, in the unit of the target. */
export const reach = ({ unit, tolerance }: TargetIndicator, target: number): number =>
  margin(
    unit,
    tolerance ?? (unit === 'percent' ? defaultTolerance.percent : defaultTolerance.other),
    target,
  )

const margin = (unit: TargetIndicator['unit'], amount: number, of: number) =>
  unit === 'percent' ? amount : (Math.abs(of) * amount) / 100

/** Does a value meet a target? The thirteenth digit is the machine's, not the partnership's. */
export function meets(value: number, target: number, goal: Goal, slack: number): boolean {
  const edge = slack + 1e-12 * Math.max(Math.abs(value), Math.abs(target))
  const over = value - target
  return (goal === 'at-least' || over <= edge) && (goal === 'at-most' || over >= -edge)
}

/**
 * The nearest whole number that truly meets the rule: down to 732 from 732.06 when falling, up to 110
 * (never 111) from 110.00000000000001 when rising. Null for measures that are not counts, and for
 * a target no count can meet.
 */
export function smallestWholeTarget(
  { unit }: TargetIndicator,
  { exact, goal, slack }: Aim,
): number | null {
  if (unit !== 'count' || exact === null || goal === null) return null
  const nearest = Math.round(exact)
  const isWhole = Math.abs(exact - nearest) <= 1e-12 * Math.max(1, Math.abs(exact))
  const round = goal === 'at-most' ? Math.floor : goal === 'at-least' ? Math.ceil : Math.round
  const whole = (isWhole ? nearest : round(exact)) + 0
  if (goal === 'at-least') return Math.max(0, whole)
  return whole >= 0 && meets(whole, exact, goal, slack) ? whole : null
}

/** 747 × 0.98 is 732.06, not 732.0600000000001: the sixteenth digit is the machine's. */
const withoutNoise = (value: number) => Number(value.toPrecision(15)) + 0
