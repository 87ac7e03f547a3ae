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

export const filterIn = ({ searchParams }: URL): Filter =>
  Object.fromEntries(filterNames.map((name) => [name, searchParams.get(name) ?? '']))

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

/** What is looked for in a plan: words that are being typed, and the filters in the address. */
export class Finder {
  readonly #shell: Shell
  readonly #url: () => URL
  #typed = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(shell: Shell, url: () => URL) {
    this.#shell = shell
    this.#url = url
    this.#typed = url().searchParams.get('q') ?? ''
  }

  get typed() {
    return this.#typed
  }
  set typed(words: string) {
    this.#typed = words
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.choose('q', words.trim()), PAUSE_MS)
  }

  get filter() {
    return filterIn(this.#url())
  }
  get isOn() {
    return fold(this.#typed) !== '' || Object.values(this.filter).some(Boolean)
  }

  choose = (name: string, value: string) => {
    const url = withFilter(this.#url(), name, value)
    void goto(url, { keepFocus: true, noScroll: true, replaceState: true })
  }

  clear = () => {
    clearTimeout(this.#timer)
    this.#typed = ''
    const url = [...filterNames, 'q'].reduce((at, name) => withFilter(at, name, ''), this.#url())
    void goto(url, { keepFocus: true, noScroll: true, replaceState: true })
  }

  /** Leaving the page must not bring one back to it. */
  stop = () => clearTimeout(this.#timer)

  find(listed: readonly Listed[]): Listed[] {
    const [filter, typed] = [this.filter, fold(this.#typed)]
    const inGroup = (id: string) => isIn(this.#shell.one('member', id) ?? {}, filter.group ?? '')
    return listed.filter(
      (it) => isWanted(it, filter, inGroup) && hasWords(typed && wordsOf(this.#shell, it), typed),
    )
  }
}
