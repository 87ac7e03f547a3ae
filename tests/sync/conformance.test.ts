import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonical } from '../../shared/sync/canonical.ts'
import type { Entry, Tape } from '../simulator/tape.ts'

/*
 * The simulator's D1 is SQLite behind D1's rules. Here what some of its histories asked, batch by batch,
 * is asked of the real local D1, and every row of every answer must be the same: the receipts, the
 * conflicts, the guards that broke, and in the end all that the tables hold.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const seed = process.env.SEED ?? String(Date.now() % 1_000_000)
const HISTORIES = 10

let runtime: Miniflare
let d1: D1Database
let tape: Tape

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tape-'))
  const file = join(folder, 'tape.json')
  const args = ['--no-warnings', here('../simulator/tape.ts'), file, seed, String(HISTORIES)]
  await promisify(execFile)('node', args)
  tape = JSON.parse(readFileSync(file, 'utf8')) as Tape
  rmSync(folder, { recursive: true })
  runtime = new Miniflare(
    convertV4MiniflareOptions({
      ...{ modules: true, script: 'export default {}', compatibilityDate: '2026-05-03' },
      d1Databases: ['DB'],
    }),
  )
  d1 = (await runtime.getD1Database('DB')) as unknown as D1Database
  const migrations = here('../../migrations')
  for (const name of readdirSync(migrations).sort()) {
    if (!name.endsWith('.sql')) continue
    const sql = readFileSync(join(migrations, name), 'utf8')
    await d1.batch(sql.split('--> statement-breakpoint').map((it) => d1.prepare(it)))
  }
}, 120_000)

afterAll(() => runtime?.dispose())

test(
  `the real D1 answers what the simulated one did (seed ${seed})`,
  { timeout: 300_000 },
  async () => {
    const counts = { batches: 0, broken: 0, histories: 0 }
    for (const [at, entry] of tape.entries.entries()) {
      if ('put' in entry) await put(entry.put)
      else if ('end' in entry) {
        counts.histories++
        expect(await dump(entry.end.map(([table]) => table))).toEqual(sorted(entry.end))
      } else {
        counts.batches++
        const answer = await run(entry)
        if ('error' in entry) counts.broken++
        expect(answer, `batch ${at}: ${tape.sql[entry.batch[0]?.[0] ?? 0]}`).toEqual(
          expected(entry),
        )
      }
    }
    expect(counts.histories).toBe(HISTORIES)
    expect(counts.batches).toBeGreaterThan(HISTORIES * 20)
  },
)

type Asked = Extract<Entry, { batch: unknown }>
type Tables = Extract<Entry, { end: unknown }>['end']

async function run({ batch }: Asked): Promise<unknown> {
  try {
    const results = await d1.batch(
      batch.map(([sql, params]) => d1.prepare(tape.sql[sql] ?? '').bind(...params)),
    )
    return results.map(({ results: rows }) => rows.map(valuesOf))
  } catch (error) {
    return whyOf(String(error))
  }
}

const expected = (entry: Asked) =>
  'error' in entry ? whyOf(entry.error) : entry.results.map((rows) => rows.map(valuesOf))

/** A column without a name is called after its words, which the simulated D1 sets otherwise. */
const valuesOf = (row: unknown) => Object.values(row as object) as unknown[]

/** Which of the database's rules broke the batch. */
const whyOf = (error: string) =>
  /CHECK constraint failed: \w+|UNIQUE constraint failed: [\w., ]+\w/.exec(error)?.[0] ?? error

async function put(tables: Tables) {
  const statements = [d1.prepare("insert into purge_permit (at) values ('now')")]
  for (const [table, records] of tables) {
    statements.push(d1.prepare(`delete from "${table}"`))
    const names = Object.keys(records[0] ?? {})
    if (names.length === 0) continue
    const columns = names.map((it) => `"${it}"`).join(', ')
    const values = names.map((it) => `value ->> '${it}'`).join(', ')
    const insert = `insert into "${table}" (${columns}) select ${values} from json_each(?)`
    statements.push(d1.prepare(insert).bind(JSON.stringify(records)))
  }
  await d1.batch([...statements, d1.prepare('delete from purge_permit')])
}

async function dump(tables: readonly string[]): Promise<unknown> {
  const results = await d1.batch<Record<string, never>>(
    tables.map((table) => d1.prepare(`select * from "${table}"`)),
  )
  return sorted(tables.map((table, at) => [table, results[at]?.results ?? []]))
}

const sorted = (tables: Tables) =>
  tables.map(([table, records]) => [table, records.map(canonical).sort()])
