import { beforeEach, describe, expect, test } from 'vitest'
import { Office, asking, creating, progress } from '../sync/office.ts'
import { codeFor, cookiesOf, invitationFor, personWithCode, provePasskey } from './people.ts'

let office: Office
let manager: string
beforeEach(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
})

const email = 'warden@example.org'
const invite = (memberId = 'pcso', to = email, cookie = manager) =>
  office.post(`/api/members/${memberId}/invite`, { email: to }, cookie)
const accept = (token: string, cookie: string) =>
  office.post('/api/session/accept', { token }, cookie)
const bodyOf = (response: Response) => response.json() as Promise<Record<string, unknown>>

describe('an invitation', () => {
  test('brings the person it was sent to into their seat, and works there', async () => {
    expect((await invite()).status).toBe(200)
    const person = await personWithCode(office, email)
    const answer = await accept(invitationFor(office, email), person)
    expect(await bodyOf(answer)).toEqual({
      ...{ partnershipId: 'ashford', memberId: 'pcso', role: 'contributor' },
    })
    const seat = cookiesOf(answer)
    expect(seat).toMatch(/^__Host-patchwork=DB\.[0-9a-f]{64}$/)
    expect((await office.pull(seat, 'd-new')).memberId).toBe('pcso')
  })

  test('the seat’s cookie is bound to this origin, to TLS, and out of a script’s reach', async () => {
    await invite()
    const person = await personWithCode(office, email)
    const [cookie = ''] = (
      await accept(invitationFor(office, email), person)
    ).headers.getSetCookie()
    for (const word of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
      expect(cookie.split('; ')).toContain(word)
    expect(cookie).not.toContain('Domain')
  })

  test('used a second time, by the same person or another, opens nothing', async () => {
    await invite()
    const token = invitationFor(office, email)
    const person = await personWithCode(office, email)
    expect((await accept(token, person)).status).toBe(200)
    expect((await accept(token, person)).status).toBe(404)
    await invite('reader', 'other@example.org')
    expect((await accept(token, await personWithCode(office, 'other@example.org'))).status).toBe(
      404,
    )
  })

  test('used by two at the same moment seats one', async () => {
    await invite()
    const person = await personWithCode(office, email)
    const token = invitationFor(office, email)
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(token, person)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404, 404])
    expect(office.count('membership')).toBe(1)
  })

  test('out of date, withdrawn by a newer one, or another address’s: one answer', async () => {
    await invite()
    const old = invitationFor(office, email)
    await invite()
    const person = await personWithCode(office, email)
    expect(await bodyOf(await accept(old, person))).toEqual({ error: 'no-invitation' })
    await invite('reader', 'other@example.org')
    const others = invitationFor(office, 'other@example.org')
    expect(await bodyOf(await accept(others, person))).toEqual({ error: 'no-invitation' })
    const late = invitationFor(office, email)
    office.d1.sqlite.exec(`update invitation set expires_at = '2020-01-01T00:00:00.000Z'`)
    expect(await bodyOf(await accept(late, person))).toEqual({ error: 'no-invitation' })
    expect(await bodyOf(await accept('0'.repeat(64), person))).toEqual({ error: 'no-invitation' })
  })

  test('nobody without one gets a code, and nothing tells them so', async () => {
    await invite()
    const known = await office.post('/api/sign-in/code', { email })
    const unknown = await office.post('/api/sign-in/code', { email: 'stranger@example.org' })
    expect(await known.text()).toBe(await unknown.text())
    expect(office.letters.some(({ to }) => to === 'stranger@example.org')).toBe(false)
  })

  test('a member who has somebody already is not given to a second person', async () => {
    await invite()
    await accept(invitationFor(office, email), await personWithCode(office, email))
    const second = await invite('pcso', 'other@example.org')
    expect([second.status, await bodyOf(second)]).toEqual([409, { error: 'has-access' }])
    await office.post('/api/members/pcso/remove-access', {}, manager)
    expect((await invite('pcso', 'other@example.org')).status).toBe(200)
  })

  test('a manager invites nobody to be administrator', async () => {
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.role', 'administrator') where id = 'reader'`,
    )
    expect((await invite('reader')).status).toBe(404)
    expect(office.count('audit', "what = 'refused' and about = 'reader'")).toBe(1)
  })

  test.each(['pcso', 'lead', 'reader'])('%s invites nobody', async (memberId) => {
    const cookie = await office.signIn(memberId)
    expect((await invite('pcso', email, cookie)).status).toBe(404)
    expect((await office.get('/api/members', cookie)).status).toBe(404)
    expect(office.letters).toEqual([])
  })

  test.each([
    '',
    'x',
    'a@b',
    'a b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'ü'.repeat(300),
  ])('%j is no address to invite', async (address) => {
    expect((await invite('pcso', address)).status).toBe(400)
    expect(office.count('invitation')).toBe(0)
  })

  test('a hostile name of a partnership stands harmless in the letter', async () => {
    office.d1.sqlite
      .prepare('update directory set name = ?')
      .run('Ashford\r\nBcc: x@example.org <script>\u202e https://evil.example')
    await invite()
    const letter = office.letters.at(-1)
    expect(letter?.subject).not.toMatch(/[\r\n<>\u202e]/)
    expect(letter?.text).not.toContain('https://evil.example')
  })
})

