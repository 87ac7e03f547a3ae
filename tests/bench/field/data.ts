import { createHash } from 'node:crypto'
import { openedBy } from '../../../shared/access/scopes.ts'
import { photoId } from '../../../shared/photo/ids.ts'
import type { Row } from '../../../shared/sync/protocol.ts'
import { Dice } from '../data/dice.ts'
import { note } from '../data/words.ts'
import { MEMBER, PLAN, planRows } from '../plan/data.ts'

export const ACTION = 'action-0'
const ENTRIES = 2_000

/** A plan, with one action of 2,000 entries, and these pictures beside some of them. */
export function fieldRows(now: Date, pictures: readonly Buffer[], seed = 7): Row[] {
  const dice = new Dice(seed)
  const rows = planRows(now).filter(({ kind }) => kind !== 'update' && kind !== 'milestone')
  const scope = openedBy('plan', PLAN)
  const add = (kind: string, id: string, data: unknown) =>
    rows.push({ kind, id, scope, version: 900_000, deleted: false, data })
  const time = (nth: number) => new Date(now.getTime() - nth * 60_000).toISOString()
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
  return rows
}

export const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
