import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { PullResponse, Row } from '../../shared/sync/protocol.ts'
import { Database } from '../../web/src/lib/store/database.ts'
import { openPack, packRows } from '../../web/src/lib/store/packs.ts'
import { Store } from '../../web/src/lib/store/store.ts'
import { emptyHaul, gather } from '../../web/src/lib/sync/haul.ts'
import { pullAll } from '../../web/src/lib/sync/pull.ts'
import { pushAll } from '../../web/src/lib/sync/push.ts'
import { ScopedServer, lineBreaks } from './scopedServer.ts'

const now = () => new Date('2026-11-22T09:00:00Z')
const as = { partnershipId: 'ashford', memberId: 'pcso' }

async function openStore(idb = new IDBFactory()): Promise<Store> {
  const db = new Database('patchwork.ashford.pcso', { indexedDB: idb, IDBKeyRange })
  return Store.open(db, { now, newId: () => crypto.randomUUID() }, { as, idb })
}

const shown = (store: Store) =>
  store.view
    .all('ward')
    .map(({ id, name }) => `${id}: ${name}`)
    .sort()

/** What stands on the disk, whatever the screen shows. */
async function kept({ db }: Store): Promise<string[]> {
  const packs = await db.packs.toArray()
  const opened = await Promise.all(packs.map((pack) => openPack(db.vault, pack)))
  return (opened as Row[][])
    .flat()
    .map(({ scope, id }) => `${scope} ${id}`)
    .sort()
}

const tryPull = (store: Store, server: ScopedServer) =>
  pullAll(store, server).then(
    () => true,
    () => false,
  )

let server: ScopedServer
let store: Store
let idb: IDBFactory
beforeEach(async () => {
  idb = new IDBFactory()
  server = new ScopedServer()
  server.visible = new Set(['partnership', 'plan:a'])
  for (let n = 0; n < 5; n++) server.put('partnership', `p${n}`, `ward ${n}`)
  for (let n = 0; n < 5; n++) server.put('plan:a', `a${n}`, `action ${n}`)
  for (let n = 0; n < 5; n++) server.put('plan:b', `b${n}`, `restricted ${n}`)
  store = await openStore(idb)
})

describe('a first sync', () => {
  test('of 1,200 rows is shown page by page, and says until the last that more is coming', async () => {
    for (let n = 0; n < 1190; n++) server.put('plan:a', `more${n}`, `action ${n}`)
    const seen = new Map<number, boolean>()
    store.subscribe(() => store.contactAt && seen.set(shown(store).length, store.isFilling))
    await pullAll(store, server)
    expect(server.pulls).toHaveLength(3)
    expect([...seen]).toEqual([
      [500, true],
      [1000, true],
      [1200, false],
    ])
    expect(shown(store)).toEqual(server.seen())
    expect(await store.db.packs.count()).toBe(4)
  })

  test('cut short keeps what has come, and goes on from there in another tab', async () => {
    server.pageRows = 4
    server.before = (_request, nth) => nth === 3 && lineBreaks()
    expect(await tryPull(store, server)).toBe(false)
    expect([shown(store).length, (await kept(store)).length, store.isFilling]).toEqual([8, 8, true])
    store.close()
    store = await openStore(idb)
    await pullAll(store, server)
    expect(server.pulls[3]).toMatchObject({
      held: ['partnership'],
      filling: { scope: 'plan:a', id: 'a2' },
    })
    expect(shown(store)).toEqual(server.seen())
    expect(store.isFilling).toBe(false)
  })

  test('in two tabs at once fetches some of it twice and shows it once', async () => {
    const other = await openStore(idb)
    server.pageRows = 3
    await Promise.all([tryPull(store, server), tryPull(other, server)])
    await pullAll(store, server)
    await other.refresh()
    for (const tab of [store, other]) expect(shown(tab)).toEqual(server.seen())
    expect(await kept(store)).toHaveLength(server.seen().length)
  })

  test('takes in what changes and what is deleted while it goes on', async () => {
    server.pageRows = 3
    server.before = (_request, nth) => {
      if (nth === 2) server.put('partnership', 'p0', 'renamed meanwhile')
      if (nth === 3) server.put('partnership', 'p1', '', true)
      if (nth === 4) server.put('plan:a', 'a9', 'added meanwhile')
    }
    await pullAll(store, server)
    expect(shown(store)).toEqual(server.seen())
    expect(shown(store)).toContain('p0: renamed meanwhile')
  })
})

