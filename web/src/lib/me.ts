/**
 * Who uses this browser, so that the right store opens with no signal. It lets nobody in: the
 * worker goes by the session cookie alone.
 */
export interface Me {
  partnershipId: string
  memberId: string
}

const KEY = 'patchwork.me'
/** Names the store of whoever has left, until it is erased and the server knows; and what else goes. */
export const OWED = 'patchwork.end-session'

export function whoAmI(): Me | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return isMe(kept) ? kept : null
  } catch {
    return null
  }
}

/** By hand: the first screen has no schema, and this one is not worth loading them for. */
const isMe = (kept: unknown): kept is Me =>
  typeof kept === 'object' &&
  kept !== null &&
  ['partnershipId', 'memberId'].every((name) => {
    const id = (kept as Record<string, unknown>)[name]
    return typeof id === 'string' && id !== ''
  })

export const rememberMe = (me: Me) => localStorage.setItem(KEY, JSON.stringify(me))
export const forgetMe = () => localStorage.removeItem(KEY)

const kept = (store: string) => `patchwork.kept.${store}`

/** Whether a store has been here. What a browser clears for want of space may leave this mark. */
export const hasKept = (store: string) => localStorage.getItem(kept(store)) !== null
export const markKept = (store: string) => localStorage.setItem(kept(store), '')
export function forgetKept(store: string) {
  localStorage.removeItem(kept(store))
  localStorage.removeItem(beatOf(store))
}

/** Where the tab that syncs says that it still does. */
export const beatOf = (store: string) => `${store}.beat`
