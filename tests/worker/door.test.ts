import { beforeAll, describe, expect, test } from 'vitest'
import { MAX_PUSH_BYTES } from '../../shared/sync/limits.ts'
import { Office, asking, creating, progress } from '../sync/office.ts'

let office: Office
let manager: string
let pcso: string
beforeAll(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
  pcso = await office.signIn('pcso')
})

const push = { deviceId: 'd-door', mutations: [{ mid: 'm-1', seq: 1 }] }
const pull = asking('d-door')
const bodies: Record<string, unknown> = { '/api/sync/push': push, '/api/sync/pull': pull }
const guarded = [...Object.keys(bodies), '/api/scoring/priority-matrix', '/api/scoring/target']
const toScoring = ['/api/scoring/editions/edition', '/api/scoring/plans/plan/targets']

const bodyOf = (response: Response) => response.json() as Promise<Record<string, unknown>>
const send = async (path: string, body: unknown, cookie = '') => {
  const response = await office.post(path, body, cookie)
  return { status: response.status, body: await bodyOf(response) }
}

describe('without a session', () => {
  test.each(guarded)('%s turns everybody away', async (path) => {
    const answer = { status: 401, body: { error: 'signed-out' } }
    expect(await send(path, bodies[path] ?? {})).toEqual(answer)
    expect(await send(path, bodies[path] ?? {}, '__Host-patchwork=made-up')).toEqual(answer)
    expect(await send(path, bodies[path] ?? {}, '__Host-patchwork=')).toEqual(answer)
  })

  test.each(toScoring)('%s turns everybody away', async (path) => {
    expect((await office.fetch(path)).status).toBe(401)
  })

  test('a push from a stranger leaves nothing behind', async () => {
    const before = ['row', 'device', 'receipt', 'dead_letter'].map((table) => office.count(table))
    await send('/api/sync/push', push)
    await send('/api/sync/pull', pull)
    expect(['row', 'device', 'receipt', 'dead_letter'].map((it) => office.count(it))).toEqual(
      before,
    )
  })

  test('who am I: nobody', async () => {
    expect(await bodyOf(await office.fetch('/api/session'))).toEqual({ who: null })
  })
})

describe('with a session', () => {
  test('the database does not hold the token', async () => {
    const token = pcso.split('.')[1] ?? ''
    const found = office.d1.sqlite.prepare('select token_hash as hash from session').all()
    expect(found.some(({ hash }) => hash === token)).toBe(false)
    expect(token).toHaveLength(64)
  })

  test('who am I: this member, in this role', async () => {
    const response = await office.fetch('/api/session', { headers: { Cookie: pcso } })
    expect((await bodyOf(response)).who).toEqual({
      partnershipId: 'ashford',
      memberId: 'pcso',
      role: 'contributor',
    })
  })

  test('signing out ends it at once', async () => {
    const cookie = await office.signIn('reader')
    expect((await send('/api/sync/pull', pull, cookie)).status).toBe(200)
    await office.post('/api/session/end', {}, cookie)
    expect((await send('/api/sync/pull', pull, cookie)).status).toBe(401)
  })

  test('one that has run out no longer works', async () => {
    const cookie = await office.signIn('reader')
    office.d1.sqlite.exec(
      `update session set expires_at = '2020-01-01T00:00:00.000Z' where member_id = 'reader'`,
    )
    expect((await send('/api/sync/pull', pull, cookie)).status).toBe(401)
  })

  test('a member who was removed is out at the next request, push and pull', async () => {
    const mutation = { mid: 'm', schemaVersion: 1, deviceTime: '2026-11-22T09:00:00.000Z' }
    const leaver = { name: 'Leaver', role: 'contributor', agencyId: 'council', wardIds: [] }
    await office.push(manager, 'd-hr', [creating('member', 'leaver', leaver, 1)])
    const cookie = await office.signIn('leaver')
    expect((await send('/api/sync/pull', pull, cookie)).status).toBe(200)
    await office.push(manager, 'd-hr', [
      {
        ...{ ...mutation, op: 'edit', kind: 'member', id: 'leaver', seq: 2, baseVersion: 99 },
        fields: { state: { base: null, value: 'left' } },
      },
    ])
    expect((await send('/api/sync/pull', pull, cookie)).status).toBe(401)
    expect((await send('/api/sync/push', push, cookie)).status).toBe(401)
  })

  test('another member’s device is not answered as one’s own', async () => {
    const ask = {
      deviceId: 'd-shared',
      mutations: [creating('update', 'u-shared', progress('pcso'), 1)],
    }
    expect(await send('/api/sync/push', ask, pcso)).toMatchObject({ body: { status: 'ok' } })
    expect(await send('/api/sync/push', ask, manager)).toEqual({
      status: 200,
      body: { status: 'device-forked' },
    })
  })
})

