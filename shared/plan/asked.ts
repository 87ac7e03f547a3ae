import type { Request } from './request.ts'
import type { Update } from './update.ts'

/**
 * The newest request that nobody has answered yet, or null. Any entry recorded after it answers, whoever
 * wrote it and whatever it says; one that was written before it, and sent after, does not.
 */
export function unanswered<R extends Request>(
  requests: readonly R[],
  updates: readonly Pick<Update, 'recordedAt'>[],
): R | null {
  const newest = requests.reduce<R | null>(
    (last, it) => (last && last.recordedAt >= it.recordedAt ? last : it),
    null,
  )
  return newest && updates.some(({ recordedAt }) => recordedAt > newest.recordedAt) ? null : newest
}