describe('a scope that is granted', () => {
  beforeEach(async () => {
    await pullAll(store, server)
    server.visible.add('plan:b')
    server.pageRows = 2
  })

  test('arrives whole: no screen ever shows half of it', async () => {
    const seen = new Set<number>()
    store.subscribe(() => seen.add(shown(store).filter((row) => row.includes('restricted')).length))
    await pullAll(store, server)
    expect([...seen].sort()).toEqual([0, 5])
    expect(shown(store)).toEqual(server.seen())
  })

  test('and is cut short costs nothing that is held, and arrives the next time', async () => {
    server.before = (_request, nth) => nth === 4 && lineBreaks()
    const before = shown(store)
    expect(await tryPull(store, server)).toBe(false)
    expect(shown(store)).toEqual(before)
    server.put('plan:a', 'a0', 'changed in between')
    await pullAll(store, server)
    expect(shown(store)).toEqual(server.seen())
  })

  test('without a row in it is held all the same', async () => {
    server.visible.add('plan:empty')
    await pullAll(store, server)
    expect(await store.db.readMeta('held')).toContain('plan:empty')
    await pullAll(store, server)
    expect(server.pulls.at(-1)?.held.sort()).toEqual([...server.visible].sort())
  })
})

describe('a scope that is taken away', () => {
  beforeEach(async () => {
    server.visible.add('plan:b')
    await pullAll(store, server)
    server.put('plan:b', 'b0', 'changed since, so it stands by itself')
    server.conflicts = ['a', 'b'].map((of) => ({
      ...{ id: `c-${of}1`, rowId: `${of}1`, scope: `plan:${of}`, field: 'name' },
      ...{ base: null, mine: 'mine', theirs: 'theirs' },
      ...{ mineById: 'pcso', mineAt: '2026-11-22T09:00:00.000Z', theirsById: null, theirsAt: null },
      ...{ settled: false, settledById: null, settledAt: null, settledHow: null },
      version: server.version,
    }))
    await pullAll(store, server)
    server.visible.delete('plan:b')
  })

  test('is gone from the screen and from the disk, and with it what was said about its rows', async () => {
    expect((await kept(store)).filter((it) => it.startsWith('plan:b'))).toHaveLength(6)
    expect(store.conflicts).toHaveLength(2)
    await pullAll(store, server)
    expect((await kept(store)).filter((it) => it.startsWith('plan:b'))).toEqual([])
    expect(shown(store)).toEqual(server.seen())
    expect(store.conflicts.map(({ rowId }) => rowId)).toEqual(['a1'])
    expect(await store.db.readMeta('held')).not.toContain('plan:b')
  })

  test('leaves own unsent work about it on the phone', async () => {
    await store.edit('ward', 'b1', { name: 'My words' })
    await pullAll(store, server)
    expect(store.outbox).toHaveLength(1)
    expect(store.view.one('ward', 'b1')).toBeUndefined()
  })

  test('and granted again comes as it is now, with nothing of before', async () => {
    await pullAll(store, server)
    server.put('plan:b', 'b0', '', true)
    server.put('plan:b', 'b1', 'as it is now')
    server.visible.add('plan:b')
    await pullAll(store, server)
    expect(shown(store)).toEqual(server.seen())
    expect(shown(store)).toContain('b1: as it is now')
  })
})

describe('a server whose past changed', () => {
  test('is fetched again beside what is held: the screen is never empty meanwhile', async () => {
    await pullAll(store, server)
    server.put('plan:a', 'a7', 'lost in the restore')
    await pullAll(store, server)
    server.restore(10)
    server.put('plan:a', 'a0', 'after the restore')
    server.pageRows = 3
    const seen = new Set<number>()
    store.subscribe(() => seen.add(shown(store).length))
    await pullAll(store, server)
    expect([...seen]).toEqual([10])
    expect(shown(store)).toEqual(server.seen())
  })

  test('and whose line breaks half way leaves what was held', async () => {
    await pullAll(store, server)
    const before = shown(store)
    server.put('plan:a', 'a7', 'one more')
    await pullAll(store, server)
    server.restore(10)
    server.pageRows = 3
    server.before = (_request, nth) => nth === 5 && lineBreaks()
    expect(await tryPull(store, server)).toBe(false)
    expect(shown(store)).toEqual([...before, 'a7: one more'].sort())
    await pullAll(store, server)
    expect(shown(store)).toEqual(before)
  })
})

describe('an outbox entry', () => {
  test('leaves when its effect has come and nothing more waits, and never flickers', async () => {
    await pullAll(store, server)
    await store.create('ward', 'mine', { code: 'E05004567', name: 'Mine' })
    for (let n = 0; n < 9; n++) server.put('partnership', `late${n}`, 'late')
    await pushAll(store, server)
    for (let n = 0; n < 9; n++) server.put('partnership', `later${n}`, 'later')
    server.pageRows = 4
    const states: string[] = []
    store.subscribe(() => {
      expect(store.view.one('ward', 'mine')?.name).toBe('Mine')
      const isHere = store.view.base('mine') !== undefined
      states.push(`${store.outbox.length} waiting, ${isHere ? 'here' : 'not here'}`)
    })
    await pullAll(store, server)
    expect([...new Set(states)]).toEqual([
      '1 waiting, not here',
      '1 waiting, here',
      '0 waiting, here',
    ])
  })

  test('written while a page lands does not flicker either', async () => {
    await pullAll(store, server)
    await store.create('ward', 'mine', { code: 'E05004567', name: 'Mine' })
    await pushAll(store, server)
    store.subscribe(() => expect(store.view.one('ward', 'mine')?.name).toBe('Mine'))
    const writes = Array.from({ length: 20 }, (_, n) =>
      store.create('ward', `w${n}`, { code: 'E05004567', name: `w${n}` }),
    )
    await Promise.all([pullAll(store, server), ...writes])
    expect(store.outbox.map(({ mutation }) => mutation.id)).toEqual(writes.map((_, n) => `w${n}`))
  })
})

