import { amount } from '../scoring/target/words.ts'
import type { Indicator, Rule, Unit } from './indicator.ts'

/** A figure as it is read: "1,234", "12.5%", "£3,200", "6.8 per 1,000 residents". */
export function sayValue(
  value: number,
  { unit, denominator }: Pick<Indicator, 'unit' | 'denominator'>,
): string {
  const said = amount(value, unit)
  if (unit !== 'rate' || !denominator) return said
  return `${said} per ${amount(denominator.per ?? 1000, 'count')} ${denominator.label}`
}

export const unitWords: Record<Unit, string> = {
  count: 'A count',
  rate: 'A rate',
  percent: 'A percentage',
  currency: 'Pounds',
}

export const hopes: Record<Indicator['polarity'], string> = {
  lower: 'Lower is the aim',
  higher: 'Higher is the aim',
  neutral: 'Neither is the aim: it is watched',
}

const signed = (by: number, more: string) =>
  `${by < 0 ? 'Down' : 'Up'} by ${amount(Math.abs(by), 'count')}${more}`

/** A target's rule as a person says it. */
export function sayRule(rule: Rule, unit: Unit): string {
  switch (rule.kind) {
    case 'change-percent':
      return signed(rule.by, '%')
    case 'change-points':
      return signed(rule.by, ' points')
    case 'to':
      return `To ${amount(rule.value, unit)}`
    case 'at-least':
      return `At least ${amount(rule.value, unit)}`
    case 'at-most':
      return `No more than ${amount(rule.value, unit)}`
    case 'maintain':
      return rule.within === undefined
        ? 'Hold what there was'
        : `Hold what there was, within ${amount(rule.within, 'count')}${unit === 'percent' ? ' points' : '%'}`
    case 'group-average':
      return `The average of similar areas, ${amount(rule.value, unit)}`
    case 'share-of':
      return `${amount(rule.share * 100, 'count')}% of ${amount(rule.total, 'count')}`
    case 'output':
      return `${amount(rule.count, 'count')} of them`
    case 'to-be-set':
      return 'Still to be set'
  }
}
