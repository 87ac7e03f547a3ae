import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { MAX_PAGE_BYTES, PAGE_ROWS } from '../../shared/sync/limits.ts'
import { digestOf } from '../../shared/sync/digest.ts'
import type {
  CheckRange,
  Conflict,
  Cursor,
  Mutation,
  PullRequest,
  PullResponse,
  PushResponse,
  Row,
} from '../../shared/sync/protocol.ts'
import { purge } from '../../worker/db/purge.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { Office, asking, creating, district, progress } from '../sync/office.ts'

let office: Office
let manager: string
let lead: string
beforeEach(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
  lead = await office.signIn('lead')
})

const at = '2026-11-22T09:00:00.000Z'
const head = (seq: number, id = 'action', kind = 'action') => ({
  ...{ mid: `m-${id}-${seq}`, seq, schemaVersion: 1, kind, id, baseVersion: 2, deviceTime: at },
})
const text = (base: string, value: string, seq = 1): Mutation => ({
  ...head(seq),
  ...{ op: 'edit', fields: { text: { base, value } } },
})
const settling = (conflictId: string, base: unknown, value: unknown, seq: number): Mutation => ({
  ...head(seq),
  ...{ op: 'settle', conflictId, field: 'text', base, value },
})
const WAS = district.action.text

async function pushed(cookie: string, deviceId: string, ...mutations: Mutation[]) {
  const answer = await office.push(cookie, deviceId, mutations)
  if (answer.status !== 'ok') throw new Error(answer.status)
  return answer.results
}

type Ok = Extract<PushResponse, { status: 'ok' }>

const rowIn = ({ rows, fill }: PullResponse, id: string) =>
  [...rows, ...fill].find((row) => row.id === id)

/** The manager’s words stand; the lead’s wait in a conflict. */
async function clash(): Promise<Conflict> {
  await pushed(manager, 'd-desk', text(WAS, 'the manager’s'))
  await pushed(lead, 'd-lead', text(WAS, 'the lead’s'))
  const [conflict] = (await office.pull(manager, 'd-desk')).conflicts
  if (!conflict) throw new Error('no conflict')
  return conflict
}

