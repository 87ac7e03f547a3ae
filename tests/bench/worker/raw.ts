import type { CreateMutation, PushRequest } from '../../../shared/sync/protocol.ts'

/*
 * What is left when nothing is checked, decided, guarded, numbered or remembered: the same rows in and
 * the same rows out, in statements written by hand.
 */

type Push = Omit<PushRequest, 'mutations'> & { mutations: CreateMutation[] }

export async function raw(what: string, request: Request, db: D1Database): Promise<Response> {
  if (what === 'nothing') return new Response(null, { status: 204 })
  if (what === 'select') return select(await request.json(), db)
  const push: Push = await request.json()
  const answers = await db.batch(statements(what, push, db))
  return Response.json({ written: answers.length })
}

const INSERT = `insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data)`

function statements(what: string, { as, deviceId, mutations }: Push, db: D1Database) {
  const partnershipId = as?.partnershipId ?? ''
  const memberId = as?.memberId ?? ''
  const rows = mutations.map(({ id, kind, entry }) => ({ id, kind, data: JSON.stringify(entry) }))
  if (what === 'each') {
    const insert = db.prepare(`${INSERT} values (?, ?, 'raw', ?, 1, 0, 1, 1, ?)`)
    return rows.map(({ id, kind, data }) => insert.bind(partnershipId, id, kind, data))
  }
  const set = db
    .prepare(
      `${INSERT} select ?1, value ->> 'id', 'raw', value ->> 'kind', 1, 0, 1, 1, value ->> 'data'
       from json_each(?2)`,
    )
    .bind(partnershipId, JSON.stringify(rows))
  if (what === 'set') return [set]
  // Everything a push has to leave behind: the rows, who wrote them, and what was answered.
  const list = JSON.stringify(
    mutations.map(({ seq, mid, id, kind, entry }) => ({ seq, mid, id, kind, entry })),
  )
  const history = db
    .prepare(
      `insert into history (partnership_id, version, seq, mid, row_id, kind, by_id, device_id,
                            device_time, at, changes, scope)
       select ?1, 1, value ->> 'seq', value ->> 'mid', value ->> 'id', value ->> 'kind', ?2, ?3,
              '', '', value -> 'entry', 'raw' from json_each(?4)`,
    )
    .bind(partnershipId, memberId, deviceId, list)
  const receipts = db
    .prepare(
      `insert into receipt (partnership_id, device_id, seq, mid, hash, outcome, version, at)
       select ?1, ?2, value ->> 'seq', value ->> 'mid', '0123456789abcdef', 'applied', 1, ''
       from json_each(?3)`,
    )
    .bind(partnershipId, deviceId, list)
  const device = db
    .prepare(
      `insert into device (partnership_id, id, member_id, last_seq, last_contact_at)
       values (?1, ?2, ?3, ?4, '')
       on conflict (partnership_id, id) do update set last_seq = excluded.last_seq`,
    )
    .bind(partnershipId, deviceId, memberId, mutations.at(-1)?.seq ?? 0)
  return [set, history, receipts, device]
}

interface Select {
  partnershipId: string
  after: { scope: string; version: number; id: string }
  limit: number
}

/** A page of rows in the order in which a phone is filled, straight from the covering index. */
async function select({ partnershipId, after, limit }: Select, db: D1Database): Promise<Response> {
  const { results } = await db
    .prepare(
      `select kind, id, scope, version, deleted, data from row
       where partnership_id = ?1 and (scope, version, id) > (?2, ?3, ?4)
       order by scope, version, id limit ?5`,
    )
    .bind(partnershipId, after.scope, after.version, after.id, limit)
    .all()
  return Response.json(results)
}
