import type { ApprovedText } from './approvedText.ts'
import { frozenKinds } from './planRows.ts'
import type { FrozenKind, PlanRows } from './planRows.ts'

export interface FrozenRow {
  kind: FrozenKind
  id: string
  data: Readonly<Record<string, unknown>>
}

/** Characters of JSON that the rows of one part may have; a row of the store holds 64 K, its head included. */
export const PART_CHARS = 60_000
const PART_ROWS = 500

/** The rows of a plan as they are frozen and compared: by kind, then by id, so that two phones agree. */
export function frozenRows(rows: PlanRows): FrozenRow[] {
  const byKind: Record<FrozenKind, readonly { id: string }[]> = {
    plan: [rows.plan],
    priority: rows.priorities,
    theme: rows.themes,
    action: rows.actions,
    milestone: rows.milestones,
    indicator: rows.indicators,
  }
  return frozenKinds.flatMap((kind) =>
    byKind[kind]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, ...data }) => ({ kind, id, data })),
  )
}

/** Frozen rows in parts that each fit into a row. A row too long for one part goes on in the next. */
export function partsOf(rows: readonly FrozenRow[]): ApprovedText['rows'][] {
  const parts: ApprovedText['rows'][] = []
  let room = 0
  for (const row of rows.flatMap(pieces)) {
    const chars = JSON.stringify(row).length + 1
    const last = parts.at(-1)
    if (last && chars <= room && last.length < PART_ROWS) {
      last.push(row)
      room -= chars
    } else {
      parts.push([row])
      room = PART_CHARS - chars
    }
  }
  return parts
}

function pieces(row: FrozenRow): ApprovedText['rows'] {
  if (JSON.stringify(row).length < PART_CHARS) return [{ ...row, data: { ...row.data } }]
  return Object.entries(row.data).map(([field, value]) => ({ ...row, data: { [field]: value } }))
}

const isFrozenKind = (kind: string): kind is FrozenKind => frozenKinds.some((it) => it === kind)

/** The rows that an approval froze; null while not all of its parts are on this phone. */
export function thaw(texts: readonly ApprovedText[], approvalId: string): FrozenRow[] | null {
  const mine = texts
    .filter((it) => it.approvalId === approvalId)
    .toSorted((a, b) => a.part - b.part)
  const [first] = mine
  if (!first || mine.length < (first.parts ?? 1)) return null
  const rows = new Map<string, FrozenRow>()
  for (const { kind, id, data } of mine.flatMap((it) => it.rows)) {
    if (!isFrozenKind(kind)) continue
    rows.set(`${kind} ${id}`, { kind, id, data: { ...rows.get(`${kind} ${id}`)?.data, ...data } })
  }
  return [...rows.values()]
}
