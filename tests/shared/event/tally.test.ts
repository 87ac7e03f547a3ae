import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { coverageOf, UNLISTED } from '../../../shared/event/coverage.ts'
import { standingByFamily } from '../../../shared/event/family.ts'
import { hourInUk, officeTime } from '../../../shared/event/hours.ts'
import { kitOf } from '../../../shared/event/kit.ts'
import { Outreach, outreachKinds } from '../../../shared/event/outreach.ts'
import { figureOf, noFigures, OTHER_DAY, tallyOf } from '../../../shared/event/tally.ts'
import type { Entry, Figures } from '../../../shared/event/tally.ts'
import { anyEntries, arriving, at, DAY, entry, event } from './day.ts'

const sumOf = (groups: Iterable<Figures>) => {
  const sum = noFigures()
  for (const figures of groups)
    for (const name of Object.keys(sum) as (keyof Figures)[]) sum[name] += figures[name]
  return sum
}

describe('the tally of a day', () => {
  test('counts to the entry, by street, agency, hour and thing', () => {
    const tally = tallyOf(
      event,
      [
        entry({ streetId: 'court', agencyId: 'fire', recordedAt: at('10:05') }),
        entry({ streetId: 'court', agencyId: 'fire', recordedAt: at('10:59'), count: 3 }),
        entry({ streetId: 'court', kind: 'no answer', recordedAt: at('11:00') }),
        entry({ kind: 'item issued', what: 'Door alarm', count: 2, recordedAt: at('11:10') }),
        entry({ kind: 'audience reached', what: 'Year 6 pupils', count: 30 }),
        entry({ kind: 'referral made', toAgencyId: 'fire' }),
        entry({ kind: 'vulnerability flagged' }),
        entry({ kind: 'vehicle stopped', what: 'course' }),
        entry({ kind: 'advice given', byId: 'warden' }),
        entry({ eventId: 'another' }),
      ],
      [
        { id: 'f', eventId: 'event', streetId: 'court', byId: 'pcso', recordedAt: at('10:00') },
        { id: 'g', eventId: null, byId: 'pcso', recordedAt: at('10:00') },
      ],
      (id) => (id === 'pcso' ? 'police' : undefined),
    )
    expect(tally.all).toEqual({
      ...{ contacts: 4, noAnswer: 1, advice: 1, items: 2, audience: 30, referrals: 1 },
      ...{ vulnerable: 1, vehicles: 1, findings: 1 },
    })
    expect(tally.entries).toBe(9)
    expect(tally.byStreet.get('court')).toMatchObject({ contacts: 4, noAnswer: 1, findings: 1 })
    expect(tally.byAgency.get('fire')).toMatchObject({ contacts: 4 })
    expect(tally.byAgency.get('police')).toMatchObject({ noAnswer: 1, items: 2, findings: 1 })
    expect(tally.byAgency.get('')).toMatchObject({ advice: 1 })
    expect([...tally.byHour.keys()].sort()).toEqual(['10', '11'])
    expect(tally.byHour.get('11')).toMatchObject({ noAnswer: 1, items: 2 })
    expect(tally.items).toEqual(new Map([['Door alarm', 2]]))
    expect(tally.audiences).toEqual(new Map([['Year 6 pupils', 30]]))
    expect(tally.options).toEqual(new Map([['course', 1]]))
    expect(tally.referredTo).toEqual(new Map([['fire', 1]]))
  })

  test('is the same whatever order phones return in, and however often an entry comes', () => {
    fc.assert(
      fc.property(
        anyEntries.chain((all) => fc.tuple(fc.constant(all), arriving(all))),
        ([all, arrived]) => {
          expect(tallyOf(event, arrived)).toEqual(tallyOf(event, all))
        },
      ),
    )
  })

  test('adds up, by street, agency, hour and person alike', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { all, byStreet, byAgency, byHour, byMember } = tallyOf(event, entries)
        for (const groups of [byStreet, byAgency, byHour, byMember])
          expect(sumOf(groups.values())).toEqual(all)
      }),
    )
  })

  test('what another event logged makes no difference', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const own = entries.filter(({ eventId }) => eventId === 'event')
        expect(tallyOf(event, entries)).toEqual(tallyOf(event, own))
      }),
    )
  })

  test('every kind of entry has a figure of its own', () => {
    expect(new Set(outreachKinds.map((kind) => figureOf[kind])).size).toBe(outreachKinds.length)
  })
})

