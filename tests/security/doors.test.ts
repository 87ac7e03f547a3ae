import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../shared/access/role.ts'
import type { Role } from '../../shared/access/role.ts'
import { Office, asking, creating, progress } from '../sync/office.ts'
import { attack, keepCounts } from './ledger.ts'
import { doors, routes } from './routes.ts'

keepCounts('doors')

let office: Office
const cookies = new Map<Role, string>()
beforeAll(async () => {
  office = await Office.open()
  const manager = await office.signIn('manager')
  for (const [at, role] of roles.entries()) {
    const id = `one-${at}`
    const entry = { name: role, role: 'contributor', agencyId: 'council', wardIds: [] }
    await office.push(manager, 'd-roles', [creating('member', id, entry, at + 1)])
    office.d1.sqlite
      .prepare(`update row set data = json_set(data, '$.role', ?) where id = ?`)
      .run(role, id)
    cookies.set(role, await office.signIn(id))
  }
})

/** Bodies that get past the parsing, so that what is tested is the right and not the form. */
const bodies: Record<string, unknown> = {
  'POST /api/sync/push': { deviceId: 'd-x', mutations: [creating('plan', 'x', {}, 1)] },
  'POST /api/sync/pull': asking('d-x'),
  'POST /api/sync/check': {
    ...{ deviceId: 'd-x', at: { version: 1, id: '~', nonce: '' }, wantsRows: true },
    ranges: [{ scope: 'partnership', from: '', to: null }],
  },
  'POST /api/devices/:id/order': { order: 'wipe' },
  'POST /api/members/:id/invite': { email: 'someone@example.org' },
  'POST /api/passes': { eventId: 'event' },
  'POST /api/reminders': { digest: 'none', digestDay: 1, quietFrom: 20, quietTo: 7 },
  'POST /api/reminders/push': {
    endpoint: 'https://fcm.googleapis.com/fcm/send/x',
    keys: { p256dh: 'x', auth: 'x' },
  },
  'POST /api/session/enter': { partnershipId: 'ashford' },
  'POST /api/session/accept': { token: '0'.repeat(64) },
  'POST /api/partnerships': {
    ...{ id: 'new', name: 'New', place: 'New', council: 'New' },
    administrator: { name: 'A', email: 'a@example.org' },
  },
}

async function ask(route: string, cookie: string, headers: Record<string, string> = {}) {
  const [method = '', path = ''] = route.split(' ')
  return office.fetch(path.replace(':eventId', 'event').replace(':id', 'plan'), {
    method,
    headers: { 'Content-Type': 'application/json', Cookie: cookie, ...headers },
    ...(method === 'POST' ? { body: JSON.stringify(bodies[route] ?? {}) } : {}),
  })
}

test('every route of the worker has its door written down, and no door leads nowhere', () => {
  expect(routes).toEqual(Object.keys(doors).sort())
})

describe('every role at every route', () => {
  const guarded = routes.filter((route) => Array.isArray(doors[route]))

  test.each(guarded)('%s lets in those it is for and says nothing to others', async (route) => {
    for (const role of roles) {
      const isFor = (doors[route] as readonly Role[]).includes(role)
      const answer = await ask(route, cookies.get(role) ?? '')
      if (isFor) expect.soft(answer.status, `${role} at ${route}`).not.toBe(401)
      else {
        await attack('role at a route', `${role} at ${route}`, async () => {
          const body = await answer.text()
          return answer.status !== 404 || body !== '{"error":"not-found"}'
        })
      }
    }
  })

  test.each(guarded)('%s: nobody without a seat', async (route) => {
    const forged = ['', 'x', 'DB.', '.', `DB.${'0'.repeat(64)}`, 'DB.undefined', "DB.' or 1=1 --"]
    for (const value of forged) {
      await attack('no seat', `${route} with ${value}`, async () => {
        return (await ask(route, `__Host-patchwork=${value}`)).status !== 401
      })
    }
  })
})

describe('a person’s routes', () => {
  test.each(routes.filter((route) => doors[route] === 'person'))(
    '%s: nobody who has not signed in, and no seat instead of a person',
    async (route) => {
      for (const cookie of [
        '',
        '__Host-patchwork-person=x.y',
        cookies.get('administrator') ?? '',
      ]) {
        await attack('no person', `${route} with ${cookie.slice(0, 30)}`, async () => {
          const { status } = await ask(route, cookie)
          return status < 400 || status >= 500
        })
      }
    },
  )
})

