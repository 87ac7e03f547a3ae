import type { Kind } from '../../shared/kinds.ts'
import type { Mutation } from '../../shared/sync/protocol.ts'
import type { Store } from '../../web/src/lib/store/store.ts'
import { progress } from '../sync/office.ts'
import { Dice } from './dice.ts'
import { actionIn } from './district.ts'
import type { History } from './history.ts'
import type { Phone } from './phone.ts'

/** What somebody does, or what happens, after a while. */
export interface Step {
  wait: number
  do: Deed
  /** Whose phone, by number. */
  phone: number
  /** Which of what there is to choose from. */
  dice: number
}

const DAY = 86_400_000

/** What people do. Each throws its own dice, so that a case without one step is the same but for it. */
const verbs = {
  record: (store, phone, dice) => {
    const actions = store.view.all('action')
    const actionId = actions.length > 0 ? dice.pick(actions).id : 'action-plan'
    const { supersedes: _, ...entry } = {
      ...progress(phone.memberId, word(dice)),
      supersedes: null,
    }
    return store.create('update', `update-${dice.hex(8)}`, { ...entry, actionId })
  },
  note: (store, phone, dice) => {
    const { agencyId } = store.view.one('member', phone.memberId) ?? { agencyId: 'council' }
    const note = { actionId: 'action-plan', agencyId, text: word(dice), isShared: dice.chance(0.5) }
    return store.create('note', `note-${dice.hex(8)}`, {
      ...note,
      ...{ byId: phone.memberId, recordedAt: '2026-11-22T09:00:00.000Z' },
    })
  },
  edit: (store, _phone, dice) => {
    const kind = dice.pick(['action', 'action', 'priority', 'theme'] as const)
    const row = pickFirst(store.view.all(kind), dice)
    if (!row) return null
    const field = dice.pick(editable[kind])
    return store.edit(kind, row.id, { [field]: word(dice) })
  },
  editTwo: (store, _phone, dice) => {
    const row = pickFirst(store.view.all('action'), dice)
    return row ? store.edit('action', row.id, { text: word(dice), how: word(dice) }) : null
  },
  editPart: (store, _phone, dice) => {
    const row = store.view.one('matrixRow', 'line')
    if (!row) return null
    const cells: Record<string, { score: number | null }> = { ...row.cells }
    const cell = dice.pick(['volume', 'harm', 'trend', 'extra'])
    if (cell in cells && dice.chance(0.25)) delete cells[cell]
    else cells[cell] = { score: dice.between(10, 1e6) }
    return store.edit('matrixRow', 'line', { cells })
  },
  addAction: (store, _phone, dice) => {
    const theme = dice.pick(store.view.all('theme'))
    if (!theme) return null
    const planId = theme.priorityId.replace('priority-', '')
    return store.create('action', `action-${dice.hex(8)}`, {
      ...actionIn(planId, theme.id),
      text: word(dice),
      stakeholderIds: [],
      ownerIds: [],
      wardIds: [],
    })
  },
  addTheme: (store, _phone, dice) =>
    store.create('theme', `theme-${dice.hex(8)}`, {
      ...{
        priorityId: dice.pick(['priority-plan', 'priority-plan-b']),
        label: word(dice),
        order: 2,
        fourP: null,
      },
    }),
  takeOut: (store, _phone, dice) => {
    const kind = dice.pick(['action', 'theme'] as const)
    const row = pickFirst(store.view.all(kind), dice)
    return row ? store.remove(kind, row.id) : null
  },
  bringBack: (store, _phone, dice) => {
    const refused = store.attention.filter(
      ({ mutation, result }) => mutation.op === 'edit' && result.reason === 'deleted',
    )
    const entry = refused.length > 0 ? dice.pick(refused) : null
    return entry?.mutation.op === 'edit' ? store.restore(entry.mutation) : null
  },
  settle: (store, _phone, dice) => {
    const open = store.openConflicts
    if (open.length === 0) return null
    const conflict = dice.pick(open)
    const { field, mine, theirs } = conflict
    const other = field.includes('/') ? { score: dice.between(10, 1e6) } : word(dice)
    // A role is chosen from a list: the screen offers no words of one's own for it.
    return store.settle(
      conflict,
      dice.pick(field === 'role' ? [mine, theirs] : [mine, theirs, other]),
    )
  },
  sendAgain: (store, _phone, dice) => {
    const entry = store.attention.length > 0 ? dice.pick(store.attention) : null
    return entry ? store.sendAgain(entry.mutation) : null
  },
} satisfies Record<string, (store: Store, phone: Phone, dice: Dice) => Promise<void> | null>

