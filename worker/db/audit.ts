import type { Context } from 'hono'
import type { Env } from '../environment.ts'
import type { Database } from './database.ts'
import { audit } from './schema.ts'

export interface Note {
  partnershipId: string
  at: string
  byId?: string | null
  deviceId?: string | null
  /** In a word or two. */
  what: string
  about?: string | null
  detail?: string | null
}

/** Long enough for an address and a reason; what a stranger sends does not fill the book. */
const MAX_DETAIL = 300

export const auditQuery = (db: Database, { about, detail, ...note }: Note) =>
  db.insert(audit).values({
    ...note,
    id: crypto.randomUUID(),
    about: about?.slice(0, MAX_DETAIL) ?? null,
    detail: detail?.slice(0, MAX_DETAIL) ?? null,
  })

/** Notes what the signed-in member did, or tried. */
export const audited = (
  c: Context<Env>,
  what: string,
  note: Pick<Note, 'about' | 'detail'> = {},
): Promise<unknown> =>
  auditQuery(c.var.db, {
    ...note,
    what,
    partnershipId: c.var.who.partnershipId,
    byId: c.var.who.memberId,
    at: c.var.now,
  })
