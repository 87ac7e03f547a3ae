import type { Kind } from '../../../shared/kinds.ts'
import { isSame } from '../../../shared/sync/canonical.ts'
import type { Role } from '../../../shared/access/role.ts'
import type { DeviceOrder } from '../../../shared/sync/protocol.ts'
import { OwnPhotos } from './photos/own.svelte.ts'
import type { PhotoSender } from './photos/sending.ts'
import { Database, databaseName } from './store/database.ts'
import type { OwnPhoto } from './store/database.ts'
import { loadSchemas } from './store/schemas.ts'
import { Store } from './store/store.ts'
import type { RowOf } from './store/view.ts'
import { askForBackgroundSync } from './sync/background.ts'
import { tabHost } from './sync/host.ts'
import { httpTransport } from './sync/http.ts'
import { tabLead } from './sync/lead.ts'
import { Loop } from './sync/loop.ts'
import type { SyncState } from './sync/loop.ts'
import { Poke } from './sync/poke.ts'
import { hasKept, markKept, OWED, rememberMe, whoAmI } from './me.ts'
import type { Me } from './me.ts'
import { today } from './clock.svelte.ts'
import { painted } from './ui/painted.ts'

const TICK_MS = 60_000
const office = async () => (await import('./api.ts')).api.sync

/**
 * The signed-in app: one person's store, its sync loop, and live reads of both. A screen asks for
 * rows and is drawn again when one of that kind changes, here, in another tab or from the server.
 */
