import * as v from 'valibot'

/**
 * The marking of the Government Security Classifications Policy (Cabinet Office, 2023) that a row
 * carries on screen, on paper and in a file. A partnership handles nothing above OFFICIAL.
 */
export const markings = ['OFFICIAL', 'OFFICIAL-SENSITIVE'] as const
export const Marking = v.picklist(markings)
export type Marking = v.InferOutput<typeof Marking>

/** Every noun that can hold working words takes this field; absent means what `markingOf` says. */
export const marked = { marking: v.nullish(Marking) }

/**
 * What a row is marked with: the highest of its own marking and those of the rows it stands in, and
 * always OFFICIAL-SENSITIVE when only a group or one agency may read it. Give the row first, then
 * what it stands in (an update: its action, then the plan).
 */
export function markingOf(...rows: readonly { scope?: string; data: unknown }[]): Marking {
  return rows.some(isSensitive) ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL'
}

function isSensitive({ scope, data }: { scope?: string; data: unknown }): boolean {
  if (scope?.includes('/')) return true
  if (typeof data !== 'object' || data === null) return false
  const { marking, restrictedToId } = data as { marking?: unknown; restrictedToId?: unknown }
  return marking === 'OFFICIAL-SENSITIVE' || typeof restrictedToId === 'string'
}
