import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { hashIn, idsOf } from '../../shared/photo/ids.ts'
import { Photo } from '../../shared/photo/photo.ts'
import type { Picture } from '../../shared/photo/photo.ts'
import { shownPhotos } from '../../shared/photo/shown.ts'
import type { Database } from './database.ts'
import { isMine, visible } from './visible.ts'

interface Found {
  id: string
  data: string
}

const parse = ({ id, data }: Found) => ({ id, ...v.parse(Photo, JSON.parse(data)) })

/**
 * What a photo that the holder of this seat may see says of some bytes; null when they may see none.
 * Found by the key of rows, because ids begin with the hash.
 */
export async function pictureSeen(
  db: Database,
  tokenHash: string,
  hash: string,
): Promise<Picture | null> {
  const { from, to } = idsOf(hash)
  const found = await db.all<Found>(sql`
    with ${visible(tokenHash)}
    select row.id, row.data from me cross join row
    where row.partnership_id = me.partnership_id and row.id >= ${from} and row.id < ${to}
      and row.kind = 'photo' and row.deleted = 0
      and row.scope in (select scope from visible) and ${isMine}`)
  const shown = shownPhotos(found.map(parse)).find(({ picture }) => picture.hash === hash)
  return shown?.picture ?? null
}

/** What becomes of bytes: a row shows them, every row that did has been taken out, or there is none. */
export type Standing = 'shown' | 'taken out' | 'unknown'

/**
 * How some bytes of a partnership stand. A photo of what has been purged is no longer shown; of what is
 * only deleted it is, for that can be brought back.
 */
export async function standings(
  db: Database,
  partnershipId: string,
  hashes: readonly string[],
): Promise<Map<string, Standing>> {
  const ranges = JSON.stringify(hashes.map(idsOf))
  const found = await db.all<Found & { hasSubject: number }>(sql`
    select row.id, row.data, exists (
        select 1 from row subject where subject.partnership_id = row.partnership_id
          and subject.id = row.data ->> '$.ofId') as "hasSubject"
    from json_each(${ranges}) range cross join row
    where row.partnership_id = ${partnershipId}
      and row.id >= range.value ->> '$.from' and row.id < range.value ->> '$.to'
      and row.kind = 'photo' and row.deleted = 0`)
  const known = new Set(found.map(({ id }) => hashIn(id)))
  const standing = found.filter(({ hasSubject }) => hasSubject === 1).map(parse)
  const shown = new Set(shownPhotos(standing).map(({ picture }) => picture.hash))
  return new Map(
    hashes.map((hash) => [
      hash,
      shown.has(hash) ? 'shown' : known.has(hash) ? 'taken out' : 'unknown',
    ]),
  )
}
