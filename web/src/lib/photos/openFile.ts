import type { Size } from '../../../../shared/photo/boxes.ts'
import { detailsBeforeFrame } from '../../../../shared/photo/clean.ts'
import type { PhotoFault } from '../../../../shared/photo/fault.ts'
import { readHeader } from '../../../../shared/photo/header.ts'
import type { Header, ImageFormat } from '../../../../shared/photo/header.ts'
import { isFrame, segmentsUpToFrame } from '../../../../shared/photo/jpeg.ts'

/** A file that may be decoded. */
export interface Opened {
  /** Without EXIF, so that every browser decodes it as it is stored, and it is turned here alone. */
  picture: Blob
  /** Null where only decoding tells. */
  size: Size | null
  orientation: number
  /** Of a format that every browser can decode: if one cannot, the file is to blame. */
  isCommon: boolean
}

const MOST_BYTES = 60_000_000
/** Four bytes each while it is decoded: more than this ends the tab of a small phone. */
const MOST_PIXELS = 64_000_000
const common: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'gif', 'bmp']

/** Looks at a file before anything is decoded: what is wrong with it is found here where it can be. */
export async function openFile(file: Blob): Promise<Opened | PhotoFault> {
  if (file.size === 0) return 'empty'
  if (file.size > MOST_BYTES) return 'too-heavy'
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return 'unreadable'
  }
  const header = readHeader(bytes)
  if (!header) return 'not-an-image'
  const fault = faultIn(header, bytes)
  if (fault) return fault
  const { format, size, orientation } = header
  const picture =
    format === 'jpeg' ? withoutStretches(bytes, detailsBeforeFrame(bytes)) : new Blob([bytes])
  return { picture, size, orientation, isCommon: common.includes(format) }
}

function faultIn({ format, size, isAnimated }: Header, bytes: Uint8Array): PhotoFault | null {
  if (isAnimated) return 'animated'
  if (format === 'jpeg' && (!size || !isWhole(bytes))) return 'damaged'
  if (!size) return common.includes(format) && format !== 'bmp' ? 'damaged' : null
  if (size.widthPx === 0 || size.heightPx === 0) return 'damaged'
  return size.widthPx * size.heightPx > MOST_PIXELS ? 'too-many-pixels' : null
}

/** Whether an end follows the frame: browsers decode half a JPEG, and show grey for the rest. */
function isWhole(bytes: Uint8Array): boolean {
  const frame = segmentsUpToFrame(bytes).find(({ marker }) => isFrame(marker))
  if (!frame) return false
  for (let at = bytes.indexOf(0xff, frame.to); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd9) return true
  }
  return false
}

function withoutStretches(bytes: Uint8Array<ArrayBuffer>, stretches: [number, number][]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (const [from, to] of stretches) {
    parts.push(bytes.subarray(at, from))
    at = to
  }
  return new Blob([...parts, bytes.subarray(at)], { type: 'image/jpeg' })
}
