import { describe, expect, test } from 'vitest'
import { formatOf, readHeader } from '../../../shared/photo/header.ts'
import * as file from '../../fixtures/photo/files.ts'

const { baseline, withFirst } = file

test.each<[said: string, bytes: Uint8Array, format: string | null]>([
  ['a JPEG called .png', baseline(), 'jpeg'],
  ['a PNG', file.png(1, 1), 'png'],
  ['a WebP', file.webpLossy(), 'webp'],
  ['a GIF', file.gif(1), 'gif'],
  ['an iPhone’s picture', file.heic(), 'heic'],
  ['one of a burst', file.heic('mif1'), 'heic'],
  ['an AVIF', file.heic('avif'), 'avif'],
  ['a film', file.heic('mp42'), null],
  ['words called .jpg', file.ascii('not a picture at all'), null],
  ['nothing', new Uint8Array(0), null],
])('%s is known by its first bytes', (_said, bytes, format) => {
  expect(formatOf(bytes)).toBe(format)
})

describe('the header says, before anything is decoded,', () => {
  test.each<[said: string, bytes: Uint8Array, widthPx: number, heightPx: number]>([
    ['a JPEG', baseline(), 32, 24],
    ['a JPEG of a hundred megapixels', file.resized(baseline(), 12000, 9000), 12000, 9000],
    ['a PNG', file.png(40000, 30000), 40000, 30000],
    ['a lossy WebP', file.webpLossy(), 32, 24],
    ['a lossless WebP', file.webpLossless(), 32, 24],
    ['a WebP with more in it', file.webpWith(8), 32, 24],
    ['a GIF', file.gif(1), 32, 24],
  ])('how large %s is', (_said, bytes, widthPx, heightPx) => {
    expect(readHeader(bytes)?.size).toEqual({ widthPx, heightPx })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'that it was held as %d, in either order of bytes',
    (held) => {
      for (const isLittle of [true, false]) {
        const bytes = withFirst(baseline(), file.exif(held, { isLittle }))
        expect(readHeader(bytes)).toMatchObject({ orientation: held, size: { widthPx: 32 } })
      }
    },
  )

  test.each([0, 9, 255, 65535])('nothing of how it was held when it says %d', (held) => {
    expect(readHeader(withFirst(baseline(), file.exif(held)))?.orientation).toBe(1)
  })

  test.each<[said: string, bytes: Uint8Array, isAnimated: boolean]>([
    ['a GIF of one frame', file.gif(1), false],
    ['a GIF of three', file.gif(3), true],
    ['a PNG', file.png(9, 9), false],
    ['an animated PNG', file.png(9, 9, true), true],
    ['a WebP', file.webpWith(0), false],
    ['an animated WebP', file.webpWith(2), true],
    ['an iPhone’s picture', file.heic(), false],
    ['a sequence of them', file.heic('msf1'), true],
    ['an animated AVIF', file.heic('avis'), true],
  ])('whether it moves: %s', (_said, bytes, isAnimated) => {
    expect(readHeader(bytes)?.isAnimated).toBe(isAnimated)
  })

  test('EXIF that is cut short, or points outside itself, is read as held upright', () => {
    const whole = file.exif(6)
    for (let length = 10; length < 40; length++) {
      const cut = file.segment(0xe1, whole.subarray(4, length))
      expect(readHeader(withFirst(baseline(), cut))?.orientation).toBeTypeOf('number')
    }
  })
})
