import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Row } from '../../shared/sync/protocol.ts'
import { View } from '../../web/src/lib/store/view.ts'
import type { Host } from '../../web/src/lib/sync/host.ts'
import { checkAll } from '../../web/src/lib/sync/check.ts'
import { fold } from '../../web/src/lib/sync/fold.ts'
import { Lead } from '../../web/src/lib/sync/lead.ts'
import { Loop } from '../../web/src/lib/sync/loop.ts'
import type { SyncState } from '../../web/src/lib/sync/loop.ts'
import { pullAll } from '../../web/src/lib/sync/pull.ts'
import { pushAll } from '../../web/src/lib/sync/push.ts'
import { openPack, packRows } from '../../web/src/lib/store/packs.ts'
import { Database } from '../../web/src/lib/store/database.ts'
import { Store } from '../../web/src/lib/store/store.ts'
import { TransportError } from '../../web/src/lib/sync/transport.ts'
import { creating, Office, progress } from './office.ts'
import { Phone } from './phone.ts'

let office: Office
beforeEach(async () => {
  office = await Office.open()
})

const row = (id: string, version: number, words: string, deleted = false): Row => ({
  ...{ kind: 'ward', id, scope: 'partnership', version, deleted },
  data: deleted ? null : { code: 'E05004567', name: words },
})

describe('what stands in several packs', () => {
  const named = (view: View) => view.all('ward').map(({ id, name }) => `${id}: ${name}`)

  test('is as its highest version says, whatever the order', () => {
    const view = new View()
    view.load([[row('a', 3, 'third'), row('b', 1, 'first')], [row('a', 2, 'second')]], [])
    expect(named(view).sort()).toEqual(['a: third', 'b: first'])
    view.change([row('b', 4, '', true), row('b', 3, 'third')], [])
    expect(named(view)).toEqual(['a: third'])
  })

  test('of one version is as the latest says: that is how a comparison puts it right', () => {
    const view = new View()
    view.load([[row('a', 3, 'damaged')], [row('a', 3, 'right')]], [])
    expect(named(view)).toEqual(['a: right'])
  })

  test('stays the same object while nothing changes in it', () => {
    const view = new View()
    view.load([[row('a', 1, 'a'), row('b', 1, 'b')]], [])
    const [a] = view.all('ward')
    view.change([row('b', 2, 'c')], [])
    expect(view.all('ward').find(({ id }) => id === 'a')).toBe(a)
  })
})

describe('folding', () => {
  test('makes few packs of many, shows nothing else and drops what was deleted', async () => {
    const phone = await Phone.of(office, 'manager')
    const other = await Phone.of(office, 'lead')
    for (let n = 0; n < 40; n++) {
      await phone.store.create('ward', `w${n}`, { code: 'E05004567', name: `w${n}` })
      if (n === 30) await phone.store.remove('ward', 'w3')
      await phone.sync()
      await other.sync()
    }
    const before = other.store.view.all('ward')
    const packs = await other.store.db.packs.count()
    const told: ReadonlySet<string>[] = []
    other.store.subscribe((kinds) => told.push(kinds))
    await fold(other.store)
    expect(packs).toBeGreaterThan(40)
    expect(await other.store.db.packs.count()).toBeLessThan(8)
    expect(other.store.view.all('ward')).toBe(before)
    expect(told.every((kinds) => !kinds.has('*'))).toBe(true)
    const { db } = other.store
    const opened = await Promise.all(
      (await db.packs.toArray()).map((pack) => openPack(db.vault, pack)),
    )
    expect(opened.flat().filter((it) => it?.id === 'w3')).toEqual([])
    other.killTab()
    await other.open()
    expect(other.store.view.all('ward')).toHaveLength(before.length)
  })

  test('gives way to another tab that lands something meanwhile', async () => {
    const phone = await Phone.of(office, 'manager')
    const { db } = phone.store
    for (let n = 0; n < 40; n++)
      await db.packs.bulkAdd(await packRows(db.vault, [row(`w${n}`, 100 + n, `w${n}`)]))
    await phone.store.reload()
    const folding = fold(phone.store)
    await db.packs.bulkAdd(await packRows(db.vault, [row('late', 500, 'late')]))
    await folding
    await phone.store.refresh()
    expect(phone.store.view.one('ward', 'late')?.name).toBe('late')
    expect(phone.store.view.all('ward')).toHaveLength(41)
  })
})

