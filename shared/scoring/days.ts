/** Calendar arithmetic on dates without a time zone. Both ends of a window are inside it. */

export type Window = { from: string; to: string }

/** Days since 1970-01-01. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000

/** How many days a window holds, both ends counted: a day to itself is 1. */
export const daysIn = ({ from, to }: Window): number => dayNumber(to) - dayNumber(from) + 1

/** True days of a month written 2024-02, so 29. */
export function daysInMonth(month: string): number {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate()
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
  const [year, number] = month.split('-').map(Number)
  const at = (year ?? 0) * 12 + (number ?? 1) - 1 + by
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}
