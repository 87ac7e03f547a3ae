import { photoId, takenOutId } from '../../../../shared/photo/ids.ts'
import type { Photo, PhotoSubject } from '../../../../shared/photo/photo.ts'
import type { ShownPhoto } from '../../../../shared/photo/shown.ts'
import { sealNames } from '../store/database.ts'
import type { Database, KeptPicture, OwnPhoto } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { Write } from '../store/write.ts'
import { makeRoom } from './room.ts'
import type { Made } from './make.ts'

/** What a photo is of: a row that is there, or one that a form will save under this id. */
export interface PhotoOf {
  kind: PhotoSubject
  id: string
  /** The event that row belongs to, if any. Of an event itself it is not asked. */
  eventId?: string | null
}

type Keeping = Pick<Store, 'db' | 'world' | 'commit'>

export const smallOf = (hash: string) => `${hash} small`

/**
 * Keeps a photo on this phone, sealed. It is durable when this resolves, and nothing of it is sent until a row says
 * so. It may take the `place` of another of the same form.
 */
export async function keepPhoto(
  store: Keeping,
  ofId: string,
  made: Made,
  place: OwnPhoto | null = null,
): Promise<OwnPhoto> {
  const { db, world } = store
  const { hash, widthPx, heightPx, bytes, small } = made
  const id = photoId(hash, world.newId())
  const at = world.now().toISOString()
  const takenAt = place?.takenAt ?? at
  const size = { hash, bytes: bytes.length, widthPx, heightPx }
  const own: OwnPhoto = { id, ofId, ...size, takenAt, sentBytes: 0 }
  const pictures = await Promise.all([
    sealPicture(db, hash, bytes, at),
    sealPicture(db, smallOf(hash), small, at),
  ])
  const keep = () =>
    store.commit(async () => {
      await db.transaction('rw', db.photos, db.pictures, async () => {
        await db.pictures.bulkPut(pictures)
        await db.photos.put(own)
        if (place) await drop(db, place)
      })
      return {}
    })
  await keep().catch(async (error: unknown) => {
    // What the office has too gives way to what it does not have.
    if (!(await makeRoom(db, 4 * bytes.length))) throw error
    await keep()
  })
  return own
}

export async function sealPicture(
  { vault }: Database,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  at: string,
  scope = '',
): Promise<KeptPicture> {
  const sealed = await vault.sealBytes(sealNames.picture(name), bytes)
  return { name, scope, sealed, at, bytes: sealed.length }
}

/** Throws a photo away that no row shows: it was part of a form. */
export const dropPhoto = (store: Keeping, own: OwnPhoto) =>
  store.commit(async () => {
    const { db } = store
    await db.transaction('rw', db.photos, db.pictures, () => drop(db, own))
    return {}
  })

/** Part of a transaction over photos and pictures. The bytes stay while another photo has the same. */
async function drop(db: Database, { id, hash }: OwnPhoto) {
  await db.photos.delete(id)
  const others = await db.photos.filter((it) => it.hash === hash).count()
  if (others === 0) await db.pictures.bulkDelete([hash, smallOf(hash)])
}

/** The rows that make a form's photos photos of its entry: written with it, in one transaction. */
export async function photoWrites(
  { db, world, view }: Pick<Store, 'db' | 'world' | 'view'>,
  byId: string,
  of: PhotoOf,
): Promise<Write[]> {
  const own = await db.photos.where('ofId').equals(of.id).sortBy('takenAt')
  return own
    .filter(({ id }) => !view.one('photo', id))
    .map(({ id, hash, bytes, widthPx, heightPx }) => {
      const picture = { hash, type: 'image/jpeg' as const, bytes, widthPx, heightPx }
      return { op: 'create', kind: 'photo', id, entry: rowOf(of, byId, world.now(), { picture }) }
    })
}

/** Takes a photo out. The log keeps that there was one; from now on nobody is given it. */
export function takeOut(
  store: Pick<Store, 'world' | 'create'>,
  byId: string,
  photo: ShownPhoto,
): Promise<void> {
  const { id, ofKind, ofId, eventId } = photo
  const { world } = store
  const of = { kind: ofKind, id: ofId, eventId: eventId ?? null }
  const entry = rowOf(of, byId, world.now(), { picture: null, supersedes: id })
  return store.create('photo', takenOutId(id, world.newId()), entry)
}

function rowOf(
  { kind, id, eventId }: PhotoOf,
  byId: string,
  now: Date,
  rest: Pick<Photo, 'picture' | 'supersedes'>,
): Photo {
  const event = kind === 'event' ? id : eventId
  return {
    ...{ ofKind: kind, ofId: id, byId, recordedAt: now.toISOString() },
    ...(event && { eventId: event }),
    ...rest,
  }
}
