import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import { hashOf } from '../../../shared/sync/canonical.ts'
import type { Row } from '../../../shared/sync/protocol.ts'
import type { District } from '../data/district.ts'
import { headOf } from '../data/pages.ts'
import { Client } from './client.ts'
import { bench } from './site.ts'

const ROWS_A_STATEMENT = 1_000
const FOREVER = '2099-01-01T00:00:00.000Z'
const UNLIMITED = { limit: 1_000_000, period: 60 as const }

/** The worker on workerd, Cloudflare's own runtime, with its local D1 on the disk. */
export class Office {
  readonly #runtime: Miniflare
  readonly #state: string
  readonly origin: URL

  private constructor(runtime: Miniflare, state: string, origin: URL) {
    this.#runtime = runtime
    this.#state = state
    this.origin = origin
  }

  static async open(): Promise<Office> {
    const state = mkdtempSync(join(tmpdir(), 'patchwork-bench-d1-'))
    const runtime = new Miniflare(
      convertV4MiniflareOptions({
        ...{ name: 'bench', modules: true, script: await script(), host: '127.0.0.1' },
        ...{ compatibilityDate: '2026-05-03', compatibilityFlags: ['nodejs_compat'] },
        ...{ d1Databases: ['DB'], d1Persist: state },
        durableObjects: { POKE: { className: 'Poke', useSQLite: true } },
        ratelimits: {
          LIMIT_ADDRESS: { namespace_id: '1', simple: UNLIMITED },
          LIMIT_MEMBER: { namespace_id: '2', simple: UNLIMITED },
        },
      }),
    )
    const office = new Office(runtime, state, await runtime.ready)
    await office.#migrate()
    return office
  }

  async #migrate() {
    const d1 = await this.#d1()
    const folder = new URL('../../../migrations/', import.meta.url)
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.sql')) continue
      const text = readFileSync(new URL(file, folder), 'utf8')
      await d1.batch(text.split('--> statement-breakpoint').map((it) => d1.prepare(it)))
    }
  }

  #d1 = () => this.#runtime.getD1Database('DB')

  /** Puts a district's rows where pushes would have put them. */
  async hold({ partnershipId, rows }: District) {
    const d1 = await this.#d1()
    const head = headOf(rows)
    const marks = Array.from({ length: head }, (_, at) => at + 1)
    await d1.batch([
      d1.prepare('insert into partnership (id, version) values (?, ?)').bind(partnershipId, head),
      d1
        .prepare(
          `insert into version_mark (partnership_id, version, nonce, at)
           select ?, value, 'nonce-' || value, '2026-01-01T00:00:00.000Z' from json_each(?)`,
        )
        .bind(partnershipId, JSON.stringify(marks)),
    ])
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
      const some = rows.slice(at, at + ROWS_A_STATEMENT).map(stored)
      await d1
        .prepare(
          `insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data)
           select ?, value ->> 'id', value ->> 'scope', value ->> 'kind', value ->> 'version', 0,
                  value ->> 'hi', value ->> 'lo', value ->> 'data' from json_each(?)`,
        )
        .bind(partnershipId, JSON.stringify(some))
        .run()
    }
  }

  /** Another partnership with the same rows under its own name. */
  async copy(from: string, to: string) {
    const d1 = await this.#d1()
    const copied = (table: string, columns: string) =>
      d1
        .prepare(
          `insert into ${table} (partnership_id, ${columns})
           select ?2, ${columns} from ${table} where partnership_id = ?1`,
        )
        .bind(from, to)
    await d1.batch([
      d1
        .prepare('insert into partnership select ?2, version from partnership where id = ?1')
        .bind(from, to),
      copied('version_mark', 'version, nonce, at'),
      copied('row', 'id, scope, kind, version, deleted, hash_hi, hash_lo, data'),
    ])
  }

  /** A seat for a member, as if they had signed in; with a connection of its own. */
  async seat(partnershipId: string, memberId: string): Promise<{ client: Client; cookie: string }> {
    const token = randomUUID()
    const hash = createHash('sha256').update(token).digest('hex')
    const d1 = await this.#d1()
    await d1
      .prepare(
        `insert into session (token_hash, partnership_id, member_id, created_at, expires_at, proof)
         values (?, ?, ?, '2026-01-01T00:00:00.000Z', ?, 'passkey')`,
      )
      .bind(hash, partnershipId, memberId, FOREVER)
      .run()
    const cookie = `__Host-patchwork=DB.${token}`
    return { cookie, client: new Client(this.origin, cookie) }
  }

  async close() {
    await this.#runtime.dispose()
    rmSync(this.#state, { recursive: true, force: true })
  }
}

function stored({ id, kind, scope, version, deleted, data }: Row) {
  const { hi, lo } = hashOf({ id, kind, deleted, data })
  return { id, kind, scope, version, hi, lo, data: JSON.stringify(data) }
}

async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(bench, 'worker/bench.ts')],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'error' },
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
  })
  return outputFiles[0]?.text ?? ''
}
