import type { KindRule } from '../kinds.ts'
import { noticePersonalData } from '../privacy/notice.ts'
import { saySort } from '../privacy/sighting.ts'
import { MAX_ROW_BYTES } from './limits.ts'
import type { Reason, Row } from './protocol.ts'
import { refsOf } from './refs.ts'

/** A refusal is a value: it goes back to the person who did the work. */
export class Refusal {
  readonly reason: Reason
  readonly detail: string | undefined
  constructor(reason: Reason, detail?: string) {
    this.reason = reason
    this.detail = detail
  }
}

/** Of a row that the writer may not see, this says what it says of a row that is not there. */
export function refuseLinks(
  data: unknown,
  rule: KindRule,
  find: (id: string) => Row | undefined,
): Refusal | null {
  for (const ref of refsOf(data, rule)) {
    const target = find(ref.id)
    if (!target || target.deleted || target.kind !== ref.kind) {
      return new Refusal('dependency', `${ref.field} names ${ref.id}, which is not here`)
    }
  }
  return null
}

/** A UTF-16 unit is at most three bytes of UTF-8; this bound keeps a row far below D1's 2 MB. */
export const refuseSize = (data: unknown): Refusal | null =>
  JSON.stringify(data).length > MAX_ROW_BYTES ? new Refusal('too-large') : null

const MAX_DEPTH = 24

/** Looks level by level, because a walk into the depth is what must not happen. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true
    level = level.flatMap((it) =>
      typeof it === 'object' && it !== null ? (Object.values(it) as unknown[]) : [],
    )
  }
  return false
}

/** A key that was sent and that the schema did not keep: refused, never silently dropped. */
export function strayKey(sent: unknown, kept: unknown): string | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined
  return Object.keys(sent).find((key) => !Object.hasOwn(kept as object, key))
}

/**
 * What looks like a resident's personal data is not kept unless the writer has said why it must be.
 * The phone asks before saving; this catches what comes past that question.
 */
export function refuseWords(
  data: Readonly<Record<string, unknown>>,
  { words = [] }: KindRule,
  because: string | null | undefined,
): Refusal | null {
  if (because) return null
  for (const field of words) {
    const seen = textsIn(data[field]).flatMap(noticePersonalData)[0]
    if (seen)
      return new Refusal('personal-data', `${field} holds what looks like ${saySort[seen.sort]}`)
  }
  return null
}

/** Of a record of entries, as a list of streets: what people call them. Ids and instants are nobody's words. */
const named = ['name', 'text', 'what', 'task']

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.values(value).flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null
      ? named.flatMap((name) => {
          const text = (entry as Record<string, unknown>)[name]
          return typeof text === 'string' ? [text] : []
        })
      : [],
  )
}
