import type { Reach } from '../../event/rollUp.ts'
import { countedFor } from '../../indicator/fromCounts.ts'
import type { FromCounts } from '../../indicator/fromCounts.ts'
import { judge, workedOut } from '../../indicator/judge.ts'
import { standingOf } from '../../indicator/standing.ts'
import type { Standing } from '../../indicator/standing.ts'
import { ScoringError } from '../../scoring/index.ts'
import type { Period } from '../question.ts'
import { Remembered } from '../remembered.ts'
import type { RowOf } from '../rows.ts'
import { owedPeriod } from './owed.ts'
import type { Shelves } from './shelves.ts'

export interface IndicatorStanding {
  indicator: RowOf<'indicator'>
  observations: readonly RowOf<'observation'>[]
  /** What linked events brought to it, and from which. */
  fromEvents: Reach | null
  /** What loaded counts brought to it, and what of them a typed figure overrules. */
  fromCounts: FromCounts
  verdict: ReturnType<typeof judge>
  /** The month, quarter or year whose value has still to be given. What is counted by itself, nobody has to type in. */
  owes: Period | null
}

/** Every indicator with its verdict as at a day. */
export class StandIndicators {
  readonly #known = new Remembered<IndicatorStanding>()
  readonly #typed = new Remembered<Standing['values']>()
  readonly #counts = new Remembered<FromCounts>()
  readonly #verdicts = new Remembered<IndicatorStanding['verdict']>()

  of(shelves: Shelves, reach: ReadonlyMap<string, Reach>, asAt: string): IndicatorStanding[] {
    for (const it of [this.#known, this.#typed, this.#counts, this.#verdicts]) it.turn()
    return shelves.indicator.all().map((indicator) => {
      const { id } = indicator
      const observations = shelves.observation.under(id)
      const fromEvents = reach.get(id) ?? null
      const byHand = this.#typed.of(
        id,
        [indicator, observations],
        () => standingOf(indicator, observations).values,
      )
      const isCounted = indicator.derivedFrom?.kind === 'counts'
      const recorded = isCounted ? shelves.recordedCounts.all() : none
      const fromCounts = this.#counts.of(id, [indicator, byHand, recorded], () =>
        countedFor(indicator, recorded, byHand),
      )
      // Most entries of an event change nothing of what is judged: those of its days were given by hand.
      const worked = workedOut(indicator, byHand, asAt, fromEvents, fromCounts.counted)
      const judged = worked.flatMap(({ from, to, value }) => [from, to, value])
      const ground = { indicator, observations, fromEvents, fromCounts }
      const verdict = this.#verdicts.of(id, [indicator, observations, asAt, ...judged], () =>
        verdictOn(ground, asAt),
      )
      return this.#known.of(id, [verdict, ...Object.values(ground)], () => {
        const isWorkedOut = fromEvents !== null || isCounted
        const owes = isWorkedOut ? null : owedPeriod(indicator, observations, asAt)
        return { ...ground, verdict, owes }
      })
    })
  }
}
const none: never[] = []

/**
 * A row that came before its form was checked, or from another build, may hold what no target can be judged
 * by: a window that ends before it begins, a count below nothing. One such row must not take the figures of
 * all others with it; it is grey, and says what is wrong.
 */
export function verdictOn(
  { indicator, observations, fromEvents, fromCounts }: Omit<IndicatorStanding, 'verdict' | 'owes'>,
  asAt: string,
): IndicatorStanding['verdict'] {
  try {
    return judge(indicator, observations, asAt, fromEvents, fromCounts.counted)
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error
    const [issue] = error.issues
    return {
      ...{ exactTarget: null, smallestWholeTarget: null, published: indicator.published ?? null },
      ...{ actual: null, met: null, metPublished: null, rag: 'grey', profile: null },
      ...{ forecast: null, direction: null, cautions: [], contradictions: [] },
      reason: `It cannot be judged until it is put right: ${issue ? `${issue.path} ${issue.message}` : 'something in it is wrong'}.`,
    }
  }
}
