import { describe, expect, test } from 'vitest'
import type { PhotoFault } from '../../shared/photo/fault.ts'
import { inspect } from '../../shared/photo/inspect.ts'
import { changePhoto, makePhoto } from '../../web/src/lib/photos/make.ts'
import { openFile } from '../../web/src/lib/photos/openFile.ts'
import type { Drawn, Sheet, Studio } from '../../web/src/lib/photos/studio.ts'
import * as file from '../fixtures/photo/files.ts'

const { baseline, withFirst } = file
const camera = (widthPx: number, heightPx: number, held = 1) =>
  withFirst(file.resized(baseline(), widthPx, heightPx), file.exif(held))

interface Deed {
  did: 'turned' | 'drawn'
  with: readonly number[]
}

/** A studio that draws nothing, notes what it was told, and encodes as the browser that writes EXIF does. */
class PaperStudio implements Studio {
  deeds: Deed[] = []
  breaths = 0
  decoded: { file: Blob; fit: unknown }[] = []
  weights: number[]
  decodes: (file: Blob) => { widthPx: number; heightPx: number }

  constructor(decodes: PaperStudio['decodes'], weights: number[] = []) {
    this.decodes = decodes
    this.weights = weights
  }

  decode(given: Blob, fit: { widthPx: number; heightPx: number } | null): Promise<Drawn> {
    this.decoded.push({ file: given, fit })
    const size = fit ?? this.decodes(given)
    return Promise.resolve({ source: {} as CanvasImageSource, ...size, close: () => undefined })
  }

  sheet(size: { widthPx: number; heightPx: number }): Sheet {
    const deeds = this.deeds
    const context = {
      setTransform: (...turn: number[]) => deeds.push({ did: 'turned', with: turn }),
      drawImage: (_source: unknown, ...where: number[]) =>
        deeds.push({ did: 'drawn', with: where }),
    } as unknown as Sheet['context']
    const encode = () => {
      const plain = file.resized(baseline(), size.widthPx, size.heightPx)
      const heavy = file.padded(plain, this.weights.shift() ?? 0)
      return Promise.resolve(new Blob([withFirst(heavy, file.exif(1))]))
    }
    return { canvas: {} as CanvasImageSource, context, encode }
  }

  breathe() {
    this.breaths++
    return Promise.resolve()
  }
}

const studio = (weights?: number[]) =>
  new PaperStudio(() => ({ widthPx: 1600, heightPx: 1200 }), weights)
const cannot = () => new PaperStudio(() => ({ widthPx: 0, heightPx: 0 }))
const blind = () => {
  const it = studio()
  it.decode = () => Promise.reject(new DOMException('no', 'InvalidStateError'))
  return it
}

const half = (bytes: Uint8Array<ArrayBuffer>) => bytes.subarray(0, Math.floor(bytes.length / 2))
const locked = () => {
  const blob = new Blob(['x'])
  blob.arrayBuffer = () => Promise.reject(new DOMException('no', 'NotReadableError'))
  return blob
}
const huge = () => {
  const blob = new Blob([baseline()])
  Object.defineProperty(blob, 'size', { value: 61_000_000 })
  return blob
}

describe('what cannot become a photo is told apart', () => {
  test.each<[said: string, given: Blob, fault: PhotoFault, by?: PaperStudio]>([
    ['a camera that handed over nothing', new Blob([]), 'empty'],
    ['a file kept online', locked(), 'unreadable'],
    ['a letter called photo.jpg', new Blob(['Dear Sir'], { type: 'image/jpeg' }), 'not-an-image'],
    ['a film', new Blob([file.heic('mp42')], { type: 'image/jpeg' }), 'not-an-image'],
    ['a drawing', new Blob(['<svg/>'], { type: 'image/svg+xml' }), 'not-an-image'],
    ['a JPEG of 108 megapixels', new Blob([camera(12000, 9000)]), 'too-many-pixels'],
    ['a PNG of 100 megapixels', new Blob([file.png(10_000, 10_000)]), 'too-many-pixels'],
    ['a PNG that claims four billion', new Blob([file.png(65_000, 65_000)]), 'too-many-pixels'],
    ['61 MB', huge(), 'too-heavy'],
    ['half a JPEG', new Blob([half(camera(4000, 3000))]), 'damaged'],
    ['a JPEG without its end', new Blob([camera(4000, 3000).subarray(0, -2)]), 'damaged'],
    ['a JPEG of no size', new Blob([camera(0, 0)]), 'damaged'],
    ['a PNG cut behind its name', new Blob([file.png(9, 9).subarray(0, 12)]), 'damaged'],
    ['a GIF that moves', new Blob([file.gif(5)]), 'animated'],
    ['a PNG that moves', new Blob([file.png(9, 9, true)]), 'animated'],
    ['a WebP that moves', new Blob([file.webpWith(2)]), 'animated'],
    ['a JPEG that no browser decodes', new Blob([camera(400, 300)]), 'damaged', blind()],
    ['an iPhone’s picture on Android', new Blob([file.heic()]), 'unknown-format', blind()],
    ['a scan', new Blob(['II*\0xxxxxxxx']), 'unknown-format', blind()],
    ['one that decodes to nothing', new Blob([file.heic()]), 'damaged', cannot()],
    ['a strip of 1600 × 4', new Blob([camera(8000, 20)]), 'too-thin'],
  ])('%s', async (_said, given, fault, by = studio()) => {
    expect(await makePhoto(given, by)).toBe(fault)
  })

  test('whatever its name says, a PNG called .jpg becomes a photo like any other', async () => {
    const given = new File([file.png(800, 600)], 'photo.jpg', { type: 'image/jpeg' })
    expect(await makePhoto(given, studio())).toMatchObject({ widthPx: 800, heightPx: 600 })
  })
})

