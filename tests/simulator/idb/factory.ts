import { Connection } from './connection.ts'
import type { IdbHost, Room } from './connection.ts'
import { Disk } from './disk.ts'
import { eventOf, Request } from './events.ts'
import { compareKeys } from './keys.ts'
import type { Key } from './keys.ts'

/** The storage of one browser, with every tab's connections to it. */
export class Browser {
  disk: Disk
  #rooms = new Map<string, Room>()

  constructor(disk = new Disk()) {
    this.disk = disk
  }

  room(name: string): Room {
    const known = this.#rooms.get(name)
    if (known) return known
    const room: Room = { name, connections: new Set(), transactions: [], waiting: [] }
    this.#rooms.set(name, room)
    return room
  }

  connectionsOf(host: IdbHost): Connection[] {
    return [...this.#rooms.values()].flatMap((room) =>
      [...room.connections].filter((it) => it.host === host),
    )
  }
}

/**
 * IndexedDB as one tab sees it. It does what a phone's store asks of it and no more, without timers and
 * threads of its own; a test holds it to fake-indexeddb.
 */
export class Factory {
  readonly #browser: Browser
  readonly #host: IdbHost

  constructor(browser: Browser, host: IdbHost) {
    this.#browser = browser
    this.#host = host
  }

  cmp = (a: Key, b: Key) => Math.sign(compareKeys(a, b))

  databases = () =>
    Promise.resolve(
      [...this.#browser.disk.databases].map(([name, { version }]) => ({ name, version })),
    )

  open(name: string, version?: number): Request<Connection> {
    const request = new Request<Connection>()
    this.#alone(name, request, version, () => this.#open(request, name, version))
    return request
  }

  deleteDatabase(name: string): Request<undefined> {
    const request = new Request<undefined>()
    this.#alone(name, request, null, () => {
      const oldVersion = this.#browser.disk.databases.get(name)?.version ?? 0
      this.#browser.disk.databases.delete(name)
      request.readyState = 'done'
      request.hear(eventOf('success', request, { oldVersion, newVersion: null }))
    })
    return request
  }

  /** Another version, or the end, waits until every other connection has closed. */
  #alone(name: string, request: Request, version: number | null | undefined, go: () => void) {
    let isAsked = false
    const look = () => {
      const room = this.#browser.room(name)
      const oldVersion = this.#browser.disk.databases.get(name)?.version ?? 0
      const isChange = version === null || (version ?? oldVersion) > oldVersion
      if (!isChange || room.connections.size === 0) return go()
      if (!isAsked) {
        isAsked = true
        for (const it of [...room.connections])
          it.hear(eventOf('versionchange', it, { oldVersion, newVersion: version ?? null }))
        if (room.connections.size > 0) request.hear(eventOf('blocked', request))
      }
      if (room.connections.size === 0) return go()
      room.waiting.push(() => this.#host.soon(look))
    }
    this.#host.soon(look)
  }

  #open(request: Request<Connection>, name: string, version?: number) {
    const { disk } = this.#browser
    const known = disk.databases.get(name)
    const oldVersion = known?.version ?? 0
    const wanted = version ?? (oldVersion || 1)
    request.readyState = 'done'
    if (wanted < oldVersion) {
      request.error = new DOMException('an older version', 'VersionError')
      return request.hear(eventOf('error', request))
    }
    const kept = known ?? { version: 0, stores: new Map() }
    const db = new Connection(name, kept, this.#browser.room(name), this.#host)
    request.result = db
    if (wanted === oldVersion) return request.hear(eventOf('success', request))
    // What an upgrade leaves behind is kept only if it is finished.
    db.kept = {
      version: wanted,
      stores: new Map([...kept.stores].map(([it, shelf]) => [it, shelf.copy()])),
    }
    const change = db.begin(['*'], 'versionchange')
    db.upgrade = change
    db.keep = () => disk.databases.set(name, db.kept)
    request.transaction = change
    change.addEventListener('complete', () => {
      db.upgrade = null
      request.transaction = null
      this.#host.soon(() => request.hear(eventOf('success', request)))
    })
    change.addEventListener('abort', () => {
      db.close()
      request.error = new DOMException('aborted', 'AbortError')
      request.hear(eventOf('error', request))
    })
    request.hear(eventOf('upgradeneeded', request, { oldVersion, newVersion: wanted }))
  }
}
