import type { Database } from './db/database.ts'
import type { SignedIn } from './db/session.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Formats } from '../shared/sync/upcast.ts'

/** What a deployment gives the worker. Any further D1 binding whose name starts with DB holds partnerships too. */
export interface Bindings {
  /** The directory, and the first database of partnerships. */
  DB: D1Database
  ASSETS: Fetcher
  /** Tells connected phones that there is news. Without it they poll. */
  POKE?: DurableObjectNamespace
  /** The bytes of photos, by their SHA-256. Without it photos stay on the phones that took them. */
  PHOTOS?: R2Bucket
  /** Signs what better-auth puts into cookies: 32 characters or more. */
  AUTH_SECRET?: string
  MAIL?: SendEmail
  MAIL_FROM?: string
  ENTRA_CLIENT_ID?: string
  ENTRA_CLIENT_SECRET?: string
  /** The tenants whose people may sign in, by id, with commas. Empty turns it off. */
  ENTRA_TENANTS?: string
  LIMIT_ADDRESS?: RateLimit
  LIMIT_MEMBER?: RateLimit
  /** Who may start partnerships in this deployment, by e-mail address, with commas. */
  OPERATORS?: string
  /**
   * Signs push messages: a private key of P-256 as a JWK, and whom a push service may write to about
   * them (`mailto:` or `https:`). Without both there is no push, and nothing of it is shown.
   */
  VAPID_KEY?: string
  VAPID_SUBJECT?: string
  /** Local development and tests bring their own. */
  mailer?: Mailer
  /** For the demonstration's members, who have no address. */
  addressOf?: (memberId: string) => string
  /** In place of the network, for push messages. */
  fetchPush?: typeof fetch
  /** Older formats of mutations, for a test of what a release will have to read. */
  formats?: Formats
}

export interface Variables {
  /** The database of the partnership that the browser's seat is in. */
  db: Database
  /** The database of the directory and of persons. */
  home: Database
  now: string
  tokenHash: string
  who: SignedIn
}

export interface Env {
  Bindings: Bindings
  Variables: Variables
}
