import { untrack } from 'svelte'
import { addressOf } from '../../../shared/figures/question.ts'
import type { Question } from '../../../shared/figures/question.ts'
import { figureKinds } from '../../../shared/figures/rows.ts'
import { answerInSteps, answeredAt } from './figures.ts'
import type { Answered } from './figures.ts'
import { breathe } from './inTurn.ts'
import type { Shell } from './shell.svelte.ts'

/** While changes come without a pause, as in a first sync, so old may figures be that are shown. */
const OLDEST_MS = 1_000

/**
 * Figures for a screen that is looked at while colleagues record; made in a component's script. A new
 * question is answered at once. What a pulled page changes is worked out in short steps, and the figures of
 * before stand until then: a tenth of a second. Where figures are signed or sent they have to be those of
 * this very moment, and `figuresFor` gives them.
 */
export class LiveFigures {
  #answered = $state.raw<Answered | null>(null)

  constructor(shell: Shell, question: () => Question | null) {
    let address: string | null = null
    let owedSince: number | null = null
    const show = (answered: Answered | null) => {
      owedSince = null
      this.#answered = answered
    }
    $effect.pre(() => {
      const asked = question()
      for (const kind of figureKinds) shell.all(kind)
      void shell.openConflicts
      const here = asked && addressOf(asked)
      let isWanted = true
      const isLong = owedSince !== null && performance.now() - owedSince > OLDEST_MS
      if (here === null || here !== address || isLong) {
        address = here
        show(asked && untrack(() => answeredAt(shell, asked)))
      } else if (asked) {
        owedSince ??= performance.now()
        answerInSteps(shell, asked, breathe, () => isWanted)
          .then((answered) => answered && show(answered))
          .catch(console.error)
      }
      return () => (isWanted = false)
    })
  }

  /** Null where nothing is asked. */
  get current(): Answered | null {
    return this.#answered
  }
}
