import type { Shell } from '../shell.svelte.ts'
import { isShutDoor, TransportError } from '../sync/transport.ts'
import { httpLine } from './line.ts'
import { tidyPictures } from './room.ts'
import { sendPhotos } from './send.ts'

const FIRST_BACKOFF_MS = 3_000
const MAX_BACKOFF_MS = 5 * 60_000

/** Sends this phone's photos while somebody is signed in, and tries again, waiting longer each time. */
export class PhotoSender {
  readonly #shell: Shell
  #running: Promise<void> | null = null
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #hasTidied = false

  constructor(shell: Shell) {
    this.#shell = shell
  }

  /** Sends what waits; if that is under way already, that. */
  now(): Promise<void> {
    this.#running ??= this.#run().finally(() => (this.#running = null))
    return this.#running
  }

  stop() {
    clearTimeout(this.#timer)
  }

  async #run() {
    clearTimeout(this.#timer)
    const { store, photos, quiet } = this.#shell
    try {
      await photos.read()
      const unsent = new Set(store.unsent.map(({ mutation }) => mutation.id))
      // A row that the office has not answered is not one it knows.
      const waiting = photos.all.filter((it) => photos.isWaiting(it) && !unsent.has(it.id))
      const scopeOf = (id: string) => store.view.base(id)?.scope ?? ''
      const sending = {
        db: store.db,
        line: httpLine,
        giveWay: quiet,
        onChange: photos.read,
        scopeOf,
      }
      await sendPhotos(sending, waiting)
      this.#failures = 0
      if (!this.#hasTidied && !store.isFilling && !store.isLocked) {
        this.#hasTidied = true
        await tidyPictures(store)
      }
    } catch (error) {
      if (this.#shell.isClosed) return
      if (!(error instanceof TransportError)) throw error
      if (!isShutDoor(error.why)) this.#later()
    }
  }

  #later() {
    const wait = Math.min(FIRST_BACKOFF_MS * 2 ** this.#failures++, MAX_BACKOFF_MS)
    this.#timer = setTimeout(() => void this.now(), wait * (0.75 + Math.random() / 2))
  }
}
