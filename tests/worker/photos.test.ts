import { beforeEach, describe, expect, test } from 'vitest'
import { PART_BYTES } from '../../shared/photo/photo.ts'
import { Office, creating, progress } from '../sync/office.ts'
import * as file from '../fixtures/photo/files.ts'
import { hashOf, partsOf, pictureOf, showing, takingOut } from './photo.ts'
import { photoKey } from '../../worker/photos/bucket.ts'

let office: Office
let pcso: string
let manager: string
beforeEach(async () => {
  office = await Office.open()
  pcso = await office.signIn('pcso')
  manager = await office.signIn('manager')
  await office.push(pcso, 'd-pcso', [creating('update', 'u', progress('pcso'), 1)])
})

const small = file.baseline()
const large = file.padded(file.baseline(), 2 * PART_BYTES + 1000)
let seq = 1
const show = async (bytes: Uint8Array, of = {}, cookie = pcso) => {
  const answer = await office.push(cookie, `d-${++seq}`, [showing(bytes, of, 1)])
  expect(answer).toMatchObject({ results: [{ outcome: 'applied' }] })
}
const put = (bytes: Uint8Array, { hash = hashOf(bytes), at = 0, cookie = pcso } = {}) =>
  office.fetch(`/api/photos/${hash}/${at}`, {
    method: 'PUT',
    headers: { Cookie: cookie },
    body: Uint8Array.from(bytes),
  })
const sent = async (bytes: Uint8Array, cookie = pcso) =>
  (await (await office.get(`/api/photos/${hashOf(bytes)}/sent`, cookie)).json()) as unknown
const fetched = (bytes: Uint8Array, cookie = pcso) =>
  office.get(`/api/photos/${hashOf(bytes)}`, cookie)
const putAll = async (bytes: Uint8Array) => {
  for (const [at, part] of partsOf(bytes)) {
    expect((await put(part, { hash: hashOf(bytes), at })).status).toBe(200)
  }
}

