import type { Indicator } from '../../../shared/indicator/indicator.ts'
import type { Observation } from '../../../shared/indicator/observation.ts'
import { readPeriod } from '../../../shared/indicator/readPeriod.ts'

/** Rows for these tests: an indicator of 2021/22, and what was observed of it. */
export const indicator = (more: Partial<Indicator> = {}): Indicator => ({
  planId: 'plan',
  priorityId: null,
  label: 'Violence with injury',
  order: 1,
  sourceAgencyId: null,
  unit: 'count',
  polarity: 'lower',
  baseline: { value: 1000, from: '2020-04-01', to: '2021-03-31' },
  rule: { kind: 'change-percent', by: -2 },
  period: { from: '2021-04-01', to: '2022-03-31' },
  ...more,
})

export const days = (period: string) => {
  const read = readPeriod(period)
  if (read.is !== 'period') throw new Error(period)
  return read.period
}

export const seen = (
  id: string,
  period: string,
  value: number | null,
  more: Partial<Observation> = {},
): Observation & { id: string } => ({
  id,
  indicatorId: 'i',
  ...days(period),
  value,
  byId: 'member',
  ...more,
})
