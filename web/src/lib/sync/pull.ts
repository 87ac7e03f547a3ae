import { PROTOCOL } from '../../../../shared/sync/limits.ts'
import type { DeviceOrder, PullResponse } from '../../../../shared/sync/protocol.ts'
import type { Store } from '../store/store.ts'
import { emptyHaul, gather, isComplete, standingOf, wholeScopes } from './haul.ts'
import type { Haul } from './haul.ts'
import { land, load } from './land.ts'
import type { Cargo } from './land.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

/**
 * Brings what changed, page by page. A page, its cursor and the outbox entries whose effect it
 * carries land in one transaction, so a person's own write never flickers out of view.
 *
 * On a first sync each page lands as it comes, while the next is on its way. Later on, scopes that the
 * phone does not hold are gathered beside what it does and swapped in when nothing is left to fill: the
 * phone is never wiped first. Answers the order to leave, if there is one.
 */
export async function pullAll(store: Store, transport: Transport): Promise<DeviceOrder | null> {
  let cargo: Cargo | DeviceOrder = await bring(store, transport, await begin(store))
  for (;;) {
    if (typeof cargo === 'string') return cargo
    const { haul, page } = cargo
    const next: Haul = rest(cargo)
    // On a first sync the next page is fetched and sealed while this one goes to the disk.
    const ahead = next.isDirect ? bring(store, transport, next) : null
    ahead?.catch(() => undefined)
    const isReady = isComplete(page)
    // Of a whole that is not complete nothing lands: its cursor would stand for what is not here.
    const lands = isReady || haul.isDirect || !haul.isWhole
    if (lands && !(await land(store, cargo))) return null
    if (!page.more) return null
    cargo = await (ahead ?? bring(store, transport, lands ? next : haul))
  }
}

/** Fetches a page and readies what it brings; an order to leave brings nothing. */
async function bring(
  store: Store,
  transport: Transport,
  before: Haul,
): Promise<Cargo | DeviceOrder> {
  const page = await ask(store, transport, before)
  if (isSomebodyElses(page, store)) throw new TransportError('other-member')
  if (page.order) return page.order
  const haul = page.resync ? { ...emptyHaul(before.from), isWhole: true, isRewound: true } : before
  gather(haul, page)
  return load(store, haul, page)
}

async function begin({ db }: Store): Promise<Haul> {
  const meta = await db.allMeta()
  const from = standingOf(meta)
  const isDirect = from.at ? from.filling !== null : (await db.packs.count()) === 0
  return emptyHaul(from, from.at ? meta.held : [], isDirect)
}

/** What is still to be gathered once a page has landed. */
function rest({ haul, page, held }: Cargo): Haul {
  const { to } = haul
  if (haul.isDirect) return emptyHaul(to, held, to.filling !== null)
  // What the tables know of a fill is a first sync's; of one beside they know nothing.
  const from = { ...to, filling: null }
  if (isComplete(page)) return emptyHaul(from, held)
  const { filled, beside } = haul
  // What clashed in a scope that is gathered beside comes with it.
  const conflicts = haul.conflicts.filter(({ scope }) => !held.includes(scope))
  return { ...emptyHaul(from, held), to, filled, beside, conflicts }
}

async function ask({ db, as, unsent }: Store, transport: Transport, haul: Haul) {
  const { at, filling, seen } = haul.to
  const { deviceId = '', answeredTo: since = 0 } = await db.allMeta()
  return transport.pull({
    ...{ deviceId, as, at, filling, seen },
    // Said until the server has answered it, and not of the past that it then brings.
    since: haul.isRewound ? null : since,
    held: wholeScopes(haul),
    pendingFrom: unsent[0]?.seq ?? null,
    unsent: unsent.length,
    speaks: PROTOCOL,
  })
}

const isSomebodyElses = (page: PullResponse, { as }: Store) =>
  as !== null && (page.memberId !== as.memberId || page.partnershipId !== as.partnershipId)
