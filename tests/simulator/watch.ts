import { isSame } from '../../shared/sync/canonical.ts'
import { readField } from '../../shared/sync/fields.ts'
import type { Kind } from '../../shared/kinds.ts'
import type { Cursor, Mutation, PullResponse } from '../../shared/sync/protocol.ts'
import type { History } from './history.ts'
import type { Phone } from './phone.ts'
import type { Tab } from './tab.ts'

/** Work that a tab has shown as kept on its phone: it must not be lost from here on. */
export interface Kept {
  mutation: Mutation
  /** Where its phone stood when it was written: the past that its base version is of. */
  at: Cursor | null
  phone: Phone
  tab: Tab
}

interface Seen {
  at: Cursor | null
  deviceId: string | null
  /** Set by what may take a cursor back: a resync, a cleared browser. */
  mayGoBack: boolean
}

/** Looks at every tab whenever it tells its screens that something has changed. */
export class Watch {
  readonly #history: History
  /** By phone and name: a copied profile keeps the same work twice. */
  kept = new Map<Phone, Map<string, Kept>>()
  /** Work that a person threw away, or a browser with all else. */
  excused = new Set<string>()
  /** Work that was refused and that a person has had sent once more. */
  sentAgain = new Set<string>()
  /** Work that has gone out at least once. */
  sent = new Set<string>()
  /** Work that stands on its phone in the words of an older build. */
  reworded = new Set<string>()
  #seen = new Map<Phone, Seen>()

  constructor(history: History) {
    this.#history = history
  }

  of(phone: Phone): Map<string, Kept> {
    const known = this.kept.get(phone)
    if (known) return known
    const map = new Map<string, Kept>()
    this.kept.set(phone, map)
    return map
  }

  /** What was written on a phone after this work, if it was ever there. */
  after(mid: string, phone: Phone): Mutation[] {
    const works = [...this.of(phone).values()].map(({ mutation }) => mutation)
    const at = works.findIndex((it) => it.mid === mid)
    return at < 0 ? [] : works.slice(at + 1)
  }

  seen(phone: Phone): Seen {
    const known = this.#seen.get(phone)
    if (known) return known
    const seen = { at: null, deviceId: null, mayGoBack: false }
    this.#seen.set(phone, seen)
    return seen
  }

  /** The browser has cleared itself: what waited there is gone, and nobody promised otherwise. */
  evicted(phone: Phone) {
    for (const mid of this.of(phone).keys()) this.excused.add(mid)
    this.kept.delete(phone)
    this.#seen.delete(phone)
  }

