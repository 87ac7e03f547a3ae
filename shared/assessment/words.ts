/** The small words that the sentences of an assessment are made of. */

/** 1st, 2nd, 3rd, 11th. */
export function ordinal(n: number): string {
  const tens = n % 100
  if (tens >= 11 && tens <= 13) return `${n}th`
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`
}

/** "a", "a and b", "a, b and c". With a separator of its own, only that. */
export function listed(words: readonly string[], separator?: string): string {
  if (separator !== undefined || words.length < 2) return words.join(separator)
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** At most two decimals, and only those that are there: 25, 24.5, 1,234.57. */
export function sayNumber(value: number): string {
  const [whole, decimals] = String(Math.round(Math.abs(value) * 100) / 100).split('.')
  const grouped = (whole ?? '').replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = value < 0 && Number(grouped) + Number(decimals ?? 0) !== 0 ? '−' : ''
  return `${sign}${grouped}${decimals ? `.${decimals}` : ''}`
}

/** 0.934 is "93 %"; nothing that can happen is "0 %", and nothing that can fail is "100 %". */
export function sayShare(share: number): string {
  if (share > 0 && share < 0.005) return 'under 1 %'
  if (share < 1 && share >= 0.995) return 'over 99 %'
  return `${Math.round(share * 100)} %`
}

/** "1 Apr 2025": with its year always, because an assessment is read years later. */
export function sayOn(on: string): string {
  const [year, month, day] = on.split('-')
  return `${Number(day)} ${shortMonths[Number(month) - 1] ?? month} ${year}`
}

export const shortMonths = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
] as const

const small = [
  'none',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
]
export const inWords = (n: number): string => small[n] ?? String(n)

export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`
