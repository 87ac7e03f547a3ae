import { beforeAll, describe, expect, test } from 'vitest'
import type { PullResponse, Row } from '../../shared/sync/protocol.ts'
import { Office, asking, creating, district, progress } from '../sync/office.ts'

let office: Office
let ours: string
let theirs: string

/** A second partnership in the same database, with rows whose ids are partly the same as ours. */
beforeAll(async () => {
  office = await Office.open()
  const member = { name: 'Manager', role: 'manager', agencyId: 'council', wardIds: [] }
  const isNew = await office.found('dover', [
    creating('partnership', 'dover', { name: 'Dover CSP', place: 'Dover' }, 1),
    creating('agency', 'council', { ...district.agency, name: 'Dover District Council' }, 2),
    creating('member', 'manager', member, 3),
    creating('plan', 'plan-dover', { ...district.plan, title: 'Not for other eyes' }, 4),
  ])
  expect(isNew).toBe(true)
  ours = await office.signIn('manager')
  theirs = await office.signIn('manager', { partnershipId: 'dover' })
})

const rowsOf = ({ rows, fill }: PullResponse): Row[] => [...rows, ...fill]
const text = async (cookie: string, device = 'd-look') =>
  JSON.stringify(await office.pull(cookie, device))

describe('two partnerships in one database', () => {
  test('each pulls its own rows and none of the other’s', async () => {
    const mine = await office.pull(ours, 'd-look')
    const other = await office.pull(theirs, 'd-look')
    expect([mine.partnershipId, other.partnershipId]).toEqual(['ashford', 'dover'])
    expect(
      rowsOf(other)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['council', 'dover', 'manager', 'plan-dover'])
    expect(rowsOf(mine).some(({ id }) => id === 'plan-dover' || id === 'dover')).toBe(false)
    expect(await text(ours)).not.toContain('Dover')
    expect(await text(theirs)).not.toContain('Ashford')
  })

  test('a cursor of one partnership opens nothing in the other', async () => {
    const { at, filled } = await office.pull(theirs, 'd-look')
    expect(filled).toContain('plan:plan-dover')
    const answer = await office.pull(ours, 'd-look', { at, held: filled })
    expect(JSON.stringify(answer)).not.toContain('Dover')
    for (const scope of ['dover', 'partnership', 'plan:plan-dover', 'plan:plan-dover/council']) {
      const filling = { scope, version: 0, id: 'a' }
      const asked = await office.pull(ours, 'd-look', { at, held: [scope], filling })
      expect(JSON.stringify(asked)).not.toContain('Dover')
    }
  })

  test('a row that belongs to others cannot be edited, deleted, referred to or found out about', async () => {
    const head = { schemaVersion: 1, deviceTime: '2026-11-22T09:00:00.000Z', kind: 'plan' }
    const target = { ...head, id: 'plan-dover', baseVersion: 99 }
    const fields = { title: { base: 'Not for other eyes', value: 'Ours now' } }
    const answer = await office.push(ours, 'd-thief', [
      { ...target, mid: 'm-1', seq: 1, op: 'edit', fields },
      { ...target, mid: 'm-2', seq: 2, op: 'delete' },
      creating('priority', 'p', { ...district.priority, planId: 'plan-dover' }, 3),
      { ...target, id: 'plan-nowhere', mid: 'm-4', seq: 4, op: 'delete' },
    ])
    if (answer.status !== 'ok') throw new Error(answer.status)
    const reasons = answer.results.map(({ reason }) => reason)
    expect(reasons).toEqual(['dependency', 'dependency', 'dependency', 'dependency'])
    expect(office.count('row', "id = 'plan-dover' and deleted = 0 and data like '%eyes%'")).toBe(1)
  })

  test('the same id may stand in both, and a write reaches only one', async () => {
    const before = rowsOf(await office.pull(theirs, 'd-look'))
    await office.push(ours, 'd-ours', [
      {
        ...{ op: 'edit', mid: 'm-1', seq: 1, schemaVersion: 1, kind: 'agency', id: 'council' },
        ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 99 },
        fields: { name: { base: 'Ashford Borough Council', value: 'The council' } },
      },
      creating('update', 'u-1', progress('manager'), 2),
    ])
    expect(rowsOf(await office.pull(theirs, 'd-look'))).toEqual(before)
    expect(await text(ours)).toContain('The council')
  })

  test('a device id used in both gets its own receipts in each', async () => {
    const plan = (title: string) => creating('plan', 'plan-twin', { ...district.plan, title }, 1)
    const mine = await office.push(ours, 'd-twin', [plan('Ours')])
    const other = await office.push(theirs, 'd-twin', [plan('Theirs')])
    expect([mine.status, other.status]).toEqual(['ok', 'ok'])
    const ask = { ...asking('d-twin'), pendingFrom: 1 }
    for (const cookie of [ours, theirs]) {
      const response = await office.post('/api/sync/pull', ask, cookie)
      expect(((await response.json()) as PullResponse).receipts).toHaveLength(1)
    }
  })

  test('a partnership named in the body is not believed', async () => {
    const ask = asking('d-liar')
    const lie = { ...ask, partnershipId: 'dover', scope: 'dover', memberId: 'manager' }
    const response = await office.post('/api/sync/pull', lie, ours)
    expect(((await response.json()) as PullResponse).partnershipId).toBe('ashford')
  })

  test('figures of another partnership’s plan are not given out', async () => {
    const headers = { Cookie: ours }
    const targets = await office.fetch('/api/scoring/plans/plan-dover/targets', { headers })
    expect(await targets.json()).toEqual([])
    const edition = await office.fetch('/api/scoring/editions/plan-dover', { headers })
    expect(edition.status).toBe(404)
  })

  test('founding one that is there already changes nothing', async () => {
    const rows = office.count('row')
    const isNew = await office.found('dover', [
      creating('partnership', 'dover', { name: 'Taken over', place: 'Dover' }, 1),
    ])
    expect(isNew).toBe(false)
    expect(office.count('row')).toBe(rows)
  })

  test('a founding that is refused leaves the name free for another try', async () => {
    const nameless = creating('partnership', 'thanet', { name: '', place: 'Thanet' }, 1)
    await expect(office.found('thanet', [nameless])).rejects.toThrow('refused')
    expect(
      await office.found('thanet', [
        creating('partnership', 'thanet', { name: 'Thanet CSP', place: 'Thanet' }, 1),
      ]),
    ).toBe(true)
  })

  test('nobody founds a second one inside their own', async () => {
    const second = creating('partnership', 'canterbury', { name: 'X', place: 'X' }, 1)
    const answer = await office.push(ours, 'd-second', [second])
    expect(answer).toMatchObject({ results: [{ outcome: 'rejected', reason: 'forbidden' }] })
  })
})

