import type { PhotoFault } from '../../../../shared/photo/fault.ts'
import { may } from '../../../../shared/access/may.ts'
import type { Kind } from '../../../../shared/kinds.ts'
import type { ShownPhoto } from '../../../../shared/photo/shown.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import type { OwnPhoto } from '../store/database.ts'
import type { Write } from '../store/write.ts'
import { isQuota } from '../trouble.ts'
import { keepPhoto, photoWrites, takeOut } from './keep.ts'
import type { PhotoOf } from './keep.ts'
import type { Change, Made } from './make.ts'
import { press } from './press.ts'
import { readOwn } from './read.ts'

/** The verbs of photos: what a screen asks for, and what a tap does. */

export type Taken =
  | { own: OwnPhoto }
  | { fault: PhotoFault }
  /** It is ready, and this phone could not keep it; it can be tried again with what is here. */
  | { made: Made; trouble: string }

const hasRow = ({ store }: Shell, { kind, id }: PhotoOf) =>
  store.view.one(kind as Kind, id) !== undefined

/** Makes a photo of a file and keeps it for a form. */
export async function takePhoto(shell: Shell, of: PhotoOf, file: Blob): Promise<Taken> {
  const wasThere = hasRow(shell, of)
  const made = await press.make(file)
  if (typeof made === 'string') return { fault: made }
  const taken = await keepTaken(shell, of, made)
  // Who has pressed Save meanwhile did not wait for it, and it belongs to what was saved all the same.
  if (!wasThere && hasRow(shell, of)) await savePhotos(shell, of)
  return taken
}

/** Keeps what is ready; also once more, when there was no room. */
export async function keepTaken(
  { store }: Shell,
  of: PhotoOf,
  made: Made,
  place: OwnPhoto | null = null,
): Promise<Taken> {
  try {
    return { own: await keepPhoto(store, of.id, made, place) }
  } catch (error) {
    return { made, trouble: sayKeepTrouble(error) }
  }
}

function sayKeepTrouble(error: unknown): string {
  if (isQuota(error)) {
    return 'This phone is full, so the photo has not been kept. What you wrote is safe: free some space and try again, or save without the photo.'
  }
  const detail = error instanceof Error ? error.message : String(error)
  return `This phone could not keep the photo (${detail}). What you wrote is safe: try again, or save without the photo.`
}

/** Blurs or crops a photo that is not saved yet. Of what it was before nothing is left. */
export async function alterPhoto(
  shell: Shell,
  of: PhotoOf,
  own: OwnPhoto,
  change: Change,
): Promise<Taken> {
  const bytes = await readOwn(shell.store, own.hash)
  if (!bytes) return { fault: 'damaged' }
  const made = await press.change(bytes, change)
  return typeof made === 'string' ? { fault: made } : keepTaken(shell, of, made, own)
}

/** The rows that go with an entry, to be written in one with it. Most have none, and wait for no reading. */
export const photosFor = async ({ store, me, photos }: Shell, of: PhotoOf): Promise<Write[]> =>
  photos.hasNone(of.id) ? [] : photoWrites(store, me.memberId, of)

/** Makes the photos of a form photos of a row that is there already. */
export async function savePhotos(shell: Shell, of: PhotoOf): Promise<void> {
  await shell.store.write(await photosFor(shell, of))
}

export const takePhotoOut = ({ store, me }: Shell, photo: ShownPhoto) =>
  takeOut(store, me.memberId, photo)

export function mayTakeOut(shell: Shell, photo: ShownPhoto): boolean {
  const { memberId: byId } = shell.me
  const { id, ofKind, ofId, eventId } = photo
  const data = { ofKind, ofId, eventId, byId, picture: null, supersedes: id }
  const rows = new Map<string, { data: unknown }>([
    [id, { data: photo }],
    [ofId, { data: shell.one(ofKind as Kind, ofId) }],
  ])
  return may(actorOf(shell), 'create', { kind: 'photo', data }, (at) => rows.get(at))
}

/** What the office would not have is offered to it once more. */
export async function offerAgain(shell: Shell, { id }: OwnPhoto): Promise<void> {
  await shell.store.db.photos.update(id, { fault: undefined, sentBytes: 0 })
  await shell.photos.read()
  await shell.sendPhotos()
}