describe('a comparison with the office', () => {
  async function damaged() {
    const phone = await Phone.of(office, 'manager')
    const writes = Array.from({ length: 250 }, (_, n) => ({
      ...{ op: 'create' as const, kind: 'ward' as const, id: `w${String(n).padStart(3, '0')}` },
      entry: { code: 'E05004567', name: `w${n}` },
    }))
    await phone.store.write(writes)
    await phone.sync()
    expect(await checkAll(phone.store, phone)).toBe(0)
    return phone
  }
  const put = async ({ store }: Phone, rows: Row[]) => {
    await store.db.packs.bulkAdd(await packRows(store.db.vault, rows))
    await store.reload()
  }

  test('finds nothing where nothing is wrong, in one request', async () => {
    const phone = await damaged()
    let asked = 0
    const check = (...ask: Parameters<typeof phone.check>) => (asked++, phone.check(...ask))
    expect(await checkAll(phone.store, { ...phone, check })).toBe(0)
    expect(asked).toBe(1)
    expect(phone.store.repairs).toEqual([])
    expect(phone.store.checkedAt).toBe('2026-11-22T09:00:00.000Z')
  })

  test('puts right what says something else, and notes it at both ends', async () => {
    const phone = await damaged()
    const { version } = phone.store.view.base('w100')!
    await put(phone, [row('w100', version, 'not what the office has')])
    expect(await checkAll(phone.store, phone)).toBeGreaterThan(0)
    expect(phone.store.view.one('ward', 'w100')?.name).toBe('w100')
    expect(phone.store.repairs).toHaveLength(1)
    expect(office.count('audit', "what = 'repaired'")).toBe(1)
    expect(await checkAll(phone.store, phone)).toBe(0)
  })

  test('brings what is missing and takes out what nobody has', async () => {
    const phone = await damaged()
    const { version } = phone.store.view.base('w007')!
    await put(phone, [row('w007', version, '', true), row('w100a', version, 'nobody wrote this')])
    await checkAll(phone.store, phone)
    expect(phone.store.view.one('ward', 'w007')?.name).toBe('w7')
    expect(phone.store.view.one('ward', 'w100a')).toBeUndefined()
    phone.killTab()
    await phone.open()
    expect(phone.store.view.all('ward')).toHaveLength(250)
  })

  test('fetches a scope anew where a row claims to be newer than the office’s', async () => {
    const phone = await damaged()
    await put(phone, [row('w100', 999_999, 'from nowhere')])
    await checkAll(phone.store, phone)
    await phone.sync()
    expect(phone.store.view.one('ward', 'w100')?.name).toBe('w100')
    expect(await checkAll(phone.store, phone)).toBe(0)
  })

  test('waits while somebody writes', async () => {
    const phone = await damaged()
    const other = await Phone.of(office, 'manager')
    await other.store.create('ward', 'new', { code: 'E05004567', name: 'new' })
    await other.sync()
    expect(await checkAll(phone.store, phone)).toBeNull()
  })
})

