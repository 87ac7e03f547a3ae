import { createServer, request as ask } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { BuildOptions } from 'esbuild'
import { District } from '../data/district.ts'
import { parcelOf } from '../data/pages.ts'
import type { Parcel } from '../data/pages.ts'

export const bench = fileURLToPath(new URL('..', import.meta.url))
const productDexie = fileURLToPath(
  new URL('../../../node_modules/dexie/dist/modern/dexie.mjs', import.meta.url),
)

/** Each contender has a page and a bundle of its own, so that none carries another's weight. */
export const contenders = {
  patchwork: { file: 'patchwork.ts', dexie: productDexie },
  packed: { file: 'packed.ts' },
  sealed: { file: 'packed.ts' },
  dexie: { file: 'dexie.ts', dexie: productDexie },
  rxdb: { file: 'rxdb.mjs' },
  pouchdb: { file: 'pouchdb.mjs' },
  replicache: { file: 'replicache.mjs' },
} as const satisfies Record<string, { file: string; dexie?: string }>
export type Name = keyof typeof contenders
/** Patchwork's works have a page beside its own, whose weight would count when it is opened cold. */
export type PageName = Name | 'works'

/** What a browser is sent: minified modules, and what is imported lazily in files of its own. */
export async function bundle(contents: string, dexie?: string, options: BuildOptions = {}) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: bench, loader: 'ts', sourcefile: 'page.ts' },
    ...{ bundle: true, splitting: true, format: 'esm', minify: true, write: false, outdir: '/' },
    ...{ entryNames: 'page', chunkNames: 'part-[hash]', platform: 'browser', target: 'es2023' },
    ...{ define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error' },
    alias: dexie ? { dexie } : {},
    ...options,
  } as BuildOptions & { write: false })
  return new Map((outputFiles ?? []).map(({ path, contents: bytes }) => [path.slice(1), bytes]))
}

/** The entry, gzipped, with and without what it loads later. */
export function weigh(files: Map<string, Uint8Array>) {
  const size = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length
  const entry = files.get('page.js') as Uint8Array
  const later = new Set(
    [...new TextDecoder().decode(entry).matchAll(/import\("\.\/(part-[^"]+)"\)/g)].map(
      ([, f]) => f,
    ),
  )
  const now = [...files].filter(([name]) => !later.has(name))
  return {
    first: now.reduce((sum, [, bytes]) => sum + size(bytes), 0),
    all: [...files.values()].reduce((sum, bytes) => sum + size(bytes), 0),
  }
}

export interface Site {
  origin: string
  close(): void
}

/**
 * Serves the pages on localhost, where a browser allows what it allows on https. With a worker, hands on to it what is asked
 * of /api, WebSockets too.
 */
export async function openSite(names: readonly Name[], worker?: URL): Promise<Site> {
  const pages = new Map<string, Map<string, Uint8Array>>()
  const isIncluded = names.includes('patchwork')
  for (const page of [...names, ...(isIncluded ? (['works'] as const) : [])]) {
    const name = page === 'works' ? 'patchwork' : page
    const { file, ...rest } = contenders[name]
    const entry = `
      import { ${name} } from './contenders/${file}'
      import { harness } from './pages/harness.ts'
      ${page === 'works' ? `import * as works from './pages/works.ts'` : 'const works = {}'}
      window.bench = { ...harness(${name}), ...works }`
    pages.set(page, await bundle(entry, 'dexie' in rest ? rest.dexie : undefined))
  }
  const parcels = new Map<number, Parcel>()
  const parcel = (count: number) => {
    const known = parcels.get(count) ?? parcelOf(new District(count))
    parcels.set(count, known)
    return known
  }
  const server = createServer((request, response) => {
    if (worker && request.url?.startsWith('/api/')) return handOn(worker, request, response)
    const [, room, name = '', file = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? []
    const found =
      room === 'parcel'
        ? JSON.stringify(parcel(Number(name))[file as keyof Parcel])
        : room === 'seat' || file === ''
          ? shell(name)
          : pages.get(name)?.get(file)
    if (room === 'seat') response.setHeader('Set-Cookie', `${decodeURIComponent(name)}; ${KEPT}`)
    const type = room === 'parcel' ? 'application/json' : file ? 'text/javascript' : 'text/html'
    response.writeHead(found === undefined ? 404 : 200, { ...headers, 'Content-Type': type })
    response.end(found)
  })
  if (worker) handOnSockets(server, worker)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return { origin: `http://localhost:${portOf(server)}`, close: () => server.close() }
}

function handOn(worker: URL, request: IncomingMessage, response: ServerResponse) {
  const { method, headers, url = '' } = request
  const onward = ask(new URL(url, worker), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

function handOnSockets(server: Server, { hostname, port }: URL) {
  server.on('upgrade', ({ method, url, rawHeaders }: IncomingMessage, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const lines = rawHeaders.map((it, at) => (at % 2 ? `${it}\r\n` : `${it}: `)).join('')
      onward.write(`${method} ${url} HTTP/1.1\r\n${lines}\r\n`)
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
  })
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

const KEPT = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** Isolated, so that the clock is fine-grained. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
}

const shell = (
  name: string,
) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
  <title>${name}</title><script type="module" src="/page/${name}/page.js"></script><body></body>`
