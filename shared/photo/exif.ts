import { startsWith } from './jpeg.ts'

const ORIENTATION = 0x0112

/**
 * How a camera was held, from the payload of an APP1 (Exif 2.32, 4.6.4): 1 as it should be, 3 upside
 * down, 6 to be turned clockwise, 8 counter-clockwise; 2, 4, 5, 7 the same, mirrored. Anything else is 1.
 */
export function orientationIn(payload: Uint8Array): number {
  if (!startsWith(payload, 'Exif\0\0')) return 1
  const tiff = new DataView(payload.buffer, payload.byteOffset + 6, payload.byteLength - 6)
  if (tiff.byteLength < 8) return 1
  const order = tiff.getUint16(0)
  const isLittle = order === 0x4949
  if (!isLittle && order !== 0x4d4d) return 1
  const directory = tiff.getUint32(4, isLittle)
  if (directory + 2 > tiff.byteLength) return 1
  const count = tiff.getUint16(directory, isLittle)
  for (let nth = 0; nth < count; nth++) {
    const at = directory + 2 + nth * 12
    if (at + 12 > tiff.byteLength) return 1
    if (tiff.getUint16(at, isLittle) !== ORIENTATION) continue
    const value = tiff.getUint16(at + 8, isLittle)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

export const isTurned = (orientation: number) => orientation >= 5
