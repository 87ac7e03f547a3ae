import { sayDate, sayDue } from '../words/dates.ts'
import { whys } from './reminder.ts'
import type { Reminder, Why } from './reminder.ts'

/** Why it is on the list, beside the row's own words: "3 days late", "Waits for approval since Thu 19 Nov". */
export function sayWhy({ why, onDate }: Pick<Reminder, 'why' | 'onDate'>, today: string): string {
  const day = onDate ? sayDate(onDate, today) : ''
  switch (why) {
    case 'asked':
      return `An update was asked for on ${day}`
    case 'late':
    case 'due':
    case 'finding':
      return onDate ? sayDue(onDate, today) : 'Due'
    case 'barrier':
      return `A barrier waits for you since ${day}`
    case 'decided':
      return `A barrier was decided on ${day}`
    case 'approval':
      return `Waits for approval since ${day}`
    case 'event':
      return onDate === today ? 'Today' : 'Tomorrow'
    case 'silent':
      return onDate ? `Nothing heard since ${day}` : 'Nothing recorded yet'
  }
}

/** Each reason as a heading of a letter. */
export const headings: Readonly<Record<Why, string>> = {
  asked: 'An update was asked for',
  late: 'Late',
  barrier: 'Barriers that wait for you',
  decided: 'Decisions about barriers',
  approval: 'Plans that wait for approval',
  event: 'Events today and tomorrow',
  finding: 'Findings to see to',
  due: 'Due within seven days',
  silent: 'Nothing heard for long',
}

type Count = Why | 'tomorrow'
const counted: Readonly<Record<Count, readonly [one: string, more: string]>> = {
  asked: ['update asked for', 'updates asked for'],
  late: ['action late', 'actions late'],
  barrier: ['barrier waits for you', 'barriers wait for you'],
  decided: ['barrier decided', 'barriers decided'],
  approval: ['plan waits for approval', 'plans wait for approval'],
  event: ['event today', 'events today'],
  tomorrow: ['event tomorrow', 'events tomorrow'],
  finding: ['finding to see to', 'findings to see to'],
  due: ['action due', 'actions due'],
  silent: ['action gone silent', 'actions gone silent'],
}
const order: readonly Count[] = whys.flatMap((why) =>
  why === 'event' ? [why, 'tomorrow' as const] : why,
)
const MOST_PARTS = 3

/**
 * How many of each there are, and nothing of what they are: "2 actions late, 1 action due". It shows on a
 * locked phone and passes through other people's servers, so no word of it comes from a row. Empty for none.
 */
export function sayCounts(reminders: readonly Pick<Reminder, 'why' | 'onDate'>[], today: string) {
  const counts = new Map<Count, number>()
  for (const { why, onDate } of reminders) {
    const of = why === 'event' && onDate !== today ? 'tomorrow' : why
    counts.set(of, (counts.get(of) ?? 0) + 1)
  }
  const said = order.filter((it) => counts.has(it))
  const shown = said.slice(0, MOST_PARTS).map((it) => {
    const count = counts.get(it) ?? 0
    return `${count} ${counted[it][count === 1 ? 0 : 1]}`
  })
  const left = said.slice(MOST_PARTS).reduce((sum, it) => sum + (counts.get(it) ?? 0), 0)
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join(', ')
}

/** Where in the app it is seen to. */
export function pathOf({ why, id, actionId, planId }: Reminder): string {
  if (why === 'event') return `/events/${encodeURIComponent(id)}`
  if (why === 'finding') return `/findings/${encodeURIComponent(id)}`
  if (actionId) return `/actions/${encodeURIComponent(actionId)}`
  const room = why === 'approval' ? 'approval' : 'barriers'
  return `/plan/${room}?plan=${encodeURIComponent(planId ?? '')}`
}
