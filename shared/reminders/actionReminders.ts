import { markingOf } from '../access/marking.ts'
import { pickMine } from '../plan/mine.ts'
import type { Plan } from '../plan/plan.ts'
import { dateInUk, daysBetween } from '../words/dates.ts'
import type { ListedAction, Reminder, Stored } from './reminder.ts'

/**
 * What is due within so many days is reminded of. Seven, because then no day falls between two weekly
 * letters: whatever is due was in one of them.
 */
export const DUE_DAYS = 7

type Said = Pick<Reminder, 'why' | 'key' | 'onDate'>
interface Me {
  memberId: string
  wardIds: readonly string[]
}

/** Of one's own actions, at most one reminder each: what matters most about it today. */
export function actionReminders(
  listed: readonly ListedAction[],
  plans: ReadonlyMap<string, Stored<Plan>>,
  me: Me,
  today: string,
): Reminder[] {
  const running = listed.filter(({ action }) => {
    const plan = plans.get(action.planId)
    return plan && plan.state !== 'archived'
  })
  return pickMine(running, me.memberId, me.wardIds).flatMap((it) => {
    const said = sayOf(it, me.memberId, today)
    const { action } = it
    if (!said) return []
    return {
      ...said,
      ...{ id: action.id, actionId: action.id, planId: action.planId },
      ...{ ref: action.ref, text: action.text },
      isSensitive: isSensitive(action, plans.get(action.planId)),
    }
  })
}

function sayOf(
  { action, standing, asked }: ListedAction,
  memberId: string,
  today: string,
): Said | null {
  const { dueOn, daysLate, latest } = standing
  if (asked?.toIds.includes(memberId)) {
    return {
      why: 'asked',
      key: `asked:${action.id}:${asked.recordedAt}`,
      onDate: dateInUk(new Date(asked.recordedAt)),
    }
  }
  if (dueOn && daysLate > 0)
    return { why: 'late', key: `late:${action.id}:${dueOn}`, onDate: dueOn }
  if (dueOn && standing.isDueSoon && daysBetween(today, dueOn) <= DUE_DAYS) {
    return { why: 'due', key: `due:${action.id}:${dueOn}`, onDate: dueOn }
  }
  if (!standing.isSilent) return null
  const since = latest?.id ?? ''
  return { why: 'silent', key: `silent:${action.id}:${since}`, onDate: latest?.happenedOn ?? null }
}

export const isSensitive = (...rows: readonly unknown[]): boolean =>
  markingOf(...rows.map((data) => ({ data }))) === 'OFFICIAL-SENSITIVE'
