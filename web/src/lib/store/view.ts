import { overlay } from '../../../../shared/sync/overlay.ts'
import type { DataOf, Kind } from '../../../../shared/kinds.ts'
import type { Mutation, Row } from '../../../../shared/sync/protocol.ts'

export type RowOf<K extends Kind> = DataOf<K> & { id: string }

/** A row as it is shown; what screens get of it is made once, so that an unchanged row stays itself. */
interface Shown {
  row: Row
  data: (Record<string, unknown> & { id: string }) | null
}

/**
 * What screens read: the server's rows with this phone's pending work laid over them, held in
 * memory and fed after each commit. It is never told of own work that is not durable yet.
 */
export class View {
  #base = new Map<string, Row>()
  #pending = new Map<string, Mutation[]>()
  #shown = new Map<string, Map<string, Shown>>()
  #lists = new Map<string, unknown[]>()

  /** Starts over from what the database holds. */
  load(packs: Iterable<readonly Row[]>, pending: readonly Mutation[]) {
    this.#base = new Map()
    for (const rows of packs) for (const row of rows) this.#take(row)
    this.#pending = groupById(pending)
    this.#shown.clear()
    this.#lists.clear()
    for (const row of this.#base.values()) {
      if (!this.#pending.has(row.id)) this.#put(row)
    }
    for (const id of this.#pending.keys()) this.#show(id)
  }

  /** Takes in changed rows and the pending work as it now stands. Answers the kinds that moved. */
  change(rows: readonly Row[], pending: readonly Mutation[]): Set<string> {
    const touched = new Set<string>()
    for (const row of rows) if (this.#take(row)) touched.add(row.id)
    const before = this.#pending
    this.#pending = groupById(pending)
    for (const ids of [before.keys(), this.#pending.keys()]) {
      for (const id of ids) {
        if (!isSameList(before.get(id), this.#pending.get(id))) touched.add(id)
      }
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
    const list: RowOf<K>[] = []
    for (const shown of this.#shown.get(kind)?.values() ?? []) list.push(dataOf<K>(shown))
    this.#lists.set(kind, list)
    return list
  }

  one<K extends Kind>(kind: K, id: string): RowOf<K> | undefined {
    const shown = this.#shown.get(kind)?.get(id)
    return shown && dataOf<K>(shown)
  }

  /** The row as last pulled, for the base of an edit. */
  base(id: string): Row | undefined {
    return this.#base.get(id)
  }

  /** Every row as last pulled, with the marks of those deleted since. */
  bases(): IterableIterator<Row> {
    return this.#base.values()
  }

  isPending(id: string): boolean {
    return this.#pending.has(id)
  }

  /** The highest version counts, and of equal ones the latest. */
  #take(row: Row): boolean {
    const known = this.#base.get(row.id)
    if (known && known.version > row.version) return false
    this.#base.set(row.id, row)
    return true
  }

  #put(row: Row) {
    if (row.deleted) return
    let rows = this.#shown.get(row.kind)
    if (!rows) this.#shown.set(row.kind, (rows = new Map()))
    rows.set(row.id, { row, data: null })
  }

  #show(id: string): string[] {
    const row = overlay(this.#base.get(id), this.#pending.get(id) ?? [])
    const kind = row?.kind ?? this.#kindOf(id)
    if (!kind) return []
    if (row && !row.deleted) this.#put(row)
    else this.#shown.get(kind)?.delete(id)
    return [kind]
  }

  #kindOf(id: string): string | undefined {
    for (const [kind, rows] of this.#shown) if (rows.has(id)) return kind
    return undefined
  }
}

const dataOf = <K extends Kind>(shown: Shown): RowOf<K> => {
  shown.data ??= { ...(shown.row.data as object), id: shown.row.id }
  return shown.data as unknown as RowOf<K>
}

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