describe('two partnerships in two databases', () => {
  let east: string
  beforeAll(async () => {
    const member = { name: 'Manager', role: 'manager', agencyId: 'council', wardIds: [] }
    await office.found(
      'swale',
      [
        creating('partnership', 'swale', { name: 'Swale CSP', place: 'Swale' }, 1),
        creating('agency', 'council', district.agency, 2),
        creating('member', 'manager', member, 3),
      ],
      'DB_EAST',
    )
    east = await office.signIn('manager', { partnershipId: 'swale', binding: 'DB_EAST' })
  })

  test('each is read from and written to its own', async () => {
    expect(office.count('row', '1 = 1', office.east)).toBe(3)
    expect((await office.pull(east, 'd-east')).partnershipId).toBe('swale')
    await office.push(east, 'd-east', [creating('plan', 'plan-swale', district.plan, 1)])
    expect(office.count('row', "id = 'plan-swale'", office.east)).toBe(1)
    expect(office.count('row', "id = 'plan-swale'")).toBe(0)
  })

  test('a pull that brings nothing is one round trip to one database', async () => {
    const { at, filled } = await office.pull(east, 'd-east')
    const before = [office.d1.batches, office.east.batches]
    await office.pull(east, 'd-east', { at, held: filled })
    expect([office.d1.batches, office.east.batches]).toEqual([before[0], (before[1] ?? 0) + 1])
  })

  test.each(['DB', 'DB_WEST', 'ASSETS', 'mailer', 'AUTH_SECRET', '__proto__', ''])(
    'a cookie that names %s as its database opens nothing',
    async (binding) => {
      const forged = east.replace('DB_EAST.', `${binding}.`)
      const answer = await office.post('/api/sync/pull', asking('d-east'), forged)
      expect(answer.status).toBe(401)
    },
  )
})
