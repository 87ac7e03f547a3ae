import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { at } from '../../../.bin/tools.mjs'
import type { PullResponse, Row } from '../../../shared/sync/protocol.ts'
import { MEMBER, PARTNERSHIP } from './data.ts'

const types: Record<string, string> = {
  ...{
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.html': 'text/html',
    '.svg': 'image/svg+xml',
  },
  ...{ '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/json' },
}

type Answer = (path: string, body: unknown) => object | null

/**
 * The built site, and in the place of the worker one that answers a first sync with these rows, or whatever
 * `answer` says to what is posted.
 */
export async function openSite(
  rows: readonly Row[],
  pictureOf: (hash: string) => Buffer | undefined = () => undefined,
  answer: Answer = (path, body) => firstSync(rows, path, body),
) {
  const built = at('web/.svelte-kit/cloudflare')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const reply = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body)
    if (request.method === 'POST') {
      let asked = ''
      request.on('data', (chunk) => (asked += chunk))
      request.on('end', () => {
        const said = answer(pathname, JSON.parse(asked))
        reply(said ? 200 : 503, 'application/json', JSON.stringify(said ?? unavailable))
      })
    } else if (pictureOf(pathname.slice('/api/photos/'.length))) {
      const bytes = pictureOf(pathname.slice('/api/photos/'.length))
      reply(200, 'image/jpeg', bytes ?? '')
    } else if (pathname.startsWith('/api/')) {
      reply(503, 'application/json', JSON.stringify(unavailable))
    } else {
      const file = extname(pathname) ? pathname : '/patch.html'
      readFile(join(built, file)).then(
        (bytes) => reply(200, types[extname(file)] ?? 'application/octet-stream', bytes),
        () => reply(404, 'text/plain', 'not here'),
      )
    }
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://localhost:${port}`, close: () => server.close() }
}

const unavailable = { error: 'unavailable' }

function firstSync(rows: readonly Row[], path: string, body: unknown): PullResponse | null {
  if (path !== '/api/sync/pull') return null
  return pulled((body as { at: unknown }).at === null ? rows : [])
}

function pulled(rows: readonly Row[]): PullResponse {
  const scopes = [...new Set(rows.map(({ scope }) => scope))].sort()
  const at = { version: 1_000_000, id: '~', nonce: 'bench' }
  return {
    ...{ memberId: MEMBER, partnershipId: PARTNERSHIP, at, head: at, rows: [] },
    ...{ scopes: rows.length > 0 ? scopes : null, fill: [...rows], filled: scopes, filling: null },
    ...{ more: false, resync: false, receipts: [], conflicts: [], order: null, formerly: null },
    ...{ leaseDays: 30, serverTime: new Date().toISOString() },
  }
}