describe('a conflict', () => {
  test('names both authors and when they wrote, and stands in the scope of its row', async () => {
    const how: Mutation = { ...head(1), op: 'edit', fields: { how: { base: null, value: 'x' } } }
    await pushed(manager, 'd-third', how)
    expect(await clash()).toMatchObject({
      ...{ id: 'd-lead:action:text', rowId: 'action', scope: 'plan:plan', field: 'text' },
      ...{ base: WAS, mine: 'the lead’s', theirs: 'the manager’s' },
      ...{ mineById: 'lead', theirsById: 'manager', settled: false, settledHow: null },
    })
  })

  test('does not take for theirs what the same push has written elsewhere in the row', async () => {
    await pushed(manager, 'd-desk', text(WAS, 'the manager’s'))
    const how: Mutation = { ...head(1), op: 'edit', fields: { how: { base: null, value: 'x' } } }
    await pushed(lead, 'd-lead', how, text(WAS, 'the lead’s', 2))
    const { conflicts } = await office.pull(lead, 'd-lead')
    expect(conflicts).toMatchObject([{ theirsById: 'manager' }])
  })

  test('does not take for theirs what the same device writes after it', async () => {
    await pushed(manager, 'd-desk', text(WAS, 'the manager’s'))
    const after = text('the manager’s', 'the lead’s second', 2)
    await pushed(lead, 'd-lead', text(WAS, 'the lead’s'), after)
    const { conflicts, fill } = await office.pull(lead, 'd-lead')
    expect(conflicts).toMatchObject([{ theirs: 'the manager’s', theirsById: 'manager' }])
    expect(fill.find(({ id }) => id === 'action')?.data).toMatchObject({
      text: 'the lead’s second',
    })
  })

  test('whose other value nobody has written since the row was made has its maker', async () => {
    await pushed(lead, 'd-lead', {
      ...text('something else', 'the lead’s'),
      baseVersion: 0,
    } as Mutation)
    const { conflicts } = await office.pull(lead, 'd-lead')
    expect(conflicts).toMatchObject([{ theirs: WAS, theirsById: 'manager' }])
  })

  test('that clashes again keeps what was seen first and shows what stands there now', async () => {
    await clash()
    await pushed(manager, 'd-desk', text('the manager’s', 'the manager’s second', 2))
    await pushed(lead, 'd-lead', text('the lead’s', 'the lead’s second', 2))
    const { conflicts } = await office.pull(lead, 'd-lead')
    expect(conflicts).toMatchObject([
      { base: WAS, mine: 'the lead’s second', theirs: 'the manager’s second' },
    ])
  })

  test('is settled for everybody who knew of it, and no longer sent to who comes new', async () => {
    const { id } = await clash()
    const before = await office.pull(lead, 'd-lead')
    await pushed(manager, 'd-desk', settling(id, 'the manager’s', 'the lead’s', 2))
    const after = await office.pull(lead, 'd-lead', { at: before.at, held: before.scopes ?? [] })
    expect(after.conflicts).toMatchObject([
      { id, settled: true, settledById: 'manager', settledHow: 'mine' },
    ])
    expect(rowIn(after, 'action')?.data).toMatchObject({ text: 'the lead’s' })
    expect((await office.pull(lead, 'd-new')).conflicts).toEqual([])
    const again = await office.pull(lead, 'd-lead', { at: after.at, held: before.scopes ?? [] })
    expect(again.conflicts).toEqual([])
  })

  test('that two settle at once, and not alike, is a question again', async () => {
    const { id } = await clash()
    let isFirst = true
    office.d1.fault = (moment) => {
      if (moment === 'before' || !isFirst) return
      // After the lead's read and before their write, somebody keeps what stands: no row moves.
      isFirst = false
      office.d1.sqlite.exec(
        `update partnership set version = version + 1;
         update conflict set settled = 1, settled_by_id = 'manager', settled_how = 'theirs',
           version = (select version from partnership)`,
      )
    }
    const [result] = await pushed(lead, 'd-lead', settling(id, 'the manager’s', 'the lead’s', 2))
    office.d1.fault = null
    expect(isFirst).toBe(false)
    expect(result?.outcome).toBe('conflict')
    const answer = await office.pull(lead, 'd-lead')
    expect(rowIn(answer, 'action')?.data).toMatchObject({ text: 'the manager’s' })
    expect(answer.conflicts).toMatchObject([{ id, settled: false }])
  })

  test('goes with its row', async () => {
    await clash()
    const before = await office.pull(lead, 'd-lead')
    await pushed(manager, 'd-desk', { ...head(2), op: 'delete' })
    const after = await office.pull(lead, 'd-lead', { at: before.at, held: before.scopes ?? [] })
    expect(after.conflicts).toMatchObject([{ settled: true, settledHow: 'deleted' }])
  })

  test('reaches who is let into its scope later, with the page that makes the scope whole', async () => {
    const group = { name: 'Domestic abuse', kind: 'sub-group' }
    await pushed(manager, 'd-desk', creating('group', 'group', group, 1))
    await clash2()
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.restrictedToId', 'group') where id = 'plan'`,
    )
    const outside = await office.pull(lead, 'd-out')
    expect(outside.conflicts).toEqual([])
    expect(outside.scopes).not.toContain('plan:plan')
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('["group"]')) where id = 'lead'`,
    )
    const ask = { at: outside.at, held: outside.scopes ?? [] }
    const inside = await office.pull(lead, 'd-out', ask)
    expect(inside.filled).toEqual(['plan:plan'])
    expect(inside.conflicts).toMatchObject([{ rowId: 'action', settled: false }])
  })
  const clash2 = async () => {
    await pushed(manager, 'd-desk', text(WAS, 'the manager’s', 2))
    await pushed(lead, 'd-lead', text(WAS, 'the lead’s', 2))
  }

  test('of somebody else reaches nobody who neither settles nor wrote', async () => {
    await clash()
    expect((await office.pull(await office.signIn('pcso'), 'd-pcso')).conflicts).toEqual([])
    expect((await office.pull(await office.signIn('reader'), 'd-reader')).conflicts).toEqual([])
  })

  test('is kept for a while after it was settled, however old it was', async () => {
    const { id } = await clash()
    office.d1.sqlite.exec(`update conflict set mine_at = '2020-01-01T00:00:00.000Z'`)
    await purge(openDatabase(office.d1.asBinding()), new Date().toISOString())
    await pushed(manager, 'd-desk', settling(id, 'the manager’s', 'the manager’s', 2))
    await purge(openDatabase(office.d1.asBinding()), new Date().toISOString())
    expect(office.count('conflict')).toBe(1)
    office.d1.sqlite.exec(`update conflict set settled_at = '2020-01-01T00:00:00.000Z'`)
    await purge(openDatabase(office.d1.asBinding()), new Date().toISOString())
    expect(office.count('conflict')).toBe(0)
  })
})

describe('what was deleted', () => {
  const restoring = (seq: number, fields: [unknown, unknown] | null = null): Mutation => ({
    ...head(seq),
    op: 'restore',
    fields: fields ? { text: { base: fields[0], value: fields[1] } } : {},
  })

  test('comes back as the history has it, with the edit that came too late', async () => {
    await pushed(manager, 'd-desk', { ...head(1), op: 'delete' })
    const late = await pushed(lead, 'd-lead', text(WAS, 'too late'))
    expect(late).toMatchObject([{ reason: 'deleted' }])
    const [result] = await pushed(lead, 'd-lead', restoring(2, [WAS, 'too late']))
    expect(result?.outcome).toBe('applied')
    const answer = await office.pull(manager, 'd-new')
    expect(rowIn(answer, 'action')?.data).toEqual({ ...district.action, text: 'too late' })
    expect(office.count('row', `deleted_at is not null`)).toBe(0)
  })

  test('is not overwritten where it had been changed before it went', async () => {
    await pushed(manager, 'd-desk', text(WAS, 'changed'), { ...head(2), op: 'delete' })
    const [result] = await pushed(lead, 'd-lead', restoring(1, [WAS, 'too late']))
    expect(result?.outcome).toBe('conflict')
    expect(rowIn(await office.pull(manager, 'd-new'), 'action')?.data).toMatchObject({
      text: 'changed',
    })
  })

  test('stays away while what it stood on is gone', async () => {
    await pushed(manager, 'd-desk', { ...head(1), op: 'delete' })
    await pushed(manager, 'd-desk', { ...head(2, 'theme', 'theme'), op: 'delete' })
    expect(await pushed(manager, 'd-desk', restoring(3))).toMatchObject([{ reason: 'dependency' }])
    const theme = { ...restoring(4), id: 'theme', kind: 'theme' }
    const both = await pushed(manager, 'd-desk', theme, restoring(5))
    expect(both.map((it) => it.outcome)).toEqual(['applied', 'applied'])
  })

  test('deleted, brought back and deleted again in one push comes back once more', async () => {
    const away = (seq: number): Mutation => ({ ...head(seq), op: 'delete' })
    await pushed(manager, 'd-desk', away(1), restoring(2, [WAS, 'second life']), away(3))
    await pushed(manager, 'd-desk', restoring(4))
    expect(rowIn(await office.pull(manager, 'd-new'), 'action')?.data).toMatchObject({
      text: 'second life',
    })
  })

  test('a plan brings its whole scope back', async () => {
    const plan = { kind: 'plan', id: 'plan' }
    await pushed(manager, 'd-desk', { ...head(1), ...plan, op: 'delete' })
    expect((await office.pull(manager, 'd-a')).scopes).not.toContain('plan:plan')
    const [result] = await pushed(manager, 'd-desk', { ...restoring(2), ...plan })
    expect(result?.outcome).toMatch(/applied|merged/)
    const answer = await office.pull(manager, 'd-a')
    expect(rowIn(answer, 'action')?.data).toEqual(district.action)
  })

  test('without a history stays deleted', async () => {
    await pushed(manager, 'd-desk', { ...head(1), op: 'delete' })
    office.d1.sqlite.exec(`insert into purge_permit values (''); delete from history`)
    expect(await pushed(manager, 'd-desk', restoring(2))).toMatchObject([{ reason: 'deleted' }])
  })
})

describe('a database restored to an earlier time', () => {
  test('says so to who knows more than it, and takes the same work again under its old numbers', async () => {
    const work = [1, 2, 3].map((seq) => creating('update', `u-${seq}`, progress('lead'), seq))
    await pushed(lead, 'd-lead', ...work.slice(0, 1))
    const backup = office.d1.save()
    const first = await pushed(lead, 'd-lead', ...work.slice(1))
    office.d1.restore(backup)
    const next = {
      deviceId: 'd-lead',
      since: 3,
      mutations: [creating('update', 'u', progress('lead'), 4)],
    }
    const ask = async (body: object) => (await office.post('/api/sync/push', body, lead)).json()
    expect(await ask(next)).toEqual({ status: 'rewound' })
    expect(office.count('row', `kind = 'update'`)).toBe(1)
    expect(await ask({ ...next, since: 0, mutations: work })).toMatchObject({ status: 'ok' })
    expect(office.count('history', `kind = 'update'`)).toBe(3)
    expect(first.map((it) => it.outcome)).toEqual(['applied', 'applied'])
    expect(await ask(next)).toMatchObject({ status: 'ok' })
  })

  test('tells with each answer the version it led to, and knows by that whom it has left behind', async () => {
    const ask = async (seq: number, more: object = {}) => {
      const mutations = [creating('update', `u-${seq}`, progress('lead'), seq)]
      const body = { deviceId: 'd-lead', mutations, ...more }
      return (await (await office.post('/api/sync/push', body, lead)).json()) as Ok
    }
    const backup = office.d1.save()
    const { head: seen, results } = await ask(1)
    expect(seen).toEqual({ version: results[0]?.version, id: '~', nonce: expect.any(String) })
    expect(await ask(1, { seen })).toEqual({ status: 'ok', results, head: seen })
    expect(await office.pull(lead, 'd-lead', { at: null, seen })).toMatchObject({ resync: false })
    office.d1.restore(backup)
    // Somebody with a copy of this browser has sent the same meanwhile, and more.
    await ask(1)
    await ask(2)
    expect(await ask(3, { seen, since: 1 })).toEqual({ status: 'rewound' })
    expect(await office.pull(lead, 'd-lead', { at: null, seen })).toMatchObject({ resync: true })
    // What is taken all the same, as of the lost past, tells no version that would hide that.
    const taken = await ask(3, { seen, since: 0, staleTo: 3 })
    expect(taken).toMatchObject({ status: 'ok', results: [{ outcome: 'applied' }] })
    expect(taken).not.toHaveProperty('head')
  })

  test('between what a push has read and what it writes makes it read again', async () => {
    const backup = office.d1.save()
    await pushed(manager, 'd-desk', creating('ward', 'w', { name: 'W', code: 'E05004567' }, 1))
    const seen = (await office.pull(lead, 'd-lead')).at
    const restore = () => {
      office.d1.fault = null
      office.d1.restore(backup)
    }
    office.d1.fault = (moment) => void (moment === 'after' && restore())
    const mutations = [creating('update', 'u', progress('lead'), 1)]
    const body = { deviceId: 'd-lead', seen, mutations }
    const answer = await office.post('/api/sync/push', body, lead)
    expect(await answer.json()).toEqual({ status: 'rewound' })
  })

  test('does not take the versions of its lost past for those of its new one', async () => {
    const backup = office.d1.save()
    for (const seq of [1, 2, 3]) await pushed(manager, 'd-desk', text(WAS, `lost ${seq}`, seq))
    office.d1.restore(backup)
    await pushed(manager, 'd-desk', text(WAS, 'written since'))
    const stale = { ...text('lost 3', 'mine'), baseVersion: 5 } as Mutation
    const ask = { deviceId: 'd-lead', since: 0, staleTo: 1, mutations: [stale] }
    expect(await (await office.post('/api/sync/push', ask, lead)).json()).toMatchObject({
      results: [{ outcome: 'conflict' }],
    })
  })
})

/** Pulls to the end as a phone does, and answers every page. */
async function pullAll(cookie: string, from: Partial<PullRequest> = {}) {
  const pages: PullResponse[] = []
  let ask = from
  for (;;) {
    const page = await office.pull(cookie, 'd-pages', ask)
    pages.push(page)
    const held = [...(ask.held ?? []), ...page.filled]
    if (!page.more || pages.length > 60) return pages
    ask = { at: page.at, held: page.filling ? (ask.held ?? []) : held, filling: page.filling }
  }
}

describe('pages', () => {
  /** Rows of any size, straight into the table. */
  function fill(sizes: readonly number[], version = 2, prefix = 'w') {
    const rows = sizes.map((size, nth) => ({ id: `${prefix}${nth}`, note: 'é'.repeat(size) }))
    office.d1.sqlite
      .prepare(
        `insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data)
         select 'ashford', value ->> 'id', 'partnership', 'ward', ?, 0, 0, 0,
                json_object('note', value ->> 'note') from json_each(?)`,
      )
      .run(version, JSON.stringify(rows))
  }
  const ids = (pages: readonly PullResponse[], part: 'rows' | 'fill') =>
    pages.flatMap((page) => page[part].map(({ id }) => id))

  test('end at a size as well as at a number, and skip and repeat nothing', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 30, maxLength: 90 })
    await fc.assert(
      fc.asyncProperty(sizes, async (drawn) => {
        office.d1.sqlite.exec(`delete from row where kind = 'ward'`)
        fill(drawn)
        const pages = await pullAll(manager)
        const found = ids(pages, 'fill')
        expect(new Set(found).size).toBe(found.length)
        expect(found.filter((id) => id.startsWith('w'))).toHaveLength(drawn.length)
        for (const { fill: rows } of pages) {
          const bytes = new TextEncoder().encode(JSON.stringify(rows)).length
          expect(rows.length === 1 || bytes <= MAX_PAGE_BYTES).toBe(true)
        }
      }),
      { numRuns: 8 },
    )
  })

  test('of changes too', async () => {
    const { at: from, scopes } = await office.pull(manager, 'd-pages')
    await pushed(manager, 'd-desk', creating('ward', 'new', { name: 'N', code: 'E05004567' }, 1))
    const version = Number((from?.version ?? 0) + 1)
    fill([...Array<number>(PAGE_ROWS + 20).fill(10), ...Array<number>(40).fill(50_000)], version)
    const pages = await pullAll(manager, { at: from, held: scopes ?? [] })
    const found = ids(pages, 'rows')
    expect(pages.length).toBeGreaterThan(2)
    expect(new Set(found).size).toBe(PAGE_ROWS + 61)
    expect(found).toHaveLength(PAGE_ROWS + 61)
  })

  test('hold a row that is larger than a page alone', async () => {
    fill([800_000, 1, 800_000])
    const found = ids(await pullAll(manager), 'fill')
    expect(found.filter((id) => id.startsWith('w')).sort()).toEqual(['w0', 'w1', 'w2'])
  })

  test('exactly as many rows as a page holds are one page', async () => {
    const { at: from, scopes } = await office.pull(manager, 'd-pages')
    await pushed(manager, 'd-desk', creating('ward', 'new', { name: 'N', code: 'E05004567' }, 1))
    fill(Array<number>(PAGE_ROWS - 1).fill(1), Number((from?.version ?? 0) + 1))
    expect(await pullAll(manager, { at: from, held: scopes ?? [] })).toHaveLength(1)
    fill([1], Number((from?.version ?? 0) + 1), 'x')
    expect(await pullAll(manager, { at: from, held: scopes ?? [] })).toHaveLength(2)
  })

  test('are text put together in the database, and say what was written', async () => {
    const said = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((it) => `N${it}`),
    })
    let seq = 0
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 5 }), async (wards) => {
        const made = wards.map(({ name }) => {
          seq++
          return creating('ward', `ward-${seq}`, { name, code: 'E05004567' }, seq)
        })
        const results = await pushed(manager, 'd-words', ...made)
        const answer = await office.pull(manager, 'd-new')
        for (const [nth, { outcome }] of results.entries()) {
          if (outcome !== 'applied') continue
          const id = (made[nth] as { id: string }).id
          const { data, ...rest } = rowIn(answer, id) as Row
          const sent = (made[nth] as { entry: { name: string } }).entry.name
          expect((data as { name: string }).name.trim()).toBe(sent.trim())
          const { kind, scope, deleted } = rest
          expect([kind, scope, deleted]).toEqual(['ward', 'partnership', false])
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a comparison', () => {
  const whole = (scopes: readonly string[]): CheckRange[] =>
    scopes.map((scope) => ({ scope, from: '', to: null }))

  async function everything(cookie: string) {
    const { at: cursor, scopes, fill } = await office.pull(cookie, 'd-check')
    return { at: cursor as Cursor, scopes: scopes ?? [], fill }
  }
  const asked = async (cookie: string, from: Cursor, ranges: CheckRange[], wantsRows = false) => {
    const answer = await office.check(cookie, { at: from, ranges, wantsRows })
    if (answer.isMoved) throw new Error('moved')
    return answer
  }

  test('has the digests of exactly what was pulled, scope by scope, without what was deleted', async () => {
    await pushed(manager, 'd-desk', creating('ward', 'gone', { name: 'N', code: 'E05004567' }, 1), {
      ...head(2, 'gone', 'ward'),
      op: 'delete',
    })
    const { at: head_, scopes, fill } = await everything(manager)
    const { digests, rows, rest } = await asked(manager, head_, whole(scopes))
    expect(digests).toEqual(
      scopes.map((scope) => digestOf(fill.filter((row) => row.scope === scope))),
    )
    expect({ rows, rest }).toEqual({ rows: [], rest: [] })
  })

  test('by ranges of ids adds up to the whole, and finds the one row that is otherwise', async () => {
    const { at: head_, fill } = await everything(manager)
    const scope = 'plan:plan'
    const ids = fill
      .filter((row) => row.scope === scope)
      .map(({ id }) => id)
      .sort()
    const ranges = ['', ...ids.slice(1)].map((from, nth) => ({
      scope,
      from,
      to: ids[nth + 1] ?? null,
    }))
    const { digests } = await asked(manager, head_, ranges)
    const corrupted = fill.map((row) =>
      row.id === 'action' ? { ...row, data: { ...(row.data as object), order: 99 } } : row,
    )
    const differs = ranges.filter((range, nth) => {
      const here = corrupted.filter(
        (row) =>
          row.scope === scope && row.id >= range.from && (range.to === null || row.id < range.to),
      )
      return JSON.stringify(digestOf(here)) !== JSON.stringify(digests[nth])
    })
    expect(differs).toHaveLength(1)
    const repair = await asked(manager, head_, differs, true)
    expect(repair.rows).toEqual(fill.filter(({ id }) => id === 'action'))
    expect(office.count('audit', `what = 'repaired' and device_id = 'd-check'`)).toBe(1)
  })

  test('counts nothing of a scope that the member may not see, nor brings it', async () => {
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.restrictedToId', 'nobodys') where id = 'plan'`,
    )
    const { at: head_, scopes } = await everything(manager)
    expect(scopes).not.toContain('plan:plan')
    const nothing = { count: 0, hi: 0, lo: 0 }
    for (const range of [...whole(['plan:plan']), { scope: 'plan:plan', from: 'a', to: 'z' }]) {
      const { digests, rows } = await asked(manager, head_, [range], true)
      expect({ digests, rows }).toEqual({ digests: [nothing], rows: [] })
    }
  })

  test('of a pass counts what the pass opens', async () => {
    const event = { title: 'Cleansweep', kind: 'Cleansweep', onDate: '2026-11-22' }
    const place = { wardIds: [], agencyIds: [] }
    await pushed(
      manager,
      'd-desk',
      creating('event', 'event', { ...event, ...place }, 1),
      creating('event', 'other', { ...event, ...place }, 2),
      creating(
        'member',
        'helper',
        {
          ...{
            name: 'H',
            role: 'event helper',
            agencyId: 'council',
            wardIds: [],
            eventId: 'event',
          },
        },
        3,
      ),
    )
    const helper = await office.signIn('helper')
    const { at: head_, scopes, fill } = await everything(helper)
    const { digests } = await asked(helper, head_, whole(scopes))
    expect(digests).toEqual(
      scopes.map((scope) => digestOf(fill.filter((row) => row.scope === scope))),
    )
    expect(fill.map(({ id }) => id)).not.toContain('other')
  })

  test.each<[what: string, more: Partial<Cursor>]>([
    ['an older version', { version: 1 }],
    ['a version of another past', { nonce: 'another' }],
    ['the middle of a version', { id: 'action' }],
  ])('with %s is put off', async (_what, more) => {
    const { at: head_ } = await everything(manager)
    const ranges = whole(['partnership'])
    const ask = { at: { ...head_, ...more }, ranges, wantsRows: true }
    expect(await office.check(manager, ask)).toEqual({ isMoved: true })
    expect(office.count('audit', `what = 'repaired'`)).toBe(0)
  })

  test('brings too many rows in parts, and says where to go on', async () => {
    office.d1.sqlite.exec(
      `with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
       insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data)
       select 'ashford', 'w' || i, 'partnership', 'ward', 2, 0, 1, 1, '{}' from n`,
    )
    const { at: head_ } = await everything(manager)
    let rest: CheckRange[] = [
      { scope: 'partnership', from: '', to: 'w2' },
      { scope: 'plan:plan', from: '', to: null },
      { scope: 'partnership', from: 'w2', to: null },
    ]
    const found: string[] = []
    let asks = 0
    while (rest.length > 0 && asks++ < 10) {
      const answer = await asked(manager, head_, rest, true)
      found.push(...answer.rows.map(({ id }) => id))
      rest = answer.rest
    }
    expect(asks).toBe(3)
    expect(new Set(found).size).toBe(found.length)
    expect(found.length).toBe(office.count('row', `scope in ('partnership', 'plan:plan')`))
  })

  test('takes the same door as a pull', async () => {
    const { at: cursor } = await everything(manager)
    const body = { deviceId: 'd', at: cursor, ranges: whole(['partnership']), wantsRows: false }
    const ask = async (cookie: string, more = {}) =>
      (await office.post('/api/sync/check', { ...body, ...more }, cookie)).status
    expect(await ask('')).toBe(401)
    expect(await ask(manager, { as: { partnershipId: 'ashford', memberId: 'lead' } })).toBe(409)
    expect(await ask(await office.signIn('manager', { proof: 'code' }))).toBe(403)
    expect(
      await ask(await office.signIn('manager', { expiresAt: '2020-01-01T00:00:00.000Z' })),
    ).toBe(401)
    const told = await office.signIn('manager', { ordered: 'wipe' })
    expect(await office.check(told, body)).toEqual({ isMoved: true })
    expect(await ask(manager, { ranges: Array(401).fill(body.ranges[0]) })).toBe(400)
  })
})

