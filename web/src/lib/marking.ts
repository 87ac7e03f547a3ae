import { markingOf } from '../../../shared/access/marking.ts'
import type { Marking } from '../../../shared/access/marking.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** What a screen about these rows is marked with. Give the row first, then what it stands in. */
export const markingFor = (...rows: readonly (object | undefined)[]): Marking =>
  markingOf(...rows.flatMap((data) => data ?? []).map((data) => ({ data })))

export const markingOfAction = (shell: Shell, action: RowOf<'action'>) =>
  markingFor(action, shell.one('plan', action.planId))
