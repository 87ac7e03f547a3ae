import { api } from '../api.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

const TIMEOUT_MS = 20_000

/** Sync over HTTP. A captive portal's page is no answer either: only JSON from the worker counts. */
export const httpTransport: Transport = {
  push: async (json) => {
    const response = await reach(() => api.sync.push.$post({ json }, options()))
    if (response.status !== 200) throw await failure(response)
    return reach(() => response.json())
  },
  pull: async (json) => {
    const response = await reach(() => api.sync.pull.$post({ json }, options()))
    if (response.status !== 200) throw await failure(response)
    // Rows are typed as unknown JSON on the wire; the client's types of them are the protocol's.
    return reach(() => response.json() as ReturnType<Transport['pull']>)
  },
}

const options = () => ({ init: { signal: AbortSignal.timeout(TIMEOUT_MS) } })

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new TransportError('unreachable', error instanceof Error ? error.message : undefined)
  }
}

async function failure(response: { status: number; json(): Promise<unknown> }) {
  if (response.status === 401) return new TransportError('signed-out')
  const body: unknown = await response.json().catch(() => null)
  const isOurs = typeof body === 'object' && body !== null && 'error' in body
  const isRefused = isOurs && (response.status === 400 || response.status === 413)
  return new TransportError(isRefused ? 'refused' : 'unreachable', `status ${response.status}`)
}