export class Shell {
  readonly me: Me
  readonly store: Store
  readonly photos: OwnPhotos
  readonly #loop: Loop
  readonly #poke = new Poke(tabHost)
  #ticks = $state<Record<string, number>>({})
  #everything = $state(0)
  /** The kinds that have changed since screens were last told. */
  #moved: string[] = []
  #held = 0
  #changes = $state(0)
  #sync = $state.raw<SyncState>({ phase: 'idle', contact: 'none', isStuck: false })
  #timer: ReturnType<typeof setInterval>
  #sender: Promise<PhotoSender> | null = null
  isClosed = false
  #tick = () => {
    if (document.visibilityState === 'visible') void this.store.tick()
    // Whoever puts the phone away has what waits sent for them once there is signal.
    else if (this.waiting + this.photosWaiting.length > 0) void askForBackgroundSync()
  }

  /** In another tab somebody else may have signed in: the office says so at the next contact. */
  #lookWho = () => void (isSame(whoAmI(), this.me) || this.#loop.wake())

  constructor(me: Me, store: Store) {
    this.me = me
    this.store = store
    this.photos = new OwnPhotos(store)
    store.subscribe((kinds) => {
      this.photos.mayHaveChanged()
      // What waits to be sent is said at once, beside the words that it is saved.
      this.#changes++
      this.#moved.push(...kinds)
      if (this.#held === 0) this.#show()
    })
    store.onErased = () => {
      this.close()
      location.replace('/sign-in')
    }
    const listeners = {
      onState: (state: SyncState) => {
        this.#sync = state
        if (state.phase === 'idle' && state.contact === 'ok') this.#afterSync()
      },
      onOrder: async (order: DeviceOrder) => (await import('./session.ts')).obey(this, order),
    }
    const lead = tabLead(store.db.name, tabHost)
    const isLive = () => this.#poke.isOpen
    this.#loop = new Loop(store, httpTransport(office), listeners, tabHost, { lead, isLive })
    this.#loop.start()
    this.#poke.start(this.#loop.wake)
    // What fails here is tried again by the first write, which says so if it cannot.
    loadSchemas().catch(() => undefined)
    this.#timer = setInterval(this.#tick, TICK_MS)
    document.addEventListener('visibilitychange', this.#tick)
    addEventListener('storage', this.#lookWho)
  }

  /** Out of touch for too long: there is nothing to show until the next contact, which unlocks. */
  get isLocked() {
    return this.#queue.isLocked
  }
  /** Something fetched could not be read and has been dropped; the next contact brings it again. */
  get isRefetching() {
    return this.#queue.isRefetching
  }
  get outbox() {
    return this.isLocked ? [] : this.#queue.outbox
  }
  get attention() {
    return this.isLocked ? [] : this.#queue.attention
  }
  get conflicts() {
    return this.isLocked ? [] : this.#queue.conflicts
  }
  /** Own work that cannot be read any more: only when it was saved is known. */
  get damaged() {
    return this.#queue.damaged
  }
  /** How many entries the office has not answered yet. */
  get waiting() {
    return this.#queue.outbox.filter((entry) => !entry.result).length
  }
  get needsAttention() {
    return this.attention.length + this.damaged.length + this.photosRefused.length
  }
  /** What two people changed at once, and nobody has settled yet. */
  get openConflicts() {
    return this.isLocked ? [] : this.#queue.openConflicts
  }
  /** A first sync is under way: what is here can be used, and more is coming. */
  get isFilling() {
    return this.#queue.isFilling
  }
  /** When it was found that the browser had cleared what was kept here, and what the office knew of it. */
  get evictedAt() {
    return this.#queue.evictedAt
  }
  get formerly() {
    return this.#queue.formerly
  }
  get repairs() {
    return this.#queue.repairs
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

  /** Own photos whose entries are saved, and whose bytes are to go to the office. */
  get photosWaiting() {
    return this.#savedPhotos().filter(({ fault }) => !fault)
  }
  /** Those that the office would not have: they stay here until their person decides. */
  get photosRefused() {
    return this.#savedPhotos().filter(({ fault }) => fault)
  }
  #savedPhotos() {
    this.#watch('photo')
    return this.isLocked ? [] : this.photos.all.filter(this.photos.isWaiting)
  }

  /** Photos of a form that has not been saved, as they were taken. */
  photosOfForm(ofId: string): OwnPhoto[] {
    this.#watch('photo')
    return this.photos.all
      .filter((it) => it.ofId === ofId && !this.photos.isWaiting(it))
      .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1))
  }

  /** Sends the bytes of photos. Most phones have none to send, and never load what it takes. */
  async sendPhotos() {
    this.#sender ??= import('./photos/sending.ts').then((it) => new it.PhotoSender(this))
    await (await this.#sender).now()
  }

  /** Entries go first; then photos, while there are any. */
  #afterSync() {
    if (this.isClosed || this.photosWaiting.length === 0) return
    this.sendPhotos().catch((error: unknown) => {
      // Its script is not here yet, or the signal has gone: the next sync tries again.
      this.#sender = null
      console.error(error)
    })
  }

  /**
   * Does what somebody waits for, up to the words that say it is done, and lets them be painted before lists are
   * worked out anew from the rows it changed. Whatever is read meanwhile is as it now stands.
   */
  async wordsFirst<T>(work: () => Promise<T>): Promise<T> {
    this.#held++
    try {
      return await work()
    } finally {
      void painted().then(() => {
        if (--this.#held === 0) this.#show()
      })
    }
  }

  syncNow = () => this.#loop.now()
  /** Resolves when no sync is under way. */
  quiet = () => this.#loop.quiet()

  close() {
    this.isClosed = true
    void this.#sender?.then((it) => it.stop()).catch(() => undefined)
    this.#poke.stop()
    this.#loop.stop()
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#tick)
    removeEventListener('storage', this.#lookWho)
    this.store.close()
  }

  #watch(kind: string) {
    void this.#everything
    void this.#ticks[kind]
  }

  /** How the queues stand, to whoever reads it; screens are drawn again when that changes. */
  get #queue(): Store {
    void this.#changes
    return this.store
  }

  #show() {
    if (this.#moved.includes('*')) this.#everything++
    for (const kind of this.#moved) this.#ticks[kind] = (this.#ticks[kind] ?? 0) + 1
    this.#moved = []
    // Behind what the screen now says: its reading is not what somebody waits for.
    setTimeout(this.photos.read)
  }
}

let opening: { me: Me; shell: Promise<Shell> } | null = null

/** The shell of whoever uses this browser, or null when nobody is signed in here. */
export async function openShell(): Promise<Shell | null> {
  // A departure that was cut short is finished before anything is synced.
  if (localStorage.getItem(OWED)) void import('./session.ts').then((it) => it.finishLeaving())
  const me = whoAmI()
  // In another tab somebody else may have signed in, or this person out.
  if (opening && !isSame(opening.me, me)) closeShell()
  if (!me) return null
  opening ??= { me, shell: open(me) }
  try {
    return await opening.shell
  } catch (error) {
    opening = null
    throw error
  }
}

async function open(me: Me): Promise<Shell> {
  const name = databaseName(me.partnershipId, me.memberId)
  const world = { now: () => new Date(), newId: () => crypto.randomUUID() }
  const around = { as: me, channel: new BroadcastChannel(name), wasHere: hasKept(name) }
  const store = await Store.open(new Database(name), world, around)
  markKept(name)
  const shell = new Shell(me, store)
  // A photo that waits is in view from the first moment.
  await shell.photos.read()
  return shell
}

/** Somebody has just signed in. The store of whoever was here before is closed, and stays theirs. */
export function enter(me: Me) {
  closeShell()
  rememberMe(me)
}

export function closeShell() {
  opening?.shell.then((shell) => shell.close()).catch(() => undefined)
  opening = null
}
