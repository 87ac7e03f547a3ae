import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tallyOf } from '../../shared/event/tally.ts'
import type { OutreachKind } from '../../shared/event/outreach.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { addLine, handKit, setTick } from '../../web/src/lib/events/events.ts'
import { correctOutreach, logOutreach, takeBack } from '../../web/src/lib/outreach/outreach.ts'
import type { Shell } from '../../web/src/lib/shell.svelte.ts'
import { Office, creating } from './office.ts'
import { Phone } from './phone.ts'

const now = new Date()
const today = dateInUk(now)
const HOUR_MS = 3_600_000

/** As much of the app's shell as the verbs ask for. */
const shellOf = ({ store, memberId }: Phone) =>
  ({
    ...{ store, me: { partnershipId: 'ashford', memberId }, today },
    one: (kind: never, id: string) => store.view.one(kind, id),
    all: (kind: never) => store.view.all(kind),
  }) as unknown as Shell

const street = (name: string, order: number) => ({ name, order, wardId: null, homes: 20 })
const event = {
  ...{ title: 'Cleansweep', kind: 'Cleansweep', onDate: today, wardIds: [], agencyIds: [] },
  streets: { court: street('Court', 1), road: street('Road', 2) },
  kit: { alarm: { what: 'Door alarm', isGiven: true, order: 1 } },
  checklist: { briefed: { text: 'Briefed', order: 1 } },
  links: { action: { kind: 'action', measure: 'contacts' } },
}

let office: Office
let phones: Phone[]
beforeEach(async () => {
  office = await Office.open()
  const manager = await office.signIn('manager')
  await office.push(manager, 'd-event', [creating('event', 'event', event, 1)])
  phones = []
})
afterEach(() => phones.forEach((phone) => phone.killTab()))

/** A phone of its own for somebody; of one member there may be several. */
async function phoneOf(memberId: string, aheadMs = 0): Promise<Phone> {
  const phone = await Phone.of(office, memberId)
  phone.clock = new Date(Date.now() + aheadMs)
  await phone.sync()
  phones.push(phone)
  return phone
}

const log = (phone: Phone, kind: OutreachKind, streetId: string, count = 1) =>
  logOutreach(shellOf(phone), { eventId: 'event', kind, count, streetId })
const eventOn = (phone: Phone) => {
  const found = phone.store.view.one('event', 'event')
  if (!found) throw new Error('the event is not on this phone')
  return found
}
const tallyOn = (phone: Phone) =>
  tallyOf({ id: 'event', onDate: today }, phone.store.view.all('outreach'))

