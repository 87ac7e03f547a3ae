import { digestAfterToday } from '../../shared/reminders/when.ts'
import type { ReminderSettings } from '../../shared/reminders/settings.ts'
import { claimLetters } from '../db/reminderRound.ts'
import { addressesOf } from '../db/reminders.ts'
import type { DueLetter } from '../db/reminderRound.ts'
import { secretOf } from '../identity/secret.ts'
import { digestLetter } from '../mail/digestLetter.ts'
import { mailerOf } from '../mail/mailer.ts'
import { readerOf, remindersFor } from './work.ts'
import type { Work } from './work.ts'
import { stopTokenOf } from './stopToken.ts'

/**
 * The letters of one partnership that are due. They are claimed before any is written: a run that dies
 * loses what it had not sent, and nobody is written to twice. What waits still waits, and is in the next.
 * Whoever has nothing waiting gets no letter.
 */
export async function writeLetters(work: Work, due: readonly DueLetter[]): Promise<number> {
  const { env, home, db, partnershipId, now, today } = work
  const claimed = await claimLetters(
    db,
    today,
    due.map((it) => ({ ...it, then: digestAfterToday(it as ReminderSettings, now) })),
  )
  const addresses = await addressesOf(home, partnershipId, [...claimed])
  let sent = 0
  for (const { memberId, origin } of due.filter((it) => claimed.has(it.memberId))) {
    const to = addresses.get(memberId) ?? env.addressOf?.(memberId)
    const reader = readerOf(work, memberId)
    const reminders = reader ? remindersFor(work, reader) : []
    if (!to || reminders.length === 0) continue
    const stopToken = await stopTokenOf(secretOf(env), { partnershipId, memberId })
    const partnership = work.grounds.partnership?.name ?? ''
    const letter = digestLetter({ partnership, reminders, today, origin, stopToken })
    try {
      await mailerOf(env).send({ to, ...letter })
      sent++
    } catch (error) {
      console.error('a letter of reminders was not sent', error)
    }
  }
  return sent
}
