import { IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { Database, databaseName } from '../../web/src/lib/store/database.ts'
import { destroyKey, keptKeyOf } from '../../web/src/lib/store/keys.ts'
import { sendAway } from '../../web/src/lib/sync/away.ts'
import type { Surroundings } from '../../web/src/lib/sync/away.ts'
import { TransportError } from '../../web/src/lib/sync/transport.ts'
import { keepPhoto, photoWrites } from '../../web/src/lib/photos/keep.ts'
import { tidyPictures } from '../../web/src/lib/photos/room.ts'
import { baseline, padded, resized } from '../fixtures/photo/files.ts'
import { hashOf } from '../worker/photo.ts'
import { Office, progress } from './office.ts'
import { Phone } from './phone.ts'
import { lineOf } from './photoLine.ts'

let office: Office
let phone: Phone
let around: Surroundings
const name = databaseName('ashford', 'pcso')
const arrived = () => office.count('row', "kind = 'update'")

/** A phone with two entries that were never sent, and the app closed. */
beforeEach(async () => {
  office = await Office.open()
  phone = await Phone.of(office, 'pcso')
  phone.weather = 'no signal'
  await phone.record('Two schools visited')
  await phone.record('The coach was late')
  phone.killTab()
  phone.weather = 'fine'
  around = {
    who: () => Promise.resolve({ partnershipId: 'ashford', memberId: 'pcso' }),
    keyOf: (it) => keptKeyOf(it, phone.idb),
    database: (it) => new Database(it, { indexedDB: phone.idb, IDBKeyRange }),
    transport: phone,
    photos: lineOf(office, () => phone.cookie),
  }
})

const reopen = async () => {
  await phone.open()
  return phone.store.outbox.map(({ result }) => result?.outcome ?? 'waits')
}

test('what waits is sent with the app closed, and the app finds the answers when it opens', async () => {
  await sendAway(around)
  expect(arrived()).toBe(2)
  expect(await reopen()).toEqual(['applied', 'applied'])
  await phone.sync()
  expect(phone.store.outbox).toEqual([])
  expect(phone.notes()).toEqual(['The coach was late', 'Two schools visited'])
  expect(arrived()).toBe(2)
})

test('the reply is lost, the browser tries again: nothing is doubled', async () => {
  phone.weather = 'reply lost'
  await expect(sendAway(around)).rejects.toThrow(TransportError)
  expect(arrived()).toBe(2)
  phone.weather = 'fine'
  await sendAway(around)
  expect(arrived()).toBe(2)
  expect(await reopen()).toEqual(['applied', 'applied'])
})

test('a tab that is open, and hidden, shows what has become of its entries', async () => {
  await phone.open()
  const told = new Promise<void>((resolve) => {
    const channel = new BroadcastChannel(name)
    channel.onmessage = () => {
      channel.close()
      resolve()
    }
  })
  await sendAway(around)
  await told
  await phone.store.refresh()
  expect(phone.store.unsent).toEqual([])
})

test('the browser is asked to try again while there is no signal', async () => {
  phone.weather = 'no signal'
  await expect(sendAway(around)).rejects.toThrow(TransportError)
  expect(await reopen()).toEqual(['waits', 'waits'])
})

test('somebody else is signed in here by now: their session sends nothing of this store', async () => {
  around.who = () => Promise.resolve({ partnershipId: 'ashford', memberId: 'lead' })
  await sendAway(around)
  around.who = () => Promise.resolve(null)
  await sendAway(around)
  // A moment later the seat is another's: the worker compares, and the browser is not asked again.
  around.who = () => Promise.resolve({ partnershipId: 'ashford', memberId: 'pcso' })
  phone.cookie = await office.signIn('lead')
  let refused = ''
  around.transport = {
    push: (request) =>
      phone.push(request).catch((error: unknown) => {
        refused = (error as TransportError).why
        throw error
      }),
  }
  await sendAway(around)
  expect(refused).toBe('other-member')
  expect(arrived()).toBe(0)
  expect(await reopen()).toEqual(['waits', 'waits'])
})

test('a store that is being erased is neither opened nor made anew', async () => {
  await destroyKey(name, phone.idb)
  around.database = () => {
    throw new Error('opened')
  }
  await sendAway(around)
  expect(arrived()).toBe(0)
  expect(await keptKeyOf(name, phone.idb)).toBeNull()
})

test('a copied profile is the app’s affair: nothing is renamed behind its back', async () => {
  const before = around.transport.push
  around.transport = { push: () => Promise.resolve({ status: 'device-forked' }) }
  await sendAway(around)
  around.transport = { push: () => Promise.resolve({ status: 'rewound' }) }
  await sendAway(around)
  expect(await reopen()).toEqual(['waits', 'waits'])
  phone.killTab()
  around.transport = { push: before }
  await sendAway(around)
  expect(await reopen()).toEqual(['applied', 'applied'])
})

test('photos follow their entries with the app closed; those of an unsaved form do not', async () => {
  await phone.open()
  const bytes = padded(baseline(), 3000)
  const made = { bytes, small: baseline(), hash: hashOf(bytes), widthPx: 32, heightPx: 24 }
  const other = resized(baseline(), 40, 24)
  const draft = { ...made, bytes: other, hash: hashOf(other), widthPx: 40 }
  const of = { kind: 'update' as const, id: 'u-photo' }
  await keepPhoto(phone.store, of.id, made)
  await keepPhoto(phone.store, 'u-draft', draft)
  await phone.store.write([
    { op: 'create', kind: 'update', id: of.id, entry: progress('pcso') },
    ...(await photoWrites(phone.store, 'pcso', of)).filter(({ id }) => id.includes(made.hash)),
  ])
  phone.killTab()
  await sendAway(around)
  expect(office.bucket.keys()).toEqual([`photos/ashford/${made.hash}`])
  await phone.open()
  expect((await phone.store.db.photos.toArray()).map(({ hash }) => hash)).toEqual([draft.hash])
  await phone.sync()
  // What nobody could say with the app closed is put right when it opens: where the photo stands.
  await tidyPictures(phone.store)
  expect((await phone.store.db.pictures.get(made.hash))?.scope).toBe('plan:plan')
})
