import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detailsBeforeFrame, withoutDetails } from '../../../shared/photo/clean.ts'
import { photoFaults } from '../../../shared/photo/fault.ts'
import type { PhotoFault } from '../../../shared/photo/fault.ts'
import { inspect, isFault } from '../../../shared/photo/inspect.ts'
import { MAX_PHOTO_BYTES } from '../../../shared/photo/photo.ts'
import { sayFault } from '../../../shared/photo/sayFault.ts'
import * as file from '../../fixtures/photo/files.ts'

const { ascii, baseline, joined, segment, withFirst } = file
const jfif = (thumb = 0) =>
  segment(
    0xe0,
    joined(
      ascii('JFIF\0'),
      Uint8Array.of(1, 1, 0, 0, 1, 0, 1, thumb, thumb),
      new Uint8Array(thumb * thumb * 3),
    ),
  )

describe('what is kept as a photo', () => {
  test.each<[said: string, bytes: Uint8Array, type: string]>([
    ['a baseline JPEG', baseline(), 'image/jpeg'],
    ['one with the plain JFIF header', withFirst(baseline(), jfif()), 'image/jpeg'],
    ['a lossy WebP', file.webpLossy(), 'image/webp'],
    ['a lossless WebP', file.webpLossless(), 'image/webp'],
  ])('%s', (_said, bytes, type) => {
    expect(inspect(bytes)).toEqual({ type, widthPx: 32, heightPx: 24 })
  })

  test.each<[widthPx: number, heightPx: number, outcome: PhotoFault | 'kept']>([
    [1600, 1200, 'kept'],
    [1600, 1600, 'kept'],
    [1601, 1200, 'too-many-pixels'],
    [1200, 1601, 'too-many-pixels'],
    [65535, 65535, 'too-many-pixels'],
    [16, 16, 'kept'],
    [15, 400, 'too-thin'],
    [400, 0, 'too-thin'],
  ])('of %d × %d px: %s', (widthPx, heightPx, outcome) => {
    const said = inspect(file.resized(baseline(), widthPx, heightPx))
    expect(isFault(said) ? said : 'kept').toBe(outcome)
  })
})

const half = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length / 2))
const gps = ascii('51.1465,0.8750')