describe('corrections', () => {
  const count = (...entries: Entry[]) => tallyOf(event, entries).all.contacts

  test('what is corrected counts as the correction says, and what is taken back not at all', () => {
    const first = entry({ id: 'a', count: 5 })
    expect(count(first, entry({ id: 'b', count: 3, supersedes: 'a' }))).toBe(3)
    const undone = entry({ id: 'c', count: 0, supersedes: 'a' })
    expect(count(first, undone)).toBe(0)
    expect(tallyOf(event, [first, undone]).entries).toBe(0)
  })

  test('a correction may move an entry to another street and kind', () => {
    const to = { supersedes: 'a', kind: 'no answer', streetId: 'road' } as const
    const tally = tallyOf(event, [entry({ id: 'a', streetId: 'court' }), entry(to)])
    expect(tally.all).toEqual({ ...noFigures(), noAnswer: 1 })
    expect([...tally.byStreet.keys()]).toEqual(['road'])
  })

  test('two people who correct the same entry without signal leave one', () => {
    const [a, b, c] = [
      entry({ id: 'a', count: 5 }),
      entry({ id: 'b', count: 4, supersedes: 'a', recordedAt: at('11:00') }),
      entry({ id: 'c', count: 2, supersedes: 'a', recordedAt: at('11:05') }),
    ]
    expect(count(a, b, c)).toBe(2)
    expect(count(c, a, b)).toBe(2)
    // The one who then corrects the earlier of the two again has the last word.
    expect(
      count(a, c, entry({ id: 'd', count: 9, supersedes: 'b', recordedAt: at('12:00') }), b),
    ).toBe(9)
  })

  test('one whose original has not come yet counts already, and no more when it comes', () => {
    const [late, correction] = [entry({ id: 'a' }), entry({ id: 'b', count: 7, supersedes: 'a' })]
    expect(count(correction)).toBe(7)
    expect(count(correction, late)).toBe(7)
  })

  test('of each family one stands, and none is in two', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const families = standingByFamily(entries)
        const roots = entries.filter(({ supersedes }) => !supersedes)
        expect([...families.keys()].sort()).toEqual(roots.map(({ id }) => id).sort())
        expect(new Set([...families.values()].map(({ id }) => id)).size).toBe(families.size)
      }),
    )
  })

  test('entries that correct each other in a ring are one', () => {
    const [a, b] = [entry({ id: 'a', supersedes: 'b' }), entry({ id: 'b', supersedes: 'a' })]
    expect(standingByFamily([a, b]).size).toBe(1)
    expect(standingByFamily([a, b])).toEqual(standingByFamily([b, a]))
    expect(count(entry({ id: 'x', supersedes: 'x' }))).toBe(1)
  })
})

