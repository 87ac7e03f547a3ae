import { Hono } from 'hono'
import * as v from 'valibot'
import { vValidator } from '@hono/valibot-validator'
import Papa from 'papaparse'
import { addDays, startOfDayInUk } from '../../shared/words/dates.ts'
import { DateOn, Id } from '../../shared/words/schema.ts'
import { audited } from '../db/audit.ts'
import { readTrail } from '../db/auditTrail.ts'
import type { TrailEntry } from '../db/auditTrail.ts'
import type { Env } from '../environment.ts'
import { allowed, signedIn } from '../middleware/door.ts'
import { limitBy } from '../middleware/limits.ts'

const PAGE = 100
const MOST_EXPORTED = 20_000

const Search = v.object({
  fromOn: v.optional(DateOn),
  toOn: v.optional(DateOn),
  byId: v.optional(Id),
  about: v.optional(Id),
  words: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
  kept: v.optional(v.literal('1')),
  before: v.optional(v.pipe(v.string(), v.maxLength(300))),
})

const asked = (search: v.InferOutput<typeof Search>, limit: number) => ({
  fromAt: search.fromOn ? startOfDayInUk(search.fromOn) : null,
  toAt: search.toOn ? startOfDayInUk(addDays(search.toOn, 1)) : null,
  byId: search.byId ?? null,
  about: search.about ?? null,
  words: search.words || null,
  isKeptWords: search.kept === '1',
  before: search.before ?? null,
  limit,
})

/** Who did what, when, from which device, from what to what: to read, to search and to take away. */
export const audit = new Hono<Env>()
  .use(
    signedIn,
    allowed('read', 'audit'),
    limitBy((c) => c.var.who.memberId),
  )
  .get('/', vValidator('query', Search), async (c) => {
    const ask = asked(c.req.valid('query'), PAGE)
    const entries = await readTrail(c.var.db, c.var.tokenHash, c.var.who, ask)
    return c.json({ entries, more: entries.length === PAGE }, 200)
  })
  .get('/export', vValidator('query', Search), async (c) => {
    const search = c.req.valid('query')
    const entries = await readTrail(
      c.var.db,
      c.var.tokenHash,
      c.var.who,
      asked(search, MOST_EXPORTED),
    )
    await audited(c, 'exported', { about: 'audit', detail: `${entries.length} entries` })
    const marking = 'OFFICIAL-SENSITIVE'
    const table = Papa.unparse(
      { fields: [...columns], data: [[marking], ...entries.map(lineOf)] },
      // A cell that begins with = + - @ would be a formula to a spreadsheet.
      { escapeFormulae: true, newline: '\r\n' },
    )
    return c.body(table, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="audit ${c.var.now.slice(0, 10)}.csv"`,
    })
  })

const columns = ['at', 'by', 'device', 'what', 'kind', 'about', 'field', 'from', 'to', 'detail']

const lineOf = (entry: TrailEntry): string[] => {
  const fields = Object.entries(entry.changes ?? {})
  const [before, after] = [0, 1].map((side) =>
    fields.map(([, change]) => JSON.stringify(change[side as 0 | 1])).join('\n'),
  )
  return [
    ...[entry.at, entry.byId ?? '', entry.deviceId ?? '', entry.what, entry.kind ?? ''],
    ...[entry.about ?? '', fields.map(([field]) => field).join('\n'), before ?? '', after ?? ''],
    entry.detail ?? '',
  ]
}
