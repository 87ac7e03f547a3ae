import type { PlanChange, WrittenKind } from '../../../../shared/plan/authoring/change.ts'
import type { Write } from '../store/write.ts'

/** Fields of one row go together, and rows that are made go in their order. */
export function writesOf(changes: readonly PlanChange[], because: string | null): Write[] {
  const edits = new Map<string, { kind: WrittenKind; changes: Record<string, unknown> }>()
  for (const it of changes) {
    if (it.is !== 'edit') continue
    const row = edits.get(it.id) ?? { kind: it.kind, changes: {} }
    row.changes[it.field] = it.after
    edits.set(it.id, row)
  }
  const made = changes.flatMap((it) => (it.is === 'create' ? [it] : []))
  return [
    ...made.map(({ kind, id, entry }) => ({ op: 'create', kind, id, entry, because })),
    ...[...edits].map(([id, row]) => ({ op: 'edit', id, because, ...row })),
    // The fields come from rows of their kind, and the store checks each against its schema.
  ] as Write[]
}
