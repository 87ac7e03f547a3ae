import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { PART_BYTES } from '../../shared/photo/photo.ts'
import { shownPhotos } from '../../shared/photo/shown.ts'
import {
  dropPhoto,
  keepPhoto,
  photoWrites,
  smallOf,
  takeOut,
} from '../../web/src/lib/photos/keep.ts'
import type { PhotoLine } from '../../web/src/lib/photos/line.ts'
import { makeRoom, pictureSpace, tidyPictures } from '../../web/src/lib/photos/room.ts'
import { sealPicture } from '../../web/src/lib/photos/keep.ts'
import { sendPhotos } from '../../web/src/lib/photos/send.ts'
import { sealNames } from '../../web/src/lib/store/database.ts'
import { TransportError } from '../../web/src/lib/sync/transport.ts'
import * as file from '../fixtures/photo/files.ts'
import { hashOf } from '../worker/photo.ts'
import { Office, creating, progress } from './office.ts'
import { Phone } from './phone.ts'
import { lineOf } from './photoLine.ts'
import type { Weather } from './photoLine.ts'

let office: Office
let phone: Phone
beforeEach(async () => {
  office = await Office.open()
  phone = await Phone.of(office, 'pcso')
})

const small = file.padded(file.baseline(), 4000)
const large = file.padded(file.baseline(), 2 * PART_BYTES + 500)
const made = (bytes: Uint8Array<ArrayBuffer>) => ({
  ...{ bytes, small: file.baseline(), hash: hashOf(bytes), widthPx: 32, heightPx: 24 },
})

async function send(line = lineOf(office, () => phone.cookie)) {
  const { db, view } = phone.store
  const scopeOf = (id: string) => view.base(id)?.scope ?? ''
  const rest = { giveWay: () => Promise.resolve(), onChange: () => undefined, scopeOf }
  await sendPhotos({ db, line, ...rest }, await db.photos.toArray())
}
const trySend = (line: PhotoLine) =>
  send(line).catch((error: unknown) => {
    if (!(error instanceof TransportError)) throw error
  })

async function record(id = 'u-1') {
  const { store } = phone
  const of = { kind: 'update' as const, id }
  const photos = await photoWrites(store, 'pcso', of)
  await store.write([{ op: 'create', kind: 'update', id, entry: progress('pcso') }, ...photos])
}
const shown = (id = 'u-1') =>
  shownPhotos(phone.store.view.all('photo').filter(({ ofId }) => ofId === id))
const keys = () => office.bucket.keys()

