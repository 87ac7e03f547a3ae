import { manages } from '../../shared/access/may.ts'
import type { Actor } from '../../shared/access/may.ts'
import { isActive } from '../../shared/partnership/member.ts'
import type { Reminder } from '../../shared/reminders/reminder.ts'
import { remindersOf } from '../../shared/reminders/remindersOf.ts'
import type { Database } from '../db/database.ts'
import { actorOf } from '../db/partnership.ts'
import type { PartnershipGrounds } from '../db/reminderGrounds.ts'
import type { Bindings } from '../environment.ts'

/** One partnership's work in a round, with what its members are reminded of. */
export interface Work {
  env: Bindings
  home: Database
  db: Database
  partnershipId: string
  grounds: PartnershipGrounds
  now: string
  today: string
}

/** Somebody who is a member today: who has left or is suspended is told nothing. */
export function readerOf({ grounds, now }: Work, memberId: string): Actor | null {
  const member = grounds.member(memberId)
  return member && isActive(member, now) ? actorOf(memberId, member) : null
}

export const remindersFor = ({ grounds, today }: Work, reader: Actor): Reminder[] =>
  remindersOf(grounds.for(reader), reader, today)

/** A role that manages is shown nothing in a seat that was taken with a mailbox alone. */
export const isSeatEnough = ({ role }: Actor, proof: string) => !(manages(role) && proof === 'code')
