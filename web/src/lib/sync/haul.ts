import type {
  Conflict,
  Cursor,
  Filling,
  PullResponse,
  Result,
  Row,
} from '../../../../shared/sync/protocol.ts'
import type { Meta } from '../store/database.ts'

/** Where the tables stand. */
export interface Standing {
  at: Cursor | null
  filling: Filling | null
  /** The newest version that the office told of. */
  seen: Cursor | null
}

export const standingOf = ({ at, filling, seen }: Partial<Meta>): Standing => ({
  ...{ at: at ?? null, filling: filling ?? null, seen: seen ?? null },
})

/** What a pull has brought so far and the tables do not hold yet. */
export interface Haul {
  /**
   * Where the tables stood when this began. If another tab has moved them, nothing is landed: what the
   * office then went by is not what stands here.
   */
  from: Standing
  /** Where it has got to since: what the next page is asked from. */
  to: Standing
  /** Everything is fetched from nothing: a first sync, or the server's past has changed. */
  isWhole: boolean
  /** There is nothing to keep intact yet: each page of the fill is landed, and shown, as it comes. */
  isDirect: boolean
  /** The server may have lost what it acknowledged. */
  isRewound: boolean
  /** The scopes that the tables hold, without those that have been taken away. */
  held: string[]
  /** The scopes that are whole beside the tables. */
  filled: Set<string>
  beside: Map<string, Map<string, Row>>
  /** Of the scopes held. */
  changes: Row[]
  conflicts: Conflict[]
  receipts: Result[]
}

export const emptyHaul = (from: Standing, held: string[] = [], isDirect = false): Haul => ({
  from,
  to: from,
  isWhole: from.at === null,
  isDirect,
  isRewound: false,
  held,
  filled: new Set(),
  beside: new Map(),
  changes: [],
  conflicts: [],
  receipts: [],
})

/** The scopes that are here whole, in the tables or beside them. */
export const wholeScopes = ({ held, filled }: Haul) => [...new Set([...held, ...filled])]

/** Only then: what has changed since the fill began comes behind it, and belongs with it. */
export const isComplete = ({ more }: PullResponse): boolean => !more

/** Takes a page in. What changes in a scope that is gathered beside belongs with it there. */
export function gather(haul: Haul, page: PullResponse) {
  haul.to = { at: page.at, filling: page.filling, seen: page.head }
  const { beside, filled } = haul
  const open = (scope: string) => {
    const rows = beside.get(scope) ?? new Map<string, Row>()
    beside.set(scope, rows)
    return rows
  }
  const add = (row: Row) => {
    const rows = open(row.scope)
    if ((rows.get(row.id)?.version ?? 0) <= row.version) rows.set(row.id, row)
  }
  for (const row of page.fill) add(row)
  for (const scope of page.filled) {
    filled.add(scope)
    open(scope)
  }
  for (const row of page.rows) {
    if (beside.has(row.scope)) add(row)
    else haul.changes.push(row)
  }
  haul.conflicts.push(...page.conflicts)
  haul.receipts.push(...page.receipts)
  if (page.scopes) keepOnly(haul, new Set(page.scopes))
}

function keepOnly(haul: Haul, visible: ReadonlySet<string>) {
  haul.held = haul.held.filter((scope) => visible.has(scope))
  haul.conflicts = haul.conflicts.filter(({ scope }) => visible.has(scope))
  for (const scope of [...haul.beside.keys()]) {
    if (visible.has(scope)) continue
    haul.beside.delete(scope)
    haul.filled.delete(scope)
  }
}