describe('several partnerships', () => {
  const found = async (binding: 'DB' | 'DB_EAST') => {
    await office.found(
      'swale',
      [
        creating('partnership', 'swale', { name: 'Swale CSP', place: 'Swale' }, 1),
        creating('agency', 'council', { name: 'Swale', aliases: [], standing: 'voluntary' }, 2),
        creating(
          'member',
          'manager',
          {
            ...{ name: 'Manager', role: 'manager', agencyId: 'council', wardIds: [] },
          },
          3,
        ),
        creating(
          'member',
          'analyst',
          {
            ...{ name: 'Analyst', role: 'analyst', agencyId: 'council', wardIds: [] },
          },
          4,
        ),
      ],
      binding,
    )
    return office.signIn('manager', { partnershipId: 'swale', binding })
  }

  test.each(['DB', 'DB_EAST'] as const)(
    'one person sits in two, the other in %s, and switches',
    async (binding) => {
      const elsewhere = await found(binding)
      await invite()
      const person = await personWithCode(office, email)
      await accept(invitationFor(office, email), person)
      await invite('analyst', email, elsewhere)
      const second = await accept(invitationFor(office, email), person)
      expect(await bodyOf(second)).toMatchObject({ partnershipId: 'swale', role: 'analyst' })
      const { seats } = await bodyOf(await office.get('/api/session/seats', person))
      expect(seats).toHaveLength(2)
      const back = await office.post('/api/session/enter', { partnershipId: 'ashford' }, person)
      expect((await office.pull(cookiesOf(back), 'd-1')).partnershipId).toBe('ashford')
      const there = await office.post('/api/session/enter', { partnershipId: 'swale' }, person)
      expect((await office.pull(cookiesOf(there), 'd-1')).partnershipId).toBe('swale')
    },
  )

  test('a seat in one is none in another, and asking for it is noted', async () => {
    await found('DB')
    await invite()
    const person = await personWithCode(office, email)
    for (const partnershipId of ['swale', 'nowhere']) {
      const answer = await office.post('/api/session/enter', { partnershipId }, person)
      expect(answer.status).toBe(404)
      expect(await bodyOf(answer)).toEqual({ error: 'not-found' })
    }
    expect(office.count('audit', "what = 'refused'")).toBe(2)
  })
})

describe('a second factor', () => {
  const seatOf = async (memberId: string) => {
    await invite(memberId)
    const person = await personWithCode(office, email)
    return { person, answer: await accept(invitationFor(office, email), person) }
  }

  test('a manager does not get in by a code alone, and does with a passkey', async () => {
    const { person, answer } = await seatOf('manager')
    expect(answer.status).toBe(403)
    expect(await bodyOf(answer)).toEqual({ error: 'second-factor' })
    expect(answer.headers.getSetCookie()).toEqual([])
    provePasskey(office)
    const again = await office.post('/api/session/enter', { partnershipId: 'ashford' }, person)
    expect(again.status).toBe(200)
  })

  test('somebody made a manager while signed in by code is asked for it at the next contact', async () => {
    const { answer } = await seatOf('pcso')
    const seat = cookiesOf(answer)
    const raise = { base: 'contributor', value: 'manager' }
    await office.push(manager, 'd-m', [
      {
        ...{ op: 'edit', mid: 'm', seq: 1, schemaVersion: 1, kind: 'member', id: 'pcso' },
        ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 99, fields: { role: raise } },
      },
    ])
    const pulled = await office.post('/api/sync/pull', asking('d-1'), seat)
    expect([pulled.status, await bodyOf(pulled)]).toEqual([403, { error: 'second-factor' }])
    expect((await office.get('/api/members', seat)).status).toBe(403)
  })
})

