import type { DeviceOrder, Filling, PullResponse } from '../../../../shared/sync/protocol.ts'
import type { Store } from '../store/store.ts'
import { emptyHaul, gather, isComplete, wholeScopes } from './haul.ts'
import { land } from './land.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

/**
 * Brings what changed, page by page. A page, its cursor and the outbox entries whose effect it
 * carries land in one transaction, so a person's own write never flickers out of view.
 *
 * Scopes that the phone does not hold are gathered beside what it does and swapped in when nothing
 * is left to fill: the phone is never wiped first. Answers the order to leave, if there is one.
 */
export async function pullAll(store: Store, transport: Transport): Promise<DeviceOrder | null> {
  const { db } = store
  let at = (await db.readMeta('at')) ?? null
  let haul = emptyHaul(at, at ? await db.readMeta('held') : [])
  let filling: Filling | null = null
  for (;;) {
    const waiting = store.outbox.filter((entry) => !entry.result)
    const page = await transport.pull({
      deviceId: (await db.readMeta('deviceId')) ?? '',
      as: store.as,
      at,
      held: wholeScopes(haul),
      filling,
      pendingFrom: waiting[0]?.seq ?? null,
      unsent: waiting.length,
    })
    if (isSomebodyElses(page, store)) throw new TransportError('other-member')
    if (page.order) return page.order
    if (page.resync) haul = { ...emptyHaul(haul.from), isWhole: true }
    gather(haul, page)
    at = page.at
    filling = page.filling
    const isReady = isComplete(haul, page)
    // Of a whole that is not complete nothing lands: its cursor would stand for what is not here.
    if (isReady || !haul.isWhole) {
      if (!(await land(store, haul, page))) return null
      const { held, filled, beside } = haul
      haul = isReady ? emptyHaul(at, wholeScopes(haul)) : { ...emptyHaul(at, held), filled, beside }
    }
    if (!page.more) return null
  }
}

const isSomebodyElses = (page: PullResponse, { as }: Store) =>
  as !== null && (page.memberId !== as.memberId || page.partnershipId !== as.partnershipId)