describe('what is not', () => {
  test.each<[said: string, bytes: Uint8Array, fault: PhotoFault]>([
    ['nothing', new Uint8Array(0), 'empty'],
    ['words', ascii('Dear Sir or Madam'), 'not-an-image'],
    ['a page', ascii('<!doctype html><script>alert(1)</script>'), 'not-an-image'],
    ['a drawing with script', ascii('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-an-image'],
    ['an archive', ascii('PK\x03\x04'), 'not-an-image'],
    ['a PNG', file.png(32, 24), 'unknown-format'],
    ['a GIF', file.gif(1), 'unknown-format'],
    ['a HEIC', file.heic(), 'unknown-format'],
    ['a progressive JPEG', file.progressive(), 'unknown-format'],
    ['half a JPEG', half(baseline()), 'damaged'],
    ['a JPEG without its end', baseline().subarray(0, -2), 'damaged'],
    ['three bytes of a JPEG', baseline().subarray(0, 3), 'damaged'],
    ['half a WebP', half(file.webpLossy()), 'damaged'],
    ['EXIF with a place', withFirst(baseline(), file.exif(6)), 'holds-details'],
    ['EXIF without one', withFirst(baseline(), file.exif(1, { hasGps: false })), 'holds-details'],
    [
      'XMP',
      withFirst(baseline(), segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<x/>'))),
      'holds-details',
    ],
    ['a comment', withFirst(baseline(), segment(0xfe, gps)), 'holds-details'],
    [
      'a colour profile',
      withFirst(baseline(), segment(0xe2, ascii('ICC_PROFILE\0'))),
      'holds-details',
    ],
    [
      'a second picture (MPF)',
      withFirst(baseline(), segment(0xe2, ascii('MPF\0'))),
      'holds-details',
    ],
    ['IPTC', withFirst(baseline(), segment(0xed, ascii('Photoshop 3.0\0'))), 'holds-details'],
    ['a preview in JFIF', withFirst(baseline(), jfif(2)), 'holds-details'],
    [
      'more behind JFIF',
      withFirst(baseline(), segment(0xe0, joined(ascii('JFIF\0'), new Uint8Array(9), gps))),
      'holds-details',
    ],
    [
      'more behind Adobe',
      withFirst(baseline(), segment(0xee, joined(ascii('Adobe'), new Uint8Array(7), gps))),
      'holds-details',
    ],
    ['something behind the end', joined(baseline(), gps), 'holds-details'],
    ['an archive behind the end', joined(baseline(), ascii('PK\x03\x04')), 'holds-details'],
    ['two pictures in a row', joined(baseline(), baseline()), 'holds-details'],
    [
      'tables that go on and on',
      withFirst(baseline(), segment(0xdb, new Uint8Array(5000))),
      'holds-details',
    ],
    [
      'filling between segments',
      joined(baseline().subarray(0, 2), new Uint8Array(9).fill(0xff), baseline().subarray(2)),
      'holds-details',
    ],
    ['an animated WebP', file.webpWith(2), 'animated'],
    ['a WebP with EXIF', file.webpWith(8, ['EXIF', gps]), 'holds-details'],
    ['a WebP with XMP', file.webpWith(4, ['XMP ', gps]), 'holds-details'],
    ['a WebP with something behind it', joined(file.webpLossy(), gps), 'holds-details'],
    ['too many bytes', file.padded(baseline(), MAX_PHOTO_BYTES + 1), 'too-heavy'],
  ])('%s', (_said, bytes, fault) => {
    expect(inspect(bytes)).toBe(fault)
  })

  test('of a photo that is cut short anywhere nothing is kept', () => {
    for (const whole of [baseline(), file.webpLossy(), file.webpLossless()]) {
      for (let length = 0; length < whole.length; length++) {
        expect(isFault(inspect(whole.subarray(0, length))), `${length} bytes`).toBe(true)
      }
    }
  })

  test('whatever bytes come, the answer is a fault or a size, and never a throw', () => {
    const heads = [baseline(), file.webpLossy(), file.exif(6), file.webpWith(8, ['EXIF', gps])]
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .tuple(
          fc.constantFrom(...heads),
          fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 9 }),
        )
        .map(([head, changes]) => {
          const out = Uint8Array.from(head)
          for (const [at, value] of changes) out[at % out.length] = value
          return out
        }),
    )
    fc.assert(
      fc.property(bytes, (it) => {
        const said = inspect(it)
        expect(isFault(said) ? photoFaults.includes(said) : said.widthPx <= 1600).toBe(true)
        withoutDetails(it)
        detailsBeforeFrame(it)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('details are taken out', () => {
  const camera = withFirst(
    baseline(),
    ...[
      jfif(),
      file.exif(6),
      segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0')),
      segment(0xfe, gps),
    ],
    segment(0xe2, ascii('ICC_PROFILE\0')),
  )

  test('what a camera wrote becomes a photo that is kept, with the same picture in it', () => {
    const clean = withoutDetails(joined(camera, gps))
    expect(clean && inspect(clean)).toEqual({ type: 'image/jpeg', widthPx: 32, heightPx: 24 })
    expect(clean && withoutDetails(clean)).toEqual(clean)
    expect(clean?.subarray(-200)).toEqual(baseline().subarray(-200))
  })

  test('no place is left in it, wherever it stood', () => {
    const places = [segment(0xfe, gps), file.exif(1), segment(0xed, gps), segment(0xe9, gps)]
    fc.assert(
      fc.property(fc.subarray(places, { minLength: 1 }), (some) => {
        const clean = withoutDetails(joined(withFirst(baseline(), ...some), gps))
        expect(clean && inspect(clean)).toMatchObject({ type: 'image/jpeg' })
        expect(Buffer.from(clean ?? []).includes('51.1465')).toBe(false)
      }),
    )
  })

  test('before decoding, EXIF is left out by its place in the file', () => {
    const bytes = withFirst(baseline(), file.exif(6))
    const [[from, to] = [0, 0]] = detailsBeforeFrame(bytes)
    expect(joined(bytes.subarray(0, from), bytes.subarray(to))).toEqual(baseline())
  })

  test('of half a file there is nothing to keep', () => {
    expect(withoutDetails(half(camera))).toBeNull()
  })
})

test('each fault is one plain sentence or two, and no two causes that a person can tell apart sound alike', () => {
  for (const fault of photoFaults) {
    expect(sayFault(fault)).toMatch(/^[A-Z].*\.$/)
    expect(sayFault(fault)).not.toMatch(/EXIF|MIME|decode|byte|blob/i)
  }
  const own = photoFaults.filter((it) => !it.startsWith('wrong-'))
  expect(new Set(own.map(sayFault)).size).toBe(own.length)
})
