import { addDays } from '../words/dates.ts'
import type { Action } from './action.ts'
import { standingOf } from './standing.ts'
import { statuses } from './status.ts'
import type { Status, Update } from './update.ts'

type Stored<T> = T & { id: string }

/** The "Record progress" form as it is typed: words in fields, kept as a draft at every keystroke. */
export interface ProgressFields {
  status: Status
  note: string
  reached: string
  /** A date that has a button of its own (today or yesterday), or `other`. */
  day: string
  otherDay: string
  /** Milestones that are done with this. */
  milestoneIds: string[]
}

export type ProgressFault = { field: 'status' | 'reached' | 'otherDay'; text: string }

const isRecent = (on: string, today: string) => on === today || on === addDays(today, -1)

/** Puts a date where the form shows it: on its button, or in the date field. */
const dayFields = (on: string, today: string) =>
  isRecent(on, today) ? { day: on, otherDay: '' } : { day: 'other', otherDay: on }

/**
 * What the form opens with: the entry to be corrected, or the action's present status and today. An
 * action that has not begun opens as on track, because whoever records progress has begun it.
 */
export function openWith(
  action: Pick<Action, 'timescale'>,
  log: readonly Stored<Update>[],
  today: string,
  corrects?: Update,
): ProgressFields {
  if (corrects) {
    return {
      status: corrects.status,
      note: corrects.note,
      reached: corrects.reached?.toString() ?? '',
      ...dayFields(corrects.happenedOn, today),
      milestoneIds: [...(corrects.milestoneIds ?? [])],
    }
  }
  const { status } = standingOf(action, log, today)
  return {
    status: status === 'not started' ? 'on track' : status,
    note: '',
    reached: '',
    ...dayFields(today, today),
    milestoneIds: [],
  }
}

/** The form as a draft is kept: words only. */
export const asDraft = ({ milestoneIds, ...words }: ProgressFields): Record<string, string> => ({
  ...words,
  milestoneIds: milestoneIds.join(' '),
})

/** A draft as it was left, on the day it is found again: what was "today" then keeps its date. */
export function reopen(
  fields: ProgressFields,
  draft: Readonly<Record<string, string>>,
  today: string,
): ProgressFields {
  const { status, note, reached, day, otherDay } = { ...fields, ...draft }
  const ticked = draft.milestoneIds?.split(' ').filter(Boolean) ?? fields.milestoneIds
  const known = statuses.find((it) => it === status) ?? fields.status
  const days = day === 'other' ? { day, otherDay } : dayFields(day, today)
  return { status: known, note, reached, ...days, milestoneIds: ticked }
}

/** "1,200" and " 30 " are numbers to the person who typed them. */
const digits = (typed: string) => typed.replaceAll(/[,\s]/g, '')

export function faultsIn(
  { reached, day, otherDay }: ProgressFields,
  today: string,
): ProgressFault[] {
  const faults: ProgressFault[] = []
  if (!/^\d{0,7}$/.test(digits(reached))) {
    const text = 'People reached must be a whole number, such as 30'
    faults.push({ field: 'reached', text })
  }
  if (day === 'other' && !/^\d{4}-\d\d-\d\d$/.test(otherDay)) {
    faults.push({ field: 'otherDay', text: 'Say which day it was' })
  } else if (day === 'other' && otherDay > today) {
    faults.push({ field: 'otherDay', text: 'That day is still to come' })
  }
  return faults
}

/** The entry that a form without faults stands for. An empty count is no count, not nought. */
export function entryOf({ status, note, reached, day, otherDay, milestoneIds }: ProgressFields) {
  return {
    status,
    note: note.trim(),
    reached: digits(reached) === '' ? null : Number(digits(reached)),
    happenedOn: day === 'other' ? otherDay : day,
    ...(milestoneIds.length > 0 && { milestoneIds }),
  }
}
