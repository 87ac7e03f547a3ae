import type { Database } from './db/database.ts'
import type { SignedIn } from './db/session.ts'

/** What a deployment gives the worker. `DEMO` opens the demonstration's doors and is never deployed. */
export interface Bindings {
  DB: D1Database
  ASSETS: Fetcher
  DEMO?: string
}

export interface Variables {
  db: Database
  now: string
  who: SignedIn
}

export interface Env {
  Bindings: Bindings
  Variables: Variables
}
