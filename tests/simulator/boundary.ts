import type { Transaction } from './idb/transaction.ts'

type Kept = { key: string; value: unknown }

/** The transactions of a phone's store, by what they are for. */
export const kindsOfTransaction = [
  'make the tables',
  'note the time',
  'keep work',
  'note answers',
  'take a new device id',
  'offer the journal again',
  'land a page',
  'swap in scopes',
  'fold or repair packs',
  'drop what cannot be read',
  'read',
] as const
export type TransactionKind = (typeof kindsOfTransaction)[number]

/** Told by the tables it is over, and by what it has changed in them. */
export function kindOf(transaction: Transaction): TransactionKind {
  if (transaction.mode === 'versionchange') return 'make the tables'
  if (!transaction.isWriting) return 'read'
  const has = (name: string) => transaction.names.includes(name)
  if (has('packs') && has('outbox'))
    return hasFewer(transaction, 'packs') ? 'swap in scopes' : 'land a page'
  if (has('packs')) return has('conflicts') ? 'drop what cannot be read' : 'fold or repair packs'
  if (!has('journal')) return has('outbox') ? 'keep work' : 'note the time'
  if (metaOf(transaction, 'deviceId')) return 'take a new device id'
  return metaOf(transaction, 'answeredTo') === 0 ? 'offer the journal again' : 'note answers'
}

const hasFewer = (transaction: Transaction, table: string) => {
  const after = new Set(transaction.peek(table)?.records.map(({ key }) => key))
  return transaction.db.kept.stores.get(table)?.records.some(({ key }) => !after.has(key)) ?? false
}

/** What a transaction would make of a value in meta; undefined when it leaves it. */
function metaOf(transaction: Transaction, key: string): unknown {
  const read = (records: readonly { value: unknown }[] = []) =>
    records.map(({ value }) => value as Kept).find((it) => it.key === key)?.value
  const after = read(transaction.peek('meta')?.records)
  const before = read(transaction.db.kept.stores.get('meta')?.records)
  return after === before ? undefined : after
}
