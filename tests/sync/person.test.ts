import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PullResponse, PushResponse } from '../../shared/sync/protocol.ts'
import type { Write } from '../../web/src/lib/store/write.ts'
import { tabHost } from '../../web/src/lib/sync/host.ts'
import { Loop } from '../../web/src/lib/sync/loop.ts'
import type { SyncState } from '../../web/src/lib/sync/loop.ts'
import { pullAll } from '../../web/src/lib/sync/pull.ts'
import { pushAll } from '../../web/src/lib/sync/push.ts'
import { refusalOf, TransportError } from '../../web/src/lib/sync/transport.ts'
import type { Push, Transport } from '../../web/src/lib/sync/transport.ts'
import { Office, progress } from './office.ts'
import { Phone } from './phone.ts'

let office: Office
let phone: Phone
beforeEach(async () => {
  office = await Office.open()
  phone = await Phone.of(office, 'pcso')
})
afterEach(() => vi.unstubAllGlobals())

describe('a second person on one phone', () => {
  test('cannot send what the first one left, nor see it in their own store', async () => {
    await phone.record('Left by the PCSO')
    phone.cookie = await office.signIn('manager')
    await expect(phone.sync()).rejects.toMatchObject({ why: 'other-member' })
    await expect(pullAll(phone.store, phone)).rejects.toMatchObject({ why: 'other-member' })
    expect(phone.store.outbox).toHaveLength(1)
    expect(office.count('row', "kind = 'update'")).toBe(0)
  })

  test('leaves it to be sent when the first one is back', async () => {
    await phone.record('Left by the PCSO')
    phone.cookie = await office.signIn('manager')
    await phone.trySync()
    phone.cookie = await office.signIn('pcso')
    await phone.sync()
    expect(phone.store.outbox).toEqual([])
    expect(office.count('row', "kind = 'update'")).toBe(1)
  })

  test('is not helped by an answer that the device was forked: it is still the first one’s work', async () => {
    await phone.record('Left by the PCSO')
    const sent: Push[] = []
    const forking: Transport = {
      ...{ pull: phone.pull, check: phone.check },
      push: (request) => {
        sent.push(request)
        return Promise.resolve({ status: 'device-forked' } satisfies PushResponse)
      },
    }
    await expect(pushAll(phone.store, forking)).rejects.toBeInstanceOf(TransportError)
    expect(sent.map(({ as }) => as?.memberId)).toEqual(['pcso', 'pcso'])
    expect(new Set(sent.map(({ deviceId }) => deviceId)).size).toBe(2)
    expect(phone.store.outbox).toHaveLength(1)
  })

  test('and a page that is somebody else’s lands nothing', async () => {
    const before = await phone.store.db.readMeta('at')
    const wrong: Transport = {
      ...{ push: phone.push, check: phone.check },
      pull: async (request) => ({ ...(await phone.pull(request)), memberId: 'manager' }),
    }
    await expect(pullAll(phone.store, wrong)).rejects.toMatchObject({ why: 'other-member' })
    expect(await phone.store.db.readMeta('at')).toEqual(before)
  })
})

describe('a door that is shut', () => {
  test.each([
    [401, { error: 'signed-out' }, 'signed-out', null],
    [401, { error: 'signed-out', order: 'wipe' }, 'signed-out', 'wipe'],
    [401, { error: 'signed-out', order: 'explode' }, 'signed-out', null],
    [409, { error: 'other-member' }, 'other-member', null],
    [403, { error: 'second-factor' }, 'second-factor', null],
    [400, { error: 'invalid' }, 'refused', null],
    [413, { error: 'too-large' }, 'refused', null],
    [503, { error: 'unavailable' }, 'failing', null],
    [401, null, 'unreachable', null],
    [400, '<h1>Free wifi</h1>', 'unreachable', null],
    [426, { error: 'too-old' }, 'too-old', null],
  ])('%d %j means %s', (status, body, why, order) => {
    expect(refusalOf(status, body)).toMatchObject({ why, order })
  })

  test.each(['signed-out', 'other-member', 'second-factor'] as const)(
    '%s: the loop says so, keeps everything and asks no more by itself',
    async (why) => {
      vi.stubGlobal('addEventListener', () => undefined)
      vi.stubGlobal('removeEventListener', () => undefined)
      vi.stubGlobal('document', { addEventListener() {}, removeEventListener() {} })
      vi.stubGlobal('navigator', {})
      await phone.record('Kept')
      const asked = vi.fn(() => Promise.reject<never>(new TransportError(why, why, 'sign-out')))
      const states: SyncState[] = []
      const orders: string[] = []
      const transport = { push: asked, pull: asked } as unknown as Transport
      const listeners = {
        onState: (state: SyncState) => void states.push(state),
        onOrder: (order: string) => Promise.resolve(void orders.push(order)),
      }
      const loop = new Loop(phone.store, transport, listeners, tabHost)
      loop.start()
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ phase: 'idle', contact: why }))
      await vi.waitFor(() => expect(orders).toEqual(['sign-out']))
      await new Promise((resolve) => setTimeout(resolve, 1700))
      expect(asked).toHaveBeenCalledTimes(1)
      expect(phone.store.outbox).toHaveLength(1)
      loop.stop()
    },
  )

  test('an order that comes with a page lands nothing and is passed on', async () => {
    const ordering: Transport = {
      ...{ push: phone.push, check: phone.check },
      pull: async (request) =>
        ({ ...(await phone.pull(request)), order: 'wipe', leaseDays: 1 }) as PullResponse,
    }
    expect(await pullAll(phone.store, ordering)).toBe('wipe')
    expect(await phone.store.db.readMeta('leaseDays')).toBe(14)
  })
})

