import type { api } from '../api.ts'
import type { CheckResponse, PullResponse, PushResponse } from '../../../../shared/sync/protocol.ts'
import { refusalOf, TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

const TIMEOUT_MS = 20_000

/** The worker's routes of sync, as its client calls them. */
export type Office = (typeof api)['sync']

/**
 * Sync over HTTP. A captive portal's page is no answer either: only JSON from the worker counts. The client
 * is fetched when there is something to ask: the first screen shows what is on this phone without it.
 */
export const httpTransport = (office: () => Promise<Office>): Transport => ({
  push: (json) => ask<PushResponse>(office, (sync) => sync.push.$post({ json }, options())),
  // Rows are typed as unknown JSON on the wire; the client's types of them are the protocol's.
  pull: (json) => ask<PullResponse>(office, (sync) => sync.pull.$post({ json }, options())),
  check: (json) => ask<CheckResponse>(office, (sync) => sync.check.$post({ json }, options())),
})

const options = () => ({ init: { signal: AbortSignal.timeout(TIMEOUT_MS) } })

type Answer = { status: number; json(): Promise<unknown> }

async function ask<T>(office: () => Promise<Office>, send: (sync: Office) => Promise<Answer>) {
  const response = await reach(async () => send(await office()))
  if (response.status === 200) return (await reach(() => response.json())) as T
  throw refusalOf(response.status, await response.json().catch(() => null))
}

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new TransportError('unreachable', error instanceof Error ? error.message : undefined)
  }
}
