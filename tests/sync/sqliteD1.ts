import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue } from 'node:sqlite'
import { readFileSync, readdirSync } from 'node:fs'

/**
 * D1's behaviour over real SQLite: a batch is one transaction that a failing statement rolls back
 * whole, at most a hundred parameters of at most 2 MB, rows as objects. The end-to-end tests run the same worker on
 * the real local D1.
 */
export class SqliteD1 {
  sqlite = new DatabaseSync(':memory:')
  batches = 0
  /** Set by a test: throws in place of a batch, before it or after its commit. */
  fault: ((moment: 'before' | 'after') => void) | null = null

  constructor() {
    const folder = new URL('../../migrations/', import.meta.url)
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()) {
      this.sqlite.exec(
        readFileSync(new URL(file, folder), 'utf8').replaceAll('--> statement-breakpoint', ''),
      )
    }
  }

  /** The database as it stands, to be put back later as an operator would. */
  save = (): Uint8Array => this.sqlite.serialize()
  restore(saved: Uint8Array) {
    this.sqlite = new DatabaseSync(':memory:')
    this.sqlite.deserialize(saved)
  }

  prepare(sql: string): Statement {
    return new Statement(this, sql, [])
  }

  async batch(statements: Statement[]) {
    await Promise.resolve()
    this.batches++
    this.fault?.('before')
    this.sqlite.exec('begin immediate')
    let results
    try {
      results = statements.map((statement) => statement.execute())
      this.sqlite.exec('commit')
    } catch (error) {
      this.sqlite.exec('rollback')
      throw new Error(`D1_ERROR: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
    this.fault?.('after')
    return results
  }

  asBinding(): D1Database {
    return this as unknown as D1Database
  }
}

const MAX_VALUE_BYTES = 2_000_000

const isTooBig = (value: SQLInputValue) =>
  typeof value === 'string' &&
  value.length > MAX_VALUE_BYTES / 3 &&
  Buffer.byteLength(value) > MAX_VALUE_BYTES

class Statement {
  readonly #d1: SqliteD1
  readonly #sql: string
  readonly #params: SQLInputValue[]

  constructor(d1: SqliteD1, sql: string, params: SQLInputValue[]) {
    if (params.length > 100) throw new Error('D1_ERROR: too many SQL variables')
    if (params.some(isTooBig)) throw new Error('D1_ERROR: string or blob too big: SQLITE_TOOBIG')
    this.#d1 = d1
    this.#sql = sql
    this.#params = params
  }

  bind(...params: SQLInputValue[]) {
    return new Statement(this.#d1, this.#sql, params)
  }

  execute() {
    const results = this.#d1.sqlite.prepare(this.#sql).all(...this.#params)
    return { success: true, results: results.map((row) => ({ ...row })), meta: {} }
  }

  async all() {
    return (await this.#d1.batch([this]))[0]
  }
  async run() {
    return this.all()
  }
  async raw() {
    const prepared = this.#d1.sqlite.prepare(this.#sql)
    prepared.setReturnArrays(true)
    return prepared.all(...this.#params)
  }
  async first() {
    return (await this.all())?.results[0] ?? null
  }
}
