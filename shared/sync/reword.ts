import type { Mutation } from './protocol.ts'

type Words = Readonly<Record<string, string>>

/** What a person wrote freely in a mutation, by field. */
export function wordsIn(mutation: Mutation, fields: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const field of fields) {
    const value = mutation.op === 'delete' ? undefined : valueOf(mutation, field)
    if (typeof value === 'string') found[field] = value
  }
  return found
}

function valueOf(mutation: Exclude<Mutation, { op: 'delete' }>, field: string): unknown {
  if (mutation.op === 'settle') return mutation.field === field ? mutation.value : undefined
  if (mutation.op !== 'create')
    return Object.hasOwn(mutation.fields, field) ? mutation.fields[field]?.value : undefined
  const { entry } = mutation
  return typeof entry === 'object' && entry !== null && Object.hasOwn(entry, field)
    ? (entry as Record<string, unknown>)[field]
    : undefined
}

/** The same work with other words in it, or with the reason why these have to stand there. */
export function reword(mutation: Mutation, words: Words, because: string | null): Mutation {
  const { because: _, ...said } = mutation
  const head = { ...said, ...(because && { because }) }
  if (head.op === 'delete') return head
  if (head.op === 'create') return { ...head, entry: { ...(head.entry as object), ...words } }
  if (head.op === 'settle') {
    return Object.hasOwn(words, head.field) ? { ...head, value: words[head.field] } : head
  }
  const fields = { ...head.fields }
  for (const [field, value] of Object.entries(words)) {
    const seen = fields[field]
    if (seen) fields[field] = { ...seen, value }
  }
  return { ...head, fields }
}
