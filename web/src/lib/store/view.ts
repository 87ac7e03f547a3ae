import { overlay } from '../../../../shared/sync/overlay.ts'
import type { DataOf, Kind } from '../../../../shared/kinds.ts'
import type { Mutation, Row } from '../../../../shared/sync/protocol.ts'

export type RowOf<K extends Kind> = DataOf<K> & { id: string }

/**
 * What screens read: the server's rows with this phone's pending work laid over them, held in
 * memory and fed after each commit. It is never told of anything that is not durable yet.
 */
export class View {
  #base = new Map<string, Row>()
  #pending = new Map<string, Mutation[]>()
  #shown = new Map<string, Map<string, Row>>()
  #lists = new Map<string, unknown[]>()

  /** Starts over from what the database holds. */
  load(base: Iterable<Row>, pending: readonly Mutation[]) {
    this.#base = new Map()
    for (const row of base) this.#base.set(row.id, row)
    this.#pending = groupById(pending)
    this.#shown.clear()
    this.#lists.clear()
    for (const id of [...this.#base.keys(), ...this.#pending.keys()]) this.#show(id)
  }

  /** Takes in changed rows and the pending work as it now stands. Answers the kinds that moved. */
  change(rows: readonly Row[], pending: readonly Mutation[]): Set<string> {
    for (const row of rows) this.#base.set(row.id, row)
    const before = this.#pending
    this.#pending = groupById(pending)
    const touched = new Set(rows.map(({ id }) => id))
    for (const id of [...before.keys(), ...this.#pending.keys()]) {
      if (!isSameList(before.get(id), this.#pending.get(id))) touched.add(id)
    }
    const kinds = new Set<string>()
    for (const id of touched) for (const kind of this.#show(id)) kinds.add(kind)
    for (const kind of kinds) this.#lists.delete(kind)
    return kinds
  }

  /** Every row of a kind. The same array until one of them changes. */
  all<K extends Kind>(kind: K): readonly RowOf<K>[] {
    const known = this.#lists.get(kind)
    if (known) return known as RowOf<K>[]
    const list = [...(this.#shown.get(kind)?.values() ?? [])].map(toData<K>)
    this.#lists.set(kind, list)
    return list
  }

  one<K extends Kind>(kind: K, id: string): RowOf<K> | undefined {
    const row = this.#shown.get(kind)?.get(id)
    return row && toData<K>(row)
  }

  /** The row as last pulled, for the base of an edit. */
  base(id: string): Row | undefined {
    return this.#base.get(id)
  }

  isPending(id: string): boolean {
    return this.#pending.has(id)
  }

  #show(id: string): string[] {
    const row = overlay(this.#base.get(id), this.#pending.get(id) ?? [])
    const kind = row?.kind ?? this.#kindOf(id)
    if (!kind) return []
    let rows = this.#shown.get(kind)
    if (!rows) this.#shown.set(kind, (rows = new Map()))
    if (row && !row.deleted) rows.set(id, row)
    else rows.delete(id)
    return [kind]
  }

  #kindOf(id: string): string | undefined {
    for (const [kind, rows] of this.#shown) if (rows.has(id)) return kind
    return undefined
  }
}

const toData = <K extends Kind>(row: Row): RowOf<K> => ({ ...(row.data as DataOf<K>), id: row.id })

function groupById(mutations: readonly Mutation[]): Map<string, Mutation[]> {
  const groups = new Map<string, Mutation[]>()
  for (const mutation of mutations) {
    const group = groups.get(mutation.id)
    if (group) group.push(mutation)
    else groups.set(mutation.id, [mutation])
  }
  return groups
}

const isSameList = (a: readonly Mutation[] = [], b: readonly Mutation[] = []) =>
  a.length === b.length && a.every((mutation, at) => mutation.mid === b[at]?.mid)
