/** The largest sum that is taken: £100,000 million. Up to there every penny is exact in a number. */
const MOST_PENCE = 1e13

/**
 * Pence from what somebody typed, "£1,234.5" or "1234": 123450. Null when it is no sum of money, has
 * parts of a penny, is below nothing or above what any fund holds. Commas stand where they may or not
 * at all: "1,23" is a slip, and is asked about rather than guessed.
 */
export function readPounds(typed: string): number | null {
  const found = /^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(typed.trim())
  if (!found) return null
  const [, pounds = '', pennies = ''] = found
  const pence = Number(pounds.replaceAll(',', '')) * 100 + Number(pennies.padEnd(2, '0'))
  return pence <= MOST_PENCE ? pence : null
}

/** "£1,234", and "£1,234.50" where there are pennies. */
export function sayPounds(pence: number): string {
  const sign = pence < 0 ? '−' : ''
  const whole = Math.trunc(Math.abs(pence) / 100).toLocaleString('en-GB')
  const rest = Math.abs(pence) % 100
  return `${sign}£${whole}${rest ? `.${String(rest).padStart(2, '0')}` : ''}`
}

/** For a big figure, beside which the exact one stands: whole pounds, the nearer. */
export const sayAbout = (pence: number): string => sayPounds(Math.round(pence / 100) * 100)

/** As it is typed into a form again: "1234.50". */
export const typedPounds = (pence: number | null | undefined): string =>
  pence === null || pence === undefined
    ? ''
    : pence % 100
      ? (pence / 100).toFixed(2)
      : String(pence / 100)
