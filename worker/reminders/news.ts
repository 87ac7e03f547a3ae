import * as v from 'valibot'
import type { Reminder } from '../../shared/reminders/reminder.ts'
import { sayCounts } from '../../shared/reminders/words.ts'
import { browsersOf, claimPushes } from '../db/reminderRound.ts'
import { dropEndpoint } from '../db/reminders.ts'
import type { DuePush } from '../db/reminderRound.ts'
import { sendPush } from './push/send.ts'
import { vapidOf } from './push/vapid.ts'
import { isSeatEnough, readerOf, remindersFor } from './work.ts'
import type { Work } from './work.ts'

const Keys = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** Of what waits for somebody, what they have not been told of: each key once, for as long as it waits. */
export function newsOf(reminders: readonly Reminder[], told: string): Reminder[] {
  const known = v.safeParse(Keys, told)
  const keys = new Set(known.success ? known.output : [])
  return reminders.filter(({ key }) => !keys.has(key))
}

/**
 * Tells the browsers of one partnership's members what is new for them. What they are told of is noted
 * before they are told, so nobody hears of it twice.
 */
export async function pushNews(work: Work, due: readonly DuePush[]): Promise<number> {
  const vapid = vapidOf(work.env)
  if (!vapid) return 0
  const { db, env, now, partnershipId, today } = work
  const found = due.map((it) => {
    const reader = readerOf(work, it.memberId)
    const waiting = reader ? remindersFor(work, reader) : []
    return { it, reader, waiting, news: newsOf(waiting, it.told) }
  })
  const claimed = await claimPushes(
    db,
    found.map(({ it, waiting }) => ({
      ...{ partnershipId, memberId: it.memberId, before: it, version: it.version, today },
      told: waiting.map(({ key }) => key),
    })),
  )
  let sent = 0
  for (const { it, reader, news } of found) {
    if (!reader || news.length === 0 || !claimed.has(it.memberId)) continue
    for (const browser of await browsersOf(db, it, now)) {
      if (!isSeatEnough(reader, browser.proof)) continue
      const text = JSON.stringify({ text: sayCounts(news, today) })
      const outcome = await sendPush(browser, text, { vapid, now, fetch: env.fetchPush ?? fetch })
      if (outcome === 'sent') sent++
      if (outcome === 'gone') await dropEndpoint(db, browser.endpoint)
    }
  }
  return sent
}
