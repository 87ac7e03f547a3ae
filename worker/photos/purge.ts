import { JOURNAL_DAYS } from '../../shared/sync/limits.ts'
import { standings } from '../db/photo.ts'
import type { Standing } from '../db/photo.ts'
import type { Database } from '../db/database.ts'
import { notePurge, periodsOf } from '../db/purge.ts'
import { PARTS, PHOTOS } from './bucket.ts'

/** A phone that has not gone on for so long begins anew. */
const PARTS_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

const isOlder = ({ uploaded }: R2Object, now: string, days: number) =>
  uploaded.getTime() < Date.parse(now) - days * DAY_MS

/** For every partnership of one database. A legal hold keeps photos too. */
export async function purgePhotos(bucket: R2Bucket, db: Database, now: string): Promise<void> {
  for (const { id, kept } of await periodsOf(db)) {
    const gone = kept ? await purgePhotosOf(bucket, db, id, now, kept.photoDays) : 0
    if (gone > 0) await notePurge(db, id, now, `${gone} photos past their time`)
  }
}

/**
 * Takes away the bytes of one partnership that no row shows any more: those that were taken out at once,
 * those whose subject was purged with them, and those that have stood their time. Of bytes without any row
 * the row may have been lost with a restored database and be offered again: they wait for as long as phones
 * can do that. Answers how many went.
 */
async function purgePhotosOf(
  bucket: R2Bucket,
  db: Database,
  partnershipId: string,
  now: string,
  photoDays: number,
): Promise<number> {
  const isOver = (object: R2Object, standing: Standing | undefined) =>
    isOlder(object, now, photoDays) ||
    standing === 'taken out' ||
    (standing === 'unknown' && isOlder(object, now, JOURNAL_DAYS))
  let gone = 0
  for await (const objects of pagesOf(bucket, `${PHOTOS}${partnershipId}/`)) {
    const hashOf = ({ key }: R2Object) => key.slice(key.lastIndexOf('/') + 1)
    const known = await standings(db, partnershipId, objects.map(hashOf))
    const over = objects.filter((it) => isOver(it, known.get(hashOf(it)))).map(({ key }) => key)
    if (over.length > 0) await bucket.delete(over)
    gone += over.length
  }
  return gone
}

/** What was begun and never finished, of every partnership. */
export async function purgeParts(bucket: R2Bucket, now: string): Promise<void> {
  for await (const objects of pagesOf(bucket, PARTS)) {
    const old = objects.filter((it) => isOlder(it, now, PARTS_DAYS)).map(({ key }) => key)
    if (old.length > 0) await bucket.delete(old)
  }
}

/** Page by page, each behind the last key of the one before: what is deleted meanwhile moves none. */
async function* pagesOf(bucket: R2Bucket, prefix: string): AsyncGenerator<R2Object[]> {
  for (let startAfter: string | undefined; ;) {
    const page = await bucket.list({ prefix, ...(startAfter && { startAfter }) })
    yield page.objects
    startAfter = page.objects.at(-1)?.key
    if (!page.truncated || !startAfter) return
  }
}
