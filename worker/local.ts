import { Hono } from 'hono'
import type { Env } from './environment.ts'
import { prepare, sameOrigin } from './middleware/door.ts'
import { demo } from './routes/demo.ts'

/** What local development has besides the deployed routes. */
export const local = new Hono<Env>()
  .basePath('/api')
  .use(prepare, sameOrigin)
  .route('/demo', demo)
  .notFound((c) => c.json({ error: 'not-found' as const }, 404))