describe('a photo beside an entry', () => {
  test('is kept sealed before the entry is, becomes its photo with it, and goes after it', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    expect(shown()).toEqual([])
    await record()
    expect(shown()).toHaveLength(1)
    // Before the row is with the office nothing is sent.
    await send()
    expect(keys()).toEqual([])
    expect(await phone.store.db.photos.count()).toBe(1)
    await phone.sync()
    await send()
    expect(keys()).toEqual([`photos/ashford/${hashOf(small)}`])
    expect(await phone.store.db.photos.count()).toBe(0)
    const kept = await phone.store.db.pictures.get(hashOf(small))
    expect(kept?.scope).toBe('plan:plan')
    const manager = await office.signIn('manager')
    expect(await lineOf(office, () => manager).get(hashOf(small))).toEqual(small)
  })

  test('survives a killed tab, before and after saving', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    phone.killTab()
    await phone.open()
    await record()
    phone.killTab()
    await phone.open()
    await phone.sync()
    await send()
    expect(keys()).toHaveLength(1)
  })

  test('a form that was not saved sends nothing, though the signal is there', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    await phone.sync()
    await send()
    expect(keys()).toEqual([])
    expect(await phone.store.db.photos.count()).toBe(1)
  })

  test('blurred, it takes the place of what it was, of which nothing is left', async () => {
    const first = await keepPhoto(phone.store, 'u-1', made(large))
    await keepPhoto(phone.store, 'u-1', made(small), first)
    const { db } = phone.store
    expect((await db.photos.toArray()).map(({ hash }) => hash)).toEqual([hashOf(small)])
    expect((await db.pictures.toCollection().primaryKeys()).sort()).toEqual(
      [hashOf(small), smallOf(hashOf(small))].sort(),
    )
  })

  test('thrown away, nothing is left; of two alike the other stays', async () => {
    const one = await keepPhoto(phone.store, 'u-1', made(small))
    const two = await keepPhoto(phone.store, 'u-2', made(small))
    await dropPhoto(phone.store, one)
    expect(await phone.store.db.pictures.count()).toBe(2)
    await dropPhoto(phone.store, two)
    expect(await phone.store.db.pictures.count()).toBe(0)
  })

  test('nobody reads it out of the disk: neither words nor picture stand there', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    const kept = await phone.store.db.pictures.get(hashOf(small))
    const bytes = Buffer.from(kept?.sealed ?? [])
    expect(bytes.length).toBeGreaterThan(small.length)
    expect(bytes.includes(Buffer.from(small.subarray(0, 40)))).toBe(false)
    const { vault } = phone.store.db
    const opened = kept && (await vault.openBytes(sealNames.picture(hashOf(small)), kept.sealed))
    expect(opened).toEqual(small)
    // Bound to its name: put in another's place it does not open.
    expect(kept && (await vault.openBytes(sealNames.picture('x'), kept.sealed))).toBeUndefined()
  })

  test('a full phone keeps neither half of it, and says so', async () => {
    const { db } = phone.store
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    db.pictures.hook('creating', full)
    await expect(keepPhoto(phone.store, 'u-1', made(small))).rejects.toThrow(/full|Quota/)
    expect(await db.photos.count()).toBe(0)
    db.pictures.hook('creating').unsubscribe(full)
    await keepPhoto(phone.store, 'u-1', made(small))
    expect(await db.photos.count()).toBe(1)
  })

  test('a nearly full one lets go of what the office has too', async () => {
    const { db } = phone.store
    await db.pictures.put(await sealPicture(db, 'a'.repeat(64), large, '2026-01-01', 'plan:plan'))
    let isFull = true
    db.pictures.hook('deleting', () => void (isFull = false))
    db.pictures.hook('creating', () => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
    })
    await keepPhoto(phone.store, 'u-1', made(small))
    expect(await db.pictures.get('a'.repeat(64))).toBeUndefined()
    expect(await db.photos.count()).toBe(1)
  })
})

describe('bad weather', () => {
  test('whatever is lost, repeated or spoiled on the way, the bytes arrive once and whole', async () => {
    const words: Weather[] = ['fine', 'lost', 'reply lost', 'spoiled']
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 14 }), async (bad) => {
        office = await Office.open()
        phone = await Phone.of(office, 'pcso')
        await keepPhoto(phone.store, 'u-1', made(large))
        await keepPhoto(phone.store, 'u-1', made(small))
        await record()
        await phone.sync()
        const line = lineOf(
          office,
          () => phone.cookie,
          (nth) => bad[nth] ?? 'fine',
        )
        for (let round = 0; round < 20 && (await phone.store.db.photos.count()) > 0; round++) {
          await trySend(line)
          const faults = (await phone.store.db.photos.toArray()).filter(({ fault }) => fault)
          // Spoiled three times in a row it is for a person; here the person says: again.
          for (const { id } of faults) await phone.store.db.photos.update(id, { fault: undefined })
          phone.killTab()
          await phone.open()
        }
        expect(await phone.store.db.photos.count()).toBe(0)
        for (const bytes of [large, small])
          expect(await lineOf(office, () => phone.cookie).get(hashOf(bytes))).toEqual(bytes)
      }),
      { numRuns: 25 },
    )
  })

  test('broken off, it goes on where it was', async () => {
    await keepPhoto(phone.store, 'u-1', made(large))
    await record()
    await phone.sync()
    await trySend(
      lineOf(
        office,
        () => phone.cookie,
        (nth) => (nth === 2 ? 'lost' : 'fine'),
      ),
    )
    expect((await phone.store.db.photos.toArray())[0]).toMatchObject({ sentBytes: PART_BYTES })
    const puts: number[] = []
    const line = lineOf(office, () => phone.cookie)
    const put = line.put.bind(line)
    line.put = (hash, at, part) => {
      puts.push(at)
      return put(hash, at, part)
    }
    await send(line)
    expect(puts).toEqual([PART_BYTES, 2 * PART_BYTES])
  })

  test('what the office will not have stays here, with the reason, and holds up no other', async () => {
    const place = file.withFirst(file.baseline(), file.exif(6))
    await keepPhoto(phone.store, 'u-1', made(place))
    await keepPhoto(phone.store, 'u-1', made(small))
    await record()
    await phone.sync()
    await send()
    expect(await phone.store.db.photos.toArray()).toMatchObject([{ fault: 'holds-details' }])
    expect(keys()).toEqual([`photos/ashford/${hashOf(small)}`])
    expect(await phone.store.db.pictures.get(hashOf(place))).toBeDefined()
  })

  test('bytes that were damaged on the phone are said to be', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    await phone.store.db.pictures.update(hashOf(small), { sealed: new Uint8Array(40) })
    await record()
    await phone.sync()
    await send()
    expect(await phone.store.db.photos.toArray()).toMatchObject([{ fault: 'damaged' }])
  })

  test('entries go first: before every request sync is given way', async () => {
    await keepPhoto(phone.store, 'u-1', made(large))
    await record()
    await phone.sync()
    let ways = 0
    const { db } = phone.store
    const giveWay = () => Promise.resolve(void ways++)
    const rest = { onChange: () => undefined, scopeOf: () => '' }
    await sendPhotos(
      { db, line: lineOf(office, () => phone.cookie), giveWay, ...rest },
      await db.photos.toArray(),
    )
    expect(ways).toBe(4)
  })
})