  /** So long after a restore no phone offers again what the office lost. */
  forgotten() {
    for (const kept of this.kept.values())
      for (const mid of kept.keys()) if (!this.#history.office.fates.has(mid)) this.excused.add(mid)
  }

  copied(from: Phone, to: Phone) {
    this.kept.set(
      to,
      new Map([...this.of(from)].map(([mid, kept]) => [mid, { ...kept, phone: to }])),
    )
    this.#seen.set(to, { ...this.seen(from) })
  }

  /** Everything that was ever kept must be here after a start, or have arrived. */
  opened(tab: Tab) {
    for (const kept of this.of(tab.phone).values()) if (kept.tab.isDead) kept.tab = tab
    this.told(tab)
    const here = new Set(
      ['outbox', 'attention', 'journal'].flatMap((it) => tab.phone.mids(it as 'outbox')),
    )
    for (const [mid, { mutation }] of this.of(tab.phone)) {
      if (here.has(mid) || this.excused.has(mid) || this.#history.office.fates.has(mid)) continue
      if (this.sentAgain.has(mid)) continue
      this.#history.fail(
        'I1',
        `${mutation.op} ${mutation.id} was kept on ${tab.phone.name} and is not there any more`,
      )
    }
  }

  pulled(tab: Tab, answer: PullResponse) {
    if (answer.resync) this.seen(tab.phone).mayGoBack = true
  }

  told(tab: Tab) {
    const { store, phone } = tab
    if (!store || tab.isDead) return
    const kept = this.of(phone)
    for (const { mutation } of store.outbox) {
      if (!kept.has(mutation.mid))
        kept.set(mutation.mid, { mutation, at: phone.at ?? null, phone, tab })
    }
    this.#cursor(phone)
    this.#device(phone)
    this.#scopes(tab)
    // What could not be read any more is missing until it has been fetched again.
    if (!store.isLocked && !store.isRefetching) {
      this.#flicker(tab)
      if (tab.hasLanded && !phone.isRotten) this.#skipped(tab)
    }
    tab.hasLanded = false
  }

  /**
   * Whether what a phone was told is of the history that the office now has. Until it hears of a restore
   * the versions here and there are counted apart, and say nothing of each other. It says the newest one
   * in whatever it asks next, so that state ends with the next contact; and at rest I3 holds for all rows.
   */
  #isPresent(phone: Phone): boolean {
    const told = [phone.at, phone.meta<Cursor>('seen')]
    return told.every((it) => !it || this.#history.office.wrote(it))
  }

  /** I4: it only advances. */
  #cursor(phone: Phone) {
    const seen = this.seen(phone)
    const at = phone.at ?? null
    if (isSame(at, seen.at)) return
    const isBack = seen.at && at && compareVersions(at, seen.at) < 0
    if (isBack && !seen.mayGoBack)
      this.#history.fail(
        'I4',
        `the cursor of ${phone.name} went back from ${seen.at?.version} to ${at?.version}`,
      )
    seen.at = at
    seen.mayGoBack = false
  }

  /** I2: whoever takes a new id was told that there are two of it. Only a copied profile makes two. */
  #device(phone: Phone) {
    const seen = this.seen(phone)
    const deviceId = phone.meta<string>('deviceId') ?? null
    if (seen.deviceId && deviceId !== seen.deviceId && !this.#history.mayFork)
      this.#history.fail('I2', `${phone.name} took a new device id, and nobody had copied it`)
    seen.deviceId = deviceId
  }

  /** I6: once a page has landed, nothing is here of a scope that was not to be seen when it was sent. */
  #scopes({ phone, page }: Tab) {
    if (!page || page.answer.more || !isSame(phone.at ?? null, page.answer.at)) return
    for (const scope of phone.scopes()) {
      if (!page.visible.has(scope)) this.#history.fail('I6', `${phone.name} still holds ${scope}`)
    }
  }

  /**
   * I4: where the cursor has passed a row, the row is here as it was then, or newer. A page of a history
   * that the office has lost since may have left out a row that changed in it, with a cursor from before
   * the restore: the next contact brings everything anew.
   */
  #skipped({ store, phone }: Tab) {
    const { office } = this.#history
    const at = phone.at
    if (!at || at.id !== '~' || phone.meta('filling') || !this.#isPresent(phone)) return
    const held = new Set(phone.meta<string[]>('held'))
    for (const row of office.rows.values()) {
      if (row.version > at.version || !held.has(row.scope)) continue
      const base = store?.view.base(row.id)
      const isHere = row.deleted ? !base || base.deleted : base && base.version >= row.version
      if (!isHere)
        this.#history.fail(
          'I4',
          `${phone.name} is at ${at.version} without ${row.id} of ${row.version}`,
        )
    }
  }

  /** I5: an own entry's effect stays in view until it is refused, or something later takes its place. */
  #flicker(tab: Tab) {
    const { phone } = tab
    const store = tab.store as NonNullable<Tab['store']>
    const { office } = this.#history
    // A copy of this phone may have sent the same again to the restored office, to a later version.
    const isPresent = this.#isPresent(phone)
    const waiting = new Map<string, Mutation>()
    const last = new Map<string, unknown>()
    for (const { mutation } of store.outbox) {
      waiting.set(mutation.mid, mutation)
      for (const [field, value] of valuesOf(mutation)) last.set(`${mutation.id} ${field}`, value)
      if (mutation.op === 'delete') last.set(`${mutation.id} *`, null)
    }
    const refused = new Set(store.attention.map(({ mid }) => mid))
    for (const [mid, { mutation, tab: own }] of this.of(phone)) {
      if (own !== tab || refused.has(mid) || this.excused.has(mid) || this.sentAgain.has(mid))
        continue
      if (this.reworded.has(mid)) continue
      const { kind, id, op } = mutation
      const row = store.view.one(kind as Kind, id) as Record<string, unknown> | undefined
      const isGone = office.deleted.has(id) || store.view.base(id)?.deleted || last.has(`${id} *`)
      const fate = office.fates.get(mid)
      if (op === 'create' && !row && !isGone) {
        const scope = office.rows.get(id)?.scope
        const isHidden =
          this.#history.hasHidden.has(phone.memberId) ||
          (scope && !office.visible(phone.memberId).has(scope))
        if (!isHidden || waiting.has(mid))
          this.#history.fail('I5', `${id} is out of view on ${tab.name}`)
      }
      if (op === 'delete' || op === 'create' || !row) continue
      for (const [field, value] of valuesOf(mutation)) {
        const shown = readField(row, field)
        if (isSame(shown, value)) continue
        if (last.has(`${id} ${field}`)) {
          if (isSame(shown, last.get(`${id} ${field}`))) continue
          this.#history.fail(
            'I5',
            `${tab.name} shows ${JSON.stringify(shown)} in ${id} ${field} while ${JSON.stringify(last.get(`${id} ${field}`))} waits`,
          )
        } else if (fate?.isWritten && !waiting.has(mid) && isPresent) {
          const { version = 0 } = store.view.base(id) ?? {}
          if (version < fate.version)
            this.#history.fail('I5', `${field} of ${id} went out of view on ${tab.name}`)
        }
      }
    }
  }
}

const compareVersions = (a: Cursor, b: Cursor) =>
  a.version - b.version || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The fields a mutation writes, and what. */
export function valuesOf(mutation: Mutation): [field: string, value: unknown][] {
  if (mutation.op === 'settle') return [[mutation.field, mutation.value ?? null]]
  if (mutation.op !== 'edit' && mutation.op !== 'restore') return []
  return Object.entries(mutation.fields).map(([field, { value }]) => [field, value ?? null])
}
