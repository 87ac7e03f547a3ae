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

/** D1 takes values of up to 2 MB, and a UTF-16 unit is at most three bytes of UTF-8. */
const MAX_UNITS = 500_000

/** A list as JSON, in as many parts as it takes; none for nothing, so that nothing costs no statement. */
export function jsonLists(items: readonly unknown[]): string[] {
  const lists: string[][] = []
  let units = Infinity
  for (const text of items.map((item) => JSON.stringify(item))) {
    units += text.length + 1
    if (units > MAX_UNITS) {
      lists.push([])
      units = text.length
    }
    lists.at(-1)?.push(text)
  }
  return lists.map((list) => `[${list.join(',')}]`)
}
