import type { Database } from './database.ts'

const EVERY_MS = 60_000

/** Notes the latest time this phone has shown, so that a clock put back wins no days of the lease. */
export async function noteTime(db: Database, now: Date): Promise<boolean> {
  const seenAt = await db.readMeta('seenAt')
  if (seenAt && now.getTime() - Date.parse(seenAt) < EVERY_MS) return false
  await db.writeMeta('seenAt', now.toISOString())
  return true
}
