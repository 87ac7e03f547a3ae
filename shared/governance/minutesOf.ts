import { sayDate } from '../words/dates.ts'
import type { Meeting } from './meeting.ts'
import type { Minute } from './minute.ts'
import type { Stored } from './planRows.ts'

/** A document in pieces, for paper, a page and a file alike. */
export type Block =
  | { is: 'title' | 'heading' | 'text'; text: string }
  | { is: 'labelled'; label: string; text: string }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { is: 'pictures'; pictures: readonly PictureShown[] }

/** A photo in a document. Its bytes are found by whoever shows it. */
export interface PictureShown {
  id: string
  hash: string
  widthPx: number
  heightPx: number
  /** What it is of: its caption, and what is read out in its stead. */
  of: string
}

export interface MinutesGround {
  meeting: Stored<Meeting>
  groupName: string
  marking: string
  minutes: readonly Stored<Minute>[]
  /** Members by id; an id that is not here is somebody no longer here. */
  nameOf: (memberId: string) => string
  /** An action arising in words; null where it stands in a plan that the reader does not see. */
  actionOf: (actionId: string) => { text: string; owner: string; due: string } | null
}

/** Minutes by the order of the agenda they were taken in, then by when they were recorded. */
export const inOrder = (a: Stored<Minute>, b: Stored<Minute>) =>
  a.order - b.order || (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0)

/** The minutes of a meeting as a document: who was there, what was said and decided, and what is to be done. */
export function minutesOf(it: MinutesGround): Block[] {
  const { meeting, groupName, marking, nameOf } = it
  const names = (ids: readonly string[] | null | undefined) =>
    (ids ?? []).map(nameOf).filter(Boolean).join(', ')
  const when = [sayDate(meeting.onDate, ''), meeting.startsAt, meeting.place].filter(Boolean)
  const taken = it.minutes.toSorted(inOrder)
  const labelled = (label: string, text: string | null | undefined): Block[] =>
    text ? [{ is: 'labelled', label, text }] : []
  return [
    { is: 'text', text: marking },
    { is: 'title', text: meeting.title },
    { is: 'text', text: [groupName, ...when].join(' · ') },
    ...(meeting.state === 'minutes agreed'
      ? []
      : [{ is: 'text' as const, text: 'Draft: these minutes have not been agreed yet.' }]),
    ...labelled('Chair', meeting.chairId && nameOf(meeting.chairId)),
    ...labelled('Present', names(meeting.attendeeIds)),
    ...labelled('Apologies', names(meeting.apologyIds)),
    ...taken.flatMap((minute, at): Block[] => [
      { is: 'heading', text: `${at + 1}. ${minute.heading}` },
      ...(minute.text ? [{ is: 'text' as const, text: minute.text }] : []),
      ...labelled('Decision', minute.decision),
      ...labelled('Action', minute.actionId && (it.actionOf(minute.actionId)?.text ?? unseen)),
    ]),
    ...actionTable(taken, it.actionOf),
  ]
}

const unseen = 'An action of a plan that is for another group'

function actionTable(
  minutes: readonly Stored<Minute>[],
  actionOf: MinutesGround['actionOf'],
): Block[] {
  const rows = minutes.flatMap(({ actionId }, at) => {
    const action = actionId ? actionOf(actionId) : null
    return action ? [[String(at + 1), action.text, action.owner, action.due]] : []
  })
  if (rows.length === 0) return []
  return [
    { is: 'heading', text: 'Actions arising' },
    { is: 'table', head: ['Item', 'Action', 'Who', 'By when'], rows },
  ]
}
