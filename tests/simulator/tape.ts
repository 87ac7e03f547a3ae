import { writeFileSync } from 'node:fs'
import type { SQLInputValue } from 'node:sqlite'
import type { Dump } from './office.ts'
import { Dice } from './dice.ts'
import { drawCase, History, openOffice } from './product.ts'

/**
 * node tests/simulator/tape.ts FILE SEED HISTORIES: runs histories and writes down what they asked of the
 * database and what it answered, for another database to be asked the same.
 */
export type Entry =
  /** The database was put to this: a history begins, or the office goes back to an earlier time. */
  | { put: [table: string, records: Record<string, SQLInputValue>[]][] }
  | { batch: [sql: number, params: SQLInputValue[]][]; results: unknown[][] }
  | { batch: [sql: number, params: SQLInputValue[]][]; error: string }
  /** How it stood when the history was over. */
  | { end: [table: string, records: Record<string, SQLInputValue>[]][] }

export interface Tape {
  sql: string[]
  entries: Entry[]
}

const [file = '', seed = '1', histories = '1'] = process.argv.slice(2)
const office = await openOffice()
const numbers = new Map<string, number>()
const tape: Tape = { sql: [], entries: [] }

const numberOf = (sql: string) => {
  const known = numbers.get(sql)
  if (known !== undefined) return known
  numbers.set(sql, tape.sql.length)
  return tape.sql.push(sql) - 1
}
const tables = (dump: Dump) => [...dump] as [string, Record<string, SQLInputValue>[]][]

office.onRestore = (dump) => void tape.entries.push({ put: tables(dump) })
office.d1.onBatch = (asked, answer) => {
  const batch = asked.map(({ sql, params }) => [numberOf(sql), params] as [number, SQLInputValue[]])
  tape.entries.push({ batch, ...answer })
}
for (let at = 0; at < Number(histories); at++) {
  const of = new Dice(Number(seed)).of(`history ${at}`)
  const { violation } = await new History(
    office,
    drawCase(Math.floor(of.next() * 4294967296)),
  ).run()
  if (violation) throw violation
  tape.entries.push({ end: tables(office.dump()) })
}
writeFileSync(file, JSON.stringify(tape))
process.exit(0)
