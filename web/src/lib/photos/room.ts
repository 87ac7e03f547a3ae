import { isHash } from '../../../../shared/photo/photo.ts'
import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { smallOf } from './keep.ts'

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
export async function makeRoom(db: Database, bytes: number): Promise<boolean> {
  const own = new Set((await db.photos.toArray()).flatMap(({ hash }) => [hash, smallOf(hash)]))
  let made = 0
  for (const name of (await db.pictures.orderBy('at').primaryKeys()) as string[]) {
    if (made >= bytes) break
    if (own.has(name) || !isHash(name)) continue
    made += (await db.pictures.get(name))?.bytes ?? 0
    await db.pictures.delete(name)
  }
  return made > 0
}

/**
 * For idle moments: what no row here shows any more leaves this phone, what has come back from the office is put
 * down under its scope, and what is fetched is kept within bounds. Own photos that the office does not have
 * are not touched, whatever became of their rows.
 */
export async function tidyPictures({ db, view, attention, world }: Store): Promise<void> {
  const refused = new Set(attention.map(({ mutation }) => mutation.id))
  const oldest = new Date(world.now().getTime() - DRAFT_DAYS * DAY_MS).toISOString()
  const own = await db.photos.toArray()
  const isLeft = ({ id, takenAt }: (typeof own)[number]) =>
    takenAt < oldest && !view.one('photo', id) && !refused.has(id)
  const left = own.filter(isLeft)
  await db.photos.bulkDelete(left.map(({ id }) => id))
  const kept = new Set(own.filter((it) => !left.includes(it)).map(({ hash }) => hash))

  const scopes = new Map<string, string>()
  for (const { id, picture } of view.all('photo')) {
    if (picture) scopes.set(picture.hash, view.base(id)?.scope ?? '')
  }
  const gone = new Set(view.all('photo').flatMap(({ supersedes }) => supersedes ?? []))
  const out = view
    .all('photo')
    .flatMap(({ id, picture }) => (gone.has(id) && picture ? [picture.hash] : []))
  const shownAgain = new Set(
    view
      .all('photo')
      .flatMap(({ id, picture }) => (picture && !gone.has(id) ? [picture.hash] : [])),
  )
  for (const hash of out) if (!shownAgain.has(hash)) scopes.delete(hash)
  for (const name of (await db.pictures.toCollection().primaryKeys()) as string[]) {
    const [hash = ''] = name.split(' ', 1)
    if (kept.has(hash)) continue
    const scope = scopes.get(hash)
    if (scope === undefined) await db.pictures.delete(name)
  }
  for (const name of (await db.pictures.where('scope').equals('').primaryKeys()) as string[]) {
    const [hash = ''] = name.split(' ', 1)
    const scope = scopes.get(hash)
    if (scope && !kept.has(hash)) await db.pictures.update(name, { scope })
  }
  const over = (await pictureSpace(db)) - MOST_BYTES
  if (over > 0) await makeRoom(db, over)
}