describe('another site', () => {
  const posts = routes.filter((route) => route.startsWith('POST'))
  const foreign: [said: string, headers: Record<string, string>][] = [
    ['its origin', { Origin: 'https://evil.example' }],
    ['a null origin', { Origin: 'null' }],
    ['the same host over http', { Origin: 'http://patchwork.test' }],
    ['a host that begins alike', { Origin: 'https://patchwork.test.evil.example' }],
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ]

  test.each(posts)('%s is refused from elsewhere', async (route) => {
    for (const [said, headers] of foreign) {
      await attack('cross-site', `${route}, ${said}`, async () => {
        return (await ask(route, cookies.get('administrator') ?? '', headers)).status !== 403
      })
    }
  })

  test.each(posts)('%s takes JSON that says it is JSON, and no form', async (route) => {
    const [, path = ''] = route.split(' ')
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]
    const takesNoBody = ['/end', '/withdraw', '/remove', '/remove-access', '/options'].some((it) =>
      path.endsWith(it),
    )
    for (const type of types) {
      await attack('cross-site', `${route} as ${type}`, async () => {
        const cookie = cookies.get('administrator') ?? ''
        const answer = await office.fetch(path.replace(':id', 'nobody'), {
          method: 'POST',
          headers: { 'Content-Type': type, 'Sec-Fetch-Site': 'cross-site', Cookie: cookie },
          body: JSON.stringify(bodies[route] ?? {}),
        })
        if (answer.status !== 403) return true
        if (takesNoBody) return false
        const sameSite = await office.fetch(path.replace(':id', 'nobody'), {
          method: 'POST',
          headers: { 'Content-Type': type, Cookie: cookie },
          body: JSON.stringify(bodies[route] ?? {}),
        })
        return sameSite.status < 400
      })
    }
  })
})

describe('framing and sniffing', () => {
  test.each(routes)(
    '%s answers with headers that shut frames, caches and guesses out',
    async (route) => {
      const { headers } = await ask(route, '')
      const wanted: [string, RegExp][] = [
        ['content-security-policy', /frame-ancestors 'none'/],
        ['x-content-type-options', /^nosniff$/],
        ['cache-control', /^no-store$/],
        ['strict-transport-security', /max-age=\d{8}/],
        ['referrer-policy', /^(same-origin|no-referrer)$/],
      ]
      for (const [name, value] of wanted) {
        await attack(
          'framing',
          `${route} without ${name}`,
          async () => !value.test(headers.get(name) ?? ''),
        )
      }
    },
  )
})

