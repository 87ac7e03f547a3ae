import { APP1, frameOf, isFrame, segmentsUpToFrame, startsWith } from './jpeg.ts'
import { orientationIn } from './exif.ts'

export const imageFormats = ['jpeg', 'png', 'webp', 'gif', 'heic', 'avif', 'bmp', 'tiff'] as const
export type ImageFormat = (typeof imageFormats)[number]

/** What the first bytes say it is, whatever its name and its type do; null when it is no picture. */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp'
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'gif'
  if (startsWith(bytes, 'BM') && bytes[6] === 0 && bytes[7] === 0) return 'bmp'
  if (startsWith(bytes, 'II*\0') || startsWith(bytes, 'MM\0*')) return 'tiff'
  if (startsWith(bytes, 'ftyp', 4)) {
    if (['avif', 'avis'].some((brand) => startsWith(bytes, brand, 8))) return 'avif'
    const brands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']
    return brands.some((brand) => startsWith(bytes, brand, 8)) ? 'heic' : null
  }
  return null
}

export interface Header {
  format: ImageFormat
  /** As the file stores it, before it is turned. Null where the header does not say. */
  size: { widthPx: number; heightPx: number } | null
  /** 1 to 8, of a JPEG; other formats are turned by whoever decodes them. */
  orientation: number
  isAnimated: boolean
}

/** What can be known before anything is decoded; null when it is no picture. */
export function readHeader(bytes: Uint8Array): Header | null {
  const format = formatOf(bytes)
  if (!format) return null
  const plain = { format, size: null, orientation: 1, isAnimated: false }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'jpeg') return jpegHeader(bytes)
  if (format === 'png') return { ...plain, ...pngHeader(view) }
  if (format === 'webp') return { ...plain, ...webpHeader(bytes, view) }
  if (format === 'gif') return { ...plain, size: sizeAt(view, 6), isAnimated: hasFrames(bytes) }
  // Sequences in the same container say so in their brand (ISO/IEC 23008-12, Annex B).
  const isAnimated = ['avis', 'hevc', 'hevx', 'msf1'].some((it) => startsWith(bytes, it, 8))
  return { ...plain, isAnimated }
}

function jpegHeader(bytes: Uint8Array): Header {
  const segments = segmentsUpToFrame(bytes)
  const frame = segments.find(({ marker }) => isFrame(marker))
  const exif = segments.find(
    ({ marker, payload }) => marker === APP1 && startsWith(payload, 'Exif'),
  )
  const found = frame && frameOf(frame)
  return {
    format: 'jpeg',
    size: found ? { widthPx: found.widthPx, heightPx: found.heightPx } : null,
    orientation: exif ? orientationIn(exif.payload) : 1,
    isAnimated: false,
  }
}

/** An animated PNG says so before its first data (APNG, `acTL`). */
function pngHeader(view: DataView): Pick<Header, 'size' | 'isAnimated'> {
  const size =
    view.byteLength >= 24 ? { widthPx: view.getUint32(16), heightPx: view.getUint32(20) } : null
  let isAnimated = false
  for (let at = 8; at + 8 <= view.byteLength;) {
    const name = view.getUint32(at + 4)
    if (name === 0x49444154) break
    if (name === 0x6163544c) isAnimated = true
    at += 12 + view.getUint32(at)
  }
  return { size, isAnimated }
}

/** The WebP Container Specification: VP8 (lossy), VP8L (lossless) or VP8X (with more to come). */
function webpHeader(bytes: Uint8Array, view: DataView): Pick<Header, 'size' | 'isAnimated'> {
  if (bytes.length < 30) return { size: null, isAnimated: false }
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (startsWith(bytes, 'VP8X', 12)) {
    const size = { widthPx: uint24(24) + 1, heightPx: uint24(27) + 1 }
    return { size, isAnimated: (view.getUint8(20) & 2) !== 0 }
  }
  if (startsWith(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true)
    const size = { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >> 14) & 0x3fff) + 1 }
    return { size, isAnimated: false }
  }
  const { widthPx, heightPx } = sizeAt(view, 26) ?? { widthPx: 0, heightPx: 0 }
  return { size: { widthPx: widthPx & 0x3fff, heightPx: heightPx & 0x3fff }, isAnimated: false }
}

const sizeAt = (view: DataView, at: number) =>
  view.byteLength >= at + 4
    ? { widthPx: view.getUint16(at, true), heightPx: view.getUint16(at + 2, true) }
    : null

/** A GIF of several frames has several graphic control extensions. */
function hasFrames(bytes: Uint8Array): boolean {
  let frames = 0
  for (let at = bytes.indexOf(0x21); at !== -1 && frames < 2; at = bytes.indexOf(0x21, at + 1)) {
    if (bytes[at + 1] === 0xf9 && bytes[at + 2] === 4 && bytes[at + 7] === 0) frames++
  }
  return frames > 1
}