describe('an office restored to an earlier time', () => {
  test('gets back what it had acknowledged, and the phone never loses sight of it', async () => {
    const phone = await Phone.of(office, 'pcso')
    await phone.record('before the backup')
    await phone.sync()
    const backup = office.d1.save()
    await phone.record('after the backup')
    await phone.sync()
    expect(phone.store.outbox).toEqual([])
    office.d1.restore(backup)
    expect(office.count('row', "kind = 'update'")).toBe(1)
    phone.store.subscribe(() =>
      expect(phone.notes()).toEqual(['after the backup', 'before the backup']),
    )
    await phone.sync()
    await phone.sync()
    expect(office.count('row', "kind = 'update'")).toBe(2)
    expect(office.count('history', "kind = 'update'")).toBe(2)
    expect(phone.store.outbox).toEqual([])
  })

  test('is found out by a push too: what it lost goes before what is new, in its order', async () => {
    const phone = await Phone.of(office, 'pcso')
    const backup = office.d1.save()
    await phone.record('first')
    await phone.record('second')
    await phone.sync()
    office.d1.restore(backup)
    await phone.record('third')
    await pushAll(phone.store, phone)
    const kept = office.d1.sqlite
      .prepare(
        `select data ->> '$.note' as note from row where kind = 'update' order by version, id`,
      )
      .all()
    expect(kept.map(({ note }) => note)).toHaveLength(3)
    expect(office.count('history', "kind = 'update' and seq in (1, 2, 3)")).toBe(3)
  })

  test('is found out by one who has only read since: nobody’s later words are overwritten unseen', async () => {
    const [reader, writer] = [await Phone.of(office, 'lead'), await Phone.of(office, 'manager')]
    const backup = office.d1.save()
    for (const text of ['one', 'two', 'three'])
      await writer.store.edit('action', 'action', { text }).then(() => writer.sync())
    await reader.sync()
    office.d1.restore(backup)
    const other = await Phone.of(office, 'manager')
    await other.store.edit('action', 'action', { text: 'after the restore' })
    await other.sync()
    await reader.store.edit('action', 'action', { text: 'over three' })
    await pushAll(reader.store, reader)
    expect(office.count('conflict', "mine like '%over three%'")).toBe(1)
    expect(office.count('row', "id = 'action' and data ->> '$.text' = 'after the restore'")).toBe(1)
  })

  test('to a time between an answer and the page that brings it is found out by the next page', async () => {
    const phone = await Phone.of(office, 'pcso')
    await phone.record('first')
    await phone.sync()
    const backup = office.d1.save()
    await phone.record('second')
    await pushAll(phone.store, phone)
    office.d1.restore(backup)
    await phone.sync()
    await phone.sync()
    expect(office.count('row', "kind = 'update'")).toBe(2)
    expect(phone.store.outbox).toEqual([])
  })

  test('is made good in order by a tab that did not hear of it: who found it out died', async () => {
    const phone = await Phone.of(office, 'pcso')
    const other = await phone.secondTab()
    const backup = office.d1.save()
    await phone.record('first')
    await phone.sync()
    office.d1.restore(backup)
    await phone.record('second')
    await other.refresh()
    let isOffered = false
    const dying = {
      push: async (...ask: Parameters<typeof phone.push>) => {
        if (isOffered) throw new TransportError('unreachable')
        isOffered = true
        return phone.push(...ask)
      },
    }
    await expect(pushAll(phone.store, dying)).rejects.toThrow('unreachable')
    phone.killTab()
    const deviceId = await other.db.readMeta('deviceId')
    await pushAll(other, phone)
    expect(await other.db.readMeta('deviceId')).toBe(deviceId)
    expect(office.count('history', "kind = 'update' and seq in (1, 2)")).toBe(2)
  })

  describe('that hears from a copy of this browser first', () => {
    /** Sends what a phone has recorded as the phone that it was copied to would. */
    async function copied(phone: Phone, notes: readonly string[]) {
      const deviceId = await phone.store.db.readMeta('deviceId')
      const mutations = notes.map((note, at) =>
        creating('update', `update-${note}`, progress('pcso', note), at + 1),
      )
      await office.push(phone.cookie, deviceId ?? '', mutations)
    }

    test('leaves nothing waiting for a version of its lost past', async () => {
      const phone = await Phone.of(office, 'pcso')
      const backup = office.d1.save()
      for (const note of ['first', 'second', 'third']) {
        await phone.record(note)
        await pushAll(phone.store, phone)
      }
      const mutations = phone.store.outbox.map(({ mutation }) => mutation)
      office.d1.restore(backup)
      const deviceId = await phone.store.db.readMeta('deviceId')
      await office.push(phone.cookie, deviceId ?? '', mutations)
      await phone.sync()
      await phone.sync()
      expect(phone.store.outbox).toEqual([])
      expect(await phone.store.db.readMeta('deviceId')).toBe(deviceId)
      expect(office.count('row', "kind = 'update'")).toBe(3)
    })

    test('still gets what only this one had been answered', async () => {
      const phone = await Phone.of(office, 'pcso')
      const backup = office.d1.save()
      await phone.record('only here')
      await pushAll(phone.store, phone)
      office.d1.restore(backup)
      await copied(phone, ['theirs', 'others'])
      await phone.sync()
      await phone.sync()
      expect(phone.notes()).toEqual(['only here', 'others', 'theirs'])
      expect(phone.store.outbox).toEqual([])
    })

    test('still gets it where the phone has just dropped what it could not read', async () => {
      const phone = await Phone.of(office, 'pcso')
      const backup = office.d1.save()
      await phone.record('only here')
      await phone.sync()
      office.d1.restore(backup)
      await copied(phone, ['theirs'])
      await phone.store.db.packs.toCollection().modify({ sealed: new Uint8Array(40) })
      await phone.store.reload()
      expect(phone.store.isRefetching).toBe(true)
      await phone.sync()
      await phone.sync()
      expect(phone.notes()).toEqual(['only here', 'theirs'])
    })

    test('is not believed where it answers what was asked before another tab learned of it', async () => {
      const phone = await Phone.of(office, 'pcso')
      const other = await phone.secondTab()
      const backup = office.d1.save()
      await phone.record('said twice')
      let release = () => undefined as void
      const isReleased = new Promise<void>((resolve) => (release = resolve))
      let slow = true
      const push = async (...ask: Parameters<typeof phone.push>) => {
        const answer = await phone.push(...ask)
        if (slow) await isReleased
        slow = false
        return answer
      }
      const sending = pushAll(phone.store, { push })
      await vi.waitFor(() => expect(office.count('row', "kind = 'update'")).toBe(1))
      office.d1.restore(backup)
      const manager = await Phone.of(office, 'manager')
      for (const note of ['a', 'b']) await manager.record(note).then(() => manager.sync())
      await pullAll(other, phone)
      release()
      await sending
      await phone.sync()
      expect(phone.notes()).toEqual(['a', 'b', 'said twice'])
      expect(office.count('row', "kind = 'update'")).toBe(3)
    })
  })

  test('of five weeks ago is helped no more by this phone', async () => {
    const phone = await Phone.of(office, 'pcso')
    await phone.record('old')
    await phone.sync()
    const longAgo = new Date(Date.now() - 36 * 24 * 3600_000).toISOString()
    await phone.store.db.journal.toCollection().modify({ at: longAgo })
    await phone.record('new')
    await phone.sync()
    expect(await phone.store.db.journal.count()).toBe(1)
  })

  test('is made good by a phone whose own clock ran years ahead meanwhile', async () => {
    const phone = await Phone.of(office, 'pcso')
    const backup = office.d1.save()
    await phone.record('kept in the journal')
    await phone.sync()
    phone.clock = new Date(phone.clock.getTime() + 1000 * 24 * 3600_000)
    await phone.sync()
    office.d1.restore(backup)
    await phone.sync()
    await phone.sync()
    expect(office.count('row', "kind = 'update'")).toBe(1)
  })
})

