const lost = ['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'AbortError']

/**
 * Whether the browser has dropped the connection to the database, as phones do with what is in the
 * background. A full disk aborts as well, and is no such thing. Dexie wraps the browser's own error.
 */
export function isLostConnection(error: unknown): boolean {
  const names: unknown[] = []
  for (
    let it = error;
    typeof it === 'object' && it !== null;
    it = (it as { inner?: unknown }).inner
  )
    names.push((it as { name?: unknown }).name)
  return !names.includes('QuotaExceededError') && names.some((name) => lost.includes(String(name)))
}
