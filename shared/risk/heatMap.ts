import { scoreRisk } from '../scoring/risk.ts'
import type { RiskStanding } from './standing.ts'

export interface HeatCell {
  likelihood: number
  impact: number
  band: string | null
  here: RiskStanding[]
}

/**
 * The heat map: a row for each likelihood, the highest first, and a cell for each impact, the lowest
 * first. Open risks alone, and only those that the scale holds.
 */
export function heatMap(
  standings: readonly RiskStanding[],
  scaleMax: number,
  side: 'now' | 'without controls',
): HeatCell[][] {
  const open = standings.filter(({ risk, current }) => !risk.closedOn && current.scored)
  const placeOf = ({ current: { factors } }: RiskStanding) =>
    side === 'now' ? (factors.controlled ?? factors) : factors
  const steps = Array.from({ length: scaleMax }, (_, at) => at + 1)
  return steps.toReversed().map((likelihood) =>
    steps.map((impact) => ({
      likelihood,
      impact,
      band: scoreRisk({ likelihood, impact, scaleMax }).band,
      here: open.filter((it) => {
        const place = placeOf(it)
        return place.likelihood === likelihood && place.impact === impact
      }),
    })),
  )
}
