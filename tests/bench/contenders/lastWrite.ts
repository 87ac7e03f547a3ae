/** So long without a write to IndexedDB counts as done. */
const QUIET_MS = 2_500

/**
 * Watches every IndexedDB write of this page from outside, for contenders that do not say when what they took in is
 * kept. `settled` answers the time of the last one that completed.
 */
export function lastWrite(): { settled: () => Promise<number> } {
  let last = 0
  const prototype = IDBDatabase.prototype
  const { transaction } = prototype
  prototype.transaction = function (...args) {
    const started = transaction.apply(this, args)
    if (started.mode === 'readwrite') {
      started.addEventListener('complete', () => (last = performance.now()))
    }
    return started
  }
  return {
    async settled() {
      while (last === 0 || performance.now() - last < QUIET_MS) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return last
    },
  }
}
