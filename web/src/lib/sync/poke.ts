import type { Host } from './host.ts'

const PATH = '/api/sync/live'
const PING_MS = 30_000
const ANSWER_MS = 10_000
const FIRST_BACKOFF_MS = 1_500
const MAX_BACKOFF_MS = 5 * 60_000
/** Fifty dashboards hear of the same change at once and must not all ask for it at once. */
const SPREAD_MS = 250

type Socket = Pick<WebSocket, 'readyState' | 'send' | 'close' | 'addEventListener'>

/**
 * Hears from the worker that there is news, while somebody looks. It carries no data and promises
 * nothing: a connection that has died in silence, or a network that lets no WebSocket through, only
 * makes news slower, because the loop goes on polling.
 */
export class Poke {
  readonly #host: Host
  readonly #connect: () => Socket
  #onNews: () => void = () => undefined
  #socket: Socket | null = null
  #isWanted = false
  #isUp = false
  #hasAnswered = false
  #isTelling = false
  #failures = 0
  #stopWake = () => {}
  #stopTimer = () => {}

  constructor(host: Host, connect: () => Socket = openSocket) {
    this.#host = host
    this.#connect = connect
  }

  /** While it is, the loop may poll seldom. */
  get isOpen() {
    return this.#socket?.readyState === OPEN
  }

  /** Calls when there is news, and when there may be: what was said while nobody listened is lost. */
  start(onNews: () => void) {
    this.#onNews = onNews
    this.#isWanted = true
    this.#stopWake = this.#host.onWake(this.#open)
    this.#open()
  }

  stop() {
    this.#isWanted = false
    this.#stopWake()
    this.#hangUp()
  }

  #open = () => {
    if (this.#socket || !this.#isWanted || !this.#host.isVisible() || !this.#host.isOnline()) return
    const socket = this.#try()
    if (!socket) return
    this.#socket = socket
    socket.addEventListener('open', () => this.#socket === socket && this.#greet())
    socket.addEventListener('message', ({ data }) => this.#socket === socket && this.#hear(data))
    socket.addEventListener('close', () => this.#socket === socket && this.#lose())
    // To connect may hang as well.
    this.#after(PING_MS, this.#beat)
  }

  #try(): Socket | null {
    try {
      return this.#connect()
    } catch {
      // An old Safari reads our content policy as forbidding this. It polls.
      return null
    }
  }

  #greet() {
    this.#isUp = true
    this.#tell()
  }

  #hear(word: unknown) {
    if (word === 'news') return this.#tell()
    this.#hasAnswered = true
    // Only now: a server that opens and closes at once would be asked again at once for ever.
    this.#failures = 0
  }

  #beat = () => {
    if (!this.#host.isVisible()) return this.#hangUp()
    if (!this.isOpen) return this.#lose()
    this.#hasAnswered = false
    this.#socket?.send('ping')
    this.#after(ANSWER_MS, () => {
      if (this.#hasAnswered) this.#after(PING_MS - ANSWER_MS, this.#beat)
      else this.#lose()
    })
  }

  #lose() {
    const wasUp = this.#isUp
    this.#hangUp()
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** this.#failures++, MAX_BACKOFF_MS)
    this.#after(backoff * (0.5 + this.#host.chance() / 2), this.#open)
    // From now on the loop has to poll more often. It looks at once, to learn that.
    if (wasUp) this.#tell()
  }

  #hangUp() {
    this.#stopTimer()
    const socket = this.#socket
    this.#socket = null
    this.#isUp = false
    socket?.close()
  }

  #tell() {
    if (this.#isTelling) return
    this.#isTelling = true
    this.#host.after(this.#host.chance() * SPREAD_MS, () => {
      this.#isTelling = false
      if (this.#isWanted) this.#onNews()
    })
  }

  #after(ms: number, work: () => void) {
    this.#stopTimer()
    this.#stopTimer = this.#host.after(ms, work)
  }
}

const OPEN = 1
const openSocket = () => new WebSocket(location.origin.replace(/^http/, 'ws') + PATH)