describe('hours', () => {
  test.each([
    ['2026-06-18T09:00:00.000Z', '10'],
    ['2026-06-18T09:59:59.999Z', '10'],
    ['2026-06-18T10:00:00.000Z', '11'],
    ['2026-06-17T23:00:00.000Z', '00'],
    ['2026-06-17T22:59:59.000Z', null],
    ['2026-06-18T23:00:00.000Z', null],
  ])('%s is %s o’clock of the day in summer', (instant, hour) => {
    expect(hourInUk(instant, DAY)).toBe(hour)
  })

  test('what was logged on another day is counted, beside the hours', () => {
    const { all, byHour } = tallyOf(event, [entry({ recordedAt: at('09:00', '2026-06-19') })])
    expect(all.contacts).toBe(1)
    expect([...byHour.keys()]).toEqual([OTHER_DAY])
  })

  test.each([
    [0, 0],
    [59, 0],
    [-59, 0],
    [60, 60],
    [3600, 3600],
    [-3600, -3600],
    [157_680_000, 157_680_000],
  ])('a clock %d seconds ahead has %d taken off', (aheadS, off) => {
    const now = new Date('2026-06-18T10:00:00.000Z')
    const { recordedAt, clockAheadS } = officeTime(now, aheadS)
    expect(Date.parse(recordedAt)).toBe(now.getTime() - off * 1000)
    expect(clockAheadS).toBe(off === 0 ? undefined : off)
  })

  test.each(['1970-01-01T00:00:40.000Z', '1980-01-06T00:00:00.000Z', '2099-12-31T23:00:00.000Z'])(
    'a phone that has lost its clock and stands at %s logs all the same',
    (stands) => {
      const now = new Date(stands)
      const right = Date.parse(at('10:00'))
      const taken = officeTime(now, (now.getTime() - right) / 1000)
      expect(Date.parse(taken.recordedAt)).toBe(right)
      const { kind, count, eventId, byId } = entry({ byId: 'pcso' })
      expect(v.is(Outreach, { kind, count, eventId, byId, ...taken })).toBe(true)
    },
  )
})

describe('coverage', () => {
  const streets = {
    court: { name: 'Court', homes: 4, order: 2 },
    road: { name: 'Road', order: 1 },
    lane: { name: 'Lane', homes: 0, order: 3 },
  }
  test('says of each street how far the team got, in the order of the list', () => {
    const tally = tallyOf(event, [
      ...[1, 2, 3].map(() => entry({ streetId: 'court' })),
      entry({ streetId: 'court', kind: 'no answer', count: 3 }),
      entry({ streetId: 'road', kind: 'advice given' }),
      entry({ streetId: 'gone' }),
      entry({}),
    ])
    const done = { lane: { at: at('12:00'), byId: 'pcso' } }
    const covered = coverageOf({ streets, streetsDone: done }, tally)
    expect(
      covered.map(({ name, tried, answered, share }) => [name, tried, answered, share]),
    ).toEqual([
      ['Road', 0, 0, null],
      // Six knocks at four homes: some twice. It is never more than all of them.
      ['Court', 6, 3, 1],
      ['Lane', 0, 0, null],
      [UNLISTED, 1, 1, null],
    ])
    expect(covered.map(({ isUntouched }) => isUntouched)).toEqual([false, false, false, false])
    expect(covered[2]?.isDone).toBe(true)
  })

  test('no door that was tried is lost, listed street or not', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const tally = tallyOf(event, entries)
        const tried = coverageOf({ streets, streetsDone: null }, tally).reduce(
          (n, it) => n + it.tried,
          0,
        )
        const none = tally.byStreet.get('')
        const elsewhere = (none?.contacts ?? 0) + (none?.noAnswer ?? 0)
        expect(tried + elsewhere).toBe(tally.all.contacts + tally.all.noAnswer)
      }),
    )
  })
})

test('kit: what went out and is neither given away nor back is missing', () => {
  const tick = { at: at('09:00'), byId: 'pcso' }
  const handed = (kitId: string, count: number) => ({ kitId, count, ...tick })
  const kit = {
    alarm: { what: 'Door alarm', isGiven: true, order: 1 },
    picker: { what: 'Litter picker', isGiven: false, order: 2 },
    vest: { what: 'Vest', isGiven: false, order: 3 },
  }
  const standing = kitOf(
    {
      kit,
      kitOut: { a: handed('alarm', 20), b: handed('alarm', 10), c: handed('picker', 6) },
      kitBack: { a: handed('alarm', 21), b: handed('picker', 5), c: handed('vest', 1) },
    },
    new Map([
      ['Door alarm', 9],
      ['Litter picker', 4],
    ]),
  )
  expect(
    standing.map(({ what, out, given, back, missing }) => [what, out, given, back, missing]),
  ).toEqual([
    ['Door alarm', 30, 9, 21, 0],
    // What has to come back is not given away, whatever somebody logged.
    ['Litter picker', 6, 0, 5, 1],
    ['Vest', 0, 0, 1, -1],
  ])
})
