import { dateInUk, sayDate } from '../../../shared/words/dates.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** "CSP manager asked for an update on Mon 16 Nov". */
export function sayAsked(shell: Shell, { byId, recordedAt }: RowOf<'request'>): string {
  const who = shell.one('member', byId)?.name ?? 'Somebody'
  return `${who} asked for an update on ${sayDate(dateInUk(new Date(recordedAt)), shell.today)}`
}
