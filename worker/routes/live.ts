import { Hono } from 'hono'
import type { Env } from '../environment.ts'
import { signedIn } from '../middleware/door.ts'
import { limitBy } from '../middleware/limits.ts'
import { joinPoke } from '../poke.ts'

/**
 * The way a phone hears that there is news. A browser lets any site open a WebSocket with this one's
 * cookies, whatever CORS says, and always names the site that did: only our own pages may.
 */
export const live = new Hono<Env>()
  .use(
    limitBy((c) => c.var.tokenHash),
    signedIn,
  )
  .get('/', async (c) => {
    if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') {
      c.header('Upgrade', 'websocket')
      return c.json({ error: 'upgrade' as const }, 426)
    }
    if (c.req.header('Origin') !== new URL(c.req.url).origin) {
      return c.json({ error: 'cross-origin' as const }, 403)
    }
    const joined = await joinPoke(c, c.var.who.partnershipId)
    return joined ?? c.json({ error: 'not-found' as const }, 404)
  })
