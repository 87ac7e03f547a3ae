import { beatOf } from '../me.ts'
import type { Host } from './host.ts'

const BEAT_MS = 3_000
/** A hidden tab's timers run once a minute at best, a frozen one's not at all. */
const STALE_MS = 10_000

/** Where a tab that leads says that it still does. */
export interface Beats {
  read(): number | null
  write(at: number): void
  clear(): void
}

type Locks = Pick<LockManager, 'request'>

/**
 * Elects the one tab of a browser that syncs: the one that was looked at last takes the lock, and when
 * it is closed the next one has it. A holder that is frozen keeps it, so of two windows in view the
 * other takes it away when the holder's heartbeat has stopped. All this only saves requests: receipts
 * make two at once harmless.
 */
export class Lead {
  isMine = false
  readonly #name: string
  readonly #locks: Locks
  readonly #beats: Beats
  readonly #host: Host
  #onMine: () => void = () => undefined
  #release: (() => void) | null = null
  #waiting: AbortController | null = null
  #isStopped = false
  #stopTimer: () => void = () => undefined
  #stopWake: () => void = () => undefined

  constructor(name: string, locks: Locks, beats: Beats, host: Host) {
    this.#name = name
    this.#locks = locks
    this.#beats = beats
    this.#host = host
  }

  start(onMine: () => void) {
    this.#onMine = onMine
    this.#queue(this.#host.isVisible())
    this.#stopWake = this.#host.onWake(() => this.#look())
    this.#stopTimer = this.#host.after(BEAT_MS, () => this.#tick())
  }

  stop() {
    this.#isStopped = true
    if (this.isMine) this.#beats.clear()
    this.#stopTimer()
    this.#stopWake()
    this.#waiting?.abort()
    this.#release?.()
  }

  /** Waits for the lock, or takes it. Once it is lost to another tab, waits for it again. */
  #queue(isTaken = false) {
    let isHeld = false
    const hold = () =>
      new Promise<void>((resolve) => {
        isHeld = true
        this.#waiting = null
        this.#release = resolve
        if (this.#isStopped) return resolve()
        this.isMine = true
        this.#beats.write(this.#host.now())
        this.#onMine()
      })
    this.#waiting?.abort()
    this.#waiting = isTaken ? null : new AbortController()
    const options = this.#waiting ? { signal: this.#waiting.signal } : { steal: true }
    this.#locks.request(this.#name, options, hold).catch(() => {
      if (!isHeld || this.#isStopped) return
      this.isMine = false
      this.#queue()
    })
  }

  #look() {
    if (!this.isMine && this.#host.isVisible()) this.#queue(true)
  }

  #tick() {
    this.#stopTimer = this.#host.after(BEAT_MS, () => this.#tick())
    const now = this.#host.now()
    if (this.isMine) return this.#beats.write(now)
    const beat = this.#beats.read()
    // A clock that was put back makes the last beat lie in the future.
    const isStale = beat === null || now - beat > STALE_MS || beat - now > STALE_MS
    if (isStale) this.#look()
  }
}

/** A browser without locks goes ahead in every tab. */
export const alwaysMine = {
  isMine: true,
  start: (onMine: () => void) => onMine(),
  stop: () => undefined,
}

export function tabLead(name: string, host: Host): Pick<Lead, 'isMine' | 'start' | 'stop'> {
  if (!('locks' in navigator)) return alwaysMine
  const key = beatOf(name)
  const beats = {
    read: () => Number(localStorage.getItem(key)) || null,
    write: (at: number) => localStorage.setItem(key, String(at)),
    clear: () => localStorage.removeItem(key),
  }
  return new Lead(`${name}.sync`, navigator.locks, beats, host)
}
