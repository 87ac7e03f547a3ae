import { unsentTable } from '../../../shared/attention/unsentTable.ts'
import type { Table, UnsentEntry } from '../../../shared/attention/unsentTable.ts'
import { dateInUk, sayInstant } from '../../../shared/words/dates.ts'
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

/** Excel takes a file for UTF-8 only when it begins with this mark. */
const UTF8_MARK = '\ufeff'

/** A spreadsheet would run a cell that begins with = + - or @. */
export async function asCsv(table: Table): Promise<string> {
  const { default: Papa } = await import('papaparse')
  return UTF8_MARK + Papa.unparse(table, { escapeFormulae: true, newline: '\r\n' })
}

/** Hands the person a file of it, and takes nothing off this phone. */
export async function exportUnsent(shell: Shell): Promise<void> {
  const { me } = shell
  const who = shell.one('member', me.memberId)?.name ?? me.memberId
  const table = unsentTable(unsentEntries(shell), who, (at) => sayInstant(at, ''))
  const file = new Blob([await asCsv(table)], { type: 'text/csv;charset=utf-8' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `patchwork unsent ${dateInUk(new Date())}.csv`
  link.click()
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
