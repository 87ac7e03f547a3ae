import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Env } from './environment.ts'
import { prepare, sameOrigin } from './middleware/door.ts'
import { audit } from './routes/audit.ts'
import { devices } from './routes/devices.ts'
import { entra } from './routes/entra.ts'
import { figures } from './routes/figures.ts'
import { live } from './routes/live.ts'
import { members } from './routes/members.ts'
import { partnerships } from './routes/partnerships.ts'
import { passes } from './routes/passes.ts'
import { passkeys } from './routes/passkeys.ts'
import { photos } from './routes/photos.ts'
import { reminders } from './routes/reminders.ts'
import { scoring } from './routes/scoring.ts'
import { session } from './routes/session.ts'
import { signIn } from './routes/signIn.ts'
import { sync } from './routes/sync.ts'

/** Every route on one page. */
export const api = new Hono<Env>()
  .basePath('/api')
  .use(prepare, sameOrigin)
  .route('/sign-in', signIn)
  .route('/passkeys', passkeys)
  .route('/entra', entra)
  .route('/session', session)
  .route('/sync/live', live)
  .route('/sync', sync)
  .route('/scoring', scoring)
  .route('/figures', figures)
  .route('/photos', photos)
  .route('/members', members)
  .route('/devices', devices)
  .route('/passes', passes)
  .route('/reminders', reminders)
  .route('/audit', audit)
  .route('/partnerships', partnerships)
  .notFound((c) => c.json({ error: 'not-found' as const }, 404))
  .onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400) {
      return c.json({ error: 'not-json' as const, detail: 'The request is not valid JSON.' }, 400)
    }
    // The phone keeps its work and tries again; the log keeps what went wrong.
    console.error(error)
    return c.json({ error: 'unavailable' as const }, 503)
  })
