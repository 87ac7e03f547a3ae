const MINUTE_MS = 60_000
const steps = [
  { most: 60, per: 1, word: 'minute' },
  { most: 48 * 60, per: 60, word: 'hour' },
  { most: Infinity, per: 24 * 60, word: 'day' },
] as const

/** How long it has been, as people say it: "20 minutes", "3 hours", "6 days". Never in the future. */
export function sayLapse(fromAt: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(fromAt)) / MINUTE_MS)
  if (!(minutes >= 1)) return 'less than a minute'
  const { per, word } = steps.find(({ most }) => minutes < most) ?? steps[2]
  const count = Math.floor(minutes / per)
  return `${count.toLocaleString('en-GB')} ${word}${count === 1 ? '' : 's'}`
}