describe('leaving', () => {
  test('one who was suspended is out at once, and in again when that is lifted', async () => {
    const pcso = await office.signIn('pcso')
    const setState = (value: string | null, seq: number) =>
      office.push(manager, 'd-m', [
        {
          ...{ op: 'edit', mid: `m-${seq}`, seq, schemaVersion: 1, kind: 'member', id: 'pcso' },
          ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 99 },
          fields: { state: { base: null, value } },
        },
      ])
    await setState('suspended', 1)
    expect((await office.post('/api/sync/pull', asking('d-1'), pcso)).status).toBe(401)
    await setState(null, 2)
    expect((await office.post('/api/sync/pull', asking('d-1'), pcso)).status).toBe(200)
  })

  test('one whose access was removed signs out at the next contact and cannot come back', async () => {
    await invite()
    const person = await personWithCode(office, email)
    const seat = cookiesOf(await accept(invitationFor(office, email), person))
    await office.pull(seat, 'd-1')
    expect((await office.post('/api/members/pcso/remove-access', {}, manager)).status).toBe(200)
    expect((await office.pull(seat, 'd-1')).order).toBe('sign-out')
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.state', 'left') where id = 'pcso'`,
    )
    const handedIn = await office.push(seat, 'd-1', [
      creating('update', 'late', progress('pcso', 'Recorded before I left'), 1),
    ])
    expect(handedIn).toMatchObject({ results: [{ outcome: 'rejected', reason: 'forbidden' }] })
    expect(office.count('dead_letter', "payload like '%before I left%'")).toBe(1)
    expect((await office.post('/api/sync/pull', asking('d-1'), seat)).status).toBe(401)
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.state', 'active') where id = 'pcso'`,
    )
    expect((await office.pull(seat, 'd-1')).fill).toEqual([])
    const back = await office.post('/api/session/enter', { partnershipId: 'ashford' }, person)
    expect(back.status).toBe(404)
  })

  test('nobody removes their own access, nor that of an administrator', async () => {
    expect((await office.post('/api/members/manager/remove-access', {}, manager)).status).toBe(404)
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.role', 'administrator') where id = 'reader'`,
    )
    expect((await office.post('/api/members/reader/remove-access', {}, manager)).status).toBe(404)
  })
})

