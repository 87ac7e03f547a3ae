import type { PhotoFault } from '../../shared/photo/fault.ts'
import { inspect, isFault } from '../../shared/photo/inspect.ts'
import type { Picture } from '../../shared/photo/photo.ts'

/** Whether bytes are what a row says of them and what a photo may be; null when they are. */
export async function faultIn(bytes: Uint8Array, picture: Picture): Promise<PhotoFault | null> {
  if (bytes.length !== picture.bytes) return 'wrong-size'
  if ((await sha256(bytes)) !== picture.hash) return 'wrong-name'
  const found = inspect(bytes)
  if (isFault(found)) return found
  const { type, widthPx, heightPx } = picture
  const isSaid = found.type === type && found.widthPx === widthPx && found.heightPx === heightPx
  return isSaid ? null : 'wrong-size'
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