describe('what cannot be read', () => {
  test.each(['', '{', 'nothing', '{"deviceId":'])('the body %j is not JSON', async (text) => {
    for (const path of guarded) {
      const response = await office.postText(path, text, manager)
      expect(response.status).toBe(400)
      expect((await bodyOf(response)).error).toBe('not-json')
    }
  })

  const many = Array.from({ length: 101 }, (_, at) => ({ mid: `m-${at}`, seq: at + 1 }))

  test.each<[what: string, path: string, body: unknown, field: string]>([
    ['no device', '/api/sync/push', { mutations: push.mutations }, 'deviceId'],
    [
      'a device that is no id',
      '/api/sync/push',
      { ...push, deviceId: 'a b' },
      'deviceId: is not an id',
    ],
    ['no mutations', '/api/sync/push', { deviceId: 'd' }, 'mutations'],
    ['an empty list', '/api/sync/push', { ...push, mutations: [] }, 'mutations'],
    ['101 mutations', '/api/sync/push', { ...push, mutations: many }, 'mutations'],
    [
      'a mutation without a number',
      '/api/sync/push',
      { ...push, mutations: [{ mid: 'm' }] },
      'mutations.0.seq',
    ],
    [
      'a mutation without an id',
      '/api/sync/push',
      { ...push, mutations: [{ seq: 1 }] },
      'mutations.0.mid',
    ],
    ['half a cursor', '/api/sync/pull', { ...pull, at: { version: 1 } }, 'at.id'],
    ['less than nothing unsent', '/api/sync/pull', { ...pull, unsent: -1 }, 'unsent'],
    ['nothing held', '/api/sync/pull', { ...pull, held: undefined }, 'held'],
  ])('%s: %s says which field', async (_what, path, body, field) => {
    const answer = await send(path, body, manager)
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid' } })
    expect(answer.body.detail).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}`))
    expect(String(answer.body.detail).split(' ').length).toBeGreaterThan(2)
  })

  test('100 mutations are read, and each is answered', async () => {
    const answer = await send(
      '/api/sync/push',
      { deviceId: 'd-100', mutations: many.slice(1) },
      pcso,
    )
    expect(answer.status).toBe(200)
    expect(answer.body.results).toHaveLength(100)
  })

  test.each([
    [0, 400],
    [1, 413],
  ])('a push %d bytes over the limit is answered %d', async (over, status) => {
    const text = `{"pad":"${'x'.repeat(MAX_PUSH_BYTES + over - 10)}"}`
    expect(text).toHaveLength(MAX_PUSH_BYTES + over)
    const response = await office.postText('/api/sync/push', text, manager)
    expect(response.status).toBe(status)
    expect((await bodyOf(response)).error).toBe(status === 413 ? 'too-large' : 'invalid')
  })

  test('bytes are counted, not letters', async () => {
    const text = `{"pad":"${'é'.repeat(MAX_PUSH_BYTES / 2)}"}`
    expect((await office.postText('/api/sync/push', text, manager)).status).toBe(413)
  })

  // The worker's canonical() recurses, so the whole push fails with 503 and is sent again for ever.
  test('a form nested absurdly deep is refused alone, and the queue moves on', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const make = (seq: number, entry: unknown) => creating('update', `u-deep-${seq}`, entry, seq)
    const text = JSON.stringify({
      deviceId: 'd-deep',
      mutations: [make(1, 'DEEP'), make(2, progress('pcso'))],
    }).replace('"DEEP"', deep)
    const response = await office.postText('/api/sync/push', text, pcso)
    expect(response.status).toBe(200)
  })
})

describe('another site', () => {
  const ask = (headers: Record<string, string>, method = 'POST', path = '/api/sync/pull') =>
    office.fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json', Cookie: manager, ...headers },
      ...(method === 'POST' ? { body: JSON.stringify(pull) } : {}),
    })

  test.each<[headers: Record<string, string>, status: number]>([
    [{}, 200],
    [{ Origin: 'https://patchwork.test' }, 200],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ 'Sec-Fetch-Site': 'none' }, 200],
    [{ Origin: 'https://elsewhere.test' }, 403],
    [{ Origin: 'http://patchwork.test' }, 403],
    [{ Origin: 'https://patchwork.test:8443' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://patchwork.test' }, 403],
  ])('a post with %j is answered %d', async (headers, status) => {
    const response = await ask(headers)
    expect(response.status).toBe(status)
    if (status === 403) expect(await response.json()).toEqual({ error: 'cross-origin' })
  })

  test('may not sign anybody out, and may follow a link', async () => {
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.test' }
    expect((await ask(foreign, 'POST', '/api/session/end')).status).toBe(403)
    expect((await ask(foreign, 'GET', '/api/session')).status).toBe(200)
  })
})

describe('what is not there', () => {
  test.each(['GET', 'POST', 'DELETE'])('%s /api/nothing is a 404 in JSON', async (method) => {
    const response = await office.fetch('/api/nothing', { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: 'not-found' })
  })
})

test('no answer, good or bad, may be kept by a cache or guessed at', async () => {
  const answers = await Promise.all([
    office.fetch('/api/session'),
    office.fetch('/api/nothing'),
    office.post('/api/sync/pull', pull),
    office.post('/api/sync/pull', pull, manager),
    office.postText('/api/sync/push', '{', manager),
    office.postText('/api/sync/push', 'x'.repeat(MAX_PUSH_BYTES + 1), manager),
    office.fetch('/api/sync/pull', { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } }),
    office.post('/api/scoring/target', {}, manager),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 401, 200, 400, 413, 403, 400])
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})
