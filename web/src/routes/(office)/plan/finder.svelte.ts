import { goto } from '$app/navigation'
import { filterNames, isWanted } from '../../../../../shared/plan/wanted.ts'
import type { Filter } from '../../../../../shared/plan/wanted.ts'
import { fold, hasWords } from '../../../../../shared/words/fold.ts'
import { withFilter } from '$lib/filter.ts'
import { isIn } from '$lib/groups.ts'
import type { Listed } from '$lib/listed.ts'
import { namesOf } from '$lib/people.ts'
import type { Shell } from '$lib/shell.svelte.ts'

/** Somebody who types a word does not want it in the address letter by letter. */
const PAUSE_MS = 400
/** What a choice brings is painted first. */
const PAINT_MS = 150

const texts = new WeakMap<Listed, string>()

/** Everything an action can be found by. It is made once, and again when something of it changes. */
export function wordsOf(shell: Shell, listed: Listed): string {
  const known = texts.get(listed)
  if (known !== undefined) return known
  const { action, updates, milestones, barriers } = listed
  const agencies = [action.leadAgencyId ?? [], action.stakeholderIds].flat()
  const text = fold(
    [
      ...[action.ref, action.text, action.how, action.desiredOutcome, action.target],
      ...[action.evidence, action.timescale.words, namesOf(shell, 'agency', agencies)],
      agencies.flatMap((id) => shell.one('agency', id)?.aliases ?? []).join(' '),
      ...[namesOf(shell, 'member', action.ownerIds), namesOf(shell, 'ward', action.wardIds)],
      ...[...updates.map(({ note }) => note), ...milestones.map((it) => it.text)],
      ...barriers.flatMap((it) => [it.text, it.needs, it.decision]),
    ].join(' '),
  )
  texts.set(listed, text)
  return text
}

/**
 * What is looked for in a plan. It stands in the address, so that a view can be sent to a colleague, and
 * takes effect before it is there: nobody waits for an address.
 */
export class Finder {
  readonly #shell: Shell
  readonly #url: () => URL
  /** What the address does not say yet. */
  #newer = $state.raw<Readonly<Record<string, string>>>({})
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(shell: Shell, url: () => URL) {
    this.#shell = shell
    this.#url = url
  }

  of = (name: string): string => this.#newer[name] ?? this.#url().searchParams.get(name) ?? ''

  get typed() {
    return this.of('q')
  }
  set typed(words: string) {
    this.choose('q', words, PAUSE_MS)
  }

  /** Everything that is looked for, as one word: what is the same finds the same. Empty for nothing. */
  get key(): string {
    const asked = [fold(this.typed), ...filterNames.map(this.of)]
    return asked.some(Boolean) ? JSON.stringify(asked) : ''
  }

  choose = (name: string, value: string, pauseMs = PAINT_MS) => {
    this.#newer = { ...this.#newer, [name]: value }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#intoAddress(), pauseMs)
  }

  clear = () => {
    for (const name of ['q', ...filterNames]) this.choose(name, '')
  }

  /** Leaving the page must not bring one back to it. */
  stop = () => clearTimeout(this.#timer)

  async #intoAddress() {
    const newer = this.#newer
    const url = Object.entries(newer).reduce(
      (at, [name, value]) => withFilter(at, name, value.trim()),
      this.#url(),
    )
    await goto(url, { keepFocus: true, noScroll: true, replaceState: true })
    if (this.#newer === newer) this.#newer = {}
  }

  /** `key` is what was asked: with the same one it is not asked of the address again. */
  find(listed: readonly Listed[], key: string): Listed[] {
    const [typed = '', ...values] = JSON.parse(key) as string[]
    const filter: Filter = Object.fromEntries(filterNames.map((name, at) => [name, values[at]]))
    const inGroup = (id: string) => isIn(this.#shell.one('member', id) ?? {}, filter.group ?? '')
    return listed.filter(
      (it) => isWanted(it, filter, inGroup) && hasWords(typed && wordsOf(this.#shell, it), typed),
    )
  }
}
