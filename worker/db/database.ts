import { drizzle } from 'drizzle-orm/d1'

/** Without the schema: only drizzle's relational queries need it, and they would walk it at every request. */
export const openDatabase = (d1: D1Database) => drizzle(d1)
export type Database = ReturnType<typeof openDatabase>

/** The binding of the directory, and of partnerships until a deployment adds a second database. */
export const HOME = 'DB'

/**
 * The database of that name, if this deployment has one. The name comes from a cookie or from the
 * directory, so nothing but a D1 binding called DB or DB_SOMETHING is opened by it.
 */
export function databaseNamed(env: object, name: string): Database | null {
  if (!/^DB(_[A-Z0-9]{1,20})?$/.test(name) || !Object.hasOwn(env, name)) return null
  return openDatabase((env as Record<string, D1Database>)[name] as D1Database)
}
