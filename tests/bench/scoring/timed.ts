import { sensitivity as shake, temporalMatrix } from '../../../shared/scoring/index.ts'
import { diceFrom } from '../../../shared/scoring/numeric/dice.ts'
import { yardstick } from '../pages/yardstick.ts'
import { matrixOf, yearOf } from './inputs.ts'

/** One round: the work, the least that any way of doing it must do, and the fixed piece of work beside them. */
export interface Round {
  ms: number
  floorMs: number
  yardstickMs: number
}

const DRAWS = 2000
const PARTNERSHIPS = 310
const TYPES = 20

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

/** The floor: weights in hand, 19 weighted sums and their order, as often as weights are drawn. */
export function sensitivity(rounds: number): Round[] {
  const matrix = matrixOf(diceFrom('sensitivity'), 19, 0)
  const scores = matrix.rows.map(({ cells }) => Object.values(cells).map((it) => it.score ?? 0))
  const dice = diceFrom('weights')
  const weights = Array.from({ length: DRAWS }, () => scores[0]?.map(() => dice()) ?? [])
  let sink = 0
  const bare = () => {
    for (const drawn of weights) {
      const totals = new Float64Array(scores.length)
      scores.forEach((row, at) => row.forEach((it, of) => (totals[at]! += it * (drawn[of] ?? 0))))
      sink += totals.sort()[0] ?? 0
    }
    return sink
  }
  return inTurns(rounds, (seed) => shake({ ...matrix, draws: DRAWS, seed }), bare)
}

/** The floor: the ratio of each month to its average, which is the older colouring and judges no chance. */
export function temporal(rounds: number): Round[] {
  const dice = diceFrom('temporal')
  const years = Array.from({ length: PARTNERSHIPS }, () => yearOf(dice, TYPES))
  const bare = () =>
    years.map(({ rows }) =>
      rows.map(({ counts }) => {
        const given = counts.filter((it) => it !== null)
        const mean = given.reduce((sum, it) => sum + it, 0) / given.length
        return counts.map((it) => (it === null ? null : it / mean))
      }),
    )
  return inTurns(rounds, () => years.map((it) => temporalMatrix(it)), bare)
}

/** Turn by turn after one to warm up: what else a machine does then slows all alike. */
function inTurns(rounds: number, work: (round: number) => unknown, floor: () => unknown): Round[] {
  const once = (round: number): Round => ({
    ...{ ms: timed(() => work(round)), floorMs: timed(floor), yardstickMs: yardstick() },
  })
  once(0)
  return Array.from({ length: rounds }, (_, at) => once(at + 1))
}
