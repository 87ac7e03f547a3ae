import type { Kind } from '../../../shared/kinds.ts'
import type { PullResponse } from '../../../shared/sync/protocol.ts'
import { Database } from '../../../web/src/lib/store/database.ts'
import { Store } from '../../../web/src/lib/store/store.ts'
import { pullAll } from '../../../web/src/lib/sync/pull.ts'
import type { Transport } from '../../../web/src/lib/sync/transport.ts'
import type { Contender } from './contract.ts'
import { newestFirst } from './newestFirst.ts'

/** The app's own store and its own pull; only the way to the worker is replaced, by pages at hand. */
export const patchwork: Contender<Store> = {
  form: 'pages',

  open: (name) =>
    Store.open(new Database(name), { now: () => new Date(), newId: () => crypto.randomUUID() }),

  async load(store, { pages }) {
    await pullAll(store, handing(pages))
    // What the view shows has been kept already.
    return { durable: Promise.resolve() }
  },

  list: async ({ view }, kind, count) =>
    newestFirst(
      view.all(kind as Kind).map((it) => {
        const { id, recordedAt, note } = it as { id: string; recordedAt?: string; note?: string }
        return { id, at: recordedAt ?? '', text: note ?? '' }
      }),
      count,
    ),

  close: async (store) => store.close(),
}

/** A transport that answers each pull with the next text, in a task of its own, as answers come. */
export const handing = (pages: readonly string[]): Transport => {
  const left = pages[Symbol.iterator]()
  const never = () => Promise.reject(new Error('nothing is pushed here'))
  const pull = async () => {
    await newTask()
    return JSON.parse(left.next().value as string) as PullResponse
  }
  return { push: never, check: never, pull } as Transport
}

const { port1, port2 } = new MessageChannel()
/** A timer would be held back for 4 ms. */
const newTask = () =>
  new Promise<void>((resolve) => {
    port1.onmessage = () => resolve()
    port2.postMessage(null)
  })
