import { beforeEach, describe, expect, test } from 'vitest'
import { everyNight } from '../../../worker/nightly.ts'
import { creating } from '../../sync/office.ts'
import { AppBrowser } from './appBrowser.ts'
import { RemindingOffice, lateAction, monday } from './reminded.ts'

let it: RemindingOffice
let pcso: string
beforeEach(async () => {
  it = await RemindingOffice.open()
  pcso = await it.office.signIn('pcso')
})
const subscriptions = () => it.office.count('push_subscription')
const asked = (seq: number, on = '2026-11-23') =>
  creating(
    'request',
    `r-${seq}`,
    { actionId: 'action', toIds: ['pcso'], byId: 'manager', recordedAt: `${on}T09:00:00.000Z` },
    seq,
  )

describe('a browser that wants it', () => {
  test('is told what is new, once, in words that name nobody', async () => {
    const browser = await it.subscribe(pcso)
    expect(await it.round()).toEqual({ letters: 0, messages: 1 })
    expect(await it.told(browser)).toEqual(['1 action late'])
    await it.round()
    await it.round('2026-11-23T12:00:00.000Z')
    expect(it.carried).toHaveLength(1)
    const manager = await it.office.signIn('manager')
    await it.office.push(manager, 'd-m', [asked(1)])
    await it.round('2026-11-23T12:15:00.000Z')
    expect(await it.told(browser)).toEqual(['1 action late', '1 update asked for'])
  })

  test('hears nothing of what changes and does not concern its person', async () => {
    const browser = await it.subscribe(pcso)
    await it.round()
    const manager = await it.office.signIn('manager')
    await it.office.push(manager, 'd-m', [lateAction('other', { ownerIds: ['lead'] }, 1)])
    await it.round('2026-11-23T12:00:00.000Z')
    expect(await it.told(browser)).toHaveLength(1)
  })

  test('is left alone in the quiet hours, and told when they end', async () => {
    const browser = await it.subscribe(pcso)
    for (const hour of ['20:00', '23:45']) await it.round(`2026-11-22T${hour}:00.000Z`)
    await it.round('2026-11-23T06:45:00.000Z')
    expect(it.carried).toEqual([])
    await it.round('2026-11-23T07:00:00.000Z')
    expect(await it.told(browser)).toEqual(['1 action late'])
  })

  test('is told on each day of what begins that day', async () => {
    it.write('action', { timescale: { means: 'due', words: 'x', dueOn: '2026-11-30' } })
    const browser = await it.subscribe(pcso)
    await it.round('2026-11-22T12:00:00.000Z')
    expect(it.carried).toEqual([])
    await it.round('2026-11-23T08:00:00.000Z')
    await it.round('2026-11-24T08:00:00.000Z')
    await it.round('2026-12-01T08:00:00.000Z')
    expect(await it.told(browser)).toEqual(['1 action due', '1 action late'])
  })

  test('hears of it once when rounds meet', async () => {
    const browser = await it.subscribe(pcso)
    await Promise.all([it.round(), it.round(), it.round()])
    expect(await it.told(browser)).toEqual(['1 action late'])
  })

  test('is one of several: each of a person’s phones is told', async () => {
    const other = await it.office.signIn('pcso')
    const browsers = [await it.subscribe(pcso), await it.subscribe(other)]
    expect((await it.round()).messages).toBe(2)
    for (const browser of browsers) expect(await it.told(browser)).toEqual(['1 action late'])
  })

  test('nothing in what the push service sees says what it is about', async () => {
    await it.subscribe(pcso)
    await it.round()
    const [{ body, headers } = { body: new Uint8Array(), headers: {} }] = it.carried
    const seen = JSON.stringify(headers) + Buffer.from(body).toString('latin1')
    expect(seen).not.toMatch(/Ashford|action|late|Year 6|pcso/)
    expect(body.length).toBe(21 + 65 + 512 + 1 + 16)
  })
})