describe('bytes on their way', () => {
  test('a small photo goes in one request, and comes back as it went, to be kept by no cache', async () => {
    await show(small)
    expect(await (await fetched(small)).json()).toEqual({ error: 'not-here-yet' })
    expect(await sent(small)).toEqual({ hasBytes: 0 })
    expect(await (await put(small)).json()).toEqual({ hasBytes: small.length })
    expect(await sent(small)).toEqual({ hasBytes: small.length })
    const answer = await fetched(small, manager)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(small)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' },
      ...{ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' },
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    expect(office.bucket.keys()).toEqual([photoKey('ashford', hashOf(small))])
  })

  test('a large one goes in parts, from where it was broken off, and leaves none lying', async () => {
    await show(large)
    const [[, first = large] = [], [at2 = 0, second = large] = [], [at3 = 0, third = large] = []] =
      partsOf(large)
    const hash = hashOf(large)
    expect(await (await put(first, { hash })).json()).toEqual({ hasBytes: PART_BYTES })
    expect(await sent(large)).toEqual({ hasBytes: PART_BYTES })
    // Too far ahead: what is missing is asked for.
    expect(await (await put(third, { hash, at: at3 })).json()).toEqual({ hasBytes: PART_BYTES })
    expect(await (await put(second, { hash, at: at2 })).json()).toEqual({
      hasBytes: 2 * PART_BYTES,
    })
    // The answer was lost: the same once more.
    expect(await (await put(second, { hash, at: at2 })).json()).toEqual({
      hasBytes: 2 * PART_BYTES,
    })
    expect(await (await put(third, { hash, at: at3 })).json()).toEqual({ hasBytes: large.length })
    expect(await (await put(third, { hash, at: at3 })).json()).toEqual({ hasBytes: large.length })
    expect(office.bucket.keys()).toEqual([photoKey('ashford', hash)])
    expect(new Uint8Array(await (await fetched(large)).arrayBuffer())).toEqual(large)
  })

  test('two tabs that send the same at once do no harm', async () => {
    await show(large)
    await Promise.all([putAll(large), putAll(large)])
    expect(await sent(large)).toEqual({ hasBytes: large.length })
    expect(office.bucket.keys()).toEqual([photoKey('ashford', hashOf(large))])
  })

  test('a part that a line has spoiled is found out, and all begins anew', async () => {
    await show(large)
    const hash = hashOf(large)
    for (const [at, part] of partsOf(large)) {
      const spoiled = Uint8Array.from(part)
      if (at > 0) spoiled[7] = 0x54
      const answer = await put(spoiled, { hash, at })
      if (at > PART_BYTES) expect(await answer.json()).toEqual({ error: 'wrong-name' })
    }
    expect(await sent(large)).toEqual({ hasBytes: 0 })
    expect(office.bucket.keys()).toEqual([])
    await putAll(large)
    expect(await sent(large)).toEqual({ hasBytes: large.length })
  })

  test.each<[said: string, at: number | string, length: number]>([
    ['begins in the middle of a part', 1, PART_BYTES],
    ['begins behind the end', 4 * PART_BYTES, 10],
    ['begins before the beginning', -PART_BYTES, PART_BYTES],
    ['begins nowhere', 'x', PART_BYTES],
    ['is short', 0, PART_BYTES - 1],
    ['is empty', 0, 0],
    ['goes on beyond the end', 2 * PART_BYTES, 2000],
  ])('a part that %s is refused, and nothing is stored', async (_said, at, length) => {
    await show(large)
    const answer = await put(large.subarray(0, length), { hash: hashOf(large), at: at as number })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toEqual({ error: 'wrong-size' })
    expect(office.bucket.keys()).toEqual([])
  })

  test('a part one byte over the limit is not read', async () => {
    await show(large)
    const answer = await put(large.subarray(0, PART_BYTES + 1), { hash: hashOf(large) })
    expect(answer.status).toBe(413)
  })

  test('a bucket that does not answer is a matter of trying again', async () => {
    await show(small)
    office.bucket.fault = new Error('R2 is away')
    expect((await put(small)).status).toBe(503)
    expect((await put(small)).status).toBe(200)
  })

  test('a deployment without a bucket takes entries, and no photos', async () => {
    await show(small)
    office.env = { PHOTOS: undefined as unknown as R2Bucket }
    expect((await put(small)).status).toBe(503)
  })
})

describe('the row decides', () => {
  test('without a row there is nothing, to be read or stored', async () => {
    expect((await put(small)).status).toBe(404)
    expect((await fetched(small)).status).toBe(404)
    expect(office.bucket.keys()).toEqual([])
    for (const hash of ['x', '..', 'AB'.repeat(32), `${hashOf(small)}0`, '%2e%2e%2fdover']) {
      expect((await office.get(`/api/photos/${hash}`, pcso)).status).toBe(404)
    }
  })

  test('bytes that are not what the row says are refused', async () => {
    const said = { picture: { ...pictureOf(small), widthPx: 99 } }
    await show(small, said)
    expect(await (await put(small)).json()).toEqual({ error: 'wrong-size' })
  })

  test('who was taken out of the group no longer gets the bytes, and nobody else in the partnership ever did', async () => {
    const group = { name: 'Domestic abuse', kind: 'sub-group' }
    await office.push(manager, 'd-m', [creating('group', 'g', group, 1)])
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('["g"]')) where id in ('manager', 'pcso')`,
    )
    const event = {
      ...{ title: 'Visit', kind: 'joint patrol', onDate: '2026-11-22', wardIds: [], agencyIds: [] },
      restrictedToId: 'g',
    }
    await office.push(manager, 'd-m2', [creating('event', 'secret', event, 1)])
    await show(small, { ofKind: 'event', ofId: 'secret', eventId: 'secret' })
    expect((await put(small)).status).toBe(200)
    expect((await fetched(small)).status).toBe(200)
    expect((await fetched(small, await office.signIn('lead'))).status).toBe(404)
    expect((await put(small, { cookie: await office.signIn('lead') })).status).toBe(404)
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('[]')) where id = 'pcso'`,
    )
    expect((await fetched(small)).status).toBe(404)
    expect((await fetched(small, manager)).status).toBe(200)
  })

  test('a pass opens the photos of its own event and of no other', async () => {
    const event = {
      title: 'Day',
      kind: 'Cleansweep',
      onDate: '2026-11-22',
      wardIds: [],
      agencyIds: [],
    }
    const helper = {
      name: 'Helper',
      role: 'event helper',
      agencyId: 'council',
      wardIds: [],
      eventId: 'one',
    }
    await office.push(manager, 'd-m', [
      creating('event', 'one', event, 1),
      creating('event', 'two', event, 2),
      creating('member', 'helper', helper, 3),
    ])
    const pass = await office.signIn('helper')
    await show(small, { ofKind: 'event', ofId: 'one', eventId: 'one', byId: 'helper' }, pass)
    await show(large, { ofKind: 'event', ofId: 'two', eventId: 'two' })
    await putAll(large)
    expect((await put(small, { cookie: pass })).status).toBe(200)
    expect((await fetched(small, pass)).status).toBe(200)
    expect((await fetched(large, pass)).status).toBe(404)
    expect((await fetched(large)).status).toBe(200)
  })

  test('the same bytes in another partnership are another matter', async () => {
    // In a scope that every partnership has one of.
    const event = {
      ...{ title: 'Day', kind: 'Cleansweep', onDate: '2026-11-22', wardIds: [], agencyIds: [] },
    }
    await office.push(manager, 'd-m', [creating('event', 'open', event, 1)])
    await show(small, { ofKind: 'event', ofId: 'open', eventId: 'open' })
    await put(small)
    await office.found('dover', [
      creating('partnership', 'dover', { name: 'Dover', place: 'Dover' }, 1),
      creating('agency', 'council', { name: 'X', aliases: [], standing: 'voluntary' }, 2),
      creating(
        'member',
        'manager',
        { name: 'M', role: 'manager', agencyId: 'council', wardIds: [] },
        3,
      ),
    ])
    const dover = await office.signIn('manager', { partnershipId: 'dover' })
    expect((await fetched(small, dover)).status).toBe(404)
    expect((await put(small, { cookie: dover })).status).toBe(404)
  })

  test('once taken out nobody is given it, its author neither; another photo of the same bytes stands', async () => {
    await show(small)
    await put(small)
    await office.push(pcso, 'd-out', [takingOut(small, {}, 1)])
    expect((await fetched(small)).status).toBe(404)
    expect((await fetched(small, manager)).status).toBe(404)
    expect((await put(small)).status).toBe(404)
    await office.push(pcso, 'd-again', [showing(small, {}, 1, 'cccccc')])
    expect((await fetched(small)).status).toBe(200)
  })

  test('a reader reads and does not send', async () => {
    await show(small)
    const reader = await office.signIn('reader')
    expect((await put(small, { cookie: reader })).status).toBe(404)
    await put(small)
    expect((await fetched(small, reader)).status).toBe(200)
  })
})

test('bytes are found by the key of rows, however many photos a partnership has', async () => {
  await show(small)
  const plans: string[] = []
  const prepare = office.d1.prepare.bind(office.d1)
  office.d1.prepare = (sql) => {
    const statement = prepare(sql)
    const bind = statement.bind.bind(statement)
    statement.bind = (...params) => {
      const rows = office.d1.sqlite.prepare(`explain query plan ${sql}`).all(...params)
      plans.push(...rows.map(({ detail }) => String(detail)))
      return bind(...params)
    }
    return statement
  }
  await sent(small)
  const found = plans.filter((line) => /\b(SEARCH|SCAN) row USING/.test(line))
  expect(found).toContainEqual(
    expect.stringMatching(/PRIMARY KEY|sqlite_autoindex.*id>\? AND id<\?/),
  )
  expect(plans.filter((line) => /^SCAN row\b/.test(line))).toEqual([])
})
