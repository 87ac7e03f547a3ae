import { isHash } from '../../../../shared/photo/photo.ts'
import { shownPhotos } from '../../../../shared/photo/shown.ts'
import type { Database, OwnPhoto } from '../store/database.ts'
import type { Store } from '../store/store.ts'

/** Of photos that the office has too a phone keeps no more than this: some seven hundred. */
const MOST_BYTES = 250_000_000
const DAY_MS = 24 * 60 * 60 * 1000
/** A form that was left for so long is not come back to. */
const DRAFT_DAYS = 30

/** What the photos on this phone take up, added up without reading them. */
export async function pictureSpace({ pictures }: Database): Promise<number> {
  const sizes = (await pictures.orderBy('bytes').keys()) as number[]
  return sizes.reduce((sum, it) => sum + it, 0)
}

/** Drops fetched photos, those not looked at for the longest first, until so much room is made. False when it is not. */
export const makeRoom = (db: Database, bytes: number): Promise<boolean> =>
  // In one transaction: what is kept meanwhile must not be taken for something fetched.
  db.transaction('rw', db.photos, db.pictures, async () => {
    const own = new Set((await db.photos.toArray()).map(({ hash }) => hash))
    let made = 0
    for (const name of (await db.pictures.orderBy('at').primaryKeys()) as string[]) {
      if (made >= bytes) break
      if (own.has(name) || !isHash(name)) continue
      made += (await db.pictures.get(name))?.bytes ?? 0
      await db.pictures.delete(name)
    }
    return made > 0
  })

/**
 * For idle moments: what no row here shows any more leaves this phone, what has come back from the office is put
 * down under its scope, and what is fetched is kept within bounds. Own photos that the office does not have
 * are not touched, whatever became of their rows.
 */
export const tidyPictures = (store: Store): Promise<void> => {
  const { db } = store
  return db.transaction('rw', db.photos, db.pictures, async () => {
    const own = await ownHashes(store)
    const scopes = scopesOf(store)
    const isOwn = (name: string) => own.has(hashIn(name))
    const names = (await db.pictures.toCollection().primaryKeys()) as string[]
    await db.pictures.bulkDelete(names.filter((it) => !isOwn(it) && !scopes.has(hashIn(it))))
    const unplaced = (await db.pictures.where('scope').equals('').primaryKeys()) as string[]
    for (const name of unplaced) {
      const scope = scopes.get(hashIn(name))
      if (scope && !isOwn(name)) await db.pictures.update(name, { scope })
    }
    const over = (await pictureSpace(db)) - MOST_BYTES
    if (over > 0) await makeRoom(db, over)
  })
}

/** Where the photos stand that rows here show, by the hash of their bytes. */
function scopesOf({ view }: Store): Map<string, string> {
  const shown = shownPhotos(view.all('photo'))
  return new Map(shown.map(({ id, picture }) => [picture.hash, view.base(id)?.scope ?? '']))
}

const hashIn = (name: string) => name.split(' ', 1)[0] ?? ''

/** Of photos that the office does not have; those of forms that were left long ago go first. */
async function ownHashes({ db, view, attention, world }: Store): Promise<Set<string>> {
  const oldest = new Date(world.now().getTime() - DRAFT_DAYS * DAY_MS).toISOString()
  const refused = new Set(attention.map(({ mutation }) => mutation.id))
  const own = await db.photos.toArray()
  const isLeft = ({ id, takenAt }: OwnPhoto) =>
    takenAt < oldest && !view.one('photo', id) && !refused.has(id)
  await db.photos.bulkDelete(own.filter(isLeft).map(({ id }) => id))
  return new Set(own.filter((it) => !isLeft(it)).map(({ hash }) => hash))
}