describe('what a phone holds', () => {
  test('once taken out it leaves every phone, and the log keeps that it was there', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    await record()
    await phone.sync()
    await send()
    const [photo] = shown()
    if (!photo) throw new Error('no photo')
    await takeOut(phone.store, 'pcso', photo)
    expect(shown()).toEqual([])
    await phone.sync()
    await tidyPictures(phone.store)
    expect(await phone.store.db.pictures.count()).toBe(0)
    expect(phone.store.view.all('photo')).toHaveLength(2)
    expect(await lineOf(office, () => phone.cookie).get(hashOf(small))).toBe('no-row')
  })

  test('photos of a scope that was taken away leave with it, at the next contact', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    await record()
    await phone.sync()
    await send()
    const manager = await office.signIn('manager')
    await office.push(manager, 'd-g', [creating('group', 'g', { name: 'Few', kind: 'board' }, 1)])
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.restrictedToId', 'g') where id = 'plan'`,
    )
    await phone.sync()
    expect(phone.store.view.all('photo')).toEqual([])
    expect(await phone.store.db.pictures.count()).toBe(0)
  })

  test('own photos that were not sent are not among them: they wait with the entry, before their person', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    await record()
    const manager = await office.signIn('manager')
    await office.push(manager, 'd-g', [creating('group', 'g', { name: 'Few', kind: 'board' }, 1)])
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.restrictedToId', 'g') where id = 'plan'`,
    )
    await phone.sync()
    expect(phone.store.attention).toHaveLength(2)
    await tidyPictures(phone.store)
    expect(await phone.store.db.pictures.count()).toBe(2)
  })

  test('tidying touches no form, and lets go of one that was left a month ago', async () => {
    await keepPhoto(phone.store, 'u-1', made(small))
    await tidyPictures(phone.store)
    expect(await phone.store.db.pictures.count()).toBe(2)
    phone.clock = new Date(phone.clock.getTime() + 31 * 86_400_000)
    await tidyPictures(phone.store)
    expect(await phone.store.db.pictures.count()).toBe(0)
  })

  test('what it takes up is known without reading it, and what was looked at last stays longest', async () => {
    const { db } = phone.store
    const put = async (letter: string, at: string) =>
      db.pictures.put(await sealPicture(db, letter.repeat(64), small, at, 'plan:plan'))
    await put('a', '2026-11-03')
    await put('b', '2026-11-01')
    await put('c', '2026-11-02')
    const own = await keepPhoto(phone.store, 'u-1', made(large))
    // The oldest of all, and still the only one that nobody else has.
    await db.pictures.update(own.hash, { at: '2026-10-01' })
    expect(await pictureSpace(db)).toBeGreaterThan(large.length + 3 * small.length)
    expect(await makeRoom(db, small.length + 100)).toBe(true)
    const left = await db.pictures.toCollection().primaryKeys()
    expect(left.sort()).toEqual(['a'.repeat(64), own.hash, smallOf(own.hash)].sort())
  })
})
