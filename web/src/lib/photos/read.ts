import { sealNames } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { hashOf } from './make.ts'
import { sealPicture, smallOf } from './keep.ts'
import { httpLine } from './line.ts'
import type { PhotoLine } from './line.ts'
import { press } from './press.ts'

export type Bytes = Uint8Array<ArrayBuffer>
export type NoPicture = 'no-row' | 'not-here-yet' | 'damaged'

const DAY_MS = 24 * 60 * 60 * 1000
/** Asked for at once: a long log must not take the line from what is sent. */
const MOST_AT_ONCE = 2

/** Bytes that are kept on this phone; undefined when they are not, or cannot be read. */
export async function readOwn({ db, world }: Pick<Store, 'db' | 'world'>, name: string) {
  const kept = await db.pictures.get(name)
  const bytes = kept && (await db.vault.openBytes(sealNames.picture(name), kept.sealed))
  if (!kept || !bytes) return undefined
  const now = world.now()
  // What is looked at stays; noted once a day, for it means writing the whole picture again.
  if (now.getTime() - Date.parse(kept.at) > DAY_MS) {
    await db.pictures.update(name, { at: now.toISOString() })
  }
  return bytes
}

/**
 * The bytes of a photo: kept here, or fetched and then kept, sealed. Throws where there is no signal.
 * Fetched bytes must be those of the name.
 */
export async function readPicture(
  store: Store,
  hash: string,
  isSmall: boolean,
  scope: string,
  line: PhotoLine = httpLine,
): Promise<Bytes | NoPicture> {
  const kept = await readOwn(store, isSmall ? smallOf(hash) : hash)
  if (kept) return kept
  const whole = (await readOwn(store, hash)) ?? (await inLine(() => line.get(hash)))
  if (typeof whole === 'string') return whole
  if ((await hashOf(whole)) !== hash) return 'damaged'
  const small = await press.small(whole)
  await keepFetched(store, hash, whole, small, scope)
  return isSmall ? (small ?? whole) : whole
}

async function keepFetched(
  { db, world }: Store,
  hash: string,
  whole: Bytes,
  small: Bytes | null,
  scope: string,
) {
  // Where it stands is not known yet: it is shown, and not kept.
  if (scope === '') return
  const at = world.now().toISOString()
  const sealed = [sealPicture(db, hash, whole, at, scope)]
  if (small) sealed.push(sealPicture(db, smallOf(hash), small, at, scope))
  const pictures = await Promise.all(sealed)
  // On a full phone it is shown all the same; the office has it.
  await db.pictures.bulkPut(pictures).catch(() => undefined)
}

const line: { going: number; waiting: (() => void)[] } = { going: 0, waiting: [] }

async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (line.going >= MOST_AT_ONCE) await new Promise<void>((resolve) => line.waiting.push(resolve))
  line.going++
  try {
    return await work()
  } finally {
    line.going--
    line.waiting.shift()?.()
  }
}