const editable = {
  action: ['text', 'how', 'target'],
  priority: ['title', 'approach'],
  theme: ['label'],
} as const

/** Mostly the same few rows, so that people meet. */
const pickFirst = <T>(list: readonly T[], dice: Dice): T | undefined =>
  list.length === 0 ? undefined : dice.chance(0.6) ? list[0] : dice.pick(list)

/** Said by nobody else. */
const word = (dice: Dice) =>
  `Words ${dice.hex(8).replace(/\d/g, (it) => 'ghijklmnop'[Number(it)] ?? it)}`

type World = (history: History, phone: Phone, dice: Dice) => void | Promise<void>

/** What befalls phones and the office. */
const events = {
  goOffline: (_history, phone) => phone.setOnline(false),
  goOnline: (_history, phone) => phone.setOnline(true),
  open: (_history, phone) => void (phone.tabs.length === 0 && phone.open()),
  openSecond: (_history, phone) => void (phone.tabs.length < 2 && phone.open()),
  closeTab: (_history, phone, dice) => {
    if (phone.tabs.length > 0) dice.pick(phone.tabs).kill()
  },
  hide: (_history, phone) => {
    for (const tab of phone.tabs) tab.isShown = false
  },
  show: (_history, phone) => {
    for (const tab of phone.tabs) tab.isShown = true
    for (const tab of phone.tabs) tab.wake()
  },
  sendNow: (_history, phone) => void phone.tab?.loop?.now().catch(() => undefined),
  tick: (_history, phone) => void phone.tab?.store?.tick().catch(() => undefined),
  copyProfile: (history, phone) => {
    if (history.phones.length > 3) return
    const copy = phone.copy(`${phone.name}c${history.phones.length}`)
    history.mayFork = true
    history.watch.copied(phone, copy)
    history.phones.push(copy)
    copy.open()
  },
  evict: (history, phone) => {
    phone.evict()
    history.watch.evicted(phone)
    phone.open()
  },
  wrongClock: (_history, phone, dice) => {
    phone.skewMs =
      dice.pick([-5 * 365, -400, -1, 0, 1, 30, 400, 5 * 365]) * DAY + dice.between(0, 1e6)
  },
  loseConnection: (_history, phone) => {
    for (const tab of phone.tabs) for (const it of phone.browser.connectionsOf(tab)) it.lose()
  },
  fillDisk: (history, phone, dice) => {
    phone.fullUntil = history.schedule.now + dice.between(1_000, 20_000)
  },
  backUp: (history) => {
    history.snapshot = history.office.dump()
  },
  /** The office's database is put back as it was when it was backed up. */
  travel: (history, _phone, dice) => {
    if (!history.snapshot) return
    history.office.restore(history.snapshot)
    history.hasTravelled = true
    // Somebody is at work before the phones have noticed.
    if (dice.chance(0.6)) desk(history, 'action-plan', { text: word(dice), how: word(dice) })
  },
  restrict: (history, _phone, dice) => {
    const plan = history.office.rows.get('plan-b')?.data as { restrictedToId?: string | null }
    for (const { memberId } of history.phones) history.hasHidden.add(memberId)
    desk(history, 'plan-b', {
      restrictedToId: plan.restrictedToId && dice.chance(0.7) ? null : 'board',
    })
  },
  regroup: (history, phone, dice) => {
    const memberId = phone.memberId === 'manager' ? 'lead' : phone.memberId
    history.hasHidden.add(memberId)
    desk(history, memberId, { groupIds: dice.chance(0.5) ? ['board'] : [] })
  },
  changeRole: (history, phone, dice) => {
    const memberId = phone.memberId === 'manager' ? 'lead' : phone.memberId
    history.hasHidden.add(memberId)
    desk(history, memberId, {
      role: dice.pick(['priority lead', 'contributor', 'analyst', 'scrutiny reader']),
    })
  },
  deskEdit: (history, _phone, dice) => {
    const id = dice.pick(['action-plan', 'action-plan-b', 'priority-plan'])
    desk(history, id, { [id.startsWith('action') ? 'text' : 'title']: word(dice) })
  },
  deskTakeOut: (history, _phone, dice) => {
    const ids = [...history.office.rows.values()].filter(
      ({ kind, deleted }) => kind === 'action' && !deleted,
    )
    const row = pickFirst(ids, dice)
    if (row) void history.office.remove(row.id).catch(tolerate)
  },
  /** Everybody is away for that long; what has stood its time goes meanwhile. */
  absence: async (history, _phone, dice) => {
    for (const phone of history.phones) phone.killAll()
    await history.wait(90_000)
    const days = dice.pick([20, 40, 90, 200, 200])
    history.snapshot = null
    // Answers are remembered for sixty days, and what was acknowledged is offered again for thirty-five.
    if (days >= 60) history.mayFork = true
    if (days >= 35 && history.hasTravelled) history.watch.forgotten()
    history.schedule.now += days * DAY
    await history.finish(history.office.purge(new Date(history.schedule.now)).catch(tolerate))
    for (const phone of history.phones) if (dice.chance(0.7)) phone.open()
  },
  /** What waits was written by an older build, which called some things otherwise. */
  upgrade: (history, phone) => {
    phone.killAll()
    phone.rewrite('outbox', (_name, value, { result }) => {
      const mutation = value as Mutation
      const isSent = result || history.watch.sent.has(mutation.mid)
      const said = isSent ? null : inOldWords(mutation)
      if (said) history.watch.reworded.add(mutation.mid)
      return said
    })
    phone.open()
  },
  /** A record on the phone cannot be read any more. */
  damage: (_history, phone, dice) => {
    phone.killAll()
    phone.damage('packs', dice.between(0, 100))
    phone.open()
  },
  /** A row on the phone is not any more what it was, and nobody has noticed. */
  rot: (_history, phone, dice) => {
    phone.killAll()
    const place = dice.between(0, 5)
    phone.rewrite('packs', (_name, value) => {
      // One that was damaged before says nothing any more.
      const rows = value as { data: Record<string, unknown> | null }[] | null
      const row = rows?.[place]
      if (!rows || !row?.data) return null
      return rows.with(place, { ...row, data: { ...row.data, order: 77 } })
    })
    phone.isRotten = true
    phone.open()
  },
  oldBuild: (_history, phone) => {
    phone.isOldBuild = true
  },
  newBuild: (_history, phone) => {
    phone.isOldBuild = false
  },
} satisfies Record<string, World>

