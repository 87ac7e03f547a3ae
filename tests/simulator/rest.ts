import { may } from '../../shared/access/may.ts'
import { kinds } from '../../shared/kinds.ts'
import type { Kind } from '../../shared/kinds.ts'
import { isSame } from '../../shared/sync/canonical.ts'
import { pullAll } from '../../web/src/lib/sync/pull.ts'
import { checkAll } from '../../web/src/lib/sync/check.ts'
import type { Conflict, Mutation } from '../../shared/sync/protocol.ts'
import { PARTNERSHIP } from './district.ts'
import type { History } from './history.ts'
import type { Phone } from './phone.ts'
import { replay } from './replay.ts'
import type { Tab } from './tab.ts'
import { valuesOf } from './watch.ts'

/** What must hold once everything has been sent and fetched. */
export async function checkRest(history: History) {
  for (const phone of history.phones) {
    if (phone.isRotten) await putRight(history, phone)
    for (const tab of phone.tabs) {
      sameAsOffice(history, tab)
      sameConflicts(history, tab)
    }
    await digestsAgree(history, phone)
    everyEntryEnded(history, phone)
  }
  replay(history)
}

/** I3: a phone shows exactly what the office would show its member. I6: it keeps nothing else. */
function sameAsOffice(history: History, { name, phone, store }: Tab) {
  if (!store) return history.fail('I3', `${name} is not open`)
  const { office } = history
  if (store.outbox.length > 0)
    history.fail('I3', `${name} still shows ${store.outbox.length} as waiting`)
  if (store.isLocked) history.fail('I3', `${name} is locked right after contact`)
  const visible = office.visible(phone.memberId)
  for (const kind of Object.keys(kinds) as Kind[]) {
    const wanted = new Map<string, unknown>()
    for (const row of office.rows.values()) {
      if (row.kind === kind && !row.deleted && visible.has(row.scope)) wanted.set(row.id, row.data)
    }
    for (const { id, ...data } of store.view.all(kind) as unknown as { id: string }[]) {
      if (!wanted.has(id)) history.fail('I3', `${name} shows ${kind} ${id}, which is not for it`)
      else if (!isSame(wanted.get(id), data)) {
        const [theirs, mine] = [wanted.get(id), data].map((it) => JSON.stringify(it))
        history.fail('I3', `${name} shows ${id} as ${mine} and not as ${theirs}`)
      }
      wanted.delete(id)
    }
    for (const id of wanted.keys()) history.fail('I3', `${name} does not show ${kind} ${id}`)
  }
  for (const scope of phone.scopes()) {
    if (!visible.has(scope)) history.fail('I6', `${phone.name} keeps ${scope}`)
  }
  for (const row of store.view.bases()) {
    if (!visible.has(row.scope)) history.fail('I6', `${phone.name} keeps ${row.id} of ${row.scope}`)
  }
}

interface StoredConflict {
  id: string
  row_id: string
  mine: string
  theirs: string
  mine_by_id: string
}

/** I3 for what waits to be settled: those it concerns see it, whole, and nobody else does. */
function sameConflicts(history: History, { name, phone, store }: Tab) {
  const { office } = history
  const actor = office.actor(phone.memberId)
  const wanted = new Map<string, StoredConflict>()
  const open = office.d1.look<StoredConflict>(
    'select id, row_id, mine, theirs, mine_by_id from conflict where partnership_id = ? and settled = 0',
    PARTNERSHIP,
  )
  for (const it of open) {
    const scope = office.rows.get(it.row_id)?.scope ?? ''
    if (!actor.scopes?.has(scope)) continue
    if (may(actor, 'read', { kind: 'conflict', scope, data: { ...it, mineById: it.mine_by_id } }))
      wanted.set(it.id, it)
  }
  // Whose role has changed may have one from before that screens no longer show them.
  const isShown = (it: Conflict) =>
    !it.settled && may(actor, 'read', { kind: 'conflict', scope: it.scope, data: it })
  for (const { id, mine, theirs } of store?.conflicts.filter(isShown) ?? []) {
    const there = wanted.get(id)
    if (!there) history.fail('I3', `${name} shows the conflict ${id}, which is not open for it`)
    else if (!isSame(mine, JSON.parse(there.mine)) || !isSame(theirs, JSON.parse(there.theirs)))
      history.fail('I3', `${name} shows other values in the conflict ${id}`)
    wanted.delete(id)
  }
  for (const id of wanted.keys()) history.fail('I3', `${name} does not show the conflict ${id}`)
}

