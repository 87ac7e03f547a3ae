import * as fc from 'fast-check'
import { outreachKinds } from '../../../shared/event/outreach.ts'
import type { Entry } from '../../../shared/event/tally.ts'

/** A Cleansweep day that never was, for tests: Thursday 18 June 2026, while summer time is on. */
export const DAY = '2026-06-18'
export const event = { id: 'event', onDate: DAY }

/** "10:20" by the clock on the wall, as an instant. */
export const at = (time: string, on = DAY) =>
  new Date(Date.parse(`${on}T${time}:00.000Z`) - 3_600_000).toISOString()

let serial = 0
export const entry = (more: Partial<Entry> = {}): Entry => ({
  ...{ id: `entry-${++serial}`, eventId: 'event', kind: 'contact made', count: 1 },
  ...{ byId: 'pcso', recordedAt: at('10:00') },
  ...more,
})

/** Any day's entries: some correct others, some are taken back, some are of another event. */
export const anyEntries: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...outreachKinds),
      count: fc.nat({ max: 30 }),
      street: fc.constantFrom(null, 'court', 'road', 'gone'),
      agency: fc.constantFrom(null, 'police', 'fire'),
      by: fc.constantFrom('pcso', 'warden', 'helper'),
      what: fc.constantFrom(null, 'Door alarm', 'Year 6 pupils'),
      minute: fc.nat({ max: 2000 }),
      corrects: fc.option(fc.nat({ max: 60 }), { freq: 2 }),
      eventId: fc.constantFrom('event', 'event', 'event', 'another'),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ street, agency, by, minute, corrects, ...it }, nth): Entry => {
      const target = corrects === null || nth === 0 ? null : corrects % nth
      return {
        ...it,
        ...{ id: `e${nth}`, streetId: street, agencyId: agency, byId: by },
        recordedAt: new Date(Date.parse(at('07:00')) + minute * 60_000).toISOString(),
        supersedes: target === null ? null : `e${target}`,
        eventId: target === null ? it.eventId : (all[target]?.eventId ?? it.eventId),
      }
    }),
  )

/** The same entries in another order, and some of them twice. */
export const arriving = (entries: readonly Entry[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      fc.subarray([...entries]),
    )
    .map(([all, again]) => [...all, ...again])
