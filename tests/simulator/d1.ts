import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { readFileSync, readdirSync } from 'node:fs'

type Row = Record<string, unknown>

/** When a batch's turn comes, and what goes wrong with it. The simulator decides; nobody else waits. */
export interface D1Host {
  /** Resolves when the batch may run. */
  wait(): Promise<void>
  fault(moment: 'before' | 'after', statements: number): void
}

const calm: D1Host = { wait: () => Promise.resolve(), fault: () => undefined }

/**
 * D1's behaviour over real SQLite: a batch is one transaction that a failing statement rolls back whole,
 * at most a hundred parameters, rows as objects. Statements are kept prepared, because preparing them
 * takes longer than running them on a small database.
 */
export class SimulatedD1 {
  readonly sqlite: DatabaseSync
  host: D1Host = calm
  /** After each batch that was kept. */
  onCommit: () => void = () => undefined
  /** What was asked and what came of it, for those who ask another database the same. */
  onBatch: (asked: readonly Asked[], answer: { results: Row[][] } | { error: string }) => void =
    () => undefined
  #prepared = new Map<string, StatementSync>()
  #rewritten = new Map<string, string>()

  /** Another way to the same database, for looks that meet no fault and take no time. */
  constructor(other?: SimulatedD1) {
    this.sqlite = other?.sqlite ?? new DatabaseSync(':memory:')
    if (other) return
    const folder = new URL('../../migrations/', import.meta.url)
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
    for (const file of files.sort()) {
      const sql = readFileSync(new URL(file, folder), 'utf8')
      this.sqlite.exec(sql.replaceAll('--> statement-breakpoint', ''))
    }
  }

  ready(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.sqlite.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }

  /**
   * Runs a statement. Where a bare parameter could decide for an index SQLite plans the statement anew at
   * each run, which takes ten times longer than running it; of what stands inside a function it does not.
   */
  run(sql: string, params: SQLInputValue[]): Row[] {
    let rewritten = this.#rewritten.get(sql)
    if (rewritten === undefined) {
      rewritten = /^\s*(select|with)\b/.test(sql) ? sql.replaceAll('?', 'ifnull(?, null)') : sql
      this.#rewritten.set(sql, rewritten)
    }
    return this.ready(rewritten).all(...params)
  }

  /** For the simulator's own looks, which take no time and meet no fault. */
  look = <T = Row>(sql: string, ...params: SQLInputValue[]) => this.ready(sql).all(...params) as T[]

  prepare = (sql: string): Statement => new Statement(this, sql, [])

  async batch(statements: Statement[]) {
    const { host } = this
    await host.wait()
    host.fault('before', statements.length)
    this.sqlite.exec('begin immediate')
    let results
    try {
      results = statements.map((it) => it.execute())
      this.sqlite.exec('commit')
    } catch (error) {
      this.sqlite.exec('rollback')
      const said = error instanceof Error ? error.message : String(error)
      this.onBatch(statements, { error: said })
      throw new Error(`D1_ERROR: ${said}`, { cause: error })
    }
    this.onBatch(statements, { results: results.map((it) => it.results) })
    this.onCommit()
    host.fault('after', statements.length)
    return results
  }

  asBinding = () => this as unknown as D1Database
}

export interface Asked {
  sql: string
  params: SQLInputValue[]
}

class Statement implements Asked {
  readonly #d1: SimulatedD1
  readonly sql: string
  readonly params: SQLInputValue[]

  constructor(d1: SimulatedD1, sql: string, params: SQLInputValue[]) {
    if (params.length > 100) throw new Error('D1_ERROR: too many SQL variables')
    this.#d1 = d1
    this.sql = sql
    this.params = params
  }

  bind = (...params: SQLInputValue[]) => new Statement(this.#d1, this.sql, params)
  execute() {
    return { success: true, results: this.#d1.run(this.sql, this.params), meta: {} }
  }
  all = async () => (await this.#d1.batch([this]))[0]
  run = () => this.all()
  raw = async () => (await this.all())?.results.map((row) => Object.values(row)) ?? []
  first = async () => (await this.all())?.results[0] ?? null
}
