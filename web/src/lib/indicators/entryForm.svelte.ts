import * as v from 'valibot'
import { nothingTyped, readEntry } from '../../../../shared/indicator/entry.ts'
import type { Entry, EntryDraft, Typed } from '../../../../shared/indicator/entry.ts'
import type { Window } from '../../../../shared/scoring/days.ts'
import { DraftKeeper } from '../draft.svelte.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import { keepFigures } from './keep.ts'

const Lines: v.GenericSchema<unknown, Record<string, Typed>> = v.record(
  v.string(),
  v.object({
    value: v.string(),
    missing: v.picklist(['', 'unavailable', 'to-be-confirmed']),
    provisional: v.boolean(),
  }),
)
const Kept = v.pipe(v.string(), v.parseJson(), Lines)

/** One agency's figures for one period, kept at every keystroke until they are saved. */
export class EntryForm {
  readonly #shell: Shell
  readonly #keeper: DraftKeeper
  readonly period: Window
  readonly agencyId: string | null
  typed = $state<Record<string, Typed>>({})
  isFound = $state(false)
  /** Somebody has tried to save: from then on, mistakes are shown where they are. */
  isTried = $state(false)
  #askedOf = $state.raw<readonly string[]>([])

  constructor(shell: Shell, planId: string, agencyId: string | null, period: Window) {
    this.#shell = shell
    this.period = period
    this.agencyId = agencyId
    const about = [planId, agencyId ?? 'nobody', period.from, period.to].join(' ')
    this.#keeper = new DraftKeeper(shell.store.db, `figures ${about}`)
    void this.#recall()
  }

  async #recall() {
    const kept = v.safeParse(Kept, (await this.#keeper.recall())?.lines ?? '')
    if (!kept.success) return
    this.isFound = true
    // What was typed while it was being read goes before what was kept.
    this.typed = { ...kept.output, ...this.typed }
  }

  get trouble() {
    return this.#keeper.trouble
  }
  isAsked = (id: string) => this.#askedOf.includes(id)

  of = (id: string): Typed => this.typed[id] ?? nothingTyped

  put(id: string, typed: Typed) {
    this.typed = { ...this.typed, [id]: typed }
    void this.#keeper.keep({ lines: JSON.stringify(this.typed) })
  }

  /** What would become of a line as it stands. */
  read(indicator: RowOf<'indicator'>): Entry {
    const own = this.#shell.all('observation').filter((it) => it.indicatorId === indicator.id)
    return readEntry(indicator, own, this.period, this.of(indicator.id))
  }

  /** Saves all lines, or asks: of a figure that cannot be read always, of an unlikely one once. */
  async save(
    indicators: readonly RowOf<'indicator'>[],
  ): Promise<{ slips: { id: string; text: string }[]; saved: number }> {
    this.isTried = true
    const lines = indicators.map((indicator) => ({ indicator, entry: this.read(indicator) }))
    const slips = lines.flatMap(({ indicator: { id, label }, entry }) =>
      entry.is === 'question'
        ? [{ id: fieldOf(id), text: `${label}: ${entry.question.ask}` }]
        : entry.is === 'entry' && entry.unlike && !this.isAsked(id)
          ? [{ id: fieldOf(id), text: `${label}: ${entry.unlike}` }]
          : [],
    )
    if (slips.length > 0) {
      const asked = lines.flatMap(({ indicator: { id }, entry }) =>
        entry.is === 'entry' && entry.unlike ? [id] : [],
      )
      this.#askedOf = [...this.#askedOf, ...asked]
      return { slips, saved: 0 }
    }
    const drafts = lines.flatMap(({ entry }): EntryDraft[] =>
      entry.is === 'entry' ? [entry.draft] : [],
    )
    if (drafts.length > 0) await keepFigures(this.#shell, drafts, { agencyId: this.agencyId })
    await this.forget()
    return { slips, saved: drafts.length }
  }

  async forget() {
    this.typed = {}
    this.isFound = false
    this.isTried = false
    this.#askedOf = []
    await this.#keeper.forget()
  }
}

export const fieldOf = (indicatorId: string) => `figure-${indicatorId}`
