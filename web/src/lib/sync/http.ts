import { api } from '../api.ts'
import type { CheckResponse, PullResponse, PushResponse } from '../../../../shared/sync/protocol.ts'
import { refusalOf, TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

const TIMEOUT_MS = 20_000

/** Sync over HTTP. A captive portal's page is no answer either: only JSON from the worker counts. */
export const httpTransport: Transport = {
  push: (json) => ask<PushResponse>(() => api.sync.push.$post({ json }, options())),
  // Rows are typed as unknown JSON on the wire; the client's types of them are the protocol's.
  pull: (json) => ask<PullResponse>(() => api.sync.pull.$post({ json }, options())),
  check: (json) => ask<CheckResponse>(() => api.sync.check.$post({ json }, options())),
}

const options = () => ({ init: { signal: AbortSignal.timeout(TIMEOUT_MS) } })

async function ask<T>(send: () => Promise<{ status: number; json(): Promise<unknown> }>) {
  const response = await reach(send)
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
