import { fieldsChanged } from './changesSince.ts'
import { likeness, wordSet } from './likeness.ts'

/** An action or a priority, as far as it takes to find it again in another plan. */
export interface Comparable {
  id: string
  /** As printed; empty where there is none. */
  ref: string
  text: string
  carriedFromId?: string | null | undefined
  /** What else is compared of it, by field; its words alone say whether it is the same thing. */
  more?: Readonly<Record<string, unknown>>
}

export type Pair<T> =
  | {
      is: 'carried' | 'changed'
      before: T
      after: T
      by: 'carried on' | 'ref and words' | 'words'
      fields: string[]
    }
  | { is: 'new'; before: null; after: T }
  | { is: 'ended'; before: T; after: null }

/** With the same ref half of the words will do; without, it takes more. */
const ALIKE_WITH_REF = 0.5
const ALIKE = 0.65

/**
 * One plan against a later one. What says that it carries something on is believed, through plans in
 * between as well (`carriedFrom` answers for those); then the same ref with like words; then the words
 * alone, the likest first. Each row is in exactly one pair; the order is the later plan's, then what
 * ended in the order of the earlier one.
 */
export function comparePlans<T extends Comparable>(
  before: readonly T[],
  after: readonly T[],
  carriedFrom: (id: string) => string | null | undefined = () => null,
): Pair<T>[] {
  const left = new Map(before.map((it) => [it.id, it]))
  const found = new Map<string, { before: T; by: 'carried on' | 'ref and words' | 'words' }>()
  const take = (it: T, was: T, by: 'carried on' | 'ref and words' | 'words') => {
    found.set(it.id, { before: was, by })
    left.delete(was.id)
  }
  for (const it of after) {
    const was = lineOf(it, carriedFrom).find((id) => left.has(id))
    const row = was === undefined ? undefined : left.get(was)
    if (row) take(it, row, 'carried on')
  }
  for (const { it, was, by } of alikes([...left.values()], after, found)) {
    if (!found.has(it.id) && left.has(was.id)) take(it, was, by)
  }
  return [
    ...after.map((it): Pair<T> => {
      const pair = found.get(it.id)
      if (!pair) return { is: 'new', before: null, after: it }
      const fields = fieldsChanged('action', pair.before.more ?? {}, it.more ?? {}).map(
        ({ field }) => field,
      )
      const isSame = fields.length === 0 && isSameText(pair.before.text, it.text)
      return {
        is: isSame ? 'carried' : 'changed',
        before: pair.before,
        after: it,
        by: pair.by,
        fields,
      }
    }),
    ...before
      .filter(({ id }) => left.has(id))
      .map((it): Pair<T> => ({ is: 'ended', before: it, after: null })),
  ]
}

const isSameText = (a: string, b: string) =>
  a.trim().replace(/\s+/g, ' ') === b.trim().replace(/\s+/g, ' ')

/** The ids that a row carries on, nearest first; a loop ends where it closes. */
function lineOf(it: Comparable, carriedFrom: (id: string) => string | null | undefined): string[] {
  const line: string[] = []
  let id = it.carriedFromId
  while (id && !line.includes(id)) {
    line.push(id)
    id = carriedFrom(id)
  }
  return line
}

function alikes<T extends Comparable>(
  before: readonly T[],
  after: readonly T[],
  found: ReadonlyMap<string, unknown>,
) {
  const sets = before.map((was) => ({ was, words: wordSet(was.text) }))
  return after
    .filter(({ id }) => !found.has(id))
    .flatMap((it) => {
      const words = wordSet(it.text)
      return sets.flatMap(({ was, words: theirs }) => {
        const like = likeness(words, theirs)
        const isRef = it.ref !== '' && it.ref === was.ref
        if (like < (isRef ? ALIKE_WITH_REF : ALIKE)) return []
        return [{ it, was, like: like + (isRef ? 1 : 0), by: isRef ? ref : alone }]
      })
    })
    .sort((a, b) => b.like - a.like)
}
const ref = 'ref and words' as const
const alone = 'words' as const
