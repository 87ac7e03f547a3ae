import type { Kind } from '../../../shared/kinds.ts'
import type { Role } from '../../../shared/access/role.ts'
import { Database, databaseName } from './store/database.ts'
import { Store } from './store/store.ts'
import type { RowOf } from './store/view.ts'
import { httpTransport } from './sync/http.ts'
import { Loop } from './sync/loop.ts'
import type { SyncState } from './sync/loop.ts'
import { forgetMe, rememberMe, whoAmI } from './me.ts'
import type { Me } from './me.ts'
import { today } from './clock.svelte.ts'

type Queue = Pick<Store, 'outbox' | 'attention' | 'contactAt'>

/**
 * The signed-in app: one person's store, its sync loop, and live reads of both. A screen asks for
 * rows and is drawn again when one of that kind changes, here, in another tab or from the server.
 */
export class Shell {
  readonly me: Me
  readonly store: Store
  readonly #loop: Loop
  #ticks = $state<Record<string, number>>({})
  #everything = $state(0)
  #queue = $state.raw<Queue>({ outbox: [], attention: [], contactAt: null })
  #sync = $state.raw<SyncState>({ phase: 'idle', contact: 'none' })

  constructor(me: Me, store: Store) {
    this.me = me
    this.store = store
    this.#readQueue()
    store.subscribe((kinds) => {
      if (kinds.has('*')) this.#everything++
      for (const kind of kinds) this.#ticks[kind] = (this.#ticks[kind] ?? 0) + 1
      this.#readQueue()
    })
    this.#loop = new Loop(store, httpTransport, (state) => (this.#sync = state))
    this.#loop.start()
  }

  get outbox() {
    return this.#queue.outbox
  }
  get attention() {
    return this.#queue.attention
  }
  /** How many entries the office has not answered yet. */
  get waiting() {
    return this.#queue.outbox.filter((entry) => !entry.result).length
  }
  get needsAttention() {
    return this.#queue.attention.length
  }
  get contactAt() {
    return this.#queue.contactAt
  }
  get sync() {
    return this.#sync
  }
  get today() {
    return today()
  }
  get role(): Role {
    return this.one('member', this.me.memberId)?.role ?? 'scrutiny reader'
  }
  /** Nothing has ever been pulled: an empty screen then means "not yet", not "none". */
  get isEmpty() {
    return this.#queue.contactAt === null
  }

  all<K extends Kind>(kind: K): readonly RowOf<K>[] {
    this.#watch(kind)
    return this.store.view.all(kind)
  }

  one<K extends Kind>(kind: K, id: string): RowOf<K> | undefined {
    this.#watch(kind)
    return this.store.view.one(kind, id)
  }

  /** When this row's work was saved on this phone, if it still waits to be sent. */
  savedAt(id: string): string | null {
    return this.#queue.outbox.findLast((entry) => entry.mutation.id === id)?.savedAt ?? null
  }

  syncNow = () => this.#loop.now()

  close() {
    this.#loop.stop()
    this.store.close()
  }

  #watch(kind: string) {
    void this.#everything
    void this.#ticks[kind]
  }

  #readQueue() {
    const { outbox, attention, contactAt } = this.store
    this.#queue = { outbox, attention, contactAt }
  }
}

let opening: Promise<Shell> | null = null

/** The shell of whoever uses this browser, or null when nobody is signed in here. */
export async function openShell(): Promise<Shell | null> {
  const me = whoAmI()
  if (!me) return null
  opening ??= open(me)
  return opening
}

async function open(me: Me): Promise<Shell> {
  const name = databaseName(me.partnershipId, me.memberId)
  const world = { now: () => new Date(), newId: () => crypto.randomUUID() }
  return new Shell(me, await Store.open(new Database(name), world, new BroadcastChannel(name)))
}

export function enter(me: Me) {
  closeShell()
  rememberMe(me)
}

export function leave() {
  closeShell()
  forgetMe()
}

function closeShell() {
  void opening?.then((shell) => shell.close())
  opening = null
}
