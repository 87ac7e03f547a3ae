import { createHash } from 'node:crypto'
import { photoId, takenOutId } from '../../shared/photo/ids.ts'
import type { Photo } from '../../shared/photo/photo.ts'
import { PART_BYTES } from '../../shared/photo/photo.ts'
import { creating } from '../sync/office.ts'

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** An id that is as long as one may be leaves no room for a word before it. */
const made = (id: string, entry: unknown, seq: number) => ({
  ...creating('photo', id, entry, seq),
  mid: `m-${crypto.randomUUID()}`,
})

/** What a row says of these bytes. */
export const pictureOf = (bytes: Uint8Array, size = { widthPx: 32, heightPx: 24 }) => ({
  ...{ hash: hashOf(bytes), type: 'image/jpeg' as const, bytes: bytes.length },
  ...size,
})

/** A mutation that says: these bytes are a photo of that. */
export const showing = (bytes: Uint8Array, of: Partial<Photo>, seq: number, chance = 'aaaaaa') => {
  const picture = pictureOf(bytes)
  const entry = {
    ...{ ofKind: 'update', ofId: 'u', byId: 'pcso', recordedAt: '2026-11-22T09:00:00.000Z' },
    ...{ picture, ...of },
  }
  return made(photoId(entry.picture?.hash ?? '', chance), entry, seq)
}

/** A mutation that takes such a photo out. */
export const takingOut = (bytes: Uint8Array, of: Partial<Photo>, seq: number, byId = 'pcso') => {
  const id = photoId(hashOf(bytes), 'aaaaaa')
  const entry = {
    ...{ ofKind: 'update', ofId: 'u', byId, recordedAt: '2026-11-22T10:00:00.000Z' },
    ...{ picture: null, supersedes: id, ...of },
  }
  return made(takenOutId(id, 'bbbbbb'), entry, seq)
}

/** The parts of some bytes, each with where it begins. */
export const partsOf = (bytes: Uint8Array): [at: number, part: Uint8Array][] =>
  Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, nth) => {
    const at = nth * PART_BYTES
    return [at, bytes.subarray(at, at + PART_BYTES)]
  })
