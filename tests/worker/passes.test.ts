import * as fc from 'fast-check'
import * as v from 'valibot'
import { beforeEach, describe, expect, test } from 'vitest'
import { PassCode, newPassCode } from '../../shared/access/passCode.ts'
import { addDays, dateInUk, startOfDayInUk } from '../../shared/words/dates.ts'
import { Office, asking, creating } from '../sync/office.ts'
import { cookiesOf } from './people.ts'

let office: Office
let manager: string
const today = dateInUk(new Date())
const event = (onDate: string, more: object = {}) => ({
  ...{ title: 'Cleansweep', kind: 'Cleansweep', onDate, wardIds: [], agencyIds: [] },
  ...more,
})

beforeEach(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
  await office.push(manager, 'd-events', [
    creating('event', 'today', event(today), 1),
    creating('event', 'other', event(today), 2),
    creating('event', 'past', event(addDays(today, -2)), 3),
  ])
})

const issue = (eventId = 'today', cookie = manager) =>
  office.post('/api/passes', { eventId }, cookie)
const take = (code: string, name = 'Sam from the fire station') =>
  office.post('/api/passes/take', { code, name })
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

describe('the code', () => {
  test('six letters that cannot be mistaken, read however they are typed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (throws) => {
        let at = 0
        const code = newPassCode((sides) => (throws[at++] ?? 0) % sides)
        expect(code).toMatch(/^[A-Z]{6}$/)
        expect(code).not.toMatch(/[ILO]/)
        const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `
        expect(v.parse(PassCode, typed)).toBe(code)
      }),
    )
  })

  test.each(['', 'ABCDE', 'ABCDEFG', 'ABCDE1', 'ABCDEI', 'ABCDÉF', 'A'.repeat(100)])(
    '%j is none',
    async (code) => {
      expect((await take(code)).status).toBe(400)
    },
  )

  test.each([
    ['2026-06-20', '2026-06-19T23:00:00.000Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['2026-03-30', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['2026-10-26', '2026-10-26T00:00:00.000Z'],
  ])('the day %s begins at %s', (on, at) => {
    expect(startOfDayInUk(on)).toBe(at)
  })
})

describe('a pass', () => {
  test('makes whoever has the code a helper of that event until the night', async () => {
    const answer = await take(await codeOf(await issue()))
    expect(await answer.clone().json()).toMatchObject({
      ...{ partnershipId: 'ashford', role: 'event helper' },
      expiresAt: startOfDayInUk(addDays(today, 1)),
    })
    const { memberId } = (await answer.json()) as { memberId: string }
    const cookie = cookiesOf(answer)
    const pulled = await office.pull(cookie, 'd-borrowed')
    expect(pulled.fill.filter(({ kind }) => kind === 'event').map(({ id }) => id)).toEqual([
      'today',
    ])
    expect(pulled.fill.some(({ kind }) => kind === 'action' || kind === 'plan')).toBe(false)
    const entry = (eventId: string, byId = memberId) => ({
      ...{ eventId, kind: 'contact made', count: 1, byId },
      recordedAt: new Date().toISOString(),
    })
    const pushed = await office.push(cookie, 'd-borrowed', [
      creating('outreach', 'mine', entry('today'), 1),
      creating('outreach', 'elsewhere', entry('other'), 2),
      creating('outreach', 'in-another-name', entry('today', 'manager'), 3),
      creating('event', 'new', event(today), 4),
    ])
    expect(pushed).toMatchObject({
      results: [
        { outcome: 'applied' },
        { outcome: 'rejected', reason: 'forbidden' },
        { outcome: 'rejected', reason: 'forbidden' },
        { outcome: 'rejected', reason: 'forbidden' },
      ],
    })
  })

  test('ends by itself, seat and member, whatever the phone’s clock says', async () => {
    const cookie = cookiesOf(await take(await codeOf(await issue())))
    office.d1.sqlite
      .exec(`update row set data = json_set(data, '$.untilAt', '2020-01-01T00:00:00.000Z')
      where data ->> '$.role' = 'event helper'`)
    expect((await office.post('/api/sync/pull', asking('d-1'), cookie)).status).toBe(401)
  })

  test('opens nothing once it has run out, was withdrawn, or its issuer has left', async () => {
    const out = await codeOf(await issue())
    office.d1.sqlite.exec(`update pass set expires_at = '2020-01-01T00:00:00.000Z'`)
    expect((await take(out)).status).toBe(404)
    const first = (await (await issue()).json()) as { id: string; code: string }
    const cookie = cookiesOf(await take(first.code))
    expect((await office.post(`/api/passes/${first.id}/withdraw`, {}, manager)).status).toBe(200)
    expect((await take(first.code)).status).toBe(404)
    expect((await office.pull(cookie, 'd-1')).order).toBe('sign-out')
    const lead = await office.signIn('lead')
    const second = await codeOf(await issue('today', lead))
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.state', 'left') where id = 'lead'`,
    )
    expect((await take(second)).status).toBe(404)
  })

  test('is not issued for a day that is over, an event that is restricted, or by who may not', async () => {
    expect((await issue('past')).status).toBe(409)
    expect((await issue('nowhere')).status).toBe(404)
    for (const memberId of ['pcso', 'reader']) {
      expect((await issue('today', await office.signIn(memberId))).status).toBe(404)
    }
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.restrictedToId', 'g') where id = 'other'`,
    )
    expect((await issue('other')).status).toBe(404)
  })

  test('keeps its code from the database, and brings no crowd', async () => {
    const code = await codeOf(await issue())
    const stored = JSON.stringify(office.d1.sqlite.prepare('select * from pass').all())
    expect(stored).not.toContain(code)
    office.d1.sqlite.exec('update pass set taken = 60')
    expect((await take(code)).status).toBe(404)
  })

  test('a name with script in it stays a name', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const answer = await take(await codeOf(await issue()), name)
    const pulled = await office.pull(cookiesOf(answer), 'd-1')
    expect(pulled.fill.some(({ data }) => (data as { name?: string }).name === name)).toBe(true)
  })

  test('works where the partnership is in another database than the directory', async () => {
    const agency = { name: 'Swale', aliases: [], standing: 'voluntary' }
    const chief = { name: 'Manager', role: 'manager', agencyId: 'council', wardIds: [] }
    await office.found(
      'swale',
      [
        creating('partnership', 'swale', { name: 'Swale CSP', place: 'Swale' }, 1),
        creating('agency', 'council', agency, 2),
        creating('member', 'manager', chief, 3),
        creating('event', 'swale-day', event(today), 4),
      ],
      'DB_EAST',
    )
    const east = await office.signIn('manager', { partnershipId: 'swale', binding: 'DB_EAST' })
    const cookie = cookiesOf(await take(await codeOf(await issue('swale-day', east))))
    expect(cookie).toMatch(/^__Host-patchwork=DB_EAST\./)
    expect((await office.pull(cookie, 'd-1')).partnershipId).toBe('swale')
  })
})
