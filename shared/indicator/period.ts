import type { Window } from '../scoring/days.ts'
import { daysInMonth, nextMonth } from '../scoring/days.ts'
import { sayMonth } from '../load/periods.ts'
import { addDays } from '../words/dates.ts'

/** Months, quarters and years of an indicator. A quarter is one of the financial year, which April begins. */
export const frequencies = ['month', 'quarter', 'year'] as const
export type Frequency = (typeof frequencies)[number]

const months = { month: 1, quarter: 3, year: 12 } as const

/** So many whole months from the first day of one: "2021-04" and 3 are April to June. */
export const monthsFrom = (month: string, length: number): Window => {
  const last = nextMonth(month, length - 1)
  return { from: `${month}-01`, to: `${last}-${daysInMonth(last)}` }
}

/** The month, quarter or financial year that a day falls in: 5 Feb 2022 is in Q4 of 2021/22. */
export function periodOn(day: string, frequency: Frequency): Window {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const sinceApril = (month + 8) % 12
  const back = frequency === 'month' ? 0 : sinceApril % months[frequency]
  return monthsFrom(
    nextMonth(`${year}-${String(month).padStart(2, '0')}`, -back),
    months[frequency],
  )
}

export const before = ({ from }: Window, frequency: Frequency): Window =>
  periodOn(addDays(from, -1), frequency)
export const after = ({ to }: Window, frequency: Frequency): Window =>
  periodOn(addDays(to, 1), frequency)

/** The latest whole period that is over: what a form asks for. */
export const lastOver = (today: string, frequency: Frequency): Window =>
  before(periodOn(today, frequency), frequency)

export const overlaps = (a: Window, b: Window) => a.from <= b.to && b.from <= a.to
export const isSamePeriod = (a: Window, b: Window) => a.from === b.from && a.to === b.to
export const byPeriod = (a: Window, b: Window) =>
  a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : a.to > b.to ? 1 : 0

/** Stretches of `whole` that no period covers, in order. */
export function gapsIn(whole: Window, periods: readonly Window[]): Window[] {
  const gaps: Window[] = []
  let open = whole.from
  for (const { from, to } of periods.filter((it) => overlaps(it, whole)).toSorted(byPeriod)) {
    if (from > open) gaps.push({ from: open, to: addDays(from, -1) })
    if (to >= open) open = addDays(to, 1)
  }
  if (open <= whole.to) gaps.push({ from: open, to: whole.to })
  return gaps
}

/** "Apr to Jun 2021", "2021/22", "2020", "Oct 2018 to Sep 2019", "1 Apr 2012 to 7 Mar 2013". */
export function sayPeriod(period: Window): string {
  const { from, to } = period
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)]
  const isWhole = from.endsWith('-01') && Number(to.slice(8)) === daysInMonth(last)
  if (!isWhole) return from === to ? sayDay(from) : `${sayDay(from)} to ${sayDay(to)}`
  if (first === last) return sayMonth(first)
  if (nextMonth(first, 11) === last) {
    if (first.endsWith('-04')) return `${first.slice(0, 4)}/${last.slice(2, 4)}`
    if (first.endsWith('-01')) return first.slice(0, 4)
  }
  const isOneYear = first.slice(0, 4) === last.slice(0, 4)
  return `${isOneYear ? sayMonth(first).split(' ')[0] : sayMonth(first)} to ${sayMonth(last)}`
}

const sayDay = (day: string) => `${Number(day.slice(8))} ${sayMonth(day.slice(0, 7))}`
