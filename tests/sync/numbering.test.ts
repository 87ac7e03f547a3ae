import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Store } from '../../web/src/lib/store/store.ts'
import { Office, progress } from './office.ts'
import { Phone } from './phone.ts'

let office: Office
let phone: Phone
let other: Store
beforeEach(async () => {
  office = await Office.open()
  phone = await Phone.of(office, 'pcso')
  other = await phone.secondTab()
})

const record = (store: Store, note: string) =>
  store.create('update', `update-${crypto.randomUUID()}`, progress('pcso', note))
const kept = async () =>
  (await phone.store.db.outbox.orderBy('seq').toArray()).map(({ seq }) => seq)

describe('work is numbered before the disk has answered', () => {
  test('and anew where a tab that was not heard has numbered meanwhile', async () => {
    await record(other, 'one')
    await record(other, 'two')
    await record(phone.store, 'three')
    await record(other, 'four')
    expect(await kept()).toEqual([1, 2, 3, 4])
    expect(await phone.store.db.readMeta('lastSeq')).toBe(4)
  })

  test('and no number is given twice, though what had it first has gone out and come back', async () => {
    await record(phone.store, 'one')
    await record(phone.store, 'two')
    await phone.sync()
    expect(await kept()).toEqual([])
    await record(other, 'three')
    expect(await kept()).toEqual([3])
    await phone.sync()
    expect(office.count('row', "kind = 'update'")).toBe(3)
  })

  test('by two tabs at once, and nothing is lost or doubled', async () => {
    const notes = Array.from({ length: 20 }, (_, nth) => nth)
    await Promise.all(
      notes.flatMap((nth) => [record(phone.store, `a ${nth}`), record(other, `b ${nth}`)]),
    )
    expect(await kept()).toEqual(Array.from({ length: 40 }, (_, nth) => nth + 1))
    await phone.store.refresh()
    expect(phone.notes()).toHaveLength(40)
    await phone.sync()
    expect(office.count('row', "kind = 'update'")).toBe(40)
  })

  test('and what a failure leaves unsaid is kept once, though the first try was kept', async () => {
    const { db } = phone.store
    const writing = db.transaction.bind(db) as (...args: unknown[]) => Promise<unknown>
    const spy = vi.spyOn(db, 'transaction') as unknown as ReturnType<typeof vi.fn>
    spy.mockImplementationOnce(async (...args: unknown[]) => {
      await writing(...args)
      throw new Error('the answer was lost')
    })
    await record(phone.store, 'one')
    expect(await kept()).toEqual([1])
    expect(phone.notes()).toEqual(['one'])
  })

  test('and a failure that kept nothing is told', async () => {
    const { db } = phone.store
    const add = vi.spyOn(db.outbox, 'bulkAdd')
    add.mockRejectedValueOnce(new Error('the disk is full'))
    await expect(record(phone.store, 'one')).rejects.toThrow('the disk is full')
    expect(await kept()).toEqual([])
    await record(phone.store, 'two')
    expect(await kept()).toEqual([1])
  })
})
