import { Shelf } from './disk.ts'
import type { Kept } from './disk.ts'
import { eventOf, namesOf, Target } from './events.ts'
import { ObjectStore } from './objectStore.ts'
import { Transaction } from './transaction.ts'
import type { Moment } from './transaction.ts'

/** The tab that a connection belongs to, and what may befall it. */
export interface IdbHost {
  readonly isDead: boolean
  /** Runs when everything that can go on has gone on. */
  soon(run: () => void): void
  /** As `soon`, when the disk gets round to it. */
  begin(run: () => void): void
  /** At each end of a transaction. It may kill the tab, or answer why it cannot commit. */
  boundary(transaction: Transaction, moment: Moment): DOMException | null
}

/** All connections to one database, of every tab of a browser. */
export interface Room {
  name: string
  connections: Set<Connection>
  /** In the order in which they were begun. */
  transactions: Transaction[]
  /** Who waits for every connection to close. */
  waiting: (() => void)[]
}

export class Connection extends Target {
  readonly name: string
  readonly host: IdbHost
  kept: Kept
  upgrade: Transaction | null = null
  /** What makes an upgrade stand, once it has been finished. */
  keep: () => void = () => undefined
  isClosed = false
  readonly #room: Room

  constructor(name: string, kept: Kept, room: Room, host: IdbHost) {
    super()
    this.name = name
    this.kept = kept
    this.host = host
    this.#room = room
    room.connections.add(this)
  }

  get version() {
    return this.kept.version
  }
  get objectStoreNames() {
    return namesOf(this.kept.stores.keys())
  }

  transaction(names: string | string[], mode: IDBTransactionMode = 'readonly'): Transaction {
    if (this.isClosed) throw new DOMException('the connection is closed', 'InvalidStateError')
    const list = [...new Set(typeof names === 'string' ? [names] : names)]
    const missing = list.find((name) => !this.kept.stores.has(name))
    if (missing !== undefined) throw new DOMException(missing, 'NotFoundError')
    return this.begin(list, mode)
  }

  begin(names: string[], mode: IDBTransactionMode): Transaction {
    const transaction = new Transaction(this, names, mode)
    this.#room.transactions.push(transaction)
    transaction.pump()
    return transaction
  }

  mayStart(transaction: Transaction): boolean {
    for (const before of this.#room.transactions) {
      if (before === transaction) return true
      const isShared = before.names.some((name) => transaction.names.includes(name))
      if (isShared && (before.isWriting || transaction.isWriting)) return false
    }
    return true
  }

  /** It has ended; whoever waited for it may go on. */
  forget(transaction: Transaction) {
    const { transactions } = this.#room
    const at = transactions.indexOf(transaction)
    if (at >= 0) transactions.splice(at, 1)
    for (const it of transactions) if (it.state === 'waiting') it.pump()
  }

  createObjectStore(
    name: string,
    {
      keyPath = null,
      autoIncrement = false,
    }: { keyPath?: string | string[] | null; autoIncrement?: boolean } = {},
  ) {
    this.kept.stores.set(name, new Shelf(name, keyPath, autoIncrement))
    return new ObjectStore(this.upgrade as Transaction, name)
  }

  deleteObjectStore(name: string) {
    this.kept.stores.delete(name)
  }

  close() {
    this.isClosed = true
    this.#room.connections.delete(this)
    for (const look of this.#room.waiting.splice(0)) look()
  }

  /** The browser has lost its storage: everything under way fails, and the page is told. */
  lose() {
    if (this.isClosed) return
    this.close()
    for (const it of this.#room.transactions.filter(({ db }) => db === this)) {
      it.end(new DOMException('the connection was lost', 'AbortError'))
    }
    this.host.soon(() => this.hear(eventOf('close', this)))
  }

  /** Its tab has been killed: what it had not committed never was. */
  kill() {
    this.close()
    for (const it of this.#room.transactions.filter(({ db }) => db === this)) {
      it.state = 'done'
      this.forget(it)
    }
  }
}
