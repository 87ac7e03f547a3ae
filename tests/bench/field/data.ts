import { createHash } from 'node:crypto'
import { EVENTS_SCOPE, openedBy } from '../../../shared/access/scopes.ts'
import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { photoId } from '../../../shared/photo/ids.ts'
import type { Row } from '../../../shared/sync/protocol.ts'
import { Dice } from '../data/dice.ts'
import { note, pickWords } from '../data/words.ts'
import { MEMBER, PLAN, planRows } from '../plan/data.ts'

export const ACTION = 'action-0'
export const EVENT = 'event-big'
const ENTRIES = 2_000
/** The team; of its entries one in so many was logged on this phone. */
const TEAM = 20
const MINE = 4
const STREETS = 6

const kinds = ['contact made', 'contact made', 'no answer', 'advice given', 'item issued'] as const

export const scopeOf = (kind: string) =>
  kind === 'outreach' ? EVENTS_SCOPE : openedBy('plan', PLAN)

/**
 * A plan with one action of 2,000 entries and these pictures beside some of them, and a Cleansweep with
 * 2,000 outreach entries of a team of twenty, one in thirty of them a correction of another.
 */
export function fieldRows(now: Date, pictures: readonly Buffer[], seed = 7): Row[] {
  const dice = new Dice(seed)
  const rows = planRows(now).filter(({ kind }) => kind !== 'update' && kind !== 'milestone')
  const add = <K extends Kind>(kind: K, id: string, data: DataOf<K>) =>
    rows.push({
      ...{ kind, id, version: 900_000, deleted: false, data },
      scope: kind === 'event' ? EVENTS_SCOPE : scopeOf(kind),
    })
  const time = (nth: number) => new Date(now.getTime() - nth * 10_000).toISOString()
  for (let nth = 0; nth < ENTRIES; nth++) {
    add('update', `entry-${nth}`, {
      ...{ actionId: ACTION, status: 'on track', note: note(dice, 110), reached: dice.below(9) },
      ...{ happenedOn: time(nth).slice(0, 10), byId: MEMBER, recordedAt: time(nth) },
    })
  }
  for (const [nth, bytes] of pictures.entries()) {
    const hash = hashOf(bytes)
    const size = { bytes: bytes.length, widthPx: 1600, heightPx: 1200 }
    add('photo', photoId(hash, 'abcdef'), {
      ...{ ofKind: 'update', ofId: `entry-${nth * 2}`, byId: MEMBER, recordedAt: time(nth) },
      picture: { hash, type: 'image/jpeg', ...size },
    })
  }
  const orders = Array.from({ length: STREETS }, (_, order) => order)
  add('event', EVENT, {
    ...{ title: 'Cleansweep', kind: 'Cleansweep', onDate: now.toISOString().slice(0, 10) },
    ...{ wardIds: ['ward-0'], agencyIds: ['agency-0', 'agency-1'], leadId: MEMBER },
    streets: Object.fromEntries(
      orders.map((order) => [`street-${order}`, { name: pickWords(dice, 2), homes: 60, order }]),
    ),
    kit: { alarm: { what: 'Door alarm', isGiven: true, order: 0 } },
    links: { [ACTION]: { kind: 'action', measure: 'contacts' } },
  })
  for (let nth = 0; nth < ENTRIES; nth++) {
    const kind = dice.pick(kinds)
    add('outreach', `outreach-${nth}`, {
      ...{ eventId: EVENT, kind, count: 1, streetId: `street-${dice.below(STREETS)}` },
      ...{ what: kind === 'item issued' ? 'Door alarm' : null, agencyId: `agency-${nth % 6}` },
      byId: nth % MINE === 0 ? MEMBER : `member-${1 + dice.below(TEAM - 1)}`,
      recordedAt: time(nth),
      supersedes: nth % 30 === 29 ? `outreach-${nth + 1 - 30}` : null,
    })
  }
  return rows
}

export const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
