import type { Goal } from './exactTarget.ts'
import type { TargetIndicator } from './schema.ts'

/** Numbers and dates as an officer reads them. Two decimals here never reach the judging. */

type Unit = TargetIndicator['unit']

export function amount(value: number, unit: Unit): string {
  const [whole = '0', decimals = ''] = Math.abs(value).toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const part = decimals.replace(/0+$/, '')
  const text = `${unit === 'currency' ? '£' : ''}${grouped}${part && `.${unit === 'currency' ? decimals : part}`}`
  const sign = value < 0 && /[1-9]/.test(text) ? '-' : ''
  return `${sign}${text}${unit === 'percent' ? '%' : ''}`
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** 31 December 2021 */
export function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `${dayOfMonth} ${monthNames[(month ?? 1) - 1]} ${year}`
}

/**
 * "no more than 732", "at least 12", "between 95 and 105". Of whole things it says the whole numbers that
 * truly meet the target, which is judged exact: 732.06 at most is met by 732 and by no more. `isWhole` says
 * that what is judged is a whole number of things.
 */
export function asked(
  target: number,
  goal: Goal,
  slack: number,
  unit: Unit,
  isWhole: boolean,
): string {
  const [from, to] = [target - slack, target + slack]
  const [least, most] = isWhole ? [-wholeBelow(-from), wholeBelow(to)] : [from, to]
  // Where no whole number lies between the two, both are said as they are.
  const isApart = goal === 'within' && least > most
  const low = amount(isApart ? from : least, unit)
  const high = amount(isApart ? to : most, unit)
  if (goal === 'at-most') return `no more than ${high}`
  return goal === 'at-least' ? `at least ${low}` : `between ${low} and ${high}`
}

/** The greatest whole number that is not above it; the thirteenth digit is the machine's. */
function wholeBelow(value: number): number {
  const nearest = Math.round(value)
  return Math.abs(value - nearest) <= 1e-12 * Math.max(1, Math.abs(value))
    ? nearest
    : Math.floor(value)
}
