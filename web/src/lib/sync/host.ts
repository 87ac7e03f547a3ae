/**
 * What the loop needs of the place it runs in: a browser's tab, or a test that holds its clock and its
 * dice.
 */
export interface Host {
  /** Milliseconds since 1970, by this phone's clock. */
  now(): number
  /** Calls once after so many ms, unless what it answers is called first. */
  after(ms: number, work: () => void): () => void
  isVisible(): boolean
  isOnline(): boolean
  /** Calls when somebody looks again, or the network is back. Answers what ends that. */
  onWake(wake: () => void): () => void
  /** A number from 0 up to 1. */
  chance(): number
  /** Resolves when nothing more urgent is to be done. */
  idle(): Promise<void>
}

export const tabHost: Host = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  isVisible: () => document.visibilityState === 'visible',
  isOnline: () => navigator.onLine,
  onWake(wake) {
    const look = () => document.visibilityState === 'visible' && wake()
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', look)
    return () => {
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', look)
    }
  },
  chance: () => Math.random(),
  idle: () =>
    new Promise((resolve) => {
      // Safari has no requestIdleCallback.
      if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve())
      else setTimeout(resolve, 50)
    }),
}
