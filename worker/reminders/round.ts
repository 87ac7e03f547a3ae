import { hourInUk } from '../../shared/reminders/when.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { databaseNamed, openDatabase } from '../db/database.ts'
import type { Database } from '../db/database.ts'
import { readGrounds } from '../db/reminderGrounds.ts'
import { dueLetters, duePushes } from '../db/reminderRound.ts'
import type { DueLetter, DuePush } from '../db/reminderRound.ts'
import type { Bindings } from '../environment.ts'
import { writeLetters } from './letters.ts'
import { pushNews } from './news.ts'
import { vapidOf } from './push/vapid.ts'
import type { Work } from './work.ts'

/**
 * A run of a worker may make a thousand requests: to databases, to the mail service, to push services. A round
 * keeps within that and leaves who is left to the next, first in it.
 */
const REQUESTS = 900
const OF_DATABASE = 2
const OF_PARTNERSHIP = 4
/** Its browsers, a message to one or two of them, and one that is gone. */
const OF_PUSH = 4

/** What one round came to: letters handed to the mail service, messages taken by push services. */
export interface Round {
  letters: number
  messages: number
}

/** Writes and pushes what is due in every database. One partnership that fails keeps no other waiting. */
export async function remindAll(env: Bindings, now: string): Promise<Round> {
  const round: Round = { letters: 0, messages: 0 }
  let room = REQUESTS
  for (const db of Object.keys(env).flatMap((name) => databaseNamed(env, name) ?? [])) {
    const due = await whoIsDue(env, db, now, room)
    room -= OF_DATABASE
    for (const partnershipId of partnershipsOf(due)) {
      const { letters, pushes, cost } = fitting(due, partnershipId, room)
      if (letters.length + pushes.length === 0) break
      room -= cost
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

interface Due {
  letters: DueLetter[]
  pushes: DuePush[]
}

const partnershipsOf = ({ letters, pushes }: Due) =>
  new Set([...letters, ...pushes].map(({ partnershipId }) => partnershipId))

/** As much of what is due in a partnership as there is room for. */
function fitting({ letters, pushes }: Due, partnershipId: string, room: number) {
  const isHere = (it: DueLetter) => it.partnershipId === partnershipId
  const forLetters = Math.max(0, room - OF_PARTNERSHIP)
  const taken = letters.filter(isHere).slice(0, forLetters)
  const forPushes = Math.floor((forLetters - taken.length) / OF_PUSH)
  const told = pushes.filter(isHere).slice(0, forPushes)
  const cost = OF_PARTNERSHIP + taken.length + told.length * OF_PUSH
  return { letters: taken, pushes: told, cost }
}

async function whoIsDue(env: Bindings, db: Database, now: string, most: number): Promise<Due> {
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