describe('a phone', () => {
  test('of a build too old to read hears that, sends all the same, and still hears its orders', async () => {
    const ask = (cookie: string) =>
      office.post('/api/sync/pull', { ...asking('d'), speaks: 0 }, cookie)
    const refused = await ask(lead)
    expect([refused.status, await refused.json()]).toEqual([426, { error: 'too-old' }])
    expect((await office.post('/api/sync/pull', asking('d'), lead)).status).toBe(200)
    const told = await office.signIn('lead', { ordered: 'wipe' })
    expect(await (await ask(told)).json()).toMatchObject({ order: 'wipe', fill: [] })
    expect((await ask('')).status).toBe(401)
    const work = creating('update', 'u', progress('lead'), 1)
    expect(await pushed(lead, 'd', work)).toMatchObject([{ outcome: 'applied' }])
  })

  test('that was cleared hears what it had not sent; a new one hears nothing', async () => {
    const first = await office.pull(lead, 'd-first', { unsent: 3 })
    expect(first.formerly).toBeNull()
    const cleared = await office.pull(lead, 'd-second', {})
    expect(cleared.formerly).toEqual({ unsent: 3, lastContactAt: first.serverTime })
    const { at: cursor, scopes } = cleared
    const next = await office.pull(lead, 'd-second', { at: cursor, held: scopes ?? [] })
    expect(next.formerly).toBeNull()
    expect((await office.pull(await office.signIn('lead'), 'd-third')).formerly).toBeNull()
    expect((await office.pull(manager, 'd-desk')).formerly).toBeNull()
  })

  test('with work in an older format is understood, whatever row it stands on', async () => {
    office.env = { formats: [{ progress: { kind: 'update', fields: { about: 'actionId' } } }] }
    const { actionId, ...said } = progress('lead')
    const old = creating('progress', 'u', { ...said, about: actionId }, 1)
    expect(await pushed(lead, 'd-old', old)).toMatchObject([{ outcome: 'applied' }])
    expect(await pushed(lead, 'd-old', old)).toMatchObject([{ outcome: 'applied' }])
    expect(office.count('row', `id = 'u' and kind = 'update' and scope = 'plan:plan'`)).toBe(1)
  })

  test('may send more than one statement of the database holds', async () => {
    const cell = { score: null, note: '€'.repeat(290) }
    const cells = Object.fromEntries(Array.from({ length: 190 }, (_, nth) => [`c${nth}`, cell]))
    const edition = {
      ...{ matrix: 'priority', label: '2026', fromOn: '2026-01-01', toOn: '2026-12-31' },
      variables: [{ id: 'volume', label: 'Volume' }],
      method: { minScore: 1, maxScore: 3, bands: [{ id: 'blue', from: 0 }] },
    }
    await pushed(manager, 'd-a', creating('edition', 'edition', edition, 1))
    const line = (nth: number) => ({ editionId: 'edition', label: `L${nth}`, order: nth, cells })
    const lines = Array.from({ length: 30 }, (_, nth) => nth)
    for (const nth of lines)
      await pushed(manager, 'd-a', creating('matrixRow', `line-${nth}`, line(nth), nth + 2))
    // Thirty small edits of large rows: little to send, and a megabyte and a half to write.
    const edits = lines.map((nth): Mutation => ({
      ...head(40 + nth, `line-${nth}`, 'matrixRow'),
      ...{ op: 'edit', baseVersion: 1e6, fields: { order: { base: nth, value: nth + 100 } } },
    }))
    const results = await pushed(manager, 'd-a', ...edits)
    expect(new Set(results.map((it) => it.outcome))).toEqual(new Set(['applied']))
  })
})