describe('a browser on the list', () => {
  const phones = async () =>
    (await (await office.get('/api/devices', manager)).json()) as Record<string, unknown>[]

  test('shows who has it, what it is, when it was in touch and what it has not sent', async () => {
    const pcso = await office.signIn('pcso')
    await office.fetch('/api/sync/pull', {
      method: 'POST',
      headers: {
        ...{ 'Content-Type': 'application/json', Cookie: pcso },
        'User-Agent':
          'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
      },
      body: JSON.stringify({ ...asking('d-phone'), unsent: 3 }),
    })
    expect(await phones()).toMatchObject([
      { id: 'd-phone', memberId: 'pcso', label: 'Chrome on Android', unsent: 3, isSignedIn: true },
    ])
  })

  test('ordered to wipe hears that and nothing else, after its work was taken', async () => {
    const pcso = await office.signIn('pcso')
    await office.pull(pcso, 'd-lost')
    const other = await office.signIn('pcso')
    await office.pull(other, 'd-kept')
    const order = await office.post('/api/devices/d-lost/order', { order: 'wipe' }, manager)
    expect(order.status).toBe(200)
    const push = await office.push(pcso, 'd-lost', [
      creating('update', 'last', progress('pcso'), 1),
    ])
    expect(push).toMatchObject({ results: [{ outcome: 'applied' }] })
    const pulled = await office.pull(pcso, 'd-lost')
    expect(pulled).toMatchObject({ order: 'wipe', rows: [], fill: [], scopes: null, conflicts: [] })
    expect((await office.get('/api/devices', pcso)).status).toBe(401)
    // A thief who gives the browser another name hears the same.
    expect((await office.pull(pcso, 'd-renamed')).order).toBe('wipe')
    expect((await office.pull(other, 'd-kept')).order).toBeNull()
    await office.post('/api/session/end', {}, pcso)
    expect((await phones()).find(({ id }) => id === 'd-lost')?.doneAt).not.toBeNull()
  })

  test('whose seat has run out still hears that it must wipe', async () => {
    const pcso = await office.signIn('pcso')
    await office.pull(pcso, 'd-lost')
    await office.post('/api/devices/d-lost/order', { order: 'wipe' }, manager)
    office.d1.sqlite.exec(`update session set expires_at = '2020-01-01' where member_id = 'pcso'`)
    const answer = await office.post('/api/sync/pull', asking('d-lost'), pcso)
    expect([answer.status, await bodyOf(answer)]).toEqual([
      401,
      { error: 'signed-out', order: 'wipe' },
    ])
  })

  test('is one’s own to sign out, and nobody else’s', async () => {
    const pcso = await office.signIn('pcso')
    await office.pull(pcso, 'd-pcso')
    const reader = await office.signIn('reader')
    await office.pull(reader, 'd-reader')
    const order = (id: string, cookie: string) =>
      office.post(`/api/devices/${id}/order`, { order: 'sign-out' }, cookie)
    expect((await order('d-reader', pcso)).status).toBe(404)
    expect((await order('d-nowhere', pcso)).status).toBe(404)
    expect((await order('d-pcso', pcso)).status).toBe(200)
    expect((await bodyOf(await office.get('/api/devices', reader))) as unknown).toHaveLength(1)
  })

  test('ordered out, its person cannot take the seat again with what the browser remembers', async () => {
    await invite()
    const person = await personWithCode(office, email)
    const seat = cookiesOf(await accept(invitationFor(office, email), person))
    await office.pull(seat, 'd-lost')
    await office.post('/api/devices/d-lost/order', { order: 'wipe' }, manager)
    const back = await office.post('/api/session/enter', { partnershipId: 'ashford' }, person)
    expect(back.status).toBe(401)
  })
})

describe('whose phone it is', () => {
  test('work and rows of one member are never sent or fetched through another’s seat', async () => {
    const manager = await office.signIn('manager')
    const as = { partnershipId: 'ashford', memberId: 'pcso' }
    const ask = {
      deviceId: 'd-shared',
      mutations: [creating('update', 'u', progress('pcso'), 1)],
      as,
    }
    const pushed = await office.post('/api/sync/push', ask, manager)
    expect([pushed.status, await bodyOf(pushed)]).toEqual([409, { error: 'other-member' }])
    const pulled = await office.post('/api/sync/pull', { ...asking('d-shared'), as }, manager)
    expect(pulled.status).toBe(409)
    const other = { partnershipId: 'dover', memberId: 'manager' }
    const wrong = await office.post('/api/sync/pull', { ...asking('d-2'), as: other }, manager)
    expect(wrong.status).toBe(409)
    expect(office.count('row', "id = 'u'")).toBe(0)
    // Nor does the asking put a browser on the wrong person's list.
    expect(office.count('device', "id in ('d-shared', 'd-2')")).toBe(0)
  })
})

describe('signing out', () => {
  test('ends the seat and the person’s own sign-in in this browser', async () => {
    await invite()
    const person = await personWithCode(office, email)
    const seat = cookiesOf(await accept(invitationFor(office, email), person))
    await office.post('/api/session/end', {}, `${seat}; ${person}`)
    expect((await office.post('/api/sync/pull', asking('d-1'), seat)).status).toBe(401)
    expect(await bodyOf(await office.get('/api/session/seats', person))).toEqual({
      ...{ person: null, seats: [] },
    })
    expect(office.count('audit', "what = 'signed out' and by_id = 'pcso'")).toBe(1)
  })

  test('a code is used for one sign-in', async () => {
    await invite()
    await personWithCode(office, email)
    const code = codeFor(office, email)
    expect((await office.post('/api/sign-in/verify', { email, code })).status).toBe(400)
  })
})
