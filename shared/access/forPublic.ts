import { ruleOf } from '../kinds.ts'
import type { Kind } from '../kinds.ts'
import { markingOf } from './marking.ts'
import { openedBy } from './scopes.ts'

declare const isForPublic: unique symbol

/** A row that has come through `forPublic`. A page for residents takes no other. */
export type PublicRow = Standing & { [isForPublic]: true }

interface Standing {
  kind: Kind
  id: string
  scope: string
  deleted: boolean
  data: unknown
}

/** What a published plan is made of. People, notes, comments and events are never among it. */
const published: readonly Kind[] = [
  'partnership',
  'agency',
  'ward',
  'plan',
  'priority',
  'theme',
  'action',
  'update',
  'indicator',
  'observation',
]

/**
 * The rows of a partnership that residents may read: those of a kind that is published, marked
 * OFFICIAL themselves and in everything they stand in, in no scope that anybody is kept out of. A row
 * whose parents are not among `rows` is left out: what cannot be judged is not published.
 */
export function forPublic(rows: readonly Standing[]): PublicRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return rows.filter((row): row is PublicRow => {
    const chain = standingIn(row, byId)
    return (
      published.includes(row.kind) &&
      chain !== null &&
      chain.every((it) => !it.deleted) &&
      markingOf(...chain) === 'OFFICIAL'
    )
  })
}

/** A row and what it stands in, up to what opens its scope; null when a link is missing. */
function standingIn(row: Standing, byId: ReadonlyMap<string, Standing>): Standing[] | null {
  const chain = [row]
  for (let at = row; ;) {
    const { within, opensScope } = ruleOf(at.kind)
    if (opensScope) return at.scope === openedBy(at.kind, at.id) ? chain : null
    if (!within) return chain
    const parent = byId.get(String((at.data as Record<string, unknown> | null)?.[within]))
    if (!parent || parent.scope !== row.scope || chain.includes(parent)) return null
    chain.push(parent)
    at = parent
  }
}
