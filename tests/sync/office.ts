import { api } from '../../worker/api.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { listPartnership } from '../../worker/db/directory.ts'
import { foundPartnership } from '../../worker/db/partnership.ts'
import { startSession } from '../../worker/db/session.ts'
import type { Bindings } from '../../worker/environment.ts'
import { hashToken, newToken } from '../../worker/middleware/token.ts'
import { SCHEMA_VERSION } from '../../shared/sync/limits.ts'
import type {
  CheckRequest,
  CheckResponse,
  Mutation,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
} from '../../shared/sync/protocol.ts'
import type { Role } from '../../shared/access/role.ts'
import { MemoryBucket } from '../worker/bucket.ts'
import { SqliteD1 } from './sqliteD1.ts'

const origin = 'https://patchwork.test'
const now = '2026-11-22T09:00:00.000Z'

export const creating = (kind: string, id: string, entry: unknown, seq: number): Mutation => ({
  op: 'create',
  mid: `m-${kind}-${id}-${seq}`,
  seq,
  schemaVersion: SCHEMA_VERSION,
  deviceTime: now,
  kind,
  id,
  entry,
})

export const district = {
  agency: { name: 'Ashford Borough Council', aliases: ['ABC'], standing: 'responsible authority' },
  plan: {
    title: 'Rolling plan',
    kind: 'rolling',
    state: 'approved',
    fromOn: '2026-04-01',
    toOn: '2027-03-31',
  },
  priority: {
    planId: 'plan',
    kind: 'priority',
    title: 'Violence',
    order: 1,
    leadAgencyId: 'council',
  },
  theme: { priorityId: 'priority', label: 'Prevent', order: 1, fourP: 'prevent' },
  action: {
    planId: 'plan',
    priorityId: 'priority',
    themeId: 'theme',
    ref: '1.1',
    text: 'Year 6 sessions on staying safe',
    leadAgencyId: 'council',
    stakeholderIds: [],
    ownerIds: ['pcso'],
    wardIds: [],
    timescale: { means: 'none', words: 'Ongoing' },
    reachTarget: { count: 500, audience: 'pupils' },
    order: 1,
  },
} as const

export const progress = (byId: string, note = 'Two schools visited') => ({
  actionId: 'action',
  status: 'on track' as const,
  note,
  reached: 30,
  happenedOn: '2026-11-22',
  byId,
  recordedAt: now,
})

const member = (name: string, role: Role) => ({ name, role, agencyId: 'council', wardIds: [] })

/** A limit that never bites; a test that wants one to brings its own. */
const unlimited = { limit: () => Promise.resolve({ success: true }) } as unknown as RateLimit

/** Letters that would have gone out, the last one last. */
export interface Letter {
  to: string
  subject: string
  text: string
}

/**
 * The worker, for real, over SQLite, with a small partnership in it. Requests go straight to its
 * handlers. `DB_EAST` is a second database, as a deployment may have.
 */
export class Office {
  readonly d1 = new SqliteD1()
  readonly east = new SqliteD1()
  readonly bucket = new MemoryBucket()
  readonly letters: Letter[] = []
  env: Partial<Bindings> = {}

  static async open(): Promise<Office> {
    const office = new Office()
    await office.found('ashford', [
      creating('partnership', 'ashford', { name: 'Ashford CSP', place: 'Ashford' }, 1),
      creating('agency', 'council', district.agency, 2),
      creating('member', 'manager', member('CSP manager', 'manager'), 3),
    ])
    const cookie = await office.signIn('manager')
    await office.push(cookie, 'd-founder', [
      creating('member', 'pcso', member('PCSO', 'contributor'), 4),
      creating('member', 'lead', member('Lead officer', 'priority lead'), 5),
      creating('member', 'reader', member('Scrutiny reader', 'scrutiny reader'), 6),
      creating('plan', 'plan', district.plan, 7),
      creating('priority', 'priority', district.priority, 8),
      creating('theme', 'theme', district.theme, 9),
      creating('action', 'action', district.action, 10),
    ])
    return office
  }