/** I3: both ends count and hash alike, and no comparison before has found anything to put right. */
async function digestsAgree(history: History, phone: Phone) {
  const repairs = phone.meta<unknown[]>('repairs') ?? []
  if (repairs.length > 0 && !phone.isRotten)
    history.fail('I3', `${phone.name} had rows put right: ${JSON.stringify(repairs)}`)
  const [tab] = phone.tabs
  if (!tab?.store) return
  const answer = await history.finish(checkAll(tab.store, tab))
  if (answer !== 0)
    history.fail('I3', `${phone.name} differs from the office by digest: ${String(answer)}`)
}

/** A comparison finds what is not as it should be, and it is fetched again; at the latest by the second pull. */
async function putRight(history: History, { tabs }: Phone) {
  const [tab] = tabs
  for (let tries = 0; tries < 3 && tab?.store; tries++) {
    const rows = await history.finish(checkAll(tab.store, tab))
    await history.finish(pullAll(tab.store, tab))
    if (rows === 0) return
  }
}

/** I1: everything that was ever kept on a phone has been applied, is a conflict, or is before its person. */
function everyEntryEnded(history: History, phone: Phone) {
  const refused = new Set(phone.mids('attention'))
  for (const { mutation } of history.watch.of(phone).values()) {
    const { mid, op, id } = mutation
    if (history.watch.excused.has(mid)) continue
    const fate = history.office.fates.get(mid)
    const said = `${op} ${id} (${mid.slice(0, 8)}) of ${phone.name}`
    const isSentAgain =
      history.watch.sentAgain.has(mid) && history.watch.after(mid, phone).some((it) => it.id === id)
    if (!fate) {
      if (!refused.has(mid) && !isSentAgain) history.fail('I1', `${said} has vanished`)
    } else if (fate.outcome === 'rejected') {
      // What this build has kept, the office understands, whenever it was written.
      if (fate.reason === 'invalid' || fate.reason === 'too-new')
        history.fail('I11', `${said} was refused as ${fate.reason}: ${fate.detail}`)
      if (!refused.has(mid) && !isSentAgain)
        history.fail('I1', `${said} was refused and nobody is told`)
    } else if (fate.outcome === 'conflict') {
      // A copied profile goes on from the same work, and writes over it what both have seen.
      const later = history.phones.flatMap((it) => history.watch.after(mid, it))
      bothAreKept(history, mutation, later, said)
    } else if (op === 'create' && !history.office.rows.has(id) && !history.office.deleted.has(id)) {
      history.fail('I1', `${said} was taken and is not there`)
    }
  }
}

/** I4 of the promises: of two values for one field neither is lost. */
function bothAreKept(history: History, mutation: Mutation, later: Mutation[], said: string) {
  const stored = history.office.d1.look<{ field: string; mine: string }>(
    'select field, mine from conflict where partnership_id = ? and row_id = ?',
    ...[PARTNERSHIP, mutation.id],
  )
  const isKept = valuesOf(mutation).some(([field, value]) => {
    const isOutdone = later.some(
      (it) => it.id === mutation.id && valuesOf(it).some(([name]) => name === field),
    )
    return (
      isOutdone || stored.some((it) => it.field === field && isSame(JSON.parse(it.mine), value))
    )
  })
  if (!isKept) history.fail('I1', `${said} is a conflict, and its value is kept nowhere`)
}