describe('the end of it', () => {
  test('signing out', async () => {
    await it.subscribe(pcso)
    await it.office.post('/api/session/end', {}, pcso)
    expect(subscriptions()).toBe(0)
    expect((await it.round()).messages).toBe(0)
  })

  test('turning it off here leaves the other phone on', async () => {
    const other = await it.office.signIn('pcso')
    await it.subscribe(pcso)
    const browser = await it.subscribe(other)
    await it.office.post('/api/reminders/push/remove', {}, pcso)
    await it.round()
    expect(it.carried.map(({ endpoint }) => endpoint)).toEqual([browser.endpoint])
  })

  test.each(['sign-out', 'wipe'])('an order to %s, from that moment', async (order) => {
    await it.subscribe(pcso)
    await it.office.pull(pcso, 'd-phone')
    const manager = await it.office.signIn('manager')
    await it.office.post('/api/devices/d-phone/order', { order }, manager)
    expect((await it.round()).messages).toBe(0)
  })

  test('for the phone that was told to leave, and not for the other', async () => {
    const other = await it.office.signIn('pcso')
    await it.subscribe(pcso)
    const browser = await it.subscribe(other)
    await it.office.pull(pcso, 'd-phone')
    const manager = await it.office.signIn('manager')
    await it.office.post('/api/devices/d-phone/order', { order: 'wipe' }, manager)
    await it.round()
    expect(it.carried.map(({ endpoint }) => endpoint)).toEqual([browser.endpoint])
  })

  test('a night after, nothing is left of where it was', async () => {
    const other = await it.office.signIn('pcso')
    await it.subscribe(pcso)
    await it.subscribe(other)
    await it.office.pull(pcso, 'd-phone')
    const manager = await it.office.signIn('manager')
    await it.office.post('/api/devices/d-phone/order', { order: 'sign-out' }, manager)
    await everyNight(it.env, '2026-11-24T03:17:00.000Z')
    expect(subscriptions()).toBe(1)
    await everyNight(it.env, '2099-02-01T03:17:00.000Z')
    expect(subscriptions()).toBe(0)
  })

  test('removal from the partnership', async () => {
    await it.subscribe(pcso)
    const manager = await it.office.signIn('manager')
    await it.office.post('/api/members/pcso/remove-access', {}, manager)
    expect(subscriptions()).toBe(0)
  })

  test('suspension, and the seat’s last day', async () => {
    await it.subscribe(pcso)
    it.write('pcso', { state: 'suspended' })
    expect((await it.round()).messages).toBe(0)
    it.write('pcso', { state: 'active' })
    it.office.d1.sqlite.exec(`update session set expires_at = '2026-11-23T00:00:00.000Z'`)
    expect((await it.round('2026-11-23T12:00:00.000Z')).messages).toBe(0)
  })

  test('a role that manages, in a seat taken with a mailbox alone', async () => {
    const weak = await it.office.signIn('pcso', { proof: 'code' })
    await it.subscribe(weak)
    it.write('pcso', { role: 'manager' })
    expect((await it.round()).messages).toBe(0)
  })

  test.each([404, 410, 403])('the push service answers %i', async (status) => {
    await it.subscribe(pcso)
    it.status = status
    await it.round()
    expect(subscriptions()).toBe(0)
  })

  test.each([429, 500])('but not when it answers %i', async (status) => {
    await it.subscribe(pcso)
    it.status = status
    await it.round()
    expect(subscriptions()).toBe(1)
  })

  test('somebody else sits down at the same browser', async () => {
    const browser = await it.subscribe(pcso)
    const lead = await it.office.signIn('lead')
    await it.office.post('/api/reminders/push', browser.json, lead)
    expect(subscriptions()).toBe(1)
    expect(it.office.count('push_subscription', "member_id = 'lead'")).toBe(1)
    expect((await it.round()).messages).toBe(0)
  })
})

describe('what a browser brings', () => {
  test.each<[said: string, change: (json: AppBrowser['json']) => unknown]>([
    ['an inner address', (json) => ({ ...json, endpoint: 'https://169.254.169.254/' })],
    [
      'our own address',
      (json) => ({ ...json, endpoint: 'https://patchwork.test/api/session/end' }),
    ],
    [
      'a key that is no point',
      ({ endpoint, keys }) => ({ endpoint, keys: { ...keys, p256dh: 'BA' } }),
    ],
    ['no keys', ({ endpoint }) => ({ endpoint })],
    [
      'a secret of the wrong length',
      ({ endpoint, keys }) => ({ endpoint, keys: { ...keys, auth: 'x' } }),
    ],
    ['nothing', () => null],
  ])('%s is refused', async (_said, change) => {
    const { json } = await AppBrowser.open()
    expect((await it.office.post('/api/reminders/push', change(json), pcso)).status).toBe(400)
    expect(subscriptions()).toBe(0)
  })

  test('is not wanted where the deployment has no keys, and nothing is offered or said', async () => {
    it.office.env = {}
    const { json } = await AppBrowser.open()
    expect((await it.office.post('/api/reminders/push', json, pcso)).status).toBe(404)
    const settings = await (await it.office.get('/api/reminders', pcso)).json()
    expect(settings).toMatchObject({ pushKey: null })
  })

  test('waits unharmed while the keys are missing', async () => {
    const { env } = it.office
    const browser = await it.subscribe(pcso)
    it.office.env = {}
    expect(await it.round()).toEqual({ letters: 0, messages: 0 })
    it.office.env = env
    await it.round(monday)
    expect(await it.told(browser)).toEqual(['1 action late'])
  })
})