const desk = (history: History, id: string, changes: Record<string, unknown>) =>
  void history.office.change(id, changes).catch(tolerate)

/** As the first format had it, where that was another. */
function inOldWords(mutation: Mutation): Mutation | null {
  const older = ({ action: ['text', 'wording'], update: ['note', 'remark'] } as const)[
    mutation.kind as 'action'
  ]
  if (!older) return null
  const [now, then] = older
  const rename = <T>(fields: Record<string, T>) =>
    Object.fromEntries(Object.entries(fields).map(([name, it]) => [name === now ? then : name, it]))
  if (mutation.op === 'create')
    return {
      ...mutation,
      schemaVersion: 1,
      entry: rename(mutation.entry as Record<string, unknown>),
    }
  return mutation.op === 'edit'
    ? { ...mutation, schemaVersion: 1, fields: rename(mutation.fields) }
    : null
}

/** The office is reached over the same database, which may just have failed. */
const tolerate = () => undefined

export type Verb = keyof typeof verbs
export type Deed = Verb | keyof typeof events
export const isVerb = (deed: Deed): deed is Verb => Object.hasOwn(verbs, deed)

export async function takeStep(history: History, step: Step) {
  const phone = history.phones[step.phone % history.phones.length] as Phone
  const dice = new Dice(step.dice)
  const deed = step.do
  if (!isVerb(deed)) {
    history.faults.add(deed)
    return (events[deed] as World)(history, phone, dice)
  }
  const tab = phone.tab
  const store = tab?.store
  if (!tab || !store || store.isLocked) return
  // Work in the words of an older build is laid over the view as it is, and cannot be edited until it is sent.
  if (store.outbox.some(({ mutation }) => history.watch.reworded.has(mutation.mid))) return
  let work: Promise<void> | null
  try {
    work = (verbs[deed] as (store: Store, phone: Phone, dice: Dice) => Promise<void> | null)(
      store,
      phone,
      dice,
    )
  } catch (error) {
    return history.fail('error', String(error))
  }
  if (!work) return
  history.operations++
  const before = new Set(history.watch.of(phone).keys())
  // What was refused and is sent again goes on under a name of its own.
  if (deed === 'bringBack' || deed === 'sendAgain')
    for (const { mid } of store.attention) history.watch.sentAgain.add(mid)
  work.then(
    () => {
      const isKept = [...history.watch.of(phone).keys()].some((mid) => !before.has(mid))
      if (!isKept && deed !== 'editPart')
        history.fail('I1', `${deed} was said to be kept on ${phone.name} and is not`)
    },
    (error: unknown) => history.refused(deed, error),
  )
}

export type { Kind }
