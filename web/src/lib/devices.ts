import { sayInstant } from '../../../shared/words/dates.ts'
import { api } from './api.ts'
import { ask } from './answer.ts'
import { plural } from './words.ts'

/** The browsers that members use: when each was last in touch, and what it may be told to do. */
export const readDevices = () => ask((it) => api.devices.$get({}, it))
export type Device = Extract<Awaited<ReturnType<typeof readDevices>>, { ok: true }>['is'][number]

/** "3 entries not sent, last in touch Thu 26 Nov, 09:10". */
export function sayContact({ unsent, lastContactAt }: Device, today: string): string {
  const waiting = unsent ? `${plural(unsent, 'entry', 'entries')} not sent` : 'Nothing left to send'
  return `${waiting}, last in touch ${sayInstant(lastContactAt, today)}`
}

/** What an order has come to; empty when there is none. */
export function sayOrder({ ordered, orderedAt, doneAt }: Device, today: string): string {
  if (!ordered || !orderedAt) return ''
  const what = ordered === 'wipe' ? 'wipe' : 'sign out'
  return doneAt
    ? `Told to ${what}, and did so ${sayInstant(doneAt, today)}`
    : `Told to ${what} ${sayInstant(orderedAt, today)}. It does so when it is next in touch.`
}

/** Whether work goes with it: the browser offers what it has not sent, once, before it deletes. */
export const sayLoss = ({ unsent }: Device) =>
  unsent
    ? `It had ${plural(unsent, 'entry', 'entries')} not sent when it was last in touch, and sends ${unsent === 1 ? 'it' : 'them'} first.`
    : 'What it has not sent by then it sends first.'
