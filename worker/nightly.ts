import { databaseNamed, openDatabase } from './db/database.ts'
import { purge, purgeDirectory } from './db/purge.ts'
import { purgeParts, purgePhotos } from './photos/purge.ts'
import type { Bindings } from './environment.ts'

/** As wrangler.toml has it: the other trigger is the round of reminders. */
export const NIGHTLY = '17 3 * * *'

/** One database that fails must not keep the others from being looked after. */
export async function everyNight(env: Bindings, now: string): Promise<void> {
  const databases = Object.keys(env).flatMap((name) => databaseNamed(env, name) ?? [])
  const { PHOTOS } = env
  const work = [
    purgeDirectory(openDatabase(env.DB), now),
    ...databases.map((db) => purge(db, now)),
    ...(PHOTOS ? databases.map((db) => purgePhotos(PHOTOS, db, now)) : []),
    ...(PHOTOS ? [purgeParts(PHOTOS, now)] : []),
  ]
  for (const outcome of await Promise.allSettled(work)) {
    if (outcome.status === 'rejected') console.error('a purge failed', outcome.reason)
  }
}
