import { PART_BYTES } from '../../shared/photo/photo.ts'
import type { Picture } from '../../shared/photo/photo.ts'

/*
 * Where bytes are: whole ones under `photos/PARTNERSHIP/HASH`, and what has come of one that is on its
 * way under `parts/PARTNERSHIP/HASH/OFFSET`. R2's own multipart upload wants parts of 5 MB, and a photo weighs
 * a tenth of that.
 */
export const PHOTOS = 'photos/'
export const PARTS = 'parts/'

export const photoKey = (partnershipId: string, hash: string) => `${PHOTOS}${partnershipId}/${hash}`
const partsOf = (partnershipId: string, hash: string) => `${PARTS}${partnershipId}/${hash}/`
const partKey = (partnershipId: string, hash: string, at: number) =>
  partsOf(partnershipId, hash) + String(at).padStart(8, '0')

/** Every offset that a part of so many bytes may begin at. */
const offsets = ({ bytes }: Pick<Picture, 'bytes'>) =>
  Array.from({ length: Math.ceil(bytes / PART_BYTES) }, (_, nth) => nth * PART_BYTES)

/** How many bytes the part at an offset has; null when no part begins there. */
export function partLength({ bytes }: Pick<Picture, 'bytes'>, at: number): number | null {
  const isStart = Number.isInteger(at) && at >= 0 && at < bytes && at % PART_BYTES === 0
  return isStart ? Math.min(PART_BYTES, bytes - at) : null
}

/** How much of it has come, from the beginning and without a gap; all of it once it is kept. */
export async function bytesHere(
  bucket: R2Bucket,
  partnershipId: string,
  picture: Picture,
): Promise<number> {
  const whole = await bucket.head(photoKey(partnershipId, picture.hash))
  return whole ? picture.bytes : bytesOfParts(bucket, partnershipId, picture)
}

export async function bytesOfParts(bucket: R2Bucket, partnershipId: string, picture: Picture) {
  const { objects } = await bucket.list({ prefix: partsOf(partnershipId, picture.hash) })
  const sizes = new Map(objects.map(({ key, size }) => [key, size]))
  let here = 0
  for (const at of offsets(picture)) {
    const length = partLength(picture, at)
    if (sizes.get(partKey(partnershipId, picture.hash, at)) !== length) break
    here = at + (length ?? 0)
  }
  return here
}

export const keepPart = (
  bucket: R2Bucket,
  partnershipId: string,
  { hash }: Picture,
  at: number,
  bytes: Uint8Array,
) => bucket.put(partKey(partnershipId, hash, at), bytes)

/** All parts put together; null when one has gone meanwhile. */
export async function joinParts(
  bucket: R2Bucket,
  partnershipId: string,
  picture: Picture,
): Promise<Uint8Array | null> {
  const whole = new Uint8Array(picture.bytes)
  for (const at of offsets(picture)) {
    const part = await bucket.get(partKey(partnershipId, picture.hash, at))
    if (!part || part.size !== partLength(picture, at)) return null
    whole.set(new Uint8Array(await part.arrayBuffer()), at)
  }
  return whole
}

export const dropParts = (bucket: R2Bucket, partnershipId: string, picture: Picture) =>
  bucket.delete(offsets(picture).map((at) => partKey(partnershipId, picture.hash, at)))

/** R2 refuses it too if the bytes are not those of the name. */
export const keepWhole = (
  bucket: R2Bucket,
  partnershipId: string,
  { hash, type }: Picture,
  bytes: Uint8Array,
) =>
  bucket.put(photoKey(partnershipId, hash), bytes, {
    sha256: hash,
    httpMetadata: { contentType: type },
  })
