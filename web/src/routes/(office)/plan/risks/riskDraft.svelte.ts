import { sayTyped } from '../../../../../../shared/risk/words.ts'
import { scoreRisk } from '../../../../../../shared/scoring/risk.ts'
import type { RiskDraft } from '$lib/risks.ts'
import type { RowOf } from '$lib/store/view.ts'

export interface Slip {
  id: string
  text: string
}

/** A whole number as it was typed; null where nothing was, NaN where it is none. */
const typedNumber = (typed: string): number | null =>
  typed.trim() === '' ? null : /^\d{1,4}(\.\d+)?$/.test(typed.trim()) ? Number(typed) : NaN
const typed = (value: number | null | undefined) => (typeof value === 'number' ? String(value) : '')

/** Likelihood and impact, before and with controls, as a form holds them. */
export class FactorsDraft {
  likelihood = $state('')
  impact = $state('')
  likelihoodAfter = $state('')
  impactAfter = $state('')
  readonly scale: number

  constructor(
    scale: number,
    from: Partial<Pick<RiskDraft, 'likelihood' | 'impact' | 'controlled'>>,
  ) {
    this.scale = scale
    this.likelihood = typed(from.likelihood)
    this.impact = typed(from.impact)
    this.likelihoodAfter = typed(from.controlled?.likelihood)
    this.impactAfter = typed(from.controlled?.impact)
  }

  #factor(value: string): number | null {
    const number = typedNumber(value)
    return number !== null && Number.isInteger(number) && number >= 1 && number <= this.scale
      ? number
      : null
  }
  get before() {
    const [likelihood, impact] = [this.#factor(this.likelihood), this.#factor(this.impact)]
    return likelihood && impact ? { likelihood, impact } : null
  }
  get controlled() {
    const likelihood = this.#factor(this.likelihoodAfter)
    const impact = this.#factor(this.impactAfter)
    return likelihood && impact ? { likelihood, impact } : null
  }
  get hasHalf() {
    return Boolean(this.likelihoodAfter) !== Boolean(this.impactAfter)
  }
  /** What the scores come to, as they are chosen. */
  get scored() {
    return this.before
      ? scoreRisk({ ...this.before, controlled: this.controlled, scaleMax: this.scale })
      : null
  }
  get slips(): Slip[] {
    return [
      ...(this.#factor(this.likelihood)
        ? []
        : [{ id: 'risk-likelihood', text: 'Choose how likely it is' }]),
      ...(this.#factor(this.impact)
        ? []
        : [{ id: 'risk-impact', text: 'Choose how bad it would be' }]),
      ...(this.hasHalf
        ? [
            {
              id: this.likelihoodAfter ? 'risk-impact-after' : 'risk-likelihood-after',
              text: 'Choose likelihood and impact with controls, or neither',
            },
          ]
        : []),
    ]
  }
}

/** The scores that a plan printed. They are kept beside the computed ones, never instead of them. */
export class PublishedDraft {
  before = $state('')
  after = $state('')

  constructor(published: RowOf<'risk'>['published']) {
    this.before = typed(published?.before)
    this.after = typed(published?.after)
  }
  get slips(): Slip[] {
    return [
      ['risk-published-before', this.before],
      ['risk-published-after', this.after],
    ].flatMap(([id = '', value = '']) =>
      Number.isNaN(typedNumber(value)) ? [{ id, text: 'A printed score is a number' }] : [],
    )
  }
  get value(): RiskDraft['published'] {
    const [before, after] = [typedNumber(this.before), typedNumber(this.after)]
    return before === null && after === null ? null : { before, after }
  }
  /** What is said when a score is typed that is not the product. */
  says({ before, controlled }: FactorsDraft): string[] {
    return [
      before && sayTyped(before.likelihood, before.impact, typedNumber(this.before)),
      controlled && sayTyped(controlled.likelihood, controlled.impact, typedNumber(this.after)),
    ].filter((words) => typeof words === 'string')
  }
}