test('what cannot be read any more does not keep the rest from being sent', async () => {
  const phone = await Phone.of(office, 'pcso')
  for (let n = 0; n < 120; n++) await phone.record(`entry ${n}`)
  const { db } = phone.store
  const sealed = new Uint8Array(40)
  await db.outbox.where('seq').belowOrEqual(110).modify({ sealed })
  await phone.store.refresh()
  await pushAll(phone.store, phone)
  expect(office.count('row', "kind = 'update'")).toBe(10)
  expect(phone.store.damaged).toHaveLength(110)
})

test('a tab that was killed before it could tell is made up for by the next landing', async () => {
  const phone = await Phone.of(office, 'manager')
  const other = await phone.secondTab()
  const { db } = phone.store
  await phone.store.create('ward', 'w1', { code: 'E05004567', name: 'w1' })
  await phone.sync()
  expect(await db.outbox.count()).toBe(0)
  expect(other.view.one('ward', 'w1')).toBeUndefined()
  await pullAll(other, phone)
  expect(other.view.one('ward', 'w1')?.name).toBe('w1')
  await phone.store.create('ward', 'w2', { code: 'E05004567', name: 'w2' })
  await other.create('ward', 'w3', { code: 'E05004567', name: 'w3' })
  expect(other.outbox.map(({ mutation }) => mutation.id)).toEqual(['w2', 'w3'])
})

