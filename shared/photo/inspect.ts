import type { PhotoFault } from './fault.ts'
import { formatOf, readHeader } from './header.ts'
import * as jpeg from './jpeg.ts'
import { LEAST_EDGE_PX, MAX_EDGE_PX, MAX_PHOTO_BYTES } from './photo.ts'
import type { PhotoType } from './photo.ts'

export interface Inspected {
  type: PhotoType
  widthPx: number
  heightPx: number
}

/**
 * Whether bytes are a photo as Patchwork keeps them: one still picture, baseline JPEG or WebP, of 16 to
 * 1,600 px, with nothing in the file but the picture. A list of what may be there, not of what may not:
 * EXIF, XMP, comments, previews, profiles, animations and what hangs behind the end all fall outside it.
 * Nothing is decoded. The phone asks this of what it made, and the worker of what it is sent.
 */
export function inspect(bytes: Uint8Array): Inspected | PhotoFault {
  if (bytes.length === 0) return 'empty'
  if (bytes.length > MAX_PHOTO_BYTES) return 'too-heavy'
  const format = formatOf(bytes)
  if (!format) return 'not-an-image'
  if (format === 'jpeg') return inspectJpeg(bytes)
  return format === 'webp' ? inspectWebp(bytes) : 'unknown-format'
}

export const isFault = (it: Inspected | PhotoFault): it is PhotoFault => typeof it === 'string'

const { SOS, EOI, DQT, DHT, DRI } = jpeg
const BASELINE = 0xc0
/** Precision, size, and how many components. */
const FRAME_BYTES = 6

/** What a baseline picture of three components can need, several times over. */
const MOST_TABLES_BYTES = 4096

function inspectJpeg(bytes: Uint8Array): Inspected | PhotoFault {
  const segments = jpeg.segmentsOf(bytes)
  if (!segments) return 'damaged'
  if (segments.at(-1)?.to !== bytes.length) return 'holds-details'
  // Fill bytes between segments could hold a message.
  let end = 2
  for (const { from, to } of segments) {
    if (from !== end) return 'holds-details'
    end = to
  }
  const frames = segments.filter(({ marker }) => jpeg.isFrame(marker))
  const [frame] = frames
  if (!frame || frames.length > 1) return 'damaged'
  if (frame.marker !== BASELINE) return 'unknown-format'
  const rest = segments.filter((it) => it !== frame)
  const known = [SOS, EOI, DQT, DHT, DRI]
  if (!rest.every((it) => known.includes(it.marker) || isPlain(it))) return 'holds-details'
  if (rest.reduce((sum, { payload }) => sum + payload.length, 0) > MOST_TABLES_BYTES)
    return 'holds-details'
  if (![SOS, DQT, DHT].every((it) => rest.some(({ marker }) => marker === it))) return 'damaged'
  const said = jpeg.frameOf(frame)
  if (!said || said.depth !== 8 || ![1, 3].includes(said.components)) return 'unknown-format'
  if (frame.payload.length !== FRAME_BYTES + 3 * said.components) return 'damaged'
  return sized('image/jpeg', said.widthPx, said.heightPx)
}

/** JFIF without a preview, and Adobe's word on colours: neither has room for anything else. */
const isPlain = ({ marker, payload }: jpeg.Segment) =>
  (marker === jpeg.APP0 && jpeg.startsWith(payload, 'JFIF\0') && payload.length === 14) ||
  (marker === jpeg.APP14 && jpeg.startsWith(payload, 'Adobe') && payload.length === 12)

/** Only a simple file: one chunk, the picture. What has more has room for more. */
function inspectWebp(bytes: Uint8Array): Inspected | PhotoFault {
  if (bytes.length < 30) return 'damaged'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = readHeader(bytes)
  if (header?.isAnimated) return 'animated'
  const isSimple = ['VP8 ', 'VP8L'].some((name) => jpeg.startsWith(bytes, name, 12))
  if (!isSimple) return 'holds-details'
  const length = view.getUint32(16, true)
  const end = 20 + length + (length % 2)
  if (view.getUint32(4, true) + 8 !== end || bytes.length < end) return 'damaged'
  if (bytes.length > end) return 'holds-details'
  const isSigned = jpeg.startsWith(bytes, 'VP8L', 12)
    ? bytes[20] === 0x2f
    : jpeg.startsWith(bytes, '\x9d\x01\x2a', 23)
  if (!isSigned || !header?.size) return 'damaged'
  return sized('image/webp', header.size.widthPx, header.size.heightPx)
}

function sized(type: PhotoType, widthPx: number, heightPx: number): Inspected | PhotoFault {
  if (Math.max(widthPx, heightPx) > MAX_EDGE_PX) return 'too-many-pixels'
  if (Math.min(widthPx, heightPx) < LEAST_EDGE_PX) return 'too-thin'
  return { type, widthPx, heightPx }
}
