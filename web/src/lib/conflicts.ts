import type { Conflict } from '../../../shared/sync/protocol.ts'
import type { Shell } from './shell.svelte.ts'

/**
 * Fields that two people changed at once: both values are kept until a person settles which one shall
 * stand. Part of the first screen, whose chip counts one's own, and so without schemas.
 */

/** Those that wait for whoever uses this phone, because one of the two values is theirs. */
export const ownConflicts = ({
  openConflicts,
  me,
}: Pick<Shell, 'openConflicts' | 'me'>): Conflict[] =>
  openConflicts.filter(({ mineById }) => mineById === me.memberId)

/** The one that has waited longest comes first. */
export const byAge = (a: Conflict, b: Conflict) => (a.mineAt < b.mineAt ? -1 : 1)

/** What was settled lately, the newest first. What went with its row is no decision to tell of. */
export const settledLately = ({ conflicts }: Pick<Shell, 'conflicts'>, most: number): Conflict[] =>
  conflicts
    .filter(({ settled, settledHow }) => settled && settledHow !== 'deleted')
    .sort((a, b) => ((a.settledAt ?? '') > (b.settledAt ?? '') ? -1 : 1))
    .slice(0, most)
