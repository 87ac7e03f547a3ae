import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Env } from './environment.ts'
import { prepare, sameOrigin } from './middleware/door.ts'
import { demo } from './routes/demo.ts'
import { scoring } from './routes/scoring.ts'
import { session } from './routes/session.ts'
import { sync } from './routes/sync.ts'

/** Every route on one page. */
export const api = new Hono<Env>()
  .basePath('/api')
  .use(prepare, sameOrigin)
  .route('/session', session)
  .route('/sync', sync)
  .route('/scoring', scoring)
  .route('/demo', demo)
  .notFound((c) => c.json({ error: 'not-found' as const }, 404))
  .onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400) {
      return c.json({ error: 'not-json' as const, detail: 'The request is not valid JSON.' }, 400)
    }
    // The phone keeps its work and tries again; the log keeps what went wrong.
    console.error(error)
    return c.json({ error: 'unavailable' as const }, 503)
  })
