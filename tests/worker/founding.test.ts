import { beforeEach, describe, expect, test } from 'vitest'
import { Office } from '../sync/office.ts'
import { cookiesOf, invitationFor, personWithCode, provePasskey } from './people.ts'

let office: Office
const operator = 'operator@example.org'
const founding = {
  ...{ id: 'swale', name: 'Swale CSP', place: 'Swale', council: 'Swale Borough Council' },
  administrator: { name: 'Administrator', email: 'first@example.org' },
}
beforeEach(async () => {
  office = await Office.open()
  office.env = { OPERATORS: `Operator@example.org, second@example.org` }
})
const found = (cookie: string, more: object = {}) =>
  office.post('/api/partnerships', { ...founding, ...more }, cookie)

describe('starting a partnership', () => {
  test.each(['DB', 'DB_EAST'])(
    'in %s: its administrator is invited and finds it empty',
    async (binding) => {
      const cookie = await personWithCode(office, operator)
      provePasskey(office)
      expect((await found(cookie, { binding })).status).toBe(200)
      const first = await personWithCode(office, 'first@example.org')
      office.d1.sqlite.exec(`update person_session set proof = 'passkey'`)
      const answer = await office.post(
        '/api/session/accept',
        { token: invitationFor(office, 'first@example.org') },
        first,
      )
      expect(await answer.clone().json()).toMatchObject({
        partnershipId: 'swale',
        role: 'administrator',
      })
      const pulled = await office.pull(cookiesOf(answer), 'd-1')
      expect(pulled.fill.map(({ kind }) => kind).sort()).toEqual([
        'agency',
        'member',
        'partnership',
      ])
      const d1 = binding === 'DB' ? office.d1 : office.east
      expect(office.count('partnership', "id = 'swale'", d1)).toBe(1)
    },
  )

  test('its operator has no seat in it', async () => {
    const cookie = await personWithCode(office, operator)
    provePasskey(office)
    await found(cookie)
    const answer = await office.post('/api/session/enter', { partnershipId: 'swale' }, cookie)
    expect(answer.status).toBe(404)
  })

  test('is for operators with a second factor, and there is nothing to see for others', async () => {
    const manager = await office.signIn('manager')
    await office.post('/api/members/pcso/invite', { email: 'pcso@example.org' }, manager)
    const pcso = await personWithCode(office, 'pcso@example.org')
    const byCode = await personWithCode(office, operator)
    expect((await found(byCode)).status).toBe(404)
    provePasskey(office)
    expect((await found(pcso)).status).toBe(404)
    expect((await found(manager)).status).toBe(404)
    expect((await found('')).status).toBe(404)
    expect(office.count('partnership')).toBe(1)
  })

  test('twice, in a database that is not there, or without a name: said, and nothing is left behind', async () => {
    const cookie = await personWithCode(office, operator)
    provePasskey(office)
    expect((await found(cookie, { binding: 'DB_NOWHERE' })).status).toBe(400)
    expect((await found(cookie, { name: ' ' })).status).toBe(400)
    expect(office.count('partnership')).toBe(1)
    expect((await found(cookie)).status).toBe(200)
    expect((await found(cookie)).status).toBe(409)
    expect(office.count('partnership')).toBe(2)
  })
})
