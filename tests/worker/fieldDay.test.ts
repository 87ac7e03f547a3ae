import { beforeEach, describe, expect, test } from 'vitest'
import { dateInUk } from '../../shared/words/dates.ts'
import { SCHEMA_VERSION } from '../../shared/sync/limits.ts'
import { Office, creating } from '../sync/office.ts'
import { cookiesOf } from './people.ts'

let office: Office
let manager: string
let pcso: string
const today = dateInUk(new Date())
const at = new Date().toISOString()
const event = (more: object = {}) => ({
  ...{ title: 'Cleansweep', kind: 'Cleansweep', onDate: today, wardIds: [], agencyIds: [] },
  ...more,
})
const entry = (byId: string, more: object = {}) => ({
  ...{ eventId: 'event', kind: 'contact made', count: 1, byId, recordedAt: at },
  ...more,
})
const finding = (byId: string, more: object = {}) => ({
  ...{ sort: 'litter', urgency: 'now', byId, recordedAt: at, what: 'Behind the garages' },
  ...more,
})
const street = { name: 'Court', order: 1 }
const editing = (fields: Record<string, unknown>, seq: number) => ({
  ...{ op: 'edit', mid: `m-edit-${seq}`, seq, schemaVersion: SCHEMA_VERSION, deviceTime: at },
  ...{ kind: 'event', id: 'event', baseVersion: 1_000_000 },
  fields: Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { base: null, value }]),
  ),
})
const outcomes = async (cookie: string, device: string, mutations: object[]) => {
  const { results } = (await office.push(cookie, device, mutations as never)) as {
    results: { outcome: string; reason?: string }[]
  }
  return results.map(({ outcome, reason }) => reason ?? outcome)
}

/** Somebody with a borrowed phone and a pass for the event. */
async function helper() {
  const issued = await office.post('/api/passes', { eventId: 'event' }, manager)
  const { code } = (await issued.json()) as { code: string }
  const taken = await office.post('/api/passes/take', { code, name: 'Sam' })
  const { memberId } = (await taken.clone().json()) as { memberId: string }
  return { memberId, cookie: cookiesOf(taken) }
}

beforeEach(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
  pcso = await office.signIn('pcso')
  await office.push(manager, 'd-events', [
    creating('event', 'event', event({ streets: { court: street } }), 1),
    creating('event', 'other', event(), 2),
  ])
})

describe('who is there', () => {
  test('a helper logs, ticks and reports at their event, and writes nothing else of it', async () => {
    const { memberId, cookie } = await helper()
    expect(
      await outcomes(cookie, 'd-borrowed', [
        creating('outreach', 'o-1', entry(memberId, { streetId: 'court' }), 1),
        creating('finding', 'f-1', finding(memberId, { eventId: 'event' }), 2),
        editing({ 'streets/lane': { name: 'Lane', order: 2 } }, 3),
        editing({ 'streetsDone/court': { at, byId: memberId } }, 4),
        editing({ 'kitOut/k-1': { kitId: 'alarm', count: 2, at, byId: memberId } }, 5),
        editing({ title: 'My day' }, 6),
        editing({ 'links/action': { kind: 'action', measure: 'contacts' } }, 7),
        creating('finding', 'f-2', finding(memberId, { eventId: 'other' }), 8),
        creating('finding', 'f-3', finding(memberId), 9),
        creating(
          'findingStep',
          's-1',
          { findingId: 'f-1', step: 'told', byId: memberId, recordedAt: at },
          10,
        ),
      ]),
    ).toEqual([
      ...['applied', 'applied', 'applied', 'applied', 'applied'],
      ...['forbidden', 'forbidden', 'forbidden', 'forbidden', 'forbidden'],
    ])
    const pulled = await office.pull(cookie, 'd-borrowed')
    expect(pulled.fill.filter(({ kind }) => kind === 'finding').map(({ id }) => id)).toEqual([
      'f-1',
    ])
  })

  test('a finding of a patrol is for the partnership and not for who came for one day', async () => {
    const found = finding('pcso')
    expect(await outcomes(pcso, 'd-pcso', [creating('finding', 'f', found, 1)])).toEqual([
      'applied',
    ])
    const step = { findingId: 'f', step: 'told', byId: 'pcso', recordedAt: at }
    expect(await outcomes(pcso, 'd-pcso', [creating('findingStep', 's', step, 2)])).toEqual([
      'applied',
    ])
    const { cookie } = await helper()
    const seen = (pulled: { fill: { kind: string; id: string }[] }) =>
      pulled.fill
        .filter(({ kind }) => /^finding/.test(kind))
        .map(({ id }) => id)
        .sort()
    expect(seen(await office.pull(cookie, 'd-borrowed'))).toEqual([])
    expect(seen(await office.pull(await office.signIn('reader'), 'd-reader'))).toEqual(['f', 's'])
  })

  test('nobody takes back what somebody else logged, but who leads', async () => {
    await outcomes(pcso, 'd-pcso', [creating('outreach', 'o', entry('pcso'), 1)])
    const { memberId, cookie } = await helper()
    const undo = (byId: string) => entry(byId, { count: 0, supersedes: 'o' })
    expect(await outcomes(cookie, 'd-b', [creating('outreach', 'x', undo(memberId), 1)])).toEqual([
      'forbidden',
    ])
    const lead = await office.signIn('lead')
    expect(await outcomes(lead, 'd-l', [creating('outreach', 'y', undo('lead'), 1)])).toEqual([
      'applied',
    ])
    expect(await outcomes(pcso, 'd-pcso', [creating('outreach', 'z', undo('pcso'), 2)])).toEqual([
      'applied',
    ])
  })

  test('names of residents in the lists of an event are refused like anywhere else', async () => {
    const line = (text: string) => ({ name: text, order: 3 })
    expect(
      await outcomes(manager, 'd-m', [
        editing({ 'streets/a': line('14 Rose Lane, TN23 1AB') }, 1),
        editing({ 'checklist/b': { text: 'Ring Mrs Smith on 07700 900123', order: 1 } }, 2),
        editing({ 'streets/c': line('Rose Lane') }, 3),
        creating(
          'event',
          'new',
          event({ kit: { a: { what: 'Key of 07700 900123', isGiven: false, order: 1 } } }),
          4,
        ),
        editing({ went: 'Mrs Smith, 07700 900123, was glad' }, 5),
      ]),
    ).toEqual(['personal-data', 'personal-data', 'applied', 'personal-data', 'personal-data'])
  })
})

