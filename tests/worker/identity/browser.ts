import { Hono } from 'hono'
import { api } from '../../../worker/api.ts'
import type { Bindings, Env } from '../../../worker/environment.ts'
import type { Letter } from '../../../worker/mail/mailer.ts'
import { prepare, sameOrigin } from '../../../worker/middleware/door.ts'
import { entraRoutes } from '../../../worker/routes/entra.ts'
import { personOf, signOutPerson } from '../../../worker/identity/person.ts'
import { SqliteD1 } from '../../sync/sqliteD1.ts'

export const SECRET = 'a secret of the tests, of more than 32 characters'
export const ORIGIN = 'https://patchwork.test'

/** The worker's doors over real SQLite, with a mailbox, and limits that count nothing. */
export class Hall {
  readonly d1 = new SqliteD1()
  readonly letters: Letter[] = []
  /** Calls to the database since it was last set to 0: each is a round trip on D1. */
  roundTrips = 0
  env: Bindings
  /** What the routes reach Microsoft with. */
  microsoft: typeof fetch = async () => new Response(null, { status: 500 })
  #after: Promise<unknown>[] = []

  constructor() {
    const always = { limit: async () => ({ success: true }) }
    this.env = {
      DB: this.#counted(),
      ASSETS: {} as Fetcher,
      AUTH_SECRET: SECRET,
      LIMIT_ADDRESS: always,
      LIMIT_MEMBER: always,
      mailer: { send: async (letter) => void this.letters.push(letter) },
    }
  }

  readonly #app = new Hono<Env>()
    .basePath('/api')
    .use(prepare, sameOrigin)
    .route(
      '/entra',
      entraRoutes((...ask) => this.microsoft(...ask)),
    )
    // What the seat layer asks of this one.
    .get('/who', async (c) => c.json(await personOf(c), 200))
    .post('/leave', async (c) => {
      await signOutPerson(c)
      return c.json({}, 200)
    })

  async fetch(request: Request): Promise<Response> {
    const context = {
      waitUntil: (work: Promise<unknown>) => void this.#after.push(work),
      passThroughOnException: () => undefined,
      props: {},
    } as unknown as ExecutionContext
    const isOurs = /^\/api\/(entra|who|leave)/.test(new URL(request.url).pathname)
    return (isOurs ? this.#app : api).fetch(request, this.env, context)
  }

  /** Waits for what was put off until after the answers. */
  async settle(): Promise<void> {
    await Promise.all(this.#after.splice(0))
  }

  invite(
    email: string,
    fields: Partial<Record<'expires_at' | 'accepted_at' | 'withdrawn_at', string>> = {},
  ) {
    this.d1.sqlite
      .prepare(
        `insert into invitation (token_hash, partnership_id, member_id, email, invited_by_id,
           invited_at, expires_at, accepted_at, withdrawn_at)
         values (?, 'ashford', 'm', ?, 'manager', '2026-01-01T00:00:00.000Z', ?, ?, ?)`,
      )
      .run(
        crypto.randomUUID(),
        email,
        fields.expires_at ?? '2999-01-01T00:00:00.000Z',
        fields.accepted_at ?? null,
        fields.withdrawn_at ?? null,
      )
  }

  rows(sql: string): Record<string, unknown>[] {
    return this.d1.sqlite.prepare(sql).all()
  }

  /** The code in the last letter to this address. */
  async codeFor(email: string): Promise<string> {
    await this.settle()
    const letter = this.letters.findLast(({ to }) => to === email)
    return /^\d{6}$/m.exec(letter?.text ?? '')?.[0] ?? 'no letter'
  }

  #counted(): D1Database {
    const count = () => void this.roundTrips++
    const counting = (statement: object): object =>
      new Proxy(statement, {
        get(target, name) {
          const value = Reflect.get(target, name) as unknown
          if (typeof value !== 'function') return value
          return (...args: unknown[]) => {
            if (['all', 'run', 'raw', 'first'].includes(String(name))) count()
            const answer = Reflect.apply(value, target, args) as object
            return name === 'bind' ? counting(answer) : answer
          }
        },
      })
    const d1 = this.d1
    return {
      prepare: (sql: string) => counting(d1.prepare(sql)),
      batch: (list: never[]) => {
        count()
        return d1.batch(list)
      },
    } as unknown as D1Database
  }
}

/** A browser: it keeps cookies as the worker sets them, and sends what a page of ours would send. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly hall: Hall
  readonly origin: string

  constructor(hall: Hall, origin = ORIGIN) {
    this.hall = hall
    this.origin = origin
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...init.headers }
    const response = await this.hall.fetch(new Request(this.origin + path, { ...init, headers }))
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', ...value] = pair.split('=')
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value.join('='))
    }
    return response
  }

  async post(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    const response = await this.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: this.origin, ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  async get(path: string) {
    const response = await this.fetch(path)
    return { status: response.status, body: (await response.json()) as unknown }
  }

  async who() {
    return (await this.get('/api/who')).body as Awaited<ReturnType<typeof personOf>>
  }

  /** Asks for a code, reads the letter, types it in. */
  async signInByCode(email: string) {
    await this.post('/api/sign-in/code', { email })
    return this.post('/api/sign-in/verify', { email, code: await this.hall.codeFor(email) })
  }
}
