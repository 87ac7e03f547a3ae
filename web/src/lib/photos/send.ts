import { PART_BYTES } from '../../../../shared/photo/photo.ts'
import { sealNames } from '../store/database.ts'
import type { Database, OwnPhoto } from '../store/database.ts'
import { TransportError } from '../sync/transport.ts'
import { smallOf } from './keep.ts'
import type { PhotoLine } from './line.ts'

export interface Sending {
  db: Database
  line: PhotoLine
  /** Awaited before each request: entries go first. */
  giveWay(): Promise<void>
  /** Called when something of it has changed in the tables. */
  onChange(): Promise<void> | void
  /** Where the row of a photo stands, once that is known. */
  scopeOf(id: string): string
}

/** A line that spoils what it carries is given another chance, and then a person hears of it. */
const MOST_SPOILED = 3

/**
 * Sends the bytes of photos, oldest first, each from where the office says that it has it: a lost reply, a lost line
 * and a killed tab cost a part at most. What the office will not have stays here, with the reason. Of a photo whose
 * row it does not know yet nothing is sent.
 */
export async function sendPhotos(sending: Sending, photos: readonly OwnPhoto[]): Promise<void> {
  const waiting = photos.filter(({ fault }) => !fault)
  for (const own of waiting.sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1))) {
    await sending.giveWay()
    const has = await sending.line.sent(own.hash)
    if (has === 'no-row') continue
    const outcome = await sendOne(sending, own, has)
    if (outcome === 'sent') await forget(sending, own)
    else if (outcome !== 'no-row') await sending.db.photos.update(own.id, { fault: outcome })
    await sending.onChange()
  }
}

async function sendOne(
  { db, line, giveWay, onChange }: Sending,
  { id, hash, bytes }: OwnPhoto,
  has: number,
): Promise<string> {
  if (has >= bytes) return 'sent'
  const kept = await db.pictures.get(hash)
  const whole = kept && (await db.vault.openBytes(sealNames.picture(hash), kept.sealed))
  if (whole?.length !== bytes) return 'damaged'
  let spoiled = 0
  for (let at = has; at < bytes;) {
    await giveWay()
    const answer = await line.put(hash, at, whole.slice(at, at + PART_BYTES))
    if (answer === 'no-row') return answer
    if (answer === 'wrong-name' && ++spoiled < MOST_SPOILED) {
      at = 0
      continue
    }
    if (typeof answer === 'string') return answer
    // Two tabs may send the same: it goes back only where parts were thrown away.
    if (answer === at) throw new TransportError('failing', 'the office takes no part')
    at = answer
    await db.photos.update(id, { sentBytes: at })
    await onChange()
  }
  return 'sent'
}

/** The office has it: from now on it is kept here only to be looked at, and leaves with its scope. */
async function forget({ db, scopeOf }: Sending, { id, hash }: OwnPhoto) {
  const scope = scopeOf(id)
  await db.transaction('rw', db.photos, db.pictures, async () => {
    await db.photos.delete(id)
    const others = await db.photos.filter((it) => it.hash === hash).count()
    if (others > 0 || scope === '') return
    await db.pictures.update(hash, { scope })
    await db.pictures.update(smallOf(hash), { scope })
  })
}