describe('a connection that the browser drops', () => {
  test('is opened again, and what was being saved is saved once', async () => {
    const phone = await Phone.of(office, 'pcso')
    phone.store.db.backendDB().close()
    await phone.record('kept all the same')
    expect(phone.store.outbox).toHaveLength(1)
    await phone.sync()
    expect(phone.notes()).toEqual(['kept all the same'])
  })

  test('after the commit does not make two of one', async () => {
    const phone = await Phone.of(office, 'pcso')
    const { db } = phone.store
    const keep = db.transaction.bind(db)
    let isFirst = true
    db.transaction = (async (...call: Parameters<typeof keep>) => {
      const answer: unknown = await keep(...call)
      if (call[0] !== 'rw' || !isFirst) return answer
      isFirst = false
      throw Object.assign(new Error('gone'), { name: 'UnknownError' })
    }) as typeof db.transaction
    await phone.record('once')
    expect(phone.store.outbox).toHaveLength(1)
    expect(await db.outbox.count()).toBe(1)
  })
})

test('a store that the browser has cleared is told apart from a new one', async () => {
  const open = (wasHere: boolean) => {
    const idb = new IDBFactory()
    const db = new Database('patchwork.ashford.pcso', { indexedDB: idb, IDBKeyRange })
    const world = { now: () => new Date('2026-11-22T09:00:00Z'), newId: () => crypto.randomUUID() }
    return Store.open(db, world, { idb, wasHere })
  }
  expect((await open(true)).evictedAt).toBe('2026-11-22T09:00:00.000Z')
  expect((await open(false)).evictedAt).toBeNull()
})

test('and the office says what it last knew of it', async () => {
  const phone = await Phone.of(office, 'pcso')
  await phone.record('never sent')
  await pullAll(phone.store, phone)
  const evicted = await phone.evicted()
  await evicted.sync()
  expect(evicted.store.formerly).toMatchObject({ unsent: 1 })
})

/** A clock that a test turns by hand. */
class Clock implements Host {
  ms = Date.parse('2026-11-22T09:00:00Z')
  isVisibleNow = true
  #timers: { at: number; work: () => void }[] = []
  now = () => this.ms
  after = (ms: number, work: () => void) => {
    const timer = { at: this.ms + ms, work }
    this.#timers.push(timer)
    return () => void (this.#timers = this.#timers.filter((it) => it !== timer))
  }
  isVisible = () => this.isVisibleNow
  isOnline = () => true
  wake = () => undefined as void
  onWake = (wake: () => void) => {
    this.wake = wake
    return () => undefined
  }
  chance = () => 0.5
  idle = () => Promise.resolve()

  pass(ms: number) {
    const until = this.ms + ms
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#timers = this.#timers.filter((it) => it !== next)
      this.ms = Math.max(this.ms, next.at)
      next.work()
    }
    this.ms = until
  }
}

