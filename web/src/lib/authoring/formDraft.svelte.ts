import * as v from 'valibot'
import { Action } from '../../../../shared/plan/action.ts'
import type { ActionFields } from '../../../../shared/plan/authoring/actionForm.ts'
import { Milestone } from '../../../../shared/plan/milestone.ts'
import { DraftKeeper } from '../draft.svelte.ts'
import type { Shell } from '../shell.svelte.ts'
import type { FormBase } from './keepAction.ts'

const words = v.string()
const ids = v.array(v.string())
const Fields: v.GenericSchema<unknown, ActionFields> = v.object({
  themeId: words,
  ref: words,
  text: words,
  how: words,
  desiredOutcome: words,
  target: words,
  evidence: words,
  leadAgencyId: words,
  stakeholders: words,
  timescale: words,
  reachCount: words,
  reachAudience: words,
  ownerIds: ids,
  acceptedByIds: ids,
  wardIds: ids,
  alsoPriorityIds: ids,
  milestones: v.array(v.object({ id: words, text: words, timescale: words })),
})
/** A new action has no words yet, which its schema would not take. */
const Base = v.object({
  action: v.object({ ...Action.entries, text: words, id: words }),
  milestones: v.array(v.object({ ...Milestone.entries, id: words })),
})
const Kept = v.pipe(words, v.parseJson(), v.object({ fields: Fields, first: Fields, base: Base }))

/** A form as it was left: what is typed, what it was opened with, and the rows it took for granted. */
export interface KeptForm {
  fields: ActionFields
  first: ActionFields
  base: FormBase
}

/** What is being written of an action, kept at every keystroke: a closed lid costs nobody a sentence. */
export class FormDraft {
  readonly #keeper: DraftKeeper
  isFound = $state(false)

  constructor({ store }: Shell, about: string) {
    this.#keeper = new DraftKeeper(store.db, `write ${about}`)
  }

  get trouble() {
    return this.#keeper.trouble
  }

  /** Undefined when there is none, or one of an earlier build. */
  async recall(): Promise<KeptForm | undefined> {
    const read = v.safeParse(Kept, (await this.#keeper.recall())?.form ?? '')
    this.isFound = read.success
    return read.success ? read.output : undefined
  }

  keep = (form: KeptForm) => this.#keeper.keep({ form: JSON.stringify(form) })

  forget() {
    this.isFound = false
    return this.#keeper.forget()
  }
}