describe('who has gone quiet', () => {
  const ask = (cookie: string, id = 'event') =>
    office.fetch(`/api/devices/at/${id}`, { headers: { cookie } })

  test('who leads hears when each phone of the event was last in touch, and of no other', async () => {
    const { memberId, cookie } = await helper()
    await office.pull(cookie, 'd-borrowed')
    await outcomes(pcso, 'd-pcso', [creating('outreach', 'o', entry('pcso'), 1)])
    await office.pull(pcso, 'd-pcso')
    await office.pull(await office.signIn('reader'), 'd-reader')
    const answer = await ask(await office.signIn('lead'))
    expect(answer.status).toBe(200)
    const contacts = (await answer.json()) as {
      memberId: string
      lastContactAt: string
      unsent: number
    }[]
    expect(contacts.map((it) => it.memberId).sort()).toEqual(['pcso', memberId].sort())
    expect(Object.keys(contacts[0] ?? {}).sort()).toEqual(['lastContactAt', 'memberId', 'unsent'])
  })

  test('nobody else asks: no session, who only ticks, another partnership, no such event', async () => {
    const { cookie } = await helper()
    expect((await ask('')).status).toBe(401)
    for (const who of [pcso, cookie, await office.signIn('reader')])
      expect((await ask(who)).status).toBe(404)
    expect((await ask(manager, 'nowhere')).status).toBe(404)
  })

  test('of an event that is for a group only its members hear', async () => {
    await office.push(manager, 'd-group', [
      creating('group', 'g', { name: 'Group', kind: 'sub-group' }, 1),
      creating(
        'member',
        'insider',
        { name: 'In', role: 'priority lead', agencyId: 'council', wardIds: [], groupIds: ['g'] },
        2,
      ),
    ])
    const insider = await office.signIn('insider')
    await office.push(insider, 'd-in', [
      creating('event', 'closed', event({ restrictedToId: 'g' }), 1),
    ])
    expect((await ask(insider, 'closed')).status).toBe(200)
    expect((await ask(manager, 'closed')).status).toBe(404)
  })
})

describe('a borrowed phone that comes back next morning', () => {
  const endedAgo = (hours: number) => {
    const until = new Date(Date.now() - hours * 3_600_000).toISOString()
    office.d1.sqlite.exec(`update session set expires_at = '${until}' where proof = 'pass'`)
    office.d1.sqlite.exec(`update row set data = json_set(data, '$.untilAt', '${until}')
      where kind = 'member' and data ->> '$.role' = 'event helper'`)
  }
  const status = async (cookie: string, mutations: object[]) => {
    const body = { deviceId: 'd-late', mutations }
    return (await office.post('/api/sync/push', body, cookie)).status
  }

  test('what it logged is taken in, and it sees nothing any more', async () => {
    const { memberId, cookie } = await helper()
    endedAgo(9)
    expect(
      await outcomes(cookie, 'd-late', [creating('outreach', 'o', entry(memberId), 1)]),
    ).toEqual(['applied'])
    const pulled = await office.post(
      '/api/sync/pull',
      { deviceId: 'd-late', at: null, held: [], filling: null, pendingFrom: null, unsent: 0 },
      cookie,
    )
    expect(pulled.status).toBe(401)
    expect((await office.fetch('/api/devices', { headers: { cookie } })).status).toBe(401)
  })

  test('it writes nothing that it could not write on the day', async () => {
    const { memberId, cookie } = await helper()
    endedAgo(9)
    expect(
      await outcomes(cookie, 'd-late', [
        creating('outreach', 'x', entry(memberId, { eventId: 'other' }), 1),
        creating('outreach', 'y', entry('pcso'), 2),
        editing({ title: 'Mine' }, 3),
      ]),
    ).toEqual(['forbidden', 'forbidden', 'forbidden'])
  })

  test('after a week, or with a pass that was withdrawn, the door is shut', async () => {
    const { memberId, cookie } = await helper()
    endedAgo(7 * 24 + 1)
    expect(await status(cookie, [creating('outreach', 'o', entry(memberId), 1)])).toBe(401)
    endedAgo(9)
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.state', 'left') where id = '${memberId}'`,
    )
    expect(await status(cookie, [creating('outreach', 'o', entry(memberId), 1)])).toBe(401)
  })

  test('nobody but a helper is let in late', async () => {
    office.d1.sqlite.exec(
      `update session set expires_at = '2026-01-01T00:00:00.000Z' where member_id = 'pcso'`,
    )
    expect(await status(pcso, [creating('outreach', 'o', entry('pcso'), 1)])).toBe(401)
  })
})
