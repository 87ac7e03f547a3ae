import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import { creating, district } from '../sync/office.ts'

const ORIGIN = 'https://patchwork.test'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The development worker in one file, but for the built site. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [here('../../worker/dev.ts')],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'silent' },
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    plugins: [
      {
        name: 'no-site',
        setup(plugin) {
          plugin.onResolve({ filter: /_worker\.js$/ }, () => ({
            path: 'site',
            namespace: 'no-site',
          }))
          plugin.onLoad({ filter: /.*/, namespace: 'no-site' }, () => ({
            contents: 'export default { fetch: () => new Response(null, { status: 404 }) }',
          }))
        },
      },
    ],
  })
  return outputFiles[0]?.text ?? ''
}

/** The worker on Cloudflare's own runtime, with a real D1 and real Durable Objects. */
export class Workerd {
  readonly #runtime: Miniflare

  private constructor(runtime: Miniflare) {
    this.#runtime = runtime
  }

  static async open({ hasPoke = true } = {}): Promise<Workerd> {
    const simple = { limit: 100_000, period: 60 as const }
    const runtime = new Miniflare(
      convertV4MiniflareOptions({
        name: 'patchwork',
        modules: true,
        script: await bundled(),
        compatibilityDate: '2026-05-03',
        compatibilityFlags: ['nodejs_compat'],
        d1Databases: ['DB'],
        r2Buckets: ['PHOTOS'],
        ...(hasPoke && { durableObjects: { POKE: { className: 'Poke', useSQLite: true } } }),
        ratelimits: {
          LIMIT_ADDRESS: { namespace_id: '1', simple },
          LIMIT_MEMBER: { namespace_id: '2', simple },
        },
      }),
    )
    const workerd = new Workerd(runtime)
    await workerd.#migrate()
    return workerd
  }

  async #migrate() {
    const d1 = await this.#runtime.getD1Database('DB')
    const folder = here('../../migrations')
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.sql')) continue
      const statements = readFileSync(`${folder}/${file}`, 'utf8').split('--> statement-breakpoint')
      await d1.batch(statements.map((statement) => d1.prepare(statement)))
    }
  }

  fetch = (path: string, init: Parameters<Miniflare['dispatchFetch']>[1] = {}) =>
    this.#runtime.dispatchFetch(ORIGIN + path, init)

  async post(path: string, body: unknown, cookie = '') {
    const response = await this.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(body),
    })
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
    return response
  }

  /** A partnership of that name, with a manager and a PCSO in it, and a plan they work on. */
  async found(partnershipId: string) {
    const member = (name: string, role: string) => ({
      name,
      role,
      agencyId: 'council',
      wardIds: [],
    })
    const mutations = [
      creating('partnership', partnershipId, { name: partnershipId, place: 'Ashford' }, 1),
      creating('agency', 'council', district.agency, 2),
      creating('member', 'manager', member('CSP manager', 'manager'), 3),
    ]
    const founding = { partnershipId, memberId: 'manager', deviceId: 'd-founding', mutations }
    await this.post('/api/demo/partnership', founding)
    const manager = await this.signIn(partnershipId, 'manager')
    await this.push(manager, [
      creating('member', 'pcso', member('PCSO', 'contributor'), 1),
      creating('plan', 'plan', district.plan, 2),
      creating('priority', 'priority', district.priority, 3),
      creating('theme', 'theme', district.theme, 4),
      creating('action', 'action', district.action, 5),
    ])
  }

  async signIn(partnershipId: string, memberId: string): Promise<string> {
    const response = await this.post('/api/demo/sign-in', { partnershipId, memberId })
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  /** From a device that nobody has seen before, unless it is named. */
  push = (cookie: string, mutations: unknown[], deviceId = `d-${crypto.randomUUID()}`) =>
    this.post('/api/sync/push', { deviceId, mutations }, cookie)

  /** Asks for a WebSocket, as a page of ours would. */
  live = (cookie: string, headers: Record<string, string> = {}) =>
    this.fetch('/api/sync/live', {
      headers: { Upgrade: 'websocket', Origin: ORIGIN, Cookie: cookie, ...headers },
    })

  /** Puts the poke of a partnership to sleep, as the platform does when nothing happens. */
  sleep = (partnershipId: string) =>
    this.#runtime.unsafeEvictDurableObject('patchwork', 'Poke', {
      name: `DB:${partnershipId}`,
      webSockets: 'hibernate',
    })

  close = () => this.#runtime.dispose()
}
