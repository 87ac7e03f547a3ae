import type { SQL } from 'drizzle-orm'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

const dialect = new SQLiteAsyncDialect()

/**
 * Runs set-based statements as one D1 batch: all of them or none. Drizzle 0.45 cannot batch raw SQL
 * that has parameters, so its dialect spells the statements and D1 takes them directly.
 */
export async function writeBatch(db: Database, statements: readonly SQL[]) {
  const bound = statements.map((statement) => {
    const { sql, params } = dialect.sqlToQuery(statement)
    return db.$client.prepare(sql).bind(...params)
  })
  const results = await db.$client.batch<Record<string, unknown>>(bound)
  return results.map((result) => result.results)
}
