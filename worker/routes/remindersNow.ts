import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { openDatabase } from '../db/database.ts'
import type { Env } from '../environment.ts'
import { remindAll } from '../reminders/round.ts'

/**
 * On this machine nobody waits for eight o'clock: everybody who asked for letters is due now, the round
 * is made, and what it wrote is read at /dev/mail.
 */
export const remindersNow = new Hono<Env>().get('/dev/reminders', async (c) => {
  const now = new Date().toISOString()
  await openDatabase(c.env.DB).run(
    sql`update reminder_setting set next_at = ${now} where digest <> 'none'`,
  )
  const { letters, messages } = await remindAll(c.env, now)
  if (c.req.header('Accept')?.includes('text/html')) return c.redirect('/dev/mail', 302)
  return c.json({ letters, messages }, 200, { 'Cache-Control': 'no-store' })
})
