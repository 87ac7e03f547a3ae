import type { Cursor } from '../../shared/sync/protocol.ts'
import { Browser } from './idb/factory.ts'
import type { Disk, Shelf } from './idb/disk.ts'
import { Locks } from './locks.ts'
import type { History } from './history.ts'
import { Tab } from './tab.ts'
import { readSeal, reseal } from './vault.ts'
import type { Sealed } from '../../web/src/lib/store/vault.ts'

/** A phone: one person's browser, what it keeps, and the tabs that are open in it. */
export class Phone {
  readonly name: string
  readonly memberId: string
  readonly history: History
  browser: Browser
  locks: Locks
  beat: number | null = null
  tabs: Tab[] = []
  isOnline = true
  /** How far its clock is off. */
  skewMs = 0
  /** Until when there is no room on it. */
  fullUntil = 0
  /** A row here is not what the office sent. */
  isRotten = false
  /** The last page that reached it said that more waits: its cursor may be at the head all the same. */
  isMidway = false
  /** Runs last year's build, which can send and cannot read. */
  isOldBuild = false

  constructor(history: History, name: string, memberId: string, disk?: Disk) {
    this.history = history
    this.name = name
    this.memberId = memberId
    this.browser = new Browser(disk)
    this.locks = new Locks(history.schedule)
  }

  now = () => this.history.schedule.now + this.skewMs

  open(): Tab {
    const tab = new Tab(this, `${this.name}.${this.history.nextTab++}`)
    this.tabs.push(tab)
    void tab.start()
    return tab
  }

  /** Where somebody is tapping: the tab that has been ready the longest. */
  get tab(): Tab | undefined {
    return this.tabs.find((it) => it.store !== null)
  }

  setOnline(isOnline: boolean) {
    const wasOnline = this.isOnline
    this.isOnline = isOnline
    if (isOnline && !wasOnline) for (const tab of this.tabs) tab.wake()
  }

  killAll() {
    for (const tab of [...this.tabs]) tab.kill()
  }

  /** The browser makes room: everything kept here is gone. */
  evict() {
    this.killAll()
    this.browser = new Browser()
  }

  /** Another computer with a copy of this profile, from now on apart. */
  copy(name: string): Phone {
    const phone = new Phone(this.history, name, this.memberId, this.browser.disk.copy())
    phone.skewMs = this.skewMs
    phone.isRotten = this.isRotten
    return phone
  }

  #shelf(table: string): Shelf | undefined {
    const [kept] = [...this.browser.disk.databases]
      .filter(([name]) => name.startsWith('patchwork.'))
      .map(([, it]) => it)
    return kept?.stores.get(table)
  }

  #records = <T>(table: string): T[] =>
    (this.#shelf(table)?.records ?? []).map(({ value }) => value as T)

  /** What the tables hold, read past everything that is being tested. */
  meta = <T>(key: string): T | undefined =>
    this.#records<{ key: string; value: T }>('meta').find((it) => it.key === key)?.value

  get at(): Cursor | undefined {
    return this.meta<Cursor>('at')
  }

  /** Of each table that keeps rows or quotes them, the scopes that stand in it. */
  scopes(): Set<string> {
    return new Set(
      ['packs', 'conflicts'].flatMap((table) =>
        this.#records<{ scope: string }>(table).map(({ scope }) => scope),
      ),
    )
  }

  /** The names of what waits, was answered, or was refused. */
  mids(table: 'outbox' | 'journal' | 'attention'): string[] {
    return this.#records<{ mid: string }>(table).map(({ mid }) => mid)
  }

  /** Changes the records of a table where they lie. Null leaves one as it is. */
  rewrite(
    table: 'outbox' | 'packs',
    change: (name: string, value: unknown, record: Sealing) => unknown,
  ) {
    const shelf = this.#shelf(table)
    if (!shelf) return
    shelf.records = shelf.records.map((record) => {
      const kept = record.value as Sealing
      const [name, value] = readSeal(kept.sealed)
      const changed = change(name, value, kept)
      return changed === null
        ? record
        : { ...record, value: { ...kept, sealed: reseal(kept.sealed, name, changed) } }
    })
  }

  /** Makes a record unreadable. */
  damage(table: 'packs', at: number) {
    const shelf = this.#shelf(table)
    const record = shelf?.records[at % shelf.records.length]
    if (!shelf || !record) return
    const kept = record.value as Sealing
    shelf.records = shelf.records.with(shelf.records.indexOf(record), {
      ...record,
      value: { ...kept, sealed: reseal(kept.sealed, 'elsewhere', null) },
    })
  }
}

interface Sealing {
  sealed: Sealed
  result?: unknown
}
