import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { destroyKey, forgetKey, keyOf } from '../../web/src/lib/store/keys.ts'
import { eraseStore } from '../../web/src/lib/store/erase.ts'
import { Reader, Vault } from '../../web/src/lib/store/vault.ts'
import { Database } from '../../web/src/lib/store/database.ts'
import { Store } from '../../web/src/lib/store/store.ts'
import { Office, district, progress } from './office.ts'
import { Phone } from './phone.ts'

const vaultOf = async (name = 'patchwork.test', idb = new IDBFactory()) =>
  new Vault(await keyOf(name, idb))

/** Everything that stands in a phone's databases, as text: bytes are read as letters. */
async function dump(idb: IDBFactory): Promise<string> {
  const found: string[] = []
  for (const { name = '' } of await idb.databases()) {
    const db = await answer(idb.open(name))
    for (const table of db.objectStoreNames) {
      const store = db.transaction(table).objectStore(table)
      found.push(JSON.stringify(await answer(store.getAll()), spell))
      found.push(JSON.stringify(await answer(store.getAllKeys())))
    }
    db.close()
  }
  return found.join('\n')
}

const spell = (_key: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value

const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no answer'))
  })

describe('sealing', () => {
  test('what is sealed and opened is the same', async () => {
    const vault = await vaultOf()
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), async (name, json) => {
        const value: unknown = JSON.parse(json)
        expect(await vault.open(name, await vault.seal(name, value))).toEqual(value)
      }),
    )
  })

  test('a record put in another’s place does not open, and neither does one with a bit changed', async () => {
    const vault = await vaultOf()
    const name = fc.string({ maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(name, name, fc.nat(), async (here, there, at) => {
        const sealed = await vault.seal(here, { note: 'Two schools visited' })
        if (here !== there) expect(await vault.open(there, sealed)).toBeUndefined()
        const bit = at % (sealed.length * 8)
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(await vault.open(here, sealed)).toBeUndefined()
      }),
    )
  })

  test('the same words are never sealed the same way twice', async () => {
    const vault = await vaultOf()
    const seals = await Promise.all(
      Array.from({ length: 200 }, () => vault.seal('row plan a', 'the same')),
    )
    expect(new Set(seals.map((it) => it.subarray(0, 12).join())).size).toBe(200)
  })

  test('one store’s key opens nothing of another’s', async () => {
    const idb = new IDBFactory()
    const mine = await vaultOf('patchwork.ashford.pcso', idb)
    const yours = await vaultOf('patchwork.ashford.manager', idb)
    expect(await yours.open('a', await mine.seal('a', 'mine'))).toBeUndefined()
  })

  test('two tabs that open a new store at once work with one key, which cannot be read out', async () => {
    const idb = new IDBFactory()
    const keys = await Promise.all([1, 2, 3].map(() => keyOf('patchwork.test', idb)))
    const vaults = keys.map((key) => new Vault(key))
    const sealed = await vaults[0]?.seal('a', 'words')
    for (const vault of vaults) expect(await vault.open('a', sealed!)).toBe('words')
    await expect(crypto.subtle.exportKey('raw', keys[0]!)).rejects.toThrow()
  })

  test('a queue that was opened before is not opened again, and a changed record is', async () => {
    const vault = await vaultOf()
    const opens = vi.spyOn(vault, 'open')
    const reader = new Reader(vault)
    const first = await vault.seal('a', 1)
    await reader.open([['a', first]])
    expect(await reader.open([['a', first]])).toEqual([1])
    expect(opens).toHaveBeenCalledTimes(1)
    expect(await reader.open([['a', await vault.seal('a', 2)]])).toEqual([2])
  })
})