test('a look between a landing and its showing waits until it is shown', async () => {
  await pullAll(store, server)
  await store.create('ward', 'mine', { code: 'E05004567', name: 'Mine' })
  store.subscribe(() => expect(store.view.one('ward', 'mine')?.name).toBe('Mine'))
  const { db } = store
  const data = { code: 'E05004567', name: 'Mine' }
  const row = { kind: 'ward', id: 'mine', scope: 'partnership', version: 99, deleted: false, data }
  const packs = await packRows(db.vault, [row])
  let look: Promise<void> | undefined
  await store.commit(async () => {
    await db.transaction('rw', db.packs, db.outbox, async () => {
      await db.packs.bulkAdd(packs)
      await db.outbox.clear()
    })
    look = store.refresh()
    await new Promise((resolve) => setTimeout(resolve, 20))
    return {}
  })
  await look
  expect(store.outbox).toEqual([])
})

test('what changes in a scope that is being gathered beside is gathered with it', () => {
  const haul = emptyHaul({ at: { version: 1, id: '~', nonce: 'n' }, filling: null, seen: null }, [
    'partnership',
  ])
  const row = (id: string, scope: string, version: number): Row => ({
    ...{ kind: 'ward', id, scope, version, deleted: false, data: null },
  })
  const page = { scopes: null, filled: [], conflicts: [], receipts: [] } as unknown as PullResponse
  gather(haul, { ...page, fill: [row('b', 'plan:b', 5)], rows: [] })
  gather(haul, {
    ...page,
    fill: [],
    rows: [row('b', 'plan:b', 7), row('p', 'partnership', 7), row('b', 'plan:b', 6)],
  })
  expect(haul.changes.map(({ id }) => id)).toEqual(['p'])
  expect(haul.beside.get('plan:b')?.get('b')?.version).toBe(7)
})

describe('whatever happens', () => {
  const scope = fc.constantFrom('partnership', 'plan:a', 'plan:b', 'plan:c')
  const id = fc.nat({ max: 12 })
  const step = fc.oneof(
    fc.record({ does: fc.constant('put' as const), scope, id, words: fc.string({ maxLength: 5 }) }),
    fc.record({ does: fc.constant('delete' as const), scope, id }),
    fc.record({ does: fc.constant('grant' as const), scope }),
    fc.record({ does: fc.constant('revoke' as const), scope }),
    fc.record({ does: fc.constant('restore' as const), back: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ does: fc.constant('pull' as const) }),
    fc.record({ does: fc.constant('break' as const), after: fc.nat({ max: 4 }) }),
    fc.record({ does: fc.constant('reopen' as const) }),
  )
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

  function change(office: ScopedServer, it: Step) {
    if (it.does === 'put') office.put(it.scope, `${it.scope}.${it.id}`, it.words)
    if (it.does === 'delete') office.put(it.scope, `${it.scope}.${it.id}`, '', true)
    if (it.does === 'grant') office.visible.add(it.scope)
    if (it.does === 'revoke' && it.scope !== 'partnership') office.visible.delete(it.scope)
    if (it.does === 'restore') office.restore(Math.max(0, office.version - it.back))
  }

  test('a phone in touch holds exactly what its member may see, on the screen and on the disk', async () => {
    const steps = fc.array(step, { maxLength: 30 })
    const pages = fc.integer({ min: 1, max: 4 })
    await fc.assert(
      fc.asyncProperty(steps, steps, pages, async (story, meanwhile, pageRows) => {
        const office = new ScopedServer()
        office.visible = new Set(['partnership'])
        office.pageRows = pageRows
        const idb = new IDBFactory()
        let phone = await openStore(idb)
        const queue = [...meanwhile]
        for (const it of story) {
          change(office, it)
          if (it.does === 'reopen') {
            phone.close()
            phone = await openStore(idb)
          }
          if (it.does !== 'pull' && it.does !== 'break') continue
          const from = office.pulls.length
          office.before = (_request, nth) => {
            if (it.does === 'break' && nth - from > it.after) lineBreaks()
            const next = queue.shift()
            if (next) change(office, next)
          }
          await tryPull(phone, office)
        }
        office.before = () => undefined
        // Nothing changes any more: one pull finds everything, a second finds nothing to do.
        await pullAll(phone, office)
        await pullAll(phone, office)
        expect(shown(phone)).toEqual(office.seen())
        expect((await kept(phone)).filter((it) => !office.visible.has(it.split(' ')[0]!))).toEqual(
          [],
        )
        phone.close()
        phone = await openStore(idb)
        expect(shown(phone)).toEqual(office.seen())
        phone.close()
      }),
      { numRuns: 150 },
    )
  })
})
