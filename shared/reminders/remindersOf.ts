import type { Actor } from '../access/may.ts'
import { actionReminders } from './actionReminders.ts'
import {
  approvalReminders,
  barrierReminders,
  eventReminders,
  findingReminders,
} from './otherReminders.ts'
import { whys } from './reminder.ts'
import type { Grounds, Reminder } from './reminder.ts'

/**
 * All that waits for one member on a day, what matters most first; within a reason the earliest day, then
 * by id, so that every device puts them in one order whatever the order of the rows. `today` is a date in
 * the United Kingdom. A pass opens one event for a day, and its holder is reminded of nothing.
 */
export function remindersOf(grounds: Grounds, me: Actor, today: string): Reminder[] {
  if (me.role === 'event helper') return []
  const plans = new Map(grounds.plans.map((plan) => [plan.id, plan]))
  return [
    ...actionReminders(grounds.listed, plans, me, today),
    ...barrierReminders(grounds, plans, me, today),
    ...approvalReminders(grounds, me),
    ...eventReminders(grounds.events, me, today),
    ...findingReminders(grounds.findings, me, today),
  ].sort(byWeight)
}

const byWeight = (a: Reminder, b: Reminder): number =>
  whys.indexOf(a.why) - whys.indexOf(b.why) ||
  compare(a.onDate ?? '', b.onDate ?? '') ||
  compare(a.key, b.key)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