describe('the tabs of one browser', () => {
  /** As much of the Web Locks as matters: one holder, a queue, and stealing. */
  class Locks {
    held: { reject: (why: Error) => void } | null = null
    queue: (() => void)[] = []
    request = (_name: string, options: LockOptions, work: () => Promise<void>) =>
      new Promise<void>((resolve, reject) => {
        const take = () => {
          const mine = { reject }
          this.held = mine
          void work().then(() => {
            if (this.held !== mine) return
            this.held = null
            this.queue.shift()?.()
            resolve()
          })
        }
        options.signal?.addEventListener('abort', () => {
          this.queue = this.queue.filter((it) => it !== take)
          reject(new Error('aborted'))
        })
        if (options.steal) {
          this.held?.reject(new Error('stolen'))
          take()
        } else if (this.held) this.queue.push(take)
        else take()
      })
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  let locks: Locks
  let beat: number | null
  const tab = (clock: Clock) => {
    const beats = {
      read: () => beat,
      write: (at: number) => void (beat = at),
      clear: () => void (beat = null),
    }
    const lead = new Lead('x', locks as unknown as LockManager, beats, clock)
    lead.start(() => undefined)
    return lead
  }
  beforeEach(() => {
    locks = new Locks()
    beat = null
  })

  test('have one that syncs, the one looked at last; when it is closed the next one does', async () => {
    const clocks = [new Clock(), new Clock()]
    const [first, second] = clocks.map(tab)
    await settle()
    expect([first?.isMine, second?.isMine]).toEqual([false, true])
    clocks[0]?.wake()
    await settle()
    expect([first?.isMine, second?.isMine]).toEqual([true, false])
    first?.stop()
    await settle()
    expect(second?.isMine).toBe(true)
  })

  test('take over from one that is frozen, and it waits its turn when it thaws', async () => {
    const [seen, frozen] = [new Clock(), new Clock()]
    const [first, second] = [tab(seen), tab(frozen)]
    await settle()
    seen.pass(20_000)
    await settle()
    expect([first.isMine, second.isMine]).toEqual([true, false])
    first.stop()
    await settle()
    expect(second.isMine).toBe(true)
  })

  test('leave it to the one that leads while its heart beats, and to nobody that is hidden', async () => {
    const [seen, leading, hidden] = [new Clock(), new Clock(), new Clock()]
    hidden.isVisibleNow = false
    const [first, second, third] = [tab(seen), tab(leading), tab(hidden)]
    await settle()
    for (let n = 0; n < 10; n++) {
      leading.pass(2_000)
      seen.pass(2_000)
      hidden.pass(30_000)
    }
    hidden.wake()
    await settle()
    expect([first.isMine, second.isMine, third.isMine]).toEqual([false, true, false])
  })
})

describe('the loop', () => {
  const watch = (phone: Phone, clock: Clock, transport = {}) => {
    const states: SyncState[] = []
    const listeners = {
      onState: (state: SyncState) => void states.push(state),
      onOrder: () => Promise.resolve(),
    }
    const way = { push: phone.push, pull: phone.pull, check: phone.check, ...transport }
    return { states, loop: new Loop(phone.store, way, listeners, clock) }
  }

  test('goes on fetching what is new while nothing can be sent, and says so after a quarter of an hour', async () => {
    const phone = await Phone.of(office, 'pcso')
    const clock = new Clock()
    const push = () => Promise.reject<never>(new TransportError('failing'))
    const { states, loop } = watch(phone, clock, { push })
    await phone.record('stuck')
    const other = await Phone.of(office, 'manager')
    await other.record('news')
    await other.sync()
    await loop.now()
    expect(phone.notes()).toEqual(['news', 'stuck'])
    expect(states.at(-1)).toMatchObject({ contact: 'unreachable', isStuck: false })
    clock.pass(16 * 60_000)
    await loop.now()
    expect(states.at(-1)).toMatchObject({ isStuck: true })
    loop.stop()
  })

  test('tries again at once when the network came back while a try was failing', async () => {
    const phone = await Phone.of(office, 'pcso')
    let fail = () => undefined as void
    let tries = 0
    const push = (...ask: Parameters<typeof phone.push>) =>
      ++tries > 1
        ? phone.push(...ask)
        : new Promise<never>((_, no) => (fail = () => no(new TransportError('unreachable'))))
    const { states, loop } = watch(phone, new Clock(), { push })
    await phone.record('on the doorstep')
    const done = loop.now()
    await vi.waitFor(() => expect(tries).toBe(1))
    loop.wake()
    fail()
    await done
    expect(office.count('row', "kind = 'update'")).toBe(1)
    expect(states.at(-1)).toMatchObject({ contact: 'ok' })
    loop.stop()
  })

  test('tries soon, and not in minutes, when the network says that it is back before it is', async () => {
    const phone = await Phone.of(office, 'pcso')
    const clock = new Clock()
    let tries = 0
    let isBack = false
    const push = (...ask: Parameters<typeof phone.push>) => {
      tries++
      return isBack ? phone.push(...ask) : Promise.reject<never>(new TransportError('unreachable'))
    }
    const { loop } = watch(phone, clock, { push })
    loop.start()
    await phone.record('on the doorstep')
    clock.pass(0)
    for (let failures = 0; failures < 9; failures++) await loop.now()
    const before = tries
    clock.wake()
    await vi.waitFor(() => expect(tries).toBe(before + 1))
    await loop.quiet()
    isBack = true
    clock.pass(2_000)
    await vi.waitFor(() => expect(office.count('row', "kind = 'update'")).toBe(1))
    await loop.quiet()
    loop.stop()
  })

  test('of a build too old to read what the office sends goes on sending', async () => {
    const phone = await Phone.of(office, 'pcso')
    const pull = () => Promise.reject<never>(new TransportError('too-old'))
    const { states, loop } = watch(phone, new Clock(), { pull })
    await phone.record('from an old build')
    await loop.now()
    expect(office.count('row', "kind = 'update'")).toBe(1)
    expect(states.at(-1)).toMatchObject({ contact: 'too-old' })
    loop.stop()
  })

  test('does not let what is written during a comparison wait for the next round', async () => {
    const phone = await Phone.of(office, 'pcso')
    let finish = () => undefined as void
    const check = async (...ask: Parameters<typeof phone.check>) => {
      await new Promise<void>((resolve) => (finish = resolve))
      return phone.check(...ask)
    }
    const clock = new Clock()
    const { loop } = watch(phone, clock, { check })
    loop.start()
    await loop.quiet()
    await phone.record('meanwhile')
    clock.pass(0)
    await vi.waitFor(() => expect(office.count('row', "kind = 'update'")).toBe(1))
    finish()
    loop.stop()
  })

  test('compares once a day', async () => {
    const phone = await Phone.of(office, 'pcso')
    const clock = new Clock()
    let asked = 0
    const check = (...ask: Parameters<typeof phone.check>) => (asked++, phone.check(...ask))
    const { loop } = watch(phone, clock, { check })
    await loop.now()
    await loop.now()
    expect(asked).toBe(1)
    clock.pass(25 * 3600_000)
    await loop.now()
    expect(asked).toBe(2)
    loop.stop()
  })
})

test('two people’s conflict is settled by one of them, and both see it', async () => {
  const [lead, manager] = [await Phone.of(office, 'lead'), await Phone.of(office, 'manager')]
  await lead.store.edit('action', 'action', { text: 'As the lead has it' })
  await manager.store.edit('action', 'action', { text: 'As the manager has it' })
  await manager.sync()
  await lead.sync()
  const [conflict] = lead.store.openConflicts
  expect(conflict).toMatchObject({ mine: 'As the lead has it', theirs: 'As the manager has it' })
  expect(conflict).toMatchObject({ mineById: 'lead', theirsById: 'manager' })
  await lead.store.settle(conflict!, 'As both have it')
  expect(lead.store.openConflicts).toEqual([])
  expect(lead.store.view.one('action', 'action')?.text).toBe('As both have it')
  await lead.sync()
  await manager.sync()
  for (const { store } of [lead, manager]) {
    expect(store.openConflicts).toEqual([])
    expect(store.view.one('action', 'action')?.text).toBe('As both have it')
    expect(store.conflicts).toMatchObject([
      { settled: true, settledHow: 'other', settledById: 'lead' },
    ])
  }
})

test('a person who becomes a lead gets the conflicts that were open already, and loses sight of nothing', async () => {
  const [lead, manager] = [await Phone.of(office, 'lead'), await Phone.of(office, 'manager')]
  const pcso = await Phone.of(office, 'pcso')
  await lead.store.edit('action', 'action', { text: 'As the lead has it' })
  await manager.store.edit('action', 'action', { text: 'As the manager has it' })
  await manager.sync()
  await lead.sync()
  await pcso.sync()
  expect(pcso.store.conflicts).toEqual([])
  await manager.store.edit('member', 'pcso', { role: 'priority lead' })
  await manager.sync()
  pcso.store.subscribe(() => expect(pcso.store.view.one('action', 'action')).toBeDefined())
  await pcso.sync()
  await pcso.sync()
  expect(pcso.store.openConflicts).toHaveLength(1)
  expect(await checkAll(pcso.store, pcso)).toBe(0)
  await manager.store.edit('member', 'pcso', { role: 'contributor' })
  await manager.sync()
  await pcso.sync()
  await pcso.sync()
  expect(pcso.store.conflicts).toEqual([])
})

test('an edit to what was taken out is refused, kept, and can bring it back', async () => {
  const [lead, manager] = [await Phone.of(office, 'lead'), await Phone.of(office, 'manager')]
  await manager.store.remove('theme', 'theme')
  await manager.sync()
  await lead.store.edit('theme', 'theme', { label: 'Prevent and protect' })
  await lead.sync()
  const [refused] = lead.store.attention
  expect(refused?.result.reason).toBe('deleted')
  if (refused?.mutation.op !== 'edit') throw new Error('not an edit')
  await lead.store.restore(refused.mutation)
  expect(lead.store.attention).toEqual([])
  await lead.sync()
  await manager.sync()
  for (const { store } of [lead, manager])
    expect(store.view.one('theme', 'theme')?.label).toBe('Prevent and protect')
})
