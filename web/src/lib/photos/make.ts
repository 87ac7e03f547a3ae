import { cellsOf, fitted, inPixels, WHOLE } from '../../../../shared/photo/boxes.ts'
import type { Box, Size } from '../../../../shared/photo/boxes.ts'
import { withoutDetails } from '../../../../shared/photo/clean.ts'
import { isTurned } from '../../../../shared/photo/exif.ts'
import type { PhotoFault } from '../../../../shared/photo/fault.ts'
import { inspect, isFault } from '../../../../shared/photo/inspect.ts'
import { MAX_EDGE_PX } from '../../../../shared/photo/photo.ts'
import { openFile } from './openFile.ts'
import type { Opened } from './openFile.ts'
import type { Drawn, Sheet, Studio } from './studio.ts'

/** A photo as it is kept: bytes without details, and a small one for lists. */
export interface Made {
  bytes: Uint8Array<ArrayBuffer>
  small: Uint8Array<ArrayBuffer>
  hash: string
  widthPx: number
  heightPx: number
}

/** What is left of a picture, and what of it is melted. Boxes are parts of the picture before it is cropped. */
export interface Change {
  crop: Box | null
  blurs: readonly Box[]
}

const SMALL_EDGE_PX = 320
const SMALL_QUALITY = 0.7
/** One after the other, until it is light enough for a bad line. */
const QUALITIES = [0.82, 0.7, 0.55]
const ENOUGH_BYTES = 700_000
/** So many rows are drawn before a finger may be answered. */
const SLICE_PX = 200

/**
 * Makes a photo of a file that a camera or a gallery handed over: turned as it was held, 1,600 px at most,
 * encoded anew, and nothing in it but the picture. Or says why it cannot.
 */
export async function makePhoto(file: Blob, studio: Studio): Promise<Made | PhotoFault> {
  const opened = await openFile(file)
  if (typeof opened === 'string') return opened
  const drawn = await decode(opened, studio)
  if (typeof drawn === 'string') return drawn
  try {
    return await finish(await upright(drawn, opened.orientation, studio), studio)
  } finally {
    drawn.close()
  }
}

async function decode(opened: Opened, studio: Studio): Promise<Drawn | PhotoFault> {
  const fit = opened.size && fitted(opened.size, MAX_EDGE_PX)
  try {
    const drawn = await studio.decode(opened.picture, fit)
    return drawn.widthPx > 0 && drawn.heightPx > 0 ? drawn : 'damaged'
  } catch {
    return opened.isCommon ? 'damaged' : 'unknown-format'
  }
}

interface Done {
  sheet: Sheet
  size: Size
}

/** Draws it as large as it is to be, and the right way up (Exif 2.32, 4.6.4, orientation 1 to 8). */
async function upright(drawn: Drawn, orientation: number, studio: Studio): Promise<Done> {
  const lying = fitted(drawn, MAX_EDGE_PX)
  const size = isTurned(orientation) ? { widthPx: lying.heightPx, heightPx: lying.widthPx } : lying
  const sheet = studio.sheet(size)
  const { widthPx: w, heightPx: h } = lying
  const turns: Record<number, [number, number, number, number, number, number]> = {
    2: [-1, 0, 0, 1, w, 0],
    3: [-1, 0, 0, -1, w, h],
    4: [1, 0, 0, -1, 0, h],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, h, 0],
    7: [0, -1, -1, 0, h, w],
    8: [0, -1, 1, 0, 0, w],
  }
  const turn = turns[orientation]
  if (turn) sheet.context.setTransform(...turn)
  const by = drawn.heightPx / h
  for (let top = 0; top < h; top += SLICE_PX) {
    const rows = Math.min(SLICE_PX, h - top)
    const from = [0, top * by, drawn.widthPx, rows * by] as const
    sheet.context.drawImage(drawn.source, ...from, 0, top, w, rows)
    await studio.breathe()
  }
  sheet.context.setTransform(1, 0, 0, 1, 0, 0)
  return { sheet, size }
}

/** The same photo with less in it. Of what is cropped away or melted nothing is left in the new bytes. */
export async function changePhoto(
  bytes: Uint8Array<ArrayBuffer>,
  { crop, blurs }: Change,
  studio: Studio,
): Promise<Made | PhotoFault> {
  let drawn: Drawn
  try {
    drawn = await studio.decode(new Blob([bytes], { type: 'image/jpeg' }), null)
  } catch {
    return 'damaged'
  }
  const whole = await upright(drawn, 1, studio)
  drawn.close()
  for (const blur of blurs) {
    melt(whole, blur, studio)
    await studio.breathe()
  }
  if (!crop) return finish(whole, studio)
  const part = inPixels(crop ?? WHOLE, whole.size)
  const size = { widthPx: part.width, heightPx: part.height }
  const sheet = studio.sheet(size)
  const from = [part.left, part.top, part.width, part.height] as const
  sheet.context.drawImage(whole.sheet.canvas, ...from, 0, 0, part.width, part.height)
  return finish({ sheet, size }, studio)
}

/** Draws a stretch into a handful of cells and back: there is nothing left to be sharpened. */
function melt({ sheet, size }: Done, blur: Box, studio: Studio) {
  const { left, top, width, height } = inPixels(blur, size)
  if (width === 0 || height === 0) return
  const { across, down } = cellsOf({ width, height })
  const cells = studio.sheet({ widthPx: across, heightPx: down })
  cells.context.imageSmoothingEnabled = true
  cells.context.imageSmoothingQuality = 'high'
  cells.context.drawImage(sheet.canvas, left, top, width, height, 0, 0, across, down)
  sheet.context.imageSmoothingEnabled = true
  sheet.context.drawImage(cells.canvas, 0, 0, across, down, left, top, width, height)
}

async function finish({ sheet, size }: Done, studio: Studio): Promise<Made | PhotoFault> {
  let bytes: Uint8Array<ArrayBuffer> | null = null
  for (const quality of QUALITIES) {
    bytes = await encoded(sheet, quality)
    if (!bytes) return 'damaged'
    if (bytes.length <= ENOUGH_BYTES) break
  }
  if (!bytes) return 'damaged'
  // As the office will look at it: what it would refuse is not even kept.
  const found = inspect(bytes)
  if (isFault(found)) return found
  const small = await smaller({ sheet, size }, studio)
  if (!small) return 'damaged'
  return { bytes, small, hash: await hashOf(bytes), ...size }
}

async function smaller({ sheet, size }: Done, studio: Studio) {
  const fit = fitted(size, SMALL_EDGE_PX)
  const little = studio.sheet(fit)
  little.context.imageSmoothingQuality = 'medium'
  little.context.drawImage(sheet.canvas, 0, 0, fit.widthPx, fit.heightPx)
  return encoded(little, SMALL_QUALITY)
}

/** Some browsers write EXIF into what they encode. */
async function encoded(sheet: Sheet, quality: number) {
  const blob = await sheet.encode(quality)
  return withoutDetails(new Uint8Array(await blob.arrayBuffer()))
}

/** A small one of bytes that came from the office; null when they cannot be decoded. */
export async function makeSmall(bytes: Uint8Array<ArrayBuffer>, studio: Studio) {
  try {
    const drawn = await studio.decode(new Blob([bytes]), null)
    const done = await upright(drawn, 1, studio)
    drawn.close()
    return await smaller(done, studio)
  } catch {
    return null
  }
}

export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