describe('several writes as one', () => {
  const update = (id: string, note: string): Write => ({
    ...{ op: 'create', kind: 'update', id },
    entry: progress('pcso', note),
  })

  test('become durable together, in order, with the reason that was given', async () => {
    const manager = await Phone.of(office, 'manager')
    await manager.store.write([
      { op: 'edit', kind: 'action', id: 'action', changes: { ownerIds: ['lead'] } },
      { op: 'edit', kind: 'action', id: 'action', changes: {} },
      { ...update('u1', 'Rang Mr Smith on 01233 330000'), because: 'he asked to be rung back' },
    ])
    expect(manager.store.outbox.map(({ mutation }) => [mutation.op, mutation.because])).toEqual([
      ['edit', undefined],
      ['create', 'he asked to be rung back'],
    ])
    await manager.sync()
    expect(manager.store.attention).toEqual([])
    expect(manager.store.view.one('action', 'action')?.ownerIds).toEqual(['lead'])
  })

  test('are kept all or not at all', async () => {
    const broken = { ...update('u2', 'fine'), entry: { note: 'no action' } } as unknown as Write
    await expect(phone.store.write([update('u1', 'fine'), broken])).rejects.toThrow()
    expect(phone.store.outbox).toEqual([])
    const add = vi.spyOn(phone.store.db.outbox, 'bulkAdd')
    add.mockImplementationOnce(() => {
      throw new Error('the disk is full')
    })
    await expect(phone.store.write([update('u1', 'one'), update('u2', 'two')])).rejects.toThrow()
    expect(await phone.store.db.outbox.count()).toBe(0)
    expect(await phone.store.db.readMeta('lastSeq')).toBe(0)
    await phone.store.write([update('u1', 'one'), update('u2', 'two')])
    expect(phone.store.outbox.map(({ seq }) => seq)).toEqual([1, 2])
  })

  test('started at once by several hands keep their order', async () => {
    const notes = Array.from({ length: 30 }, (_, n) => `note ${n}`)
    await Promise.all(notes.map((note, n) => phone.store.write([update(`u${n}`, note)])))
    expect(phone.store.outbox.map(({ mutation }) => mutation.id)).toEqual(
      notes.map((_, n) => `u${n}`),
    )
    expect(phone.store.outbox.map(({ seq }) => seq)).toEqual(notes.map((_, n) => n + 1))
  })

  test('of one list follow from each other, and send no part of it back', async () => {
    const manager = await Phone.of(office, 'manager')
    const { store } = manager
    const name = (agency: string) =>
      store.edit('action', 'action', ({ unmatchedAgencies }) => ({
        unmatchedAgencies: [...(unmatchedAgencies ?? []), agency],
      }))
    const named = Array.from({ length: 8 }, (_, n) => `Agency ${n}`)
    await Promise.all([...named.slice(0, 5).map(name), manager.sync()])
    await Promise.all([manager.sync(), ...named.slice(5).map(name)])
    expect(store.view.one('action', 'action')?.unmatchedAgencies).toEqual(named)
    await manager.sync()
    expect(store.attention).toEqual([])
    expect(store.conflicts).toEqual([])
    expect(store.view.one('action', 'action')?.unmatchedAgencies).toEqual(named)
  })

  test('that go back and forth end where the last one said', async () => {
    const { store } = await Phone.of(office, 'manager')
    const { text } = store.view.one('action', 'action') ?? { text: '' }
    const say = (words: string) => store.edit('action', 'action', { text: words })
    await Promise.all([say('Sessions for year 6'), say(text)])
    expect(store.view.one('action', 'action')?.text).toBe(text)
    await say(text)
    expect(store.outbox).toHaveLength(2)
  })
})
