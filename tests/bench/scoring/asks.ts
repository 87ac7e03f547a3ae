import * as scoring from '../../../shared/scoring/index.ts'
import type { Dice } from '../../../shared/scoring/numeric/dice.ts'
import { bands, list, matrixOf, maybe, pick, whole, yearOf } from './inputs.ts'

const counts = (dice: Dice) => ({
  count: whole(dice, dice() < 0.5 ? 12 : 3000),
  days: 28 + whole(dice, 338),
})

/** A function, a random input to it, and a seed where it takes one. */
type Ask = readonly [name: keyof typeof scoring, input: (dice: Dice, seed: number) => unknown]

/** An input to every public function of scoring. */
export const asks: readonly Ask[] = [
  ['scorePriorityMatrix', (dice) => matrixOf(dice)],
  ['sensitivity', (dice, seed) => ({ ...matrixOf(dice, 8), draws: 60, seed })],
  ['compareCounts', (dice) => ({ before: counts(dice), after: counts(dice) })],
  ['temporalMatrix', (dice) => yearOf(dice, 5)],
  ['xmr', (dice) => ({ values: list(8 + whole(dice, 20), () => maybe(dice, whole(dice, 200))) })],
  ['trend', (dice) => ({ values: list(6 + whole(dice, 20), () => maybe(dice, whole(dice, 90))) })],
  [
    'rate',
    (dice) => ({ count: whole(dice, 900), denominator: 500 + whole(dice, 90_000), per: 1000 }),
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
      return { wards, rows }
    },
  ],
  [
    'rankSurvey',
    (dice) => {
      const respondents = whole(dice, 900)
      return {
        respondents,
        mentions: list(9, (at) => ({ id: `i${at}`, count: whole(dice, respondents) })),
      }
    },
  ],
  [
    'scoreRisk',
    (dice) => {
      const exposure = () => ({ likelihood: 1 + whole(dice, 4), impact: 1 + whole(dice, 4) })
      return {
        ...exposure(),
        controlled: exposure(),
        published: { before: whole(dice, 25) },
        scaleMax: 5,
      }
    },
  ],
  [
    'evaluateTarget',
    (dice) => ({
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
      return { columns, rows }
    },
  ],
  [
    'reconcileColours',
    (dice) => ({
      rows: list(7, (at) => ({
        id: `r${at}`,
        colours: list(5, () => pick(dice, bands).id),
        publishedBand: pick(dice, bands).id,
      })),
      bands: bands.map(({ id, from }) => ({ id, from: Math.round((from * 5) / 9) })),
    }),
  ],
  [
    'peaks',
    (dice) => ({ matrix: scoring.temporalMatrix(yearOf(dice, 4)), labels: { t0: 'Arson' } }),
  ],
  [
    'remap',
    (dice) => [
      Object.fromEntries(list(9, (at) => [`l${at}`, maybe(dice, whole(dice, 300))])),
      list(8, (at) => ({
        ...{ from: `l${at}`, to: `w${whole(dice, 3)}`, weight: maybe(dice, dice()) ?? 1 },
      })),
    ],
  ],
  ['rollUp', (dice) => [entries(dice), targets(dice)]],
  [
    'mergeRollUps',
    (dice) => {
      const wanted = targets(dice)
      return ['a', 'b'].map((name) => scoring.rollUp(entries(dice, name), wanted))
    },
  ],
  [
    'carryForward',
    (dice) => [{ id: 'e1', label: '2019/20', ...matrixOf(dice, 5) }, list(3, (at) => `v${at * 2}`)],
  ],
  ['scoreVolume', (dice) => column(dice, () => ({ count: maybe(dice, whole(dice, 2000)) }))],
  [
    'scorePerformance',
    (dice) =>
      column(dice, () => ({ rate: maybe(dice, dice() * 90), groupMean: maybe(dice, dice() * 90) })),
  ],
  [
    'scoreTrend',
    (dice) =>
      column(dice, () => ({
        before: { count: whole(dice, 900), days: 365 },
        after: { count: whole(dice, 900), days: 365 + whole(dice, 2) },
      })),
  ],
  [
    'scoreCost',
    (dice) =>
      column(dice, () => ({
        count: maybe(dice, whole(dice, 2000)),
        unitCost: pick(dice, scoring.unitCosts).value,
      })),
  ],
  ['scoreSeriousness', (dice) => column(dice, () => ({ weight: maybe(dice, dice() * 3000) }))],
  [
    'scoreConcern',
    (dice) =>
      column(dice, () => ({
        count: maybe(dice, whole(dice, 40)),
        respondents: 40 + whole(dice, 900),
      })),
  ],
  [
    'readWeights',
    (dice) =>
      [
        'type,weight,unit,source,year',
        ...list(
          6,
          (at) => `"t, ${at}",${(dice() * 2000).toFixed(3)},days,table,${2000 + whole(dice, 30)}`,
        ),
      ].join('\n'),
  ],
]

const entries = (dice: Dice, name = 'e') =>
  list(12, (at) => ({
    ...{ id: `${name}${at}`, count: maybe(dice, whole(dice, 400)) },
    actionIds: list(whole(dice, 2), (of) => `a${of}`),
    eventId: maybe(dice, `v${whole(dice, 2)}`),
    audience: maybe(dice, pick(dice, ['Pupils', ' pupils', 'Traders'])),
    agencyId: maybe(dice, `g${whole(dice, 2)}`),
  }))

const targets = (dice: Dice) => [
  { actionId: 'a0', count: whole(dice, 900), audience: maybe(dice, 'Pupils') },
]

const column = (dice: Dice, row: () => object) => ({
  rows: list(8, (at) => ({ id: `t${at}`, isFlag: dice() < 0.1, ...row() })),
  ...(dice() < 0.3 ? { scale: { kind: pick(dice, ['quantile', 'jenks']), levels: 4 } } : {}),
})
