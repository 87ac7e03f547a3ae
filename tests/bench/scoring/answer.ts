import * as scoring from '../../../shared/scoring/index.ts'
import { diceFrom } from '../../../shared/scoring/numeric/dice.ts'
import type { Dice } from '../../../shared/scoring/numeric/dice.ts'

/**
 * Random inputs to every scoring function, and what is answered, as text. One seed, one input: whoever
 * runs this with the same seeds must give the same bytes.
 */
export function answers(from: number, to: number): string {
  const lines: string[] = []
  for (let seed = from; seed < to; seed++) lines.push(answer(seed))
  return lines.join('\n')
}

function answer(seed: number): string {
  const dice = diceFrom(`input ${seed}`)
  const [name, ask] = asks[seed % asks.length] as (typeof asks)[number]
  try {
    return `${seed} ${name} ${JSON.stringify(ask(dice, seed))}`
  } catch (error) {
    if (!(error instanceof scoring.ScoringError)) throw error
    return `${seed} ${name} refused ${error.message}`
  }
}

const whole = (dice: Dice, most: number) => Math.floor(dice() * (most + 1))
const list = <T>(length: number, make: (at: number) => T): T[] =>
  Array.from({ length }, (_, at) => make(at))
const pick = <T>(dice: Dice, of: readonly T[]): T => of[whole(dice, of.length - 1)] as T
const maybe = <T>(dice: Dice, value: T): T | null => (dice() < 0.1 ? null : value)

/** Nineteen types by nine variables, as a partnership has them. */
export function matrixOf(dice: Dice, rows = 19, gaps = 0.05) {
  const variables = list(9, (at) => ({ id: `v${at}`, weight: 0.5 + whole(dice, 3) / 2 }))
  return {
    variables,
    rows: list(rows, (at) => ({
      id: `r${at}`,
      cells: Object.fromEntries(
        variables.map(({ id }) => [id, { score: dice() < gaps ? null : 1 + whole(dice, 8) / 2 }]),
      ),
      ...(dice() < 0.3
        ? { published: { total: 9 + whole(dice, 36), band: pick(dice, bands).id } }
        : {}),
    })),
    method: { minScore: 1, maxScore: 5, bands },
  }
}

const bands = [
  { id: 'blue', from: 9 },
  { id: 'green', from: 15 },
  { id: 'yellow', from: 20 },
  { id: 'orange', from: 24 },
  { id: 'red', from: 26 },
]

/** Twenty types over the twelve months of a partnership's year; a few months may not be supplied. */
export const yearOf = (dice: Dice, types = 20, gaps = 0.02) => ({
  rows: list(types, (at) => {
    const mean = 2 + dice() * dice() * 400
    return { id: `t${at}`, counts: list(12, () => (dice() < gaps ? null : whole(dice, 2 * mean))) }
  }),
  months: list(
    12,
    (at) => `${at < 9 ? 2024 : 2025}-${String(((at + 3) % 12) + 1).padStart(2, '0')}`,
  ),
})

const counts = (dice: Dice) => ({
  count: whole(dice, dice() < 0.5 ? 12 : 3000),
  days: 28 + whole(dice, 338),
})

