import { Hono } from 'hono'
import { may } from '../../shared/access/may.ts'
import { PART_BYTES, isHash } from '../../shared/photo/photo.ts'
import type { Picture } from '../../shared/photo/photo.ts'
import { pictureSeen } from '../db/photo.ts'
import type { Env, Variables } from '../environment.ts'
import { atMost } from '../middleware/body.ts'
import { signedIn } from '../middleware/door.ts'
import { limitBy } from '../middleware/limits.ts'
import {
  bytesHere,
  bytesOfParts,
  dropParts,
  joinParts,
  keepPart,
  keepWhole,
  partLength,
  photoKey,
} from '../photos/bucket.ts'
import { faultIn } from '../photos/judge.ts'

/**
 * The bytes of photos. A row that shows them decides everything: whoever sees it may read them, they are
 * taken only for such a row, and it says how many there are. So nobody can store what no entry speaks of,
 * and without a row there is nothing to be found out.
 */
export const photos = new Hono<Env>()
  // Apart from sync's allowance: a phone that comes back with thirty photos must not hold its entries up.
  .use(
    limitBy((c) => `photos ${c.var.tokenHash}`),
    signedIn,
  )
  .get('/:hash', async (c) => {
    const picture = await seen(c.var, c.req.param('hash'))
    if (!picture) return c.json({ error: 'not-found' as const }, 404)
    const kept = await bucketOf(c.env).get(photoKey(c.var.who.partnershipId, picture.hash))
    // Its row has come before it: the phone that took it has had no signal since.
    if (!kept) return c.json({ error: 'not-here-yet' as const }, 404)
    return c.body(kept.body, 200, {
      'Content-Type': picture.type,
      'Content-Length': String(kept.size),
      'Content-Disposition': 'inline; filename="photo"',
      // The browser's cache is not sealed, and would go on showing what was taken out.
      'Cache-Control': 'private, no-store',
    })
  })
  .get('/:hash/sent', async (c) => {
    const picture = await seen(c.var, c.req.param('hash'))
    if (!picture) return c.json({ error: 'not-found' as const }, 404)
    const hasBytes = await bytesHere(bucketOf(c.env), c.var.who.partnershipId, picture)
    return c.json({ hasBytes }, 200)
  })
  .put('/:hash/:at', atMost(PART_BYTES), async (c) => {
    const { who } = c.var
    const picture = await seen(c.var, c.req.param('hash'))
    const { memberId: byId, eventId } = who
    const mayAdd = may(who, 'create', { kind: 'photo', data: { byId, eventId } })
    if (!picture || !mayAdd) return c.json({ error: 'not-found' as const }, 404)
    const bucket = bucketOf(c.env)
    const at = Number(c.req.param('at'))
    const part = new Uint8Array(await c.req.arrayBuffer())
    if (partLength(picture, at) !== part.length)
      return c.json({ error: 'wrong-size' as const }, 422)
    const here = await bytesHere(bucket, who.partnershipId, picture)
    // Sent twice, because the answer was lost: there is nothing more to do.
    if (here === picture.bytes) return c.json({ hasBytes: here }, 200)
    if (at > here) return c.json({ hasBytes: here }, 200)
    const whole = await gather(bucket, who.partnershipId, picture, at, part)
    if (typeof whole === 'number') return c.json({ hasBytes: whole }, 200)
    const fault = await faultIn(whole, picture)
    if (fault) {
      // It begins anew; a line that spoiled it once need not do so again.
      await dropParts(bucket, who.partnershipId, picture)
      return c.json({ error: fault }, 422)
    }
    await keepWhole(bucket, who.partnershipId, picture, whole)
    await dropParts(bucket, who.partnershipId, picture)
    return c.json({ hasBytes: picture.bytes }, 200)
  })

const seen = ({ db, tokenHash }: Variables, hash: string): Promise<Picture | null> =>
  isHash(hash) ? pictureSeen(db, tokenHash, hash) : Promise.resolve(null)

/** A deployment without it does not answer, and phones keep their photos until it does. */
function bucketOf({ PHOTOS }: Env['Bindings']): R2Bucket {
  if (!PHOTOS) throw new Error('the bucket PHOTOS is not bound')
  return PHOTOS
}

/** The whole picture, if this part makes it one; else how much of it is here now. */
async function gather(
  bucket: R2Bucket,
  partnershipId: string,
  picture: Picture,
  at: number,
  part: Uint8Array,
): Promise<Uint8Array | number> {
  if (part.length === picture.bytes) return part
  await keepPart(bucket, partnershipId, picture, at, part)
  const here = await bytesOfParts(bucket, partnershipId, picture)
  if (here < picture.bytes) return here
  return (await joinParts(bucket, partnershipId, picture)) ?? 0
}
