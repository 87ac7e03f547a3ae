import { isPhotoFault } from '../../../../shared/photo/fault.ts'
import type { PhotoFault } from '../../../../shared/photo/fault.ts'
import { api } from '../api.ts'
import { refusalOf, TransportError } from '../sync/transport.ts'

/** The way of photos to the office and back. `no-row`: it knows of no such photo, or not yet. */
export interface PhotoLine {
  /** How much of it the office has. */
  sent(hash: string): Promise<number | 'no-row'>
  /** Sends a part; answers how much the office has now, or why it will not have it. */
  put(
    hash: string,
    at: number,
    part: Uint8Array<ArrayBuffer>,
  ): Promise<number | PhotoFault | 'no-row'>
  /** `not-here-yet`: the phone that took it has not sent it. */
  get(hash: string): Promise<Uint8Array<ArrayBuffer> | 'no-row' | 'not-here-yet'>
}

/** A part on a bad line takes its time. */
const TIMEOUT_MS = 60_000

const withTimeout = () => ({ signal: AbortSignal.timeout(TIMEOUT_MS) })

export const httpLine: PhotoLine = {
  async sent(hash) {
    const response = await reach(() =>
      api.photos[':hash'].sent.$get({ param: { hash } }, { init: withTimeout() }),
    )
    return readCount(response.status, await bodyOf(response)) as number | 'no-row'
  },
  async put(hash, at, part) {
    const init = { ...withTimeout(), body: part }
    const response = await reach(() =>
      api.photos[':hash'][':at'].$put({ param: { hash, at: String(at) } }, { init }),
    )
    return readCount(response.status, await bodyOf(response))
  },
  async get(hash) {
    const response = await reach(() =>
      api.photos[':hash'].$get({ param: { hash } }, { init: withTimeout() }),
    )
    const isPicture = response.headers.get('Content-Type')?.startsWith('image/') === true
    if (response.status === 200 && isPicture) {
      return new Uint8Array(await reach(() => response.arrayBuffer()))
    }
    const body = await bodyOf(response)
    if (isError(body, 'not-here-yet')) return 'not-here-yet'
    return readCount(response.status, body) as 'no-row'
  },
}

/** What an answer to a photo says, whoever brought it; throws as sync does where it says nothing. */
export function readCount(status: number, body: unknown): number | PhotoFault | 'no-row' {
  const { hasBytes, error } = (body ?? {}) as { hasBytes?: unknown; error?: unknown }
  if (status === 200 && typeof hasBytes === 'number') return hasBytes
  if (status === 404 && error === 'not-found') return 'no-row'
  if (status === 422 && isPhotoFault(error)) return error
  throw refusalOf(status === 200 ? 0 : status, body)
}

const isError = (body: unknown, word: string) =>
  typeof body === 'object' && body !== null && 'error' in body && body.error === word

const bodyOf = (response: { json(): Promise<unknown> }) => response.json().catch(() => null)

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new TransportError('unreachable', error instanceof Error ? error.message : undefined)
  }
}
