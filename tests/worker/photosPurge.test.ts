import { beforeEach, describe, expect, test } from 'vitest'
import { everyNight } from '../../worker/nightly.ts'
import { PARTS, photoKey } from '../../worker/photos/bucket.ts'
import type { Bindings } from '../../worker/environment.ts'
import * as file from '../fixtures/photo/files.ts'
import { Office, creating, progress } from '../sync/office.ts'
import { hashOf, showing, takingOut } from './photo.ts'

let office: Office
let pcso: string
const bytes = file.baseline()
const key = photoKey('ashford', hashOf(bytes))
beforeEach(async () => {
  office = await Office.open()
  pcso = await office.signIn('pcso')
  await office.push(pcso, 'd', [
    creating('update', 'u', progress('pcso'), 1),
    showing(bytes, {}, 2),
  ])
  await office.bucket.put(key, bytes)
})

const day = (days: number) => new Date(Date.UTC(2026, 10, 22 + days, 3)).toISOString()
const night = (days: number) =>
  everyNight(
    { DB: office.d1.asBinding(), PHOTOS: office.bucket.asBinding() } as unknown as Bindings,
    day(days),
  )
const isHere = () => office.bucket.objects.has(key)
const set = (field: string, json: string) =>
  office.d1.sqlite.exec(
    `update row set data = json_set(data, '$.${field}', json('${json}')) where id = 'ashford'`,
  )

describe('every night', () => {
  test('a photo that a row shows stays for three years', async () => {
    await night(1)
    await night(3 * 365)
    expect(isHere()).toBe(true)
    await night(3 * 365 + 1)
    expect(isHere()).toBe(false)
    expect(office.count('audit', `what = 'purged' and detail = '1 photos past their time'`)).toBe(1)
  })

  test('or for as long as the partnership says', async () => {
    set('retention', '{"photoDays": 30}')
    await night(30)
    expect(isHere()).toBe(true)
    await night(31)
    expect(isHere()).toBe(false)
  })

  test('what was taken out goes at once', async () => {
    await office.push(pcso, 'd-out', [takingOut(bytes, {}, 1)])
    await night(0)
    expect(isHere()).toBe(false)
  })

  test('unless another row shows it', async () => {
    await office.push(pcso, 'd-out', [takingOut(bytes, {}, 1), showing(bytes, {}, 2, 'cccccc')])
    await night(1)
    expect(isHere()).toBe(true)
  })

  test('under a legal hold everything stays', async () => {
    set('isOnLegalHold', 'true')
    await office.push(pcso, 'd-out', [takingOut(bytes, {}, 1)])
    await night(4000)
    expect(isHere()).toBe(true)
  })

  test('what a restored database does not know waits until phones can no longer offer it again', async () => {
    office.d1.sqlite.exec(`delete from row where kind = 'photo'`)
    await night(35)
    expect(isHere()).toBe(true)
    await night(36)
    expect(isHere()).toBe(false)
  })

  test('a photo of what is deleted waits with it, and goes when that is purged', async () => {
    office.d1.sqlite.exec(
      `update row set deleted = 1, data = null, deleted_at = '${day(0)}' where id = 'u'`,
    )
    await night(1)
    expect(isHere()).toBe(true)
    await night(181)
    await night(182)
    expect(isHere()).toBe(false)
  })

  test('what was begun and never finished goes after a week', async () => {
    await office.bucket.put(`${PARTS}ashford/x/00000000`, bytes)
    await night(7)
    expect(office.bucket.keys()).toHaveLength(2)
    await night(8)
    expect(office.bucket.keys()).toEqual([key])
  })

  test('thousands of photos are looked through, page by page', async () => {
    for (let nth = 0; nth < 2500; nth++) {
      const hash = nth.toString(16).padStart(64, '0')
      await office.bucket.put(photoKey('ashford', hash), bytes)
    }
    await office.bucket.put(photoKey('dover', 'f'.repeat(64)), bytes)
    await night(40)
    expect(office.bucket.keys()).toEqual([key, photoKey('dover', 'f'.repeat(64))].sort())
  })

  test('a bucket that fails keeps nothing else from being purged', async () => {
    office.d1.sqlite.exec(`update session set expires_at = '2020-01-01T00:00:00.000Z'`)
    office.bucket.fault = new Error('R2 is away')
    await night(1)
    expect(office.count('session')).toBe(0)
    expect(isHere()).toBe(true)
  })
})
