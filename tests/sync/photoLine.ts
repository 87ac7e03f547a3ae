import { readCount } from '../../web/src/lib/photos/line.ts'
import type { PhotoLine } from '../../web/src/lib/photos/line.ts'
import { TransportError } from '../../web/src/lib/sync/transport.ts'
import type { Office } from './office.ts'

/** What goes wrong with the nth request, if anything does. */
export type Weather = 'fine' | 'lost' | 'reply lost' | 'spoiled'

/** The way of photos to the office's own handlers. */
export function lineOf(
  office: Office,
  cookie: () => string,
  weather: (nth: number) => Weather = () => 'fine',
): PhotoLine {
  let nth = 0
  const ask = async (path: string, init: RequestInit = {}) => {
    const now = weather(nth++)
    if (now === 'lost') throw new TransportError('unreachable')
    const body = init.body as Uint8Array<ArrayBuffer> | undefined
    const spoiled = now === 'spoiled' && body ? { body: Uint8Array.from(body, (it) => it ^ 1) } : {}
    const response = await office.fetch(`/api/photos/${path}`, {
      ...init,
      ...spoiled,
      headers: { Cookie: cookie() },
    })
    if (now === 'reply lost') throw new TransportError('unreachable')
    return response
  }
  const count = async (response: Response) =>
    readCount(response.status, await response.json().catch(() => null))
  return {
    sent: async (hash) => (await count(await ask(`${hash}/sent`))) as number | 'no-row',
    put: async (hash, at, body) => count(await ask(`${hash}/${at}`, { method: 'PUT', body })),
    get: async (hash) => {
      const response = await ask(hash)
      if (response.status === 200) return new Uint8Array(await response.arrayBuffer())
      return (await count(response)) as 'no-row'
    },
  }
}
