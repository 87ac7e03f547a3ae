/** One stretch of a JPEG file (ITU-T T.81, Annex B): a marker, and what stands up to the next. */
export interface Segment {
  /** The second byte of the marker: 0xE1 of an APP1. */
  marker: number
  /** Where its 0xFF stands. */
  from: number
  /** Behind its last byte; of a start of scan, behind the scan too. */
  to: number
  /** Behind the marker and its two bytes of length. */
  payload: Uint8Array
}

export const SOI = 0xd8
export const EOI = 0xd9
export const SOS = 0xda
export const APP0 = 0xe0
export const APP1 = 0xe1
export const APP2 = 0xe2
export const APP14 = 0xee
export const APP15 = 0xef
export const DQT = 0xdb
export const DHT = 0xc4
export const DRI = 0xdd
export const COM = 0xfe

/** Start of frame, of whatever coding: baseline (0xC0), progressive (0xC2) and the rare ones. */
export const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![DHT, 0xc8, 0xcc].includes(marker)

/**
 * The segments of a JPEG from its SOI to its EOI; null when its bytes do not follow each other as they
 * must, or end before the EOI. What stands behind the EOI is nobody's: compare the last `to`.
 */
export function segmentsOf(bytes: Uint8Array): Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null
  const segments: Segment[] = []
  for (let at = 2; ;) {
    const segment = segmentAt(bytes, at)
    if (!segment) return null
    segments.push(segment)
    if (segment.marker === EOI) return segments
    at = segment.to
  }
}

/** As far as the frame's header: of a file that is cut short behind it, or of its first part. */
export function segmentsUpToFrame(bytes: Uint8Array): Segment[] {
  const segments: Segment[] = []
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return segments
  for (let at = 2; ;) {
    const segment = segmentAt(bytes, at)
    if (!segment) return segments
    segments.push(segment)
    if (isFrame(segment.marker) || segment.marker === SOS || segment.marker === EOI) return segments
    at = segment.to
  }
}

function segmentAt(bytes: Uint8Array, start: number): Segment | null {
  // A marker may be filled up with more 0xFF before it.
  let from = start
  if (bytes[from] !== 0xff) return null
  while (bytes[from + 1] === 0xff) from++
  const marker = bytes[from + 1]
  if (marker === undefined || marker === 0 || marker === SOI) return null
  if (marker === EOI) return { marker, from, to: from + 2, payload: bytes.subarray(0, 0) }
  const length = ((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0)
  const to = from + 2 + length
  if (length < 2 || to > bytes.length) return null
  const payload = bytes.subarray(from + 4, to)
  return { marker, from, to: marker === SOS ? endOfScan(bytes, to) : to, payload }
}

/** A scan goes on until a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at === -1) return bytes.length
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at += next === 0xff ? 1 : 2
  }
}

/** What the frame's header says of the picture; null when it is cut short. */
export function frameOf({ payload }: Segment) {
  const [depth = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components] = payload
  if (components === undefined) return null
  return { depth, heightPx: (h1 << 8) | h0, widthPx: (w1 << 8) | w0, components }
}

export const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  bytes.length >= at + text.length &&
  [...text].every((letter, nth) => bytes[at + nth] === letter.charCodeAt(0))