describe('a phone that is taken apart', () => {
  let office: Office
  beforeEach(async () => {
    office = await Office.open()
  })

  test('nothing a person wrote or may read stands in it in plain words', async () => {
    const pcso = await Phone.of(office, 'pcso')
    const manager = await Phone.of(office, 'manager')
    await manager.store.edit('action', 'action', { text: 'Rewritten at the desk' })
    await manager.sync()
    const lead = await Phone.of(office, 'lead')
    for (const [phone, text] of [
      [manager, 'The desk’s words'],
      [lead, 'The lead’s words'],
    ] as const) {
      await phone.store.edit('action', 'action', { text })
    }
    await manager.sync()
    await lead.sync()
    await pcso.sync()
    await pcso.record('Knocked at number nine')
    await pcso.store.edit('action', 'action', { text: 'Refused words' })
    await pcso.sync()
    await pcso.record('Not sent yet')
    await pcso.store.db.keepDraft('progress action', { note: 'Half a sentence' })
    expect(pcso.store.attention).toHaveLength(1)
    expect(lead.store.conflicts).toHaveLength(1)

    const readable = [
      ...[district.agency.name, district.plan.title, district.priority.title],
      ...['PCSO', 'Scrutiny reader', 'Ashford CSP', district.action.text, 'Rewritten at the desk'],
      ...['The desk’s words', 'The lead’s words', 'Knocked at number nine', 'Refused words'],
      ...['Not sent yet', 'Half a sentence', 'on track'],
    ]
    for (const phone of [pcso, lead]) {
      const disk = await dump(phone.idb)
      // What is found by is not sealed, so this does look into the tables.
      expect(disk).toContain(await phone.store.db.readMeta('deviceId'))
      expect(disk).toContain('plan:plan')
      for (const words of readable) {
        expect(disk).not.toContain(words)
        expect(disk).not.toContain(Buffer.from(words).toString('latin1'))
      }
    }
  })

  test('a draft comes back as it was typed', async () => {
    const pcso = await Phone.of(office, 'pcso')
    await pcso.store.db.keepDraft('progress action', { note: 'Half a sentence' })
    pcso.killTab()
    await pcso.open()
    expect(await pcso.store.db.recallDraft('progress action')).toEqual({ note: 'Half a sentence' })
    expect(await pcso.store.db.recallDraft('another form')).toBeUndefined()
  })

  test('a fetched record that was tampered with is dropped, said so, and fetched again', async () => {
    const pcso = await Phone.of(office, 'pcso')
    const pack = (await pcso.store.db.packs.toArray()).at(-1)!
    pack.sealed[20] = (pack.sealed[20] ?? 0) ^ 1
    await pcso.store.db.packs.put(pack)
    pcso.killTab()
    await pcso.open()
    expect(pcso.store.isRefetching).toBe(true)
    expect(await pcso.store.db.packs.get(pack.id!)).toBeUndefined()
    await pcso.sync()
    expect(pcso.store.isRefetching).toBe(false)
    expect(pcso.store.view.all('action')).toHaveLength(1)
    expect(pcso.store.view.all('member')).toHaveLength(4)
  })

  test('one dropped while a page is on its way is not passed over by that page', async () => {
    const pcso = await Phone.of(office, 'pcso')
    const { pull } = pcso
    pcso.pull = async (request) => {
      const page = await pull(request)
      await pcso.store.db.meta.bulkDelete(['at', 'held'])
      return page
    }
    await pcso.sync()
    expect(await pcso.store.db.readMeta('at')).toBeUndefined()
    pcso.pull = pull
    await pcso.sync()
    expect(pcso.store.view.all('action')).toHaveLength(1)
  })

  test('own work that cannot be read stays and is shown as damaged, and holds up nothing', async () => {
    const pcso = await Phone.of(office, 'pcso')
    pcso.weather = 'no signal'
    await pcso.record('Will be damaged')
    const [entry] = await pcso.store.db.outbox.toArray()
    entry!.sealed[20] = (entry!.sealed[20] ?? 0) ^ 1
    await pcso.store.db.outbox.put(entry!)
    pcso.killTab()
    await pcso.open()
    expect(pcso.store.damaged).toEqual([{ mid: entry!.mid, savedAt: entry!.savedAt }])
    pcso.weather = 'fine'
    await pcso.record('Written after it')
    await pcso.sync()
    expect(pcso.notes()).toEqual(['Written after it'])
    expect(pcso.store.damaged).toHaveLength(1)
    expect(await pcso.store.db.outbox.count()).toBe(1)
  })

  test('with the key gone nothing opens, and the app still does', async () => {
    const pcso = await Phone.of(office, 'pcso')
    await pcso.record('Unreadable from now on')
    const { name } = pcso.store.db
    pcso.killTab()
    const keys = await answer(pcso.idb.open('patchwork.keys'))
    await answer(keys.transaction('keys', 'readwrite').objectStore('keys').delete(name))
    keys.close()
    await pcso.open()
    expect(pcso.store.view.all('action')).toEqual([])
    expect(pcso.store.damaged).toHaveLength(1)
    await pcso.sync()
    expect(pcso.store.view.all('action')).toHaveLength(1)
  })
})