  /** Founds a partnership; whoever founds it is called `manager` unless said otherwise. */
  async found(
    partnershipId: string,
    mutations: Mutation[],
    binding: 'DB' | 'DB_EAST' = 'DB',
    memberId = 'manager',
  ) {
    const home = openDatabase(this.d1.asBinding())
    const db = binding === 'DB' ? home : openDatabase(this.east.asBinding())
    const isNew = await foundPartnership(db, {
      ...{ partnershipId, mutations, now: now, nonce: crypto.randomUUID() },
      ...{ memberId, deviceId: 'd-founding', tokenHash: crypto.randomUUID() },
    })
    if (isNew)
      await listPartnership(home, { partnershipId, binding, name: partnershipId, createdAt: now })
    return isNew
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const env: Bindings = {
      DB: this.d1.asBinding(),
      PHOTOS: this.bucket.asBinding(),
      ASSETS: {} as Fetcher,
      AUTH_SECRET: 'a secret of the tests, long enough for anybody',
      LIMIT_ADDRESS: unlimited,
      LIMIT_MEMBER: unlimited,
      mailer: {
        send: (letter) => {
          this.letters.push(letter)
          return Promise.resolve()
        },
      },
      ...{ DB_EAST: this.east.asBinding() },
      ...this.env,
    }
    const waiting: Promise<unknown>[] = []
    const context = {
      waitUntil: (work: Promise<unknown>) => waiting.push(work),
      passThroughOnException: () => undefined,
      props: {},
    } as unknown as ExecutionContext
    const response = await api.fetch(new Request(origin + path, init), env, context)
    await Promise.all(waiting)
    return response
  }

  get(path: string, cookie = ''): Promise<Response> {
    return this.fetch(path, { headers: { Cookie: cookie } })
  }

  post(path: string, body: unknown, cookie = ''): Promise<Response> {
    return this.postText(path, JSON.stringify(body), cookie)
  }

  postText(path: string, body: string, cookie = ''): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', Cookie: cookie }
    return this.fetch(path, { method: 'POST', headers, body })
  }

  /** The cookie of a new seat, as if its person had signed in. */
  async signIn(
    memberId: string,
    { partnershipId = 'ashford', proof = 'passkey', binding = 'DB', ...rest }: Partial<Seat> = {},
  ): Promise<string> {
    const db = openDatabase((binding === 'DB' ? this.d1 : this.east).asBinding())
    const token = newToken()
    await startSession(db, {
      tokenHash: await hashToken(token),
      ...{ partnershipId, memberId, proof, createdAt: now, expiresAt: '2099-01-01T00:00:00.000Z' },
      ...rest,
    })
    return `__Host-patchwork=${binding}.${token}`
  }

  async push(
    cookie: string,
    deviceId: string,
    mutations: unknown[],
    as?: PushRequest['as'],
  ): Promise<PushResponse> {
    const response = await this.post('/api/sync/push', { deviceId, mutations, as }, cookie)
    if (response.status !== 200)
      throw new Error(`push: ${response.status} ${await response.text()}`)
    return (await response.json()) as PushResponse
  }

  /** Everything this seat may see, as a new browser would get it. */
  async pull(
    cookie: string,
    deviceId: string,
    ask: Partial<PullRequest> = {},
  ): Promise<PullResponse> {
    const response = await this.post('/api/sync/pull', { ...asking(deviceId), ...ask }, cookie)
    if (response.status !== 200)
      throw new Error(`pull: ${response.status} ${await response.text()}`)
    return (await response.json()) as PullResponse
  }

  async check(cookie: string, ask: Omit<CheckRequest, 'deviceId'>): Promise<CheckResponse> {
    const response = await this.post('/api/sync/check', { deviceId: 'd-check', ...ask }, cookie)
    if (response.status !== 200)
      throw new Error(`check: ${response.status} ${await response.text()}`)
    return (await response.json()) as CheckResponse
  }

  count(table: string, where = '1 = 1', d1 = this.d1): number {
    const row = d1.sqlite.prepare(`select count(*) as n from ${table} where ${where}`).get()
    return Number(row?.n)
  }
}

interface Seat {
  partnershipId: string
  proof: string
  binding: 'DB' | 'DB_EAST'
  expiresAt: string
  ordered: string
}

/** A first pull. */
export const asking = (deviceId: string): PullRequest => ({
  deviceId,
  ...{ at: null, held: [], filling: null, pendingFrom: null, unsent: 0 },
})