describe('another partnership', () => {
  let theirs: string
  beforeAll(async () => {
    const member = { name: 'Manager', role: 'manager', agencyId: 'council', wardIds: [] }
    await office.found('dover', [
      creating('partnership', 'dover', { name: 'Secret CSP', place: 'Secret' }, 1),
      creating('agency', 'council', { name: 'Secret', aliases: [], standing: 'voluntary' }, 2),
      creating('member', 'manager', member, 3),
      creating('member', 'dover-member', member, 4),
      creating('ward', 'dover-ward', { name: 'Secret', code: 'E05004868' }, 5),
    ])
    theirs = await office.signIn('manager', { partnershipId: 'dover' })
    await office.pull(theirs, 'd-theirs')
  })

  test('an id of theirs on every route is not found, and the attempt is noted', async () => {
    const ours = await office.signIn('manager')
    const withId = routes.filter((route) => route.includes(':id') && !route.includes('passkeys'))
    for (const route of withId) {
      for (const id of ['dover', 'dover-member', 'dover-ward', 'd-theirs']) {
        const [method = '', path = ''] = route.split(' ')
        const before = office.count('audit', "what = 'refused'")
        await attack('another partnership', `${route} with ${id}`, async () => {
          const answer = await office.fetch(path.replace(':id', id), {
            method,
            headers: { 'Content-Type': 'application/json', Cookie: ours },
            ...(method === 'POST' ? { body: JSON.stringify(bodies[route] ?? {}) } : {}),
          })
          const text = await answer.text()
          const isEmpty = route.endsWith('/targets') && text === '[]'
          return text.includes('Secret') || !(answer.status === 404 || isEmpty)
        })
        if (method === 'POST') {
          expect.soft(office.count('audit', "what = 'refused'"), route).toBe(before + 1)
        }
      }
    }
  })

  test('a push that names their ward, member, partnership or a role is refused alone', async () => {
    const pcso = await office.signIn('pcso')
    const ours = await office.signIn('manager')
    const good = (seq: number) => creating('update', `good-${seq}`, progress('pcso'), seq)
    const member = { name: 'X', role: 'contributor', agencyId: 'council', wardIds: [] }
    const action = {
      ...{ planId: 'plan', priorityId: 'priority', themeId: 'theme', ref: '9', text: 'X' },
      ...{ leadAgencyId: null, stakeholderIds: [], ownerIds: [], wardIds: [] },
      ...{ timescale: { means: 'none', words: '' }, reachTarget: null, order: 1 },
    }
    const attempts: [said: string, cookie: string, mutation: (seq: number) => unknown][] = [
      [
        'their ward',
        ours,
        (seq) => creating('action', `a-${seq}`, { ...action, wardIds: ['dover-ward'] }, seq),
      ],
      [
        'their member',
        ours,
        (seq) => creating('action', `a-${seq}`, { ...action, ownerIds: ['dover-member'] }, seq),
      ],
      [
        'their member’s name',
        ours,
        (seq) => creating('update', `u-${seq}`, progress('dover-member'), seq),
      ],
      [
        'their partnership',
        ours,
        (seq) => creating('partnership', 'dover', { name: 'X', place: 'X' }, seq),
      ],
      [
        'a partnership field',
        pcso,
        (seq) =>
          creating('update', `u-${seq}`, { ...progress('pcso'), partnershipId: 'dover' }, seq),
      ],
      [
        'a scope field',
        pcso,
        (seq) => creating('update', `u-${seq}`, { ...progress('pcso'), scope: 'plan:x' }, seq),
      ],
      ['a role', pcso, (seq) => creating('member', `m-${seq}`, member, seq)],
      [
        'a role field',
        pcso,
        (seq) =>
          creating('update', `u-${seq}`, { ...progress('pcso'), role: 'administrator' }, seq),
      ],
      [
        'their own role',
        pcso,
        (seq) => ({
          ...{ op: 'edit', mid: `e-${seq}`, seq, schemaVersion: 1, kind: 'member', id: 'pcso' },
          ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 99 },
          fields: { role: { base: 'contributor', value: 'administrator' } },
        }),
      ],
      [
        'an administrator',
        ours,
        (seq) => creating('member', `m-${seq}`, { ...member, role: 'administrator' }, seq),
      ],
    ]
    for (const [at, [said, cookie, mutation]] of attempts.entries()) {
      const device = `d-names-${at}`
      const mine = (seq: number) =>
        cookie === ours
          ? creating('update', `by-m-${at}-${seq}`, progress('manager'), seq)
          : good(at * 10 + seq)
      const renumbered = [mine(1), { ...(mutation(2) as object), seq: 2 }, mine(3)].map(
        (it, place) => ({
          ...(it as object),
          seq: place + 1,
        }),
      )
      const answer = await office.push(cookie, device, renumbered)
      if (answer.status !== 'ok') throw new Error(answer.status)
      const outcomes = answer.results.map(({ outcome }) => outcome)
      await attack('foreign name or role in a push', said, async () => outcomes[1] !== 'rejected')
      expect.soft([outcomes[0], outcomes[2]], said).toEqual(['applied', 'applied'])
    }
    expect(office.count('row', "partnership_id = 'dover'")).toBe(5)
  })

  test('demoted while offline: what was written with the old right is refused, and kept', async () => {
    const lead = await office.signIn('lead')
    const edit = (seq: number) => ({
      ...{ op: 'edit', mid: `offline-${seq}`, seq, schemaVersion: 1, kind: 'action', id: 'action' },
      ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 999 },
      fields: { how: { base: null, value: `written offline ${seq}` } },
    })
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.role', 'scrutiny reader') where id = 'lead'`,
    )
    for (const seq of [1, 2, 3]) {
      await attack('demoted while offline', `edit ${seq}`, async () => {
        const answer = await office.push(lead, 'd-lead', [edit(seq)])
        return answer.status !== 'ok' || answer.results[0]?.reason !== 'forbidden'
      })
    }
    expect(office.count('dead_letter', "device_id = 'd-lead'")).toBe(3)
    expect(office.count('row', "data like '%written offline%'")).toBe(0)
  })
})