describe('what becomes a photo', () => {
  test('holds nothing but the picture, though the browser wrote EXIF into it', async () => {
    const made = await makePhoto(new Blob([camera(4000, 3000)]), studio())
    if (typeof made === 'string') throw new Error(made)
    for (const bytes of [made.bytes, made.small]) {
      expect(inspect(bytes)).toMatchObject({ type: 'image/jpeg' })
      expect(Buffer.from(bytes).includes('Exif')).toBe(false)
    }
    expect(inspect(made.bytes)).toMatchObject({ widthPx: 1600, heightPx: 1200 })
    expect(inspect(made.small)).toMatchObject({ widthPx: 320, heightPx: 240 })
    expect(made.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is decoded without EXIF, so that no browser turns it behind our back', async () => {
    const by = studio()
    await makePhoto(new Blob([camera(4000, 3000, 6)]), by)
    const [decoded] = by.decoded
    const bytes = Buffer.from((await decoded?.file.arrayBuffer()) ?? [])
    expect(bytes.includes('Exif')).toBe(false)
    expect(bytes.equals(file.resized(baseline(), 4000, 3000))).toBe(true)
    expect(decoded?.fit).toEqual({ widthPx: 1600, heightPx: 1200 })
  })

  test.each<[held: number, corner: [number, number], isTall: boolean]>([
    [1, [0, 0], false],
    [2, [1600, 0], false],
    [3, [1600, 1200], false],
    [4, [0, 1200], false],
    [5, [0, 0], true],
    [6, [1200, 0], true],
    [7, [1200, 1600], true],
    [8, [0, 1600], true],
  ])('held as %d, its first corner comes to %j', async (held, corner, isTall) => {
    const by = studio()
    const made = await makePhoto(new Blob([camera(4000, 3000, held)]), by)
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] =
      by.deeds.find(({ did }) => did === 'turned')?.with ?? []
    const at = (x: number, y: number) => [a * x + c * y + e, b * x + d * y + f]
    expect(at(0, 0)).toEqual(corner)
    // The far corner comes to the far side: the whole picture lies on the sheet.
    const [w, h] = isTall ? [1200, 1600] : [1600, 1200]
    expect(at(1600, 1200)).toEqual([w - corner[0], h - corner[1]])
    expect(made).toMatchObject({ widthPx: w, heightPx: h })
  })

  test('is encoded again until a bad line can carry it', async () => {
    const made = await makePhoto(
      new Blob([camera(4000, 3000)]),
      studio([1_200_000, 900_000, 500_000]),
    )
    if (typeof made === 'string') throw new Error(made)
    expect(made.bytes.length).toBeLessThan(520_000)
  })

  test('and if it stays too heavy for the office, that is said here', async () => {
    const heavy = studio([1_900_000, 1_800_000, 1_700_000])
    expect(await makePhoto(new Blob([camera(4000, 3000)]), heavy)).toBe('too-heavy')
  })

  test('is drawn in slices, so that a page that has to do it itself answers in between', async () => {
    const by = studio()
    await makePhoto(new Blob([camera(3000, 4000)]), by)
    const drawn = by.deeds.filter(({ did }) => did === 'drawn').map((it) => it.with)
    const slices = drawn.slice(0, -1)
    expect(slices).toHaveLength(8)
    expect(by.breaths).toBe(8)
    let top = 0
    for (const [, , , , , to = 0, , rows = 0] of slices) {
      expect(to).toBe(top)
      expect(rows).toBeLessThanOrEqual(200)
      top += rows
    }
    expect(top).toBe(1600)
  })
})

describe('blurring and cropping', () => {
  const box = { x: 0.25, y: 0.5, width: 0.25, height: 0.25 }

  test('a stretch is drawn into a few cells and back over itself', async () => {
    const by = studio()
    await changePhoto(baseline(), { crop: null, blurs: [box] }, by)
    const places = by.deeds.filter(({ did }) => did === 'drawn').map((it) => it.with)
    const into = places.find((it) => it[4] === 0 && it[5] === 0 && (it[6] ?? 99) <= 8)
    expect(into?.slice(0, 4)).toEqual([400, 600, 400, 300])
    expect(places).toContainEqual([0, 0, into?.[6], into?.[7], 400, 600, 400, 300])
  })

  test('what is cropped away is not in the new picture, and blurs come before', async () => {
    const by = studio()
    const made = await changePhoto(baseline(), { crop: box, blurs: [box] }, by)
    expect(made).toMatchObject({ widthPx: 400, heightPx: 300 })
    const order = by.deeds.filter(({ did }) => did === 'drawn').map((it) => it.with.slice(0, 4))
    expect(order.at(-2)).toEqual([400, 600, 400, 300])
  })

  test('cropped to a thread, it is said to be too thin', async () => {
    const thread = { x: 0, y: 0, width: 1, height: 0.005 }
    expect(await changePhoto(baseline(), { crop: thread, blurs: [] }, studio())).toBe('too-thin')
  })
})

test('a file that is opened keeps its size and how it was held', async () => {
  expect(await openFile(new Blob([camera(4000, 3000, 8)]))).toMatchObject({
    ...{ size: { widthPx: 4000, heightPx: 3000 }, orientation: 8, isCommon: true },
  })
})