describe('erasing a store', () => {
  let phone: Phone
  beforeEach(async () => {
    phone = await Phone.of(await Office.open(), 'pcso')
    await phone.record('To be erased')
  })

  test('takes the key and the database, with no signal', async () => {
    const { name } = phone.store.db
    const { vault } = phone.store.db
    const [entry] = await phone.store.db.outbox.toArray()
    phone.killTab()
    phone.weather = 'no signal'
    expect(await eraseStore(name, phone.idb)).toBe(true)
    expect((await phone.idb.databases()).map((it) => it.name)).toEqual(['patchwork.keys'])
    await phone.open()
    expect(phone.store.db.vault).not.toBe(vault)
    expect(await phone.store.db.vault.open(`mutation ${entry!.mid}`, entry!.sealed)).toBeUndefined()
    expect(phone.store.outbox).toEqual([])
    expect(phone.store.view.all('action')).toEqual([])
  })

  test('tells the other tabs to close and leave, and does not let them make it anew', async () => {
    const { name } = phone.store.db
    const channel = new BroadcastChannel(name)
    const db = new Database(name, { indexedDB: phone.idb, IDBKeyRange })
    const other = await Store.open(db, phone.store.world, { idb: phone.idb, channel })
    const left = new Promise<void>((resolve) => (other.onErased = resolve))
    phone.killTab()
    await eraseStore(name, phone.idb)
    await left
    await expect(other.create('update', 'u', progress('pcso'))).rejects.toThrow(/closed/i)
    await expect(db.packs.toArray()).rejects.toThrow(/closed/i)
    expect((await phone.idb.databases()).map((it) => it.name)).toEqual(['patchwork.keys'])
  })

  test('shuts out even a tab that hears nothing: it cannot open the database again', async () => {
    const { name } = phone.store.db
    const db = new Database(name, { indexedDB: phone.idb, IDBKeyRange })
    const deaf = await Store.open(db, phone.store.world, { idb: phone.idb })
    phone.killTab()
    expect(await eraseStore(name, phone.idb)).toBe(true)
    await expect(deaf.db.packs.toArray()).rejects.toThrow(/closed/i)
    expect((await phone.idb.databases()).map((it) => it.name)).toEqual(['patchwork.keys'])
  })

  test('does not take the key of a store that was begun meanwhile', async () => {
    const idb = new IDBFactory()
    await keyOf('patchwork.test', idb)
    await destroyKey('patchwork.test', idb)
    const sealed = await (await vaultOf('patchwork.test', idb)).seal('a', 'new')
    await forgetKey('patchwork.test', idb)
    expect(await (await vaultOf('patchwork.test', idb)).open('a', sealed)).toBe('new')
  })

  test('cut short after the key is finished when the store is next opened', async () => {
    const { name } = phone.store.db
    phone.killTab()
    await destroyKey(name, phone.idb)
    await phone.open()
    expect(phone.store.outbox).toEqual([])
    expect(phone.store.damaged).toEqual([])
    expect(phone.store.contactAt).toBeNull()
    await phone.sync()
    expect(phone.store.view.all('action')).toHaveLength(1)
  })
})
