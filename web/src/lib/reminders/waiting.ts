import type { Grounds, Reminder, Why } from '../../../../shared/reminders/reminder.ts'
import { remindersOf } from '../../../../shared/reminders/remindersOf.ts'
import { actorOf } from '../actor.ts'
import { findingsByNeed, sayWhere } from '../findings/findings.ts'
import { deliveryOf } from '../listed.ts'
import type { Shell } from '../shell.svelte.ts'

/** How the actions stand: a screen that has worked it out already hands it over. */
export type Stood = Pick<Grounds, 'listed' | 'targets'>
const stoodIn = (shell: Shell): Stood => {
  const { byId, targets } = deliveryOf(shell)
  return { listed: [...byId.values()], targets }
}

/** All that waits for whoever uses this browser, from what is on it: the same list with signal and without. */
export function waitingFor(shell: Shell, stood: Stood = stoodIn(shell)): Reminder[] {
  const grounds = {
    ...stood,
    plans: shell.all('plan'),
    barriers: shell.all('barrier'),
    approvals: shell.all('approval'),
    events: shell.all('event'),
    findings: findingsByNeed(shell).map((standing) => ({
      standing,
      where: sayWhere(shell, standing.finding),
    })),
  }
  return remindersOf(grounds, actorOf(shell), shell.today)
}

const onCards: readonly Why[] = ['asked', 'late', 'due', 'silent', 'event', 'finding']

/** What stands on no card of an action or an event: of those My patch has its own. */
export const isBesideCards = ({ why }: Reminder): boolean => !onCards.includes(why)
