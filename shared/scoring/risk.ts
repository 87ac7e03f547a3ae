import * as v from 'valibot'
import { Bands, type BandFrom, bandIssues, bandOf } from './bands.ts'
import { type ScoringIssue, parse } from './error.ts'
import { Measure } from './schema.ts'

const Point = v.pipe(
  v.number('is not a number'),
  v.integer('is not a whole number'),
  v.minValue(1, 'is under 1'),
)
const Exposure = v.object({ likelihood: Point, impact: Point })
type Exposure = v.InferOutput<typeof Exposure>

const RiskToScore = v.object({
  ...Exposure.entries,
  /** The same after the named controls. */
  controlled: v.optional(v.nullable(Exposure)),
  published: v.optional(v.object({ before: v.optional(Measure), after: v.optional(Measure) }), {}),
  /** The highest likelihood and impact: 5 on a five-by-five. */
  scaleMax: v.pipe(Point, v.minValue(2, 'is under 2'), v.maxValue(100, 'is over 100')),
  /** Bands of the product. They differ between councils: bring your own. */
  bands: v.optional(Bands),
})
type RiskToScore = v.InferOutput<typeof RiskToScore>

export type RiskContradiction = {
  kind: 'product-mismatch' | 'controls-raise'
  message: string
}

export type RiskScored = {
  before: number
  /** Null where no controls are named. */
  after: number | null
  bandBefore: string | null
  bandAfter: string | null
  /** Where the risk stands now: after its controls, or before if it has none. */
  band: string | null
  contradictions: RiskContradiction[]
}

/** Per cent of the highest product at which each default band begins: 5, 10 and 15 on a five-by-five. */
export const defaultRiskBands = {
  asOf: '2013',
  from: [
    { id: 'low', percent: 0 },
    { id: 'medium', percent: 20 },
    { id: 'high', percent: 40 },
    { id: 'severe', percent: 60 },
  ],
} as const

/**
 * A risk scores likelihood times impact, before and after its controls, never a typed total (the
 * council's risk management procedure). A printed product that is not the product, and controls that
 * raise the score, are said out loud.
 *
 * Throws `ScoringError` on a likelihood or impact that is not a whole number from 1 to `scaleMax`.
 */
export function scoreRisk(input: v.InferInput<typeof RiskToScore>): RiskScored {
  const { likelihood, impact, controlled, published, scaleMax, bands } = parse(
    RiskToScore,
    input,
    riskIssues,
  )
  const used = bands ?? scaledBands(scaleMax)
  const before = likelihood * impact
  const after = controlled ? controlled.likelihood * controlled.impact : null
  const bandBefore = bandOf(before, used)
  const bandAfter = after === null ? null : bandOf(after, used)
  return {
    before,
    after,
    bandBefore,
    bandAfter,
    band: after === null ? bandBefore : bandAfter,
    contradictions: [
      ...mismatch('before controls', published.before, before),
      ...mismatch('after controls', published.after, after),
      ...(after !== null && after > before
        ? [
            {
              kind: 'controls-raise' as const,
              message: `The controls raise the score from ${before} to ${after}.`,
            },
          ]
        : []),
    ],
  }
}

function mismatch(
  when: string,
  printed: number | undefined,
  product: number | null,
): RiskContradiction[] {
  if (printed === undefined || printed === product) return []
  const message =
    product === null
      ? `A score of ${printed} is printed ${when}, but no controls are named.`
      : `The score printed ${when} is ${printed}, but likelihood times impact is ${product}.`
  return [{ kind: 'product-mismatch', message }]
}

const scaledBands = (scaleMax: number): BandFrom[] =>
  defaultRiskBands.from.map(({ id, percent }) => ({
    id,
    from: (percent * scaleMax * scaleMax) / 100,
  }))

function riskIssues({
  likelihood,
  impact,
  controlled,
  scaleMax,
  bands,
}: RiskToScore): ScoringIssue[] {
  const points: [string, number][] = [
    ['likelihood', likelihood],
    ['impact', impact],
    ['controlled.likelihood', controlled?.likelihood ?? 1],
    ['controlled.impact', controlled?.impact ?? 1],
  ]
  const issues = points.flatMap(([path, value]) =>
    value > scaleMax ? [{ path, message: `is above ${scaleMax}` }] : [],
  )
  return [...issues, ...(bands ? bandIssues(bands, 'bands') : [])]
}
