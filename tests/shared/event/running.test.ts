import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOn } from '../../../shared/event/running.ts'
import type { DayCount, DaySources } from '../../../shared/event/running.ts'
import { standingEntries, tallyOf } from '../../../shared/event/tally.ts'
import type { Entry } from '../../../shared/event/tally.ts'
import { anyEntries, at, entry, event } from './day.ts'

const members = [
  { id: 'pcso', agencyId: 'police' },
  { id: 'warden', agencyId: 'county' },
]
const sources = (entries: readonly Entry[], more: Partial<DaySources> = {}): DaySources => ({
  ...{ event, entries, findings: none, members },
  ...more,
})
const none: DaySources['findings'] = []

/** A day counted from the start, by the rule that knows of no before. */
const whole = ({ event: day, entries, findings, members: all }: DaySources) =>
  tallyOf(day, entries, findings, (id) => all.find((it) => it.id === id)?.agencyId ?? undefined)

const idsOf = (entries: readonly Entry[]) => entries.map(({ id }) => id).sort()

function expectWhole(count: DayCount, from: DaySources) {
  expect(count.tally).toEqual(whole(from))
  expect(idsOf(count.standing)).toEqual(idsOf(standingEntries(from.entries, from.event.id)))
}

/** What happens to a phone's list between two looks at it. */
const anyStep = fc.record({
  more: fc.nat({ max: 6 }),
  /** Comes back from the office: another object, and the same words. */
  back: fc.nat({ max: 8 }),
  change: fc.constantFrom(
    ...(['none', 'none', 'none', 'gone', 'said anew', 'shuffled'] as const),
    ...(['finding', 'joined', 'member', 'moved', 'twice'] as const),
  ),
})

describe('a day counted on', () => {
  test('says what counting all of it says, whatever came between two looks', () => {
    fc.assert(
      fc.property(anyEntries, fc.array(anyStep, { maxLength: 14 }), (all, steps) => {
        let from = sources([])
        let count = countOn(undefined, from)
        let next = 0
        for (const { more, back, change } of steps) {
          let entries = [...from.entries, ...all.slice(next, next + more)]
          next += more
          entries = entries.map((it, nth) => (nth % 9 === back ? { ...it } : it))
          const [first] = entries
          if (change === 'gone') entries = entries.slice(1)
          if (change === 'shuffled') entries = entries.toReversed()
          if (change === 'twice' && first) entries = [...entries, { ...first }]
          if (change === 'said anew' && first)
            entries = [{ ...first, count: first.count + 1 }, ...entries.slice(1)]
          from = { ...from, entries }
          const found = { id: `f${next}`, eventId: 'event', byId: 'pcso', recordedAt: at('10:00') }
          if (change === 'finding') from = { ...from, findings: [...from.findings, found] }
          if (change === 'joined')
            from = { ...from, findings: from.findings.map((it) => ({ ...it, joinedToId: 'f' })) }
          if (change === 'member') from = { ...from, members: from.members.slice(1) }
          if (change === 'moved') from = { ...from, event: { ...event, onDate: '2026-06-19' } }
          count = countOn(count, from)
          expectWhole(count, from)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('a correction that came before what it corrects is counted once', () => {
    const first = entry({ count: 2 })
    const correction = entry({ count: 5, supersedes: first.id })
    const before = countOn(undefined, sources([correction]))
    const now = sources([correction, first])
    expectWhole(countOn(before, now), now)
    expect(countOn(before, now).tally.all.contacts).toBe(5)
  })

  test('what was counted is left as it was: a second look at it still says the same', () => {
    const before = countOn(undefined, sources([entry()]))
    const kept = structuredClone(before.tally)
    countOn(before, sources([...before.from.entries, entry()]))
    expect(before.tally).toEqual(kept)
  })

  test('a tap looks at none of what was counted before, but whether it is still there', () => {
    let looks = 0
    const watched = Array.from({ length: 500 }, () => {
      const it = entry()
      return Object.defineProperty(it, 'kind', {
        enumerable: true,
        get: () => (looks++, 'contact made'),
      })
    })
    const before = countOn(undefined, sources(watched))
    expect(looks).toBeGreaterThan(0)
    looks = 0
    const after = countOn(before, sources([...watched, entry()]))
    expect(looks).toBe(0)
    expect(after.tally.all.contacts).toBe(501)
  })

  test('where nothing came it is the very same tally', () => {
    const from = sources([entry()])
    const before = countOn(undefined, from)
    expect(countOn(before, { ...from }).tally).toBe(before.tally)
    // Sent, and come back.
    expect(countOn(before, sources([{ ...before.from.entries[0] } as Entry])).tally).toBe(
      before.tally,
    )
  })
})
