import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OWED, rememberMe, whoAmI } from '../../web/src/lib/me.ts'
import { keyOf } from '../../web/src/lib/store/keys.ts'
import { finishLeaving, leave } from '../../web/src/lib/sync/leaving.ts'
import { Office } from './office.ts'
import { Phone } from './phone.ts'

/** As much of a browser as leaving it touches, around the databases of a phone. */
class Browser {
  readonly storage = new Map<string, string>()
  readonly caches = new Set(['shell-1', 'shell-2'])
  readonly workers = new Set(['/service-worker.js'])
  readonly onlineListeners = new Set<() => void>()
  readonly phone: Phone
  readonly #office: Office

  constructor(office: Office, phone: Phone) {
    this.phone = phone
    this.#office = office
    const { storage, caches, workers } = this
    vi.stubGlobal('indexedDB', phone.idb)
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
      clear: () => storage.clear(),
    })
    vi.stubGlobal('caches', {
      keys: () => Promise.resolve([...caches]),
      delete: (name: string) => Promise.resolve(caches.delete(name)),
    })
    const registrations = [...workers].map((it) => ({
      unregister: () => Promise.resolve(workers.delete(it)),
      pushManager: { getSubscription: () => this.getSubscription() },
    }))
    vi.stubGlobal('navigator', {
      onLine: true,
      serviceWorker: { getRegistrations: () => Promise.resolve(registrations) },
    })
    const { onlineListeners } = this
    vi.stubGlobal('addEventListener', (_type: string, it: () => void) => onlineListeners.add(it))
    vi.stubGlobal('removeEventListener', (_type: string, it: () => void) =>
      onlineListeners.delete(it),
    )
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => this.#fetch(path, init))
    rememberMe({ partnershipId: 'ashford', memberId: phone.memberId })
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    if (this.phone.weather === 'no signal') throw new TypeError('no signal')
    const headers = { 'Content-Type': 'application/json', Cookie: this.phone.cookie }
    return this.#office.fetch(path, { ...init, headers })
  }

  /** What the browser says of being told things while nobody looks at it. */
  getSubscription: () => Promise<{ unsubscribe(): Promise<unknown> } | null> = () =>
    Promise.resolve(null)

  leave(order?: 'sign-out' | 'wipe') {
    return leave(this.phone.store, this.phone, () => this.phone.killTab(), order)
  }

  stores = async () => (await this.phone.idb.databases()).map(({ name }) => name)
}

let office: Office
let phone: Phone
let browser: Browser
beforeEach(async () => {
  office = await Office.open()
  phone = await Phone.of(office, 'pcso')
  browser = new Browser(office, phone)
})
afterEach(() => vi.unstubAllGlobals())

const isSignedIn = async (cookie: string) => {
  const response = await office.fetch('/api/session', { headers: { Cookie: cookie } })
  return ((await response.json()) as { who: unknown }).who !== null
}

const orderIt = async (deviceOf: Phone, order: 'sign-out' | 'wipe') => {
  const id = await deviceOf.store.db.readMeta('deviceId')
  const manager = await office.signIn('manager')
  const response = await office.post(`/api/devices/${id}/order`, { order }, manager)
  expect(response.status).toBe(200)
}

describe('signing out', () => {
  test('offers the office what is unsent, then destroys what was here and ends the session', async () => {
    await phone.record('Written at the last moment')
    await browser.leave()
    expect(office.count('row', "kind = 'update'")).toBe(1)
    expect(await browser.stores()).toEqual(['patchwork.keys'])
    expect(whoAmI()).toBeNull()
    expect(await isSignedIn(phone.cookie)).toBe(false)
    expect(browser.storage.size).toBe(0)
  })

  test('with no signal destroys it at once, and ends the session when the network is back', async () => {
    phone.weather = 'no signal'
    await phone.record('Nobody will read this')
    await browser.leave()
    expect(await browser.stores()).toEqual(['patchwork.keys'])
    expect(await isSignedIn(phone.cookie)).toBe(true)
    phone.weather = 'fine'
    for (const wake of browser.onlineListeners) wake()
    await finishLeaving()
    expect(await isSignedIn(phone.cookie)).toBe(false)
    expect(browser.storage.size).toBe(0)
  })

  test('tries again by the clock when nobody says that the network is back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    phone.weather = 'no signal'
    await browser.leave()
    browser.onlineListeners.clear()
    phone.weather = 'fine'
    vi.advanceTimersByTime(15_000)
    vi.useRealTimers()
    await vi.waitFor(async () => expect(await isSignedIn(phone.cookie)).toBe(false))
    await vi.waitFor(() => expect(browser.storage.size).toBe(0))
  })

  test('and nobody who uses the browser next is told what waits for this person', async () => {
    phone.weather = 'no signal'
    const unsubscribe = vi.fn(() => Promise.resolve(true))
    browser.getSubscription = () => Promise.resolve({ unsubscribe })
    await browser.leave()
    expect(unsubscribe).toHaveBeenCalledOnce()
  })

  test.each([
    ['will not say', () => Promise.reject(new Error('not now'))],
    ['never answers', () => new Promise<null>(() => undefined)],
  ])('goes on when the browser %s whether it is told things', async (_said, answer) => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1000 })
    browser.getSubscription = answer
    await browser.leave()
    vi.useRealTimers()
    expect(await browser.stores()).toEqual(['patchwork.keys'])
    expect(await isSignedIn(phone.cookie)).toBe(false)
  })

  test('never ends a session that somebody began since', async () => {
    phone.weather = 'no signal'
    await browser.leave()
    phone.weather = 'fine'
    phone.cookie = await office.signIn('manager')
    rememberMe({ partnershipId: 'ashford', memberId: 'manager' })
    for (const wake of browser.onlineListeners) wake()
    await finishLeaving()
    expect(await isSignedIn(phone.cookie)).toBe(true)
    expect(browser.storage.has(OWED)).toBe(false)
  })

  test('and in again as the same person destroys nothing of what was begun since', async () => {
    phone.weather = 'no signal'
    await browser.leave()
    rememberMe({ partnershipId: 'ashford', memberId: 'pcso' })
    await phone.open()
    await phone.record('Of the new session')
    await finishLeaving()
    phone.killTab()
    await phone.open()
    expect(phone.notes()).toEqual(['Of the new session'])
  })

  test('cut short by a killed tab is finished at the next start', async () => {
    const { name } = phone.store.db
    phone.killTab()
    localStorage.setItem(OWED, name)
    localStorage.removeItem('patchwork.me')
    await finishLeaving()
    expect(await browser.stores()).toEqual(['patchwork.keys'])
    expect(await isSignedIn(phone.cookie)).toBe(false)
  })

  test('a captive portal’s page is no word from the office', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<h1>Free wifi</h1>')))
    await browser.leave()
    expect(browser.storage.has(OWED)).toBe(true)
  })
})

