import { unsentTable } from '../../../shared/attention/unsentTable.ts'
import type { UnsentEntry } from '../../../shared/attention/unsentTable.ts'
import { dateInUk, sayInstant } from '../../../shared/words/dates.ts'
import { saveCsv } from './csvFile.ts'
import { describe, sayRefusal } from './attention.ts'
import type { Shell } from './shell.svelte.ts'

/** What this phone holds and the office does not, put into words: what waits, and what was refused. */
export function unsentEntries(shell: Shell): UnsentEntry[] {
  const waiting = shell.outbox
    .filter(({ result }) => !result)
    .map(({ mutation, savedAt }) => ({
      ...{ state: 'Not sent yet', savedAt },
      ...describe(shell, mutation),
    }))
  const refused = shell.attention.map(({ mutation, result }) => ({
    ...{ state: `Refused: ${sayRefusal(result)}`, savedAt: mutation.deviceTime },
    ...describe(shell, mutation),
  }))
  const damaged = shell.damaged.map(({ savedAt }) => ({
    ...{ state: 'Cannot be read any more', savedAt, about: '', deed: '', says: [] },
  }))
  return [...refused, ...waiting, ...damaged]
}

/** Hands the person a file of it, and takes nothing off this phone. */
export async function exportUnsent(shell: Shell): Promise<void> {
  const { me } = shell
  const who = shell.one('member', me.memberId)?.name ?? me.memberId
  const table = unsentTable(unsentEntries(shell), who, (at) => sayInstant(at, ''))
  await saveCsv(table, `patchwork unsent ${dateInUk(new Date())}.csv`)
}
