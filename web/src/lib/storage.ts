import type { Shell } from './shell.svelte.ts'

/** What the browser says about the room that Patchwork has, and whether it promised to keep it. */

/** Has the browser promised to keep what is stored here, even when space runs short? */
export async function isPersisted(): Promise<boolean> {
  return (await navigator.storage?.persisted?.()) ?? false
}

/** Asks for that promise. Some browsers ask the person, some decide by themselves. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false
}

export interface Space {
  usedBytes: number
  /** What this browser would give Patchwork in all. */
  roomBytes: number
  isLow: boolean
}

/** Below this a photo or two no longer fits. */
const LEAST_FREE_BYTES = 20_000_000
const MOST_USED = 0.9

/** Null where the browser does not say. */
export async function readSpace(): Promise<Space | null> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
  if (usage === undefined || !quota) return null
  const isLow = quota - usage < LEAST_FREE_BYTES || usage > MOST_USED * quota
  return { usedBytes: usage, roomBytes: quota, isLow }
}

/** The person has read that this browser had cleared what was kept here. */
export const putEvictionAside = ({ store }: Pick<Shell, 'store'>) =>
  store.commit(async () => {
    await store.db.meta.bulkDelete(['evictedAt', 'formerly'])
    return {}
  })
