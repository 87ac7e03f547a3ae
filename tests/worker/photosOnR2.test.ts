import { afterAll, beforeAll, expect, test } from 'vitest'
import { PART_BYTES } from '../../shared/photo/photo.ts'
import * as file from '../fixtures/photo/files.ts'
import { creating, progress } from '../sync/office.ts'
import { hashOf, partsOf, showing } from './photo.ts'
import { Workerd } from './workerd.ts'

/** The same walk on the real local R2 and D1: what the bucket in memory is held to. */
let office: Workerd
let pcso: string
beforeAll(async () => {
  office = await Workerd.open()
  await office.found('ashford')
  pcso = await office.signIn('ashford', 'pcso')
}, 60_000)
afterAll(() => office.close())

const put = (bytes: Uint8Array, at: number, hash: string) =>
  office.fetch(`/api/photos/${hash}/${at}`, {
    method: 'PUT',
    headers: { Cookie: pcso },
    body: bytes,
  })
const get = (path: string) => office.fetch(`/api/photos/${path}`, { headers: { Cookie: pcso } })

test('a photo in three parts, broken off, gone on with, and read again', async () => {
  const bytes = file.padded(file.baseline(), 2 * PART_BYTES + 77)
  const hash = hashOf(bytes)
  await office.push(pcso, [creating('update', 'u', progress('pcso'), 1), showing(bytes, {}, 2)])
  expect(await (await get(hash)).json()).toEqual({ error: 'not-here-yet' })
  const has: unknown[] = []
  for (const [at, part] of partsOf(bytes)) {
    has.push(await (await put(part, at, hash)).json())
    has.push(await (await get(`${hash}/sent`)).json())
  }
  expect(has).toEqual(
    [PART_BYTES, PART_BYTES, 2 * PART_BYTES, 2 * PART_BYTES, bytes.length, bytes.length].map(
      (hasBytes) => ({ hasBytes }),
    ),
  )
  const read = await get(hash)
  expect(read.headers.get('content-type')).toBe('image/jpeg')
  expect(new Uint8Array(await read.arrayBuffer())).toEqual(bytes)
})

test('one with a place in it is refused, and is not there', async () => {
  const bytes = file.withFirst(file.baseline(), file.exif(6))
  await office.push(pcso, [showing(bytes, {}, 1)])
  const answer = await put(bytes, 0, hashOf(bytes))
  expect(answer.status).toBe(422)
  expect(await answer.json()).toEqual({ error: 'holds-details' })
  expect((await get(hashOf(bytes))).status).toBe(404)
})