describe('a phone that is told to leave', () => {
  test('hears it with the next pull, and sends what is unsent first', async () => {
    await orderIt(phone, 'sign-out')
    await phone.record('Before I go')
    await phone.sync()
    expect(phone.order).toBe('sign-out')
    await browser.leave(phone.order!)
    expect(office.count('row', "kind = 'update'")).toBe(1)
    expect(await browser.stores()).toEqual(['patchwork.keys'])
    expect(browser.caches.size).toBe(2)
    expect(office.count('device', 'done_at is not null')).toBe(1)
  })

  test('hears it even when its session has expired', async () => {
    await orderIt(phone, 'wipe')
    office.d1.sqlite.exec(`update session set expires_at = '2020-01-01T00:00:00.000Z'`)
    await expect(phone.sync()).rejects.toMatchObject({ why: 'signed-out', order: 'wipe' })
  })

  test('wiped, keeps nothing of anybody, and no other phone loses a thing', async () => {
    const other = await Phone.of(office, 'pcso')
    await other.record('On the other phone')
    await keyOf('patchwork.ashford.manager', phone.idb)
    await new Promise((resolve) => {
      phone.idb.open('patchwork.ashford.manager').onsuccess = ({ target }) => {
        ;(target as IDBOpenDBRequest).result.close()
        resolve(null)
      }
    })
    await orderIt(phone, 'wipe')
    await phone.sync()
    await browser.leave(phone.order!)
    expect(await browser.stores()).toEqual([])
    expect([browser.caches.size, browser.workers.size, browser.storage.size]).toEqual([0, 0, 0])
    expect(office.count('device', 'done_at is not null')).toBe(1)
    expect(other.notes()).toEqual(['On the other phone'])
    await other.sync()
    expect(other.order).toBeNull()
    expect(other.store.outbox).toEqual([])
  })

  test('and wiped with the line gone is wiped all the same; the office hears of it later', async () => {
    phone.weather = 'no signal'
    await browser.leave('wipe')
    expect(await browser.stores()).toEqual([])
    expect([...browser.storage.keys()]).toEqual([OWED])
    phone.weather = 'fine'
    for (const wake of browser.onlineListeners) wake()
    await finishLeaving()
    expect(await isSignedIn(phone.cookie)).toBe(false)
  })

  test('and killed in the middle of it is wiped at the next start', async () => {
    const { name } = phone.store.db
    phone.killTab()
    localStorage.setItem(OWED, `${name} wipe`)
    localStorage.removeItem('patchwork.me')
    await finishLeaving()
    expect(await browser.stores()).toEqual([])
    expect(browser.caches.size).toBe(0)
  })

  test('a store that another tab will not let go of is noise, and goes when that tab does', async () => {
    const { name } = phone.store.db
    const frozen = await new Promise<IDBDatabase>((resolve) => {
      const request = phone.idb.open(name)
      request.onsuccess = () => resolve(request.result)
    })
    await browser.leave('wipe')
    expect(await browser.stores()).toContain('patchwork.keys')
    const keys = await new Promise<unknown[]>((resolve) => {
      phone.idb.open('patchwork.keys').onsuccess = ({ target }) => {
        const db = (target as IDBOpenDBRequest).result
        db.transaction('keys').objectStore('keys').getAll().onsuccess = (event) =>
          resolve((event.target as IDBRequest<unknown[]>).result)
      }
    })
    expect(keys).toEqual(['erased'])
    frozen.close()
    await vi.waitFor(async () => expect(await browser.stores()).not.toContain(name))
  })
})
