import { InvalidEntry } from './store/invalidEntry.ts'

/** Trouble whose message is a sentence for the screen as it is. */
export class PlainTrouble extends Error {}

/** What went wrong while keeping something on this phone, and what the person can do about it. */
export function sayTrouble(error: unknown): string {
  if (error instanceof InvalidEntry) {
    return `This cannot be kept as it is: ${error.issues.map(({ message }) => message).join('; ')}.`
  }
  if (error instanceof PlainTrouble) return error.message
  if (isQuota(error)) {
    return 'This phone is full, so nothing has been saved yet. Your words are still here: free some space, then press Save again.'
  }
  const detail = error instanceof Error ? error.message : String(error)
  return `This phone could not save it (${detail}). Your words are still here: press Save again.`
}

/** Dexie wraps the browser's own error. */
export function isQuota(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('name' in error && error.name === 'QuotaExceededError') return true
  return 'inner' in error && isQuota(error.inner)
}