const asks: readonly [name: string, ask: (dice: Dice, seed: number) => unknown][] = [
  ['scorePriorityMatrix', (dice) => scoring.scorePriorityMatrix(matrixOf(dice))],
  ['sensitivity', (dice, seed) => scoring.sensitivity({ ...matrixOf(dice, 8), draws: 60, seed })],
  ['compareCounts', (dice) => scoring.compareCounts({ before: counts(dice), after: counts(dice) })],
  ['temporalMatrix', (dice) => scoring.temporalMatrix(yearOf(dice, 5))],
  [
    'xmr',
    (dice) =>
      scoring.xmr({ values: list(8 + whole(dice, 20), () => maybe(dice, whole(dice, 200))) }),
  ],
  [
    'trend',
    (dice) =>
      scoring.trend({ values: list(6 + whole(dice, 20), () => maybe(dice, whole(dice, 90))) }),
  ],
  [
    'rate',
    (dice) =>
      scoring.rate({ count: whole(dice, 900), denominator: 500 + whole(dice, 90_000), per: 1000 }),
  ],
  [
    'locationMatrix',
    (dice) => {
      const wards = list(12, (at) => ({
        id: `w${at}`,
        population: whole(dice, 9000),
        townCentre: at === 3,
      }))
      const rows = list(4, (at) => ({
        id: `t${at}`,
        counts: Object.fromEntries(wards.map(({ id }) => [id, maybe(dice, whole(dice, 90))])),
      }))
      return scoring.locationMatrix({ wards, rows })
    },
  ],
  [
    'rankSurvey',
    (dice) => {
      const respondents = whole(dice, 900)
      return scoring.rankSurvey({
        respondents,
        mentions: list(9, (at) => ({ id: `i${at}`, count: whole(dice, respondents) })),
      })
    },
  ],
  [
    'scoreRisk',
    (dice) => {
      const exposure = () => ({ likelihood: 1 + whole(dice, 4), impact: 1 + whole(dice, 4) })
      return scoring.scoreRisk({
        ...exposure(),
        controlled: exposure(),
        published: { before: whole(dice, 25) },
        scaleMax: 5,
      })
    },
  ],
  [
    'evaluateTarget',
    (dice) =>
      scoring.evaluateTarget({
        indicator: {
          unit: pick(dice, ['count', 'rate', 'percent'] as const),
          polarity: pick(dice, ['lower', 'higher'] as const),
          baseline: { value: 20 + whole(dice, 2000), from: '2023-04-01', to: '2024-03-31' },
          rule: { kind: 'change-percent', by: whole(dice, 40) - 20 },
          period: { from: '2024-04-01', to: '2025-03-31' },
        },
        observations: list(4, (at) => ({
          from: `2024-0${at + 4}-01`,
          to: `2024-0${at + 4}-30`,
          value: maybe(dice, whole(dice, 200)),
          ...(dice() < 0.1 ? { provisional: true } : {}),
        })),
        asAt: '2024-09-15',
      }),
  ],
  [
    'suppress',
    (dice) => {
      const columns = list(5, (at) => `c${at}`)
      const rows = list(5, (at) => ({
        id: `r${at}`,
        counts: Object.fromEntries(columns.map((id) => [id, maybe(dice, whole(dice, 14))])),
      }))
      return scoring.suppress({ columns, rows })
    },
  ],
  [
    'reconcileColours',
    (dice) =>
      scoring.reconcileColours({
        rows: list(7, (at) => ({
          id: `r${at}`,
          colours: list(5, () => pick(dice, bands).id),
          publishedBand: pick(dice, bands).id,
        })),
        bands: bands.map(({ id, from }) => ({ id, from: Math.round((from * 5) / 9) })),
      }),
  ],
]
export const functions = asks.length

/** Milliseconds of one run, the middle of `runs` after a warm-up: other work on a machine only ever adds. */
export function timeSensitivity(runs = 15): number[] {
  const matrix = matrixOf(diceFrom('sensitivity'), 19, 0)
  return timed(runs, (seed) => scoring.sensitivity({ ...matrix, draws: 2000, seed }))
}

/** The temporal matrices of every partnership of England and Wales, one after the other. */
export function timeTemporal(runs = 5): number[] {
  const dice = diceFrom('temporal')
  const partnerships = list(310, () => yearOf(dice, 20))
  return timed(runs, () => partnerships.map((it) => scoring.temporalMatrix(it)))
}

function timed(runs: number, work: (run: number) => unknown): number[] {
  for (let run = 0; run < 2; run++) work(run)
  return list(runs, (run) => {
    const before = performance.now()
    work(run)
    return performance.now() - before
  })
}
