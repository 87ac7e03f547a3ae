import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Office } from './office.ts'
import { Phone } from './phone.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let office: Office
let phone: Phone
beforeEach(async () => {
  office = await Office.open()
  phone = await Phone.of(office, 'pcso')
})

const letPass = async (ms: number) => {
  phone.clock = new Date(phone.clock.getTime() + ms)
  await phone.store.tick()
}
const isShown = () => phone.store.view.all('action').length > 0

describe('a phone out of touch for fourteen days', () => {
  test('shows nothing from the minute the fourteenth day is full', async () => {
    await letPass(14 * DAY_MS - 1)
    expect([phone.store.isLocked, isShown()]).toEqual([false, true])
    const told = vi.fn()
    phone.store.subscribe(told)
    await letPass(1)
    expect([phone.store.isLocked, isShown()]).toEqual([true, false])
    expect(told).toHaveBeenCalled()
  })

  test('opens locked, and does not even unseal what was fetched', async () => {
    await phone.record('Kept, and not shown')
    phone.killTab()
    phone.clock = new Date(phone.clock.getTime() + 20 * DAY_MS)
    const decrypts = vi.spyOn(crypto.subtle, 'decrypt')
    await phone.open()
    expect([phone.store.isLocked, isShown(), phone.notes()]).toEqual([true, false, []])
    // The one entry that waits is opened, so that it can be sent.
    expect(decrypts).toHaveBeenCalledTimes(1)
    decrypts.mockRestore()
  })

  test('still sends what waits, and contact unlocks it without a reload', async () => {
    phone.weather = 'no signal'
    await phone.record('From before the lock')
    await letPass(15 * DAY_MS)
    await phone.trySync()
    expect(phone.store.isLocked).toBe(true)
    expect(phone.store.outbox).toHaveLength(1)
    phone.weather = 'fine'
    const { store } = phone
    await phone.sync()
    expect(phone.store).toBe(store)
    expect([store.isLocked, isShown(), phone.notes()]).toEqual([
      false,
      true,
      ['From before the lock'],
    ])
    expect(office.count('row', "kind = 'update'")).toBe(1)
  })

  test('still keeps what is written at that moment', async () => {
    await letPass(15 * DAY_MS)
    await phone.record('A form was open when it locked')
    expect(phone.store.outbox).toHaveLength(1)
    expect(phone.notes()).toEqual([])
  })
})

describe('the clock of that phone', () => {
  test('put back after it locked does not unlock it, nor does a new start', async () => {
    await letPass(14 * DAY_MS)
    await letPass(-10 * DAY_MS)
    expect(phone.store.isLocked).toBe(true)
    phone.killTab()
    await phone.open()
    expect([phone.store.isLocked, isShown()]).toEqual([true, false])
  })

  test('that once ran years ahead and was put right by contact locks nobody out', async () => {
    await letPass(2000 * DAY_MS)
    await letPass(-1999 * DAY_MS)
    await phone.sync()
    expect(phone.store.isLocked).toBe(false)
    await letPass(13 * DAY_MS)
    expect(phone.store.isLocked).toBe(false)
    await letPass(DAY_MS)
    expect(phone.store.isLocked).toBe(true)
  })

  test('is written down at most once a minute', async () => {
    const writes = vi.spyOn(phone.store.db.meta, 'put')
    for (let second = 0; second < 59; second++) await letPass(1000)
    expect(writes).not.toHaveBeenCalled()
    await letPass(1000)
    expect(writes).toHaveBeenCalledTimes(1)
  })
})

test('a partnership that sets two days is obeyed from the next contact', async () => {
  const manager = await Phone.of(office, 'manager')
  await manager.store.edit('partnership', 'ashford', { leaseDays: 2 })
  await manager.sync()
  await phone.sync()
  await letPass(2 * DAY_MS)
  expect(phone.store.isLocked).toBe(true)
})

test('a phone that was never in touch is empty, not locked', async () => {
  const fresh = await Phone.of(office, 'lead')
  await fresh.store.db.meta.bulkDelete(['contactAt', 'at', 'held'])
  fresh.killTab()
  fresh.clock = new Date(fresh.clock.getTime() + 900 * DAY_MS)
  await fresh.open()
  expect(fresh.store.isLocked).toBe(false)
})