type Did = {
  phone: number
  kind: OutreachKind
  streetId: string
  count: number
  then: 'nothing' | 'undo' | 'correct'
  weather: Phone['weather']
  isKilled: boolean
}
const script = fc.array(
  fc.record<Did>({
    phone: fc.nat({ max: 3 }),
    kind: fc.constantFrom('contact made', 'no answer', 'item issued', 'advice given'),
    streetId: fc.constantFrom('court', 'road'),
    count: fc.integer({ min: 1, max: 9 }),
    then: fc.constantFrom('nothing', 'nothing', 'undo', 'correct'),
    weather: fc.constantFrom('fine', 'no signal', 'reply lost', 'doubled'),
    isKilled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 16 },
)

describe('a day on six streets', () => {
  test(
    'whatever the weather and whoever’s tab is killed, everybody’s tally equals the script to the entry',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(script, async (steps) => {
          office = await Office.open()
          const manager = await office.signIn('manager')
          await office.push(manager, 'd-event', [creating('event', 'event', event, 1)])
          const team = [
            await phoneOf('pcso'),
            await phoneOf('lead', HOUR_MS),
            await phoneOf('manager', -HOUR_MS),
            await phoneOf('pcso'),
          ]
          const expected: Record<string, number> = {}
          for (const { phone: nth, kind, streetId, count, then, weather, isKilled } of steps) {
            const phone = team[nth]
            if (!phone) throw new Error('four phones')
            const id = await log(phone, kind, streetId, count)
            const entry = phone.store.view.one('outreach', id)
            if (!entry) throw new Error('an entry is shown once it is kept')
            if (then === 'undo') await takeBack(shellOf(phone), entry)
            if (then === 'correct')
              await correctOutreach(shellOf(phone), entry, { count: count + 1 })
            const stands = then === 'undo' ? 0 : then === 'correct' ? count + 1 : count
            const key = `${streetId} ${kind}`
            expected[key] = (expected[key] ?? 0) + stands
            phone.weather = weather
            await phone.trySync()
            if (isKilled) {
              phone.killTab()
              await phone.open()
            }
          }
          for (const phone of team) phone.weather = 'fine'
          for (const phone of [...team, ...team]) await phone.sync()
          const counted: Record<string, number> = {}
          const { byStreet, byHour } = tallyOn(team[0] as Phone)
          const names = {
            ...{ 'contact made': 'contacts', 'no answer': 'noAnswer' },
            ...{ 'item issued': 'items', 'advice given': 'advice' },
          } as const
          for (const [id, figures] of byStreet)
            for (const [kind, name] of Object.entries(names) as [keyof typeof names, never][])
              counted[`${id} ${kind}`] = figures[name]
          for (const [key, count] of Object.entries(expected)) expect(counted[key] ?? 0).toBe(count)
          for (const phone of team) expect(tallyOn(phone)).toEqual(tallyOn(team[0] as Phone))
          // A clock an hour off puts nothing into another hour: all of it was done just now.
          expect(byHour.size).toBeLessThanOrEqual(2)
          for (const phone of team) phone.killTab()
          phones = []
        }),
        { numRuns: 12 },
      )
    },
  )

  test('an entry of a phone whose clock is an hour ahead stands where it belongs, and says so', async () => {
    const phone = await phoneOf('pcso', HOUR_MS)
    const id = await log(phone, 'contact made', 'court')
    const entry = phone.store.view.one('outreach', id)
    expect(Math.abs(Date.parse(entry?.recordedAt ?? '') - Date.now())).toBeLessThan(60_000)
    expect(Math.abs((entry?.clockAheadS ?? 0) - 3600)).toBeLessThan(60)
    const right = await phoneOf('lead')
    expect(
      right.store.view.one('outreach', await log(right, 'no answer', 'court')),
    ).not.toHaveProperty('clockAheadS')
  })

  test('twenty hands tick, hand out kit and add streets at once, and nobody is asked to settle anything', async () => {
    const team = [await phoneOf('pcso'), await phoneOf('lead'), await phoneOf('manager')]
    for (const phone of team) phone.weather = 'no signal'
    await Promise.all(
      team.map(async (phone, nth) => {
        const shell = shellOf(phone)
        const line = { name: null, agencyId: null, people: nth + 1, task: null, memberId: null }
        await Promise.all([
          addLine(shell, eventOn(phone), 'streets', { name: `Lane ${nth}`, wardId: null }),
          addLine(shell, eventOn(phone), 'roster', line),
          handKit(shell, eventOn(phone), 'kitOut', 'alarm', 10),
          handKit(shell, eventOn(phone), 'kitBack', 'alarm', 2),
          setTick(shell, eventOn(phone), 'streetsDone', nth === 0 ? 'court' : 'road', true),
        ])
      }),
    )
    for (const phone of team) phone.weather = 'fine'
    for (const phone of [...team, ...team]) await phone.sync()
    for (const phone of team) {
      const day = eventOn(phone)
      expect(
        Object.values(day.streets ?? {})
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...['Court', 'Lane 0', 'Lane 1', 'Lane 2', 'Road']])
      expect(Object.keys(day.roster ?? {})).toHaveLength(3)
      const out = Object.values(day.kitOut ?? {})
      expect(out.reduce((sum, { count }) => sum + count, 0)).toBe(30)
      expect(Object.keys(day.kitBack ?? {})).toHaveLength(3)
      expect(Object.keys(day.streetsDone ?? {}).sort()).toEqual(['court', 'road'])
      expect(phone.store.attention).toEqual([])
    }
  })

  test('ticking and unticking fast on one phone loses no tick of the list', async () => {
    const phone = await phoneOf('pcso')
    const shell = shellOf(phone)
    const stale = eventOn(phone)
    await Promise.all(['court', 'road'].map((id) => setTick(shell, stale, 'streetsDone', id, true)))
    await setTick(shell, stale, 'ticked', 'briefed', true)
    await setTick(shell, stale, 'streetsDone', 'road', false)
    expect(Object.keys(eventOn(phone).streetsDone ?? {})).toEqual(['court'])
    expect(Object.keys(eventOn(phone).ticked ?? {})).toEqual(['briefed'])
  })
})
