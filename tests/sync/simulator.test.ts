import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Browser, Factory } from '../simulator/idb/factory.ts'
import { KeyRange } from '../simulator/idb/keys.ts'

const run = promisify(execFile)
const simulator = fileURLToPath(new URL('../simulator/run.ts', import.meta.url))

/** What one history says of itself, event by event. */
const logOf = async (args: string[]) => {
  const { stdout } = await run('node', ['--no-warnings', simulator, ...args]).catch((it) => it)
  return String(stdout)
}

test('a seed tells the same history each time, word for word', async () => {
  const [once, twice, another] = await Promise.all([
    logOf(['--seed', '4', '--only', '1']),
    logOf(['--seed', '4', '--only', '1']),
    logOf(['--seed', '5', '--only', '1']),
  ])
  expect(once.length).toBeGreaterThan(500)
  expect(createHash('sha256').update(once).digest('hex')).toBe(
    createHash('sha256').update(twice).digest('hex'),
  )
  expect(another).not.toBe(once)
})

/*
 * The simulator's IndexedDB does what a phone's store asks of one. Here it is asked the same as
 * fake-indexeddb, transaction by transaction, and must answer the same.
 */
const key = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom('a', 'b', 'c'))
const range = fc.record({ lower: key, upper: key, isOpen: fc.boolean() })
const op = fc.oneof(
  fc.record({ do: fc.constantFrom('put' as const, 'add' as const), key, words: fc.string() }),
  fc.record({ do: fc.constantFrom('delete' as const, 'get' as const), key }),
  fc.record({ do: fc.constantFrom('getAll' as const, 'count' as const, 'remove' as const), range }),
  fc.record({
    do: fc.constant('walk' as const),
    by: fc.constantFrom('words', null),
    direction: fc.constantFrom('next' as const, 'prev' as const, 'nextunique' as const),
  }),
  fc.record({ do: fc.constant('byWords' as const), words: fc.string() }),
  fc.record({ do: fc.constantFrom('clear' as const, 'abort' as const, 'push' as const) }),
)
const transaction = fc.record({
  store: fc.constantFrom('keyed', 'counted'),
  isWriting: fc.boolean(),
  ops: fc.array(op, { maxLength: 6 }),
})

type Op = typeof op extends fc.Arbitrary<infer T> ? T : never

test('the simulated IndexedDB answers as fake-indexeddb does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(transaction, { maxLength: 8 }), async (transactions) => {
      const [mine, theirs] = await Promise.all([
        play(ownFactory(), KeyRange as unknown as typeof IDBKeyRange, transactions),
        play(new IDBFactory(), IDBKeyRange, transactions),
      ])
      // The numbers after such an abort are the next test's: fake-indexeddb does not take them back.
      fc.pre(!transactions.some((it, nth) => countsOnAndAborts(it, theirs[nth] ?? [])))
      expect(mine).toEqual(theirs)
    }),
    { numRuns: 400 },
  )
})

test('an abort takes the next number back that an explicit key had moved on, as the standard says', async () => {
  const ops: Op[] = [
    { do: 'put', key: 6, words: '' },
    { do: 'add', key: 6, words: '' },
  ]
  const [, [pushed] = []] = await play(ownFactory(), KeyRange as unknown as typeof IDBKeyRange, [
    { store: 'counted', isWriting: true, ops },
    { store: 'counted', isWriting: true, ops: [{ do: 'push' }] },
  ])
  expect(pushed).toEqual([0, 'push', 1])
})

function ownFactory(): IDBFactory {
  const soon = (work: () => void) => void setImmediate(work)
  const host = { isDead: false, soon, begin: soon, boundary: () => null }
  return new Factory(new Browser(), host) as unknown as IDBFactory
}

const countsOnAndAborts = ({ store, ops }: Transactions[number], answers: unknown[]) =>
  store === 'counted' &&
  (answers.at(-1) as unknown[] | undefined)?.[0] === 'abort' &&
  ops.some((it) => (it.do === 'put' || it.do === 'add') && typeof it.key === 'number')

type Transactions = { store: string; isWriting: boolean; ops: Op[] }[]

/** Begins all transactions at once and notes, of each, in which order what was answered. */
async function play(idb: IDBFactory, ranges: typeof IDBKeyRange, transactions: Transactions) {
  const opening = idb.open('test', 1)
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('keyed', { keyPath: 'id' })
    store.createIndex('words', 'words')
    opening.result
      .createObjectStore('counted', { autoIncrement: true })
      .createIndex('words', 'words')
  }
  const db = await new Promise<IDBDatabase>((resolve) => {
    opening.onsuccess = () => resolve(opening.result)
  })
  const answers: unknown[][] = transactions.map(() => [])
  await Promise.all(
    transactions.map(
      ({ store: name, isWriting, ops }, nth) =>
        new Promise<void>((resolve) => {
          const note = (...said: unknown[]) => answers[nth]?.push(said)
          const change = db.transaction(name, isWriting ? 'readwrite' : 'readonly')
          change.oncomplete = () => resolve(void note('complete'))
          change.onabort = () => resolve(void note('abort', change.error?.name ?? null))
          for (const [at, it] of ops.entries()) {
            try {
              const request = ask(
                change,
                change.objectStore(name),
                it,
                ranges,
                name === 'keyed',
                note,
              )
              if (!request || it.do === 'walk') continue
              request.onsuccess = () => note(at, it.do, request.result ?? null)
              request.onerror = (event) => {
                note(at, it.do, request.error?.name)
                if (at % 2 === 0) event.preventDefault()
              }
            } catch (error) {
              note(at, it.do, 'threw', (error as Error).name)
            }
          }
        }),
    ),
  )
  db.close()
  return answers
}

function ask(
  change: IDBTransaction,
  store: IDBObjectStore,
  it: Op,
  ranges: typeof IDBKeyRange,
  isKeyed: boolean,
  note: (...said: unknown[]) => void,
): IDBRequest | null {
  if (it.do === 'put' || it.do === 'add') {
    const bytes = new Uint8Array([it.words.length])
    return isKeyed
      ? store[it.do]({ id: it.key, words: it.words, bytes })
      : store[it.do]({ words: it.words, bytes }, it.key)
  }
  if (it.do === 'push') return isKeyed ? store.put({ words: '' }) : store.add({ words: 'pushed' })
  if (it.do === 'delete' || it.do === 'get') return store[it.do](it.key)
  if (it.do === 'clear') return store.clear()
  if (it.do === 'byWords') return store.index('words').getAllKeys(it.words)
  if (it.do === 'abort') {
    change.abort()
    return null
  }
  if (it.do === 'walk') {
    const source = it.by ? store.index(it.by) : store
    const walk = source.openCursor(null, it.direction)
    walk.onsuccess = () => {
      const cursor = walk.result
      note(
        'at',
        cursor && [cursor.key, cursor.primaryKey, (cursor.value as { words: string }).words],
      )
      cursor?.continue()
    }
    return walk
  }
  if (!('range' in it)) return null
  const { lower, upper, isOpen } = it.range
  const within = ranges.bound(lower, upper, isOpen, isOpen)
  if (it.do === 'remove') return store.delete(within)
  return it.do === 'count' ? store.count(within) : store.getAll(within)
}
