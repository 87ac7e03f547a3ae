import type { Reach } from '../../event/rollUp.ts'
import { countedFor, judge } from '../../indicator/judge.ts'
import { ScoringError } from '../../scoring/index.ts'
import type { Period } from '../question.ts'
import { Remembered } from '../remembered.ts'
import type { RowOf } from '../rows.ts'
import { owedQuarter } from './owed.ts'
import type { Shelves } from './shelves.ts'

export interface IndicatorStanding {
  indicator: RowOf<'indicator'>
  observations: readonly RowOf<'observation'>[]
  /** What linked events brought to it, and from which. */
  fromEvents: Reach | null
  verdict: ReturnType<typeof judge>
  /** The quarter whose value has still to be given. What events count for it, nobody has to type in. */
  owes: Period | null
}

/** Every indicator with its verdict as at a day. */
export class StandIndicators {
  readonly #known = new Remembered<IndicatorStanding>()
  readonly #verdicts = new Remembered<IndicatorStanding['verdict']>()

  of(shelves: Shelves, reach: ReadonlyMap<string, Reach>, asAt: string): IndicatorStanding[] {
    this.#known.turn()
    this.#verdicts.turn()
    return shelves.indicator.all().map((indicator) => {
      const observations = shelves.observation.under(indicator.id)
      const fromEvents = reach.get(indicator.id) ?? null
      // Most entries of an event change nothing of what is judged: those of its days were given by hand.
      const counted = countedFor(indicator, observations, asAt, fromEvents)
      const judged = [counted?.from, counted?.to, counted?.value]
      const verdict = this.#verdicts.of(
        indicator.id,
        [indicator, observations, asAt, ...judged],
        () => verdictOn({ indicator, observations, fromEvents }, asAt),
      )
      return this.#known.of(indicator.id, [verdict, indicator, observations, fromEvents], () => {
        const owes = fromEvents ? null : owedQuarter(indicator, observations, asAt)
        return { indicator, observations, fromEvents, verdict, owes }
      })
    })
  }
}

/**
 * A row that came before its form was checked, or from another build, may hold what no target can be judged
 * by: a window that ends before it begins, a count below nothing. One such row must not take the figures of
 * all others with it; it is grey, and says what is wrong.
 */
export function verdictOn(
  { indicator, observations, fromEvents }: Omit<IndicatorStanding, 'verdict' | 'owes'>,
  asAt: string,
): IndicatorStanding['verdict'] {
  try {
    return judge(indicator, observations, asAt, fromEvents)
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
