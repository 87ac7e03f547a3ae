import { hourInUk } from '../../shared/reminders/when.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { databaseNamed, openDatabase } from '../db/database.ts'
import type { Database } from '../db/database.ts'
import { readGrounds } from '../db/reminderGrounds.ts'
import { dueLetters, duePushes } from '../db/reminders.ts'
import type { DueLetter, DuePush } from '../db/reminders.ts'
import type { Bindings } from '../environment.ts'
import { writeLetters } from './letters.ts'
import { pushNews } from './news.ts'
import { vapidOf } from './push/vapid.ts'
import type { Work } from './work.ts'

/**
 * A quarter of an hour's work: so many people, and who is left is first in the next. A letter is one request
 * to the mail service and a message one to a push service, of the thousand that one run of a worker has.
 */
const PEOPLE_A_ROUND = 200

/** What one round came to: letters handed to the mail service, messages taken by push services. */
export interface Round {
  letters: number
  messages: number
}

/** Writes and pushes what is due in every database. One partnership that fails keeps no other waiting. */
export async function remindAll(env: Bindings, now: string): Promise<Round> {
  const round: Round = { letters: 0, messages: 0 }
  let left = PEOPLE_A_ROUND
  for (const db of Object.keys(env).flatMap((name) => databaseNamed(env, name) ?? [])) {
    const due = await whoIsDue(env, db, now, left)
    left -= due.letters.length + due.pushes.length
    for (const partnershipId of new Set(
      [...due.letters, ...due.pushes].map((it) => it.partnershipId),
    )) {
      const isHere = (it: DueLetter) => it.partnershipId === partnershipId
      const letters = due.letters.filter(isHere)
      const pushes = due.pushes.filter(isHere)
      try {
        const work = await begin(env, db, { partnershipId, letters, pushes, now })
        if (letters.length > 0) round.letters += await writeLetters(work, letters)
        if (pushes.length > 0) round.messages += await pushNews(work, pushes)
      } catch (error) {
        console.error('reminding a partnership failed', error)
      }
    }
  }
  return round
}

async function whoIsDue(env: Bindings, db: Database, now: string, most: number) {
  const moment = new Date(now)
  const when = { hour: hourInUk(moment), today: dateInUk(moment), now }
  const letters = most > 0 ? await dueLetters(db, now, most) : []
  const room = most - letters.length
  const pushes = vapidOf(env) && room > 0 ? await duePushes(db, { ...when, most: room }) : []
  return { letters, pushes }
}

async function begin(
  env: Bindings,
  db: Database,
  due: { partnershipId: string; letters: DueLetter[]; pushes: DuePush[]; now: string },
): Promise<Work> {
  const { partnershipId, now } = due
  const today = dateInUk(new Date(now))
  const memberIds = [...due.letters, ...due.pushes].map(({ memberId }) => memberId)
  const grounds = await readGrounds(db, { partnershipId, memberIds, today })
  return { env, home: openDatabase(env.DB), db, partnershipId, grounds, now, today }
}
