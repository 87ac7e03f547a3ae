import * as v from 'valibot'
import { Id } from '../../../shared/words/schema.ts'

/**
 * Who uses this browser, so that the right store opens with no signal. It lets nobody in: the
 * worker goes by the session cookie alone.
 */
export const Me = v.object({ partnershipId: Id, memberId: Id })
export type Me = v.InferOutput<typeof Me>

const KEY = 'patchwork.me'

export function whoAmI(): Me | null {
  try {
    const parsed = v.safeParse(Me, JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

export const rememberMe = (me: Me) => localStorage.setItem(KEY, JSON.stringify(me))
export const forgetMe = () => localStorage.removeItem(KEY)
