import { entryOf, openAction } from '../../../../shared/plan/authoring/actionForm.ts'
import type { ActionFields } from '../../../../shared/plan/authoring/actionForm.ts'
import type { ActionRow } from '../../../../shared/plan/authoring/actions.ts'
import { isSame } from '../../../../shared/sync/canonical.ts'
import { readTimescale } from '../../../../shared/plan/readTimescale.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import { FormDraft } from './formDraft.svelte.ts'
import { keepAction, stoodIn } from './keepAction.ts'
import type { Clashes, FormBase } from './keepAction.ts'
import { checkAction } from './outline.ts'

/** An action while somebody writes it: what is typed, what it was opened with, and what it still lacks. */
export class ActionEditing {
  readonly #shell: Shell
  readonly #plan: RowOf<'plan'>
  readonly draft: FormDraft
  #base = $state.raw() as FormBase
  #first = $state.raw() as ActionFields
  #clashes = $state.raw<Clashes>([])
  #isKept = false
  fields = $state() as ActionFields

  /** `opened` has no id while it is new. */
  constructor(shell: Shell, plan: RowOf<'plan'>, opened: ActionRow) {
    this.#shell = shell
    this.#plan = plan
    this.draft = new FormDraft(shell, opened.id || `new ${opened.themeId}`)
    this.#open(opened)
    void this.draft.recall().then((kept) => {
      if (kept) ({ fields: this.fields, first: this.#first, base: this.#base } = kept)
    })
  }

  #open(action: ActionRow) {
    const { view } = this.#shell.store
    const milestones = view.all('milestone').filter((it) => it.actionId === action.id)
    this.#base = { action, milestones }
    const opened = openAction(action, milestones, { agencies: view.all('agency') })
    // A theme that was taken out is no place: another has to be chosen.
    const themeId = view.one('theme', action.themeId) ? action.themeId : ''
    this.#first = { ...opened, themeId }
    this.fields = structuredClone(this.#first)
  }

  get first() {
    return this.#first
  }
  get base() {
    return this.#base
  }
  /** What somebody else has written in the same fields since; nothing is kept until it was shown. */
  get clashes() {
    return this.#clashes
  }
  /** The milestones that stand, and the words they are shown in. */
  get stood() {
    return stoodIn(this.#base)
  }
  /** What it would lack as it is typed. */
  get lacks() {
    const shell = this.#shell
    const ground = { plan: this.#plan, today: shell.today, agencies: shell.all('agency') }
    const { action } = this.#base
    const typed = { ...action, ...entryOf(this.fields, this.#first, action, ground) }
    const steps = this.fields.milestones
      .filter(({ text }) => text.trim() !== '')
      .map(({ timescale }) => readTimescale(timescale, this.#plan, shell.today))
    return checkAction(shell, this.#plan, typed, steps).lacks
  }

  /** To be run whenever something is typed or chosen. What was only opened is no draft. */
  keepDraft = () => {
    const form = { fields: $state.snapshot(this.fields), first: this.#first, base: this.#base }
    const isTouched = this.draft.isFound || !isSame(form.fields, form.first)
    if (isTouched && !this.#isKept) void this.draft.keep(form)
  }

  startOver = () => {
    const { action } = this.#base
    this.#open(this.#shell.store.view.one('action', action.id) ?? action)
    this.#clashes = []
    return this.draft.forget()
  }

  /** Keeps it. Answers the action's id, or null where somebody else was first and has to be looked at. */
  async save(because: string | null): Promise<string | null> {
    const form = {
      base: this.#base,
      first: this.#first,
      typed: $state.snapshot(this.fields),
    }
    const { id, clashes, base } = await keepAction(this.#shell, this.#plan, form, because)
    this.#clashes = clashes
    this.#base = base
    if (clashes.length > 0) return null
    this.#isKept = true
    await this.draft.forget()
    return id
  }
}
