import { api } from '../../worker/api.ts'
import { SCHEMA_VERSION } from '../../shared/sync/protocol.ts'
import type { Mutation, PullResponse, PushResponse } from '../../shared/sync/protocol.ts'
import type { Role } from '../../shared/access/role.ts'
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

/** The worker, for real, over SQLite, with a small partnership in it. Requests go straight to its handlers. */
export class Office {
  readonly d1 = new SqliteD1()

  static async open(): Promise<Office> {
    const office = new Office()
    await office.post('/api/demo/partnership', {
      partnershipId: 'ashford',
      memberId: 'manager',
      deviceId: 'd-founder',
      mutations: [
        creating('partnership', 'ashford', { name: 'Ashford CSP', place: 'Ashford' }, 1),
        creating('agency', 'council', district.agency, 2),
        creating('member', 'manager', member('CSP manager', 'manager'), 3),
      ],
    })
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

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const env = { DB: this.d1.asBinding(), ASSETS: {} as Fetcher, DEMO: '1' }
    return api.fetch(new Request(origin + path, init), env)
  }

  post(path: string, body: unknown, cookie = ''): Promise<Response> {
    return this.postText(path, JSON.stringify(body), cookie)
  }

  postText(path: string, body: string, cookie = ''): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', Cookie: cookie }
    return this.fetch(path, { method: 'POST', headers, body })
  }

  /** The cookie of a new session. */
  async signIn(memberId: string): Promise<string> {
    const response = await this.post('/api/demo/sign-in', { partnershipId: 'ashford', memberId })
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }

  async push(cookie: string, deviceId: string, mutations: unknown[]): Promise<PushResponse> {
    const response = await this.post('/api/sync/push', { deviceId, mutations }, cookie)
    if (response.status !== 200)
      throw new Error(`push: ${response.status} ${await response.text()}`)
    return (await response.json()) as PushResponse
  }

  async pull(cookie: string, deviceId: string, cursors = {}): Promise<PullResponse> {
    const ask = { deviceId, cursors, pendingFrom: null, unsent: 0 }
    const response = await this.post('/api/sync/pull', ask, cookie)
    return (await response.json()) as PullResponse
  }

  count(table: string, where = '1 = 1'): number {
    const row = this.d1.sqlite.prepare(`select count(*) as n from ${table} where ${where}`).get()
    return Number(row?.n)
  }
}
