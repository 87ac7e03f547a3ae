import {
  APP0,
  APP14,
  APP15,
  COM,
  isFrame,
  segmentsOf,
  segmentsUpToFrame,
  startsWith,
} from './jpeg.ts'
import type { Segment } from './jpeg.ts'

/** What a decoder needs; all else says something about the picture, its maker or the place. */
const isDetail = ({ marker, payload }: Segment) =>
  marker === COM ||
  (marker >= APP0 &&
    marker <= APP15 &&
    !(marker === APP0 && startsWith(payload, 'JFIF\0') && payload.length === 14) &&
    !(marker === APP14 && startsWith(payload, 'Adobe')))

/**
 * A JPEG without EXIF, XMP, comments, colour profiles, previews and whatever hangs behind its end. Null when
 * it is damaged. Some browsers write EXIF into what they encode, so what a canvas made goes through
 * here too.
 */
export function withoutDetails(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const segments = segmentsOf(bytes)
  if (!segments) return null
  const kept = segments.filter((it) => !isDetail(it))
  const out = new Uint8Array(kept.reduce((sum, { from, to }) => sum + to - from, 2))
  out.set([0xff, 0xd8])
  let at = 2
  for (const { from, to } of kept) {
    out.set(bytes.subarray(from, to), at)
    at += to - from
  }
  return out
}

/**
 * The stretches of a JPEG to be left out before it is decoded: EXIF, so that no decoder turns the
 * picture and ours alone does. Offsets, in order.
 */
export const detailsBeforeFrame = (bytes: Uint8Array): [from: number, to: number][] =>
  segmentsUpToFrame(bytes)
    .filter((it) => !isFrame(it.marker) && isDetail(it))
    .map(({ from, to }) => [from, to])
