/** Calendar arithmetic on dates without a time zone. Both ends of a window are inside it. */

export type Window = { from: string; to: string }

/** Days since 1970-01-01. */
export const dayNumber = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) /
  86_400_000

/** How many days a window holds, both ends counted: a day to itself is 1. */
export const daysIn = ({ from, to }: Window): number => dayNumber(to) - dayNumber(from) + 1

/** True days of a month written 2024-02, so 29. */
export function daysInMonth(month: string): number {
  const number = Number(month.slice(5))
  if (number !== 2) return number === 4 || number === 6 || number === 9 || number === 11 ? 30 : 31
  const year = Number(month.slice(0, 4))
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** The months a window touches, each with how many of its days are inside. */
export function monthsIn({ from, to }: Window): { month: string; days: number }[] {
  const months: { month: string; days: number }[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = nextMonth(month)) {
    const first = `${month}-01`
    const last = `${month}-${String(daysInMonth(month)).padStart(2, '0')}`
    const inside = { from: from > first ? from : first, to: to < last ? to : last }
    months.push({ month, days: daysIn(inside) })
  }
  return months
}

export function nextMonth(month: string, by = 1): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}
