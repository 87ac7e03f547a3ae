import { controlChart } from '../../../../shared/chart/control.ts'
import type { ControlChart } from '../../../../shared/chart/control.ts'
import { changeOf } from '../../../../shared/indicator/change.ts'
import type { Change } from '../../../../shared/indicator/change.ts'
import { valuesOf, wholeTarget } from '../../../../shared/indicator/judge.ts'
import { questionsOf } from '../../../../shared/indicator/questions.ts'
import type { Asked } from '../../../../shared/indicator/questions.ts'
import { standingOf } from '../../../../shared/indicator/standing.ts'
import type { Judged } from '../indicators.ts'

/** What there is to say of an indicator beside its verdict. */
export interface Reading {
  values: ReturnType<typeof valuesOf>
  change: Change | null
  asked: Asked[]
  chart: ControlChart
}

export function readingOf(judged: Judged, today: string): Reading {
  const { indicator, observations, fromEvents, fromCounts, verdict } = judged
  const values = valuesOf(indicator, observations, today, fromEvents, fromCounts.counted)
  const isFlow = indicator.unit === 'count' || indicator.unit === 'currency'
  const exact = indicator.rule ? wholeTarget(verdict) : null
  return {
    values,
    change: changeOf(indicator, values),
    asked: questionsOf(indicator, standingOf(indicator, observations), today, fromCounts),
    chart: controlChart(indicator, values, { exact, isFlow }),
  }
}
