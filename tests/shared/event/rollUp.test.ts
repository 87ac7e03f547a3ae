import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '../../../shared/indicator/judge.ts'
import { measures } from '../../../shared/event/parts.ts'
import type { Link } from '../../../shared/event/event.ts'
import { observationFrom, reachOf } from '../../../shared/event/rollUp.ts'
import { mergeTargets } from '../../../shared/plan/merged.ts'
import { standingOf } from '../../../shared/plan/standing.ts'
import { anyEntries, arriving, at, DAY, entry } from './day.ts'

const toAction = (measure: Link['measure'], what?: string): Link => ({
  ...{ kind: 'action', measure },
  what: what ?? null,
})
const day = (links: Record<string, Link>, id = 'event', onDate = DAY) => ({
  ...{ id, title: `Day ${id}`, onDate, links },
})
const anyLinks = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.record({
    kind: fc.constantFrom('action' as const, 'indicator' as const),
    measure: fc.constantFrom(...measures),
    what: fc.constantFrom(null, 'door alarm', 'Year 6 pupils'),
  }),
)
const anyEvents = fc
  .tuple(anyLinks, anyLinks)
  .map(([one, other]) => [day(one), day(other, 'another', '2026-06-20')])

describe('what events bring to a reach target', () => {
  test.each<[measure: Link['measure'], what: string | undefined, count: number]>([
    ['contacts', undefined, 4],
    ['people', undefined, 35],
    ['audience', undefined, 30],
    ['audience', 'year 6 PUPILS ', 30],
    ['audience', 'Teachers', 0],
    ['items', undefined, 3],
    ['items', 'Door alarm', 2],
    ['referrals', undefined, 1],
    ['vehicles', undefined, 1],
    // Advice is given to somebody who was met already.
    ['advice', undefined, 2],
  ])('%s of %s: %d', (measure, what, count) => {
    const entries = [
      entry({ count: 4 }),
      entry({ kind: 'advice given', count: 2 }),
      entry({ kind: 'audience reached', what: 'Year 6 pupils', count: 30 }),
      entry({ kind: 'item issued', what: 'Door alarm', count: 2 }),
      entry({ kind: 'item issued', what: 'Marking kit' }),
      entry({ kind: 'referral made' }),
      entry({ kind: 'vehicle stopped' }),
      entry({ kind: 'no answer' }),
    ]
    const reach = reachOf([day({ a: toAction(measure, what) })], entries).get('a')
    expect(reach?.count).toBe(count)
    expect(reach?.sources[0]).toMatchObject({ eventId: 'event', onDate: DAY, count })
  })

  test('an entry counts once into a target, whatever is linked, merged, corrected or sent twice', () => {
    const merging = fc.constantFrom(
      [],
      [{ id: 'a', mergedIntoId: 'b' }, { id: 'b' }],
      [
        { id: 'a', mergedIntoId: 'b' },
        { id: 'b', mergedIntoId: 'a' },
      ],
      [{ id: 'a', mergedIntoId: 'b' }, { id: 'b', mergedIntoId: 'c' }, { id: 'c' }],
    )
    fc.assert(
      fc.property(anyEvents, anyEntries, merging, (events, entries, actions) => {
        const reach = reachOf(events, entries, mergeTargets(actions))
        // However it was linked, nothing is counted more often than it was logged and still stands.
        const alone = reachOf(
          events.map((it) => ({
            ...it,
            links: Object.fromEntries(measures.map((measure) => [measure, toAction(measure)])),
          })),
          entries,
        )
        const most = [...alone.entries()]
          .filter(([measure]) => measure !== 'people')
          .reduce((sum, [, { count }]) => sum + count, 0)
        for (const { count, sources } of reach.values()) {
          expect(count).toBeLessThanOrEqual(most)
          expect(count).toBe(sources.reduce((sum, it) => sum + it.count, 0))
          expect(new Set(sources.map(({ eventId }) => eventId)).size).toBe(sources.length)
        }
        expect(
          reachOf([...events, ...events], [...entries, ...entries], mergeTargets(actions)),
        ).toEqual(reach)
      }),
    )
  })

  test('is the same whatever order entries and events come in', () => {
    fc.assert(
      fc.property(
        anyEvents,
        anyEntries.chain((all) => fc.tuple(fc.constant(all), arriving(all))),
        (events, [all, arrived]) => {
          expect(reachOf(events.toReversed(), arrived)).toEqual(reachOf(events, all))
        },
      ),
    )
  })

  test('two linked actions that are merged count an entry once, with the greater of the two', () => {
    const links = { a: toAction('contacts'), b: toAction('people') }
    const entries = [entry({ count: 4 }), entry({ kind: 'audience reached', count: 10 })]
    const targets = mergeTargets([{ id: 'a', mergedIntoId: 'b' }, { id: 'b' }])
    const reach = reachOf([day(links)], entries, targets)
    expect([...reach.keys()]).toEqual(['b'])
    expect(reach.get('b')?.count).toBe(14)
  })

  test('of two events each entry counts where it was logged, and the sum is of both', () => {
    const entries = [entry({ count: 4 }), entry({ eventId: 'another', count: 3 })]
    const events = [day({ a: toAction('contacts') }), day({ a: toAction('contacts') }, 'another')]
    const reach = reachOf(events, entries).get('a')
    expect(reach?.count).toBe(7)
    expect(reach?.sources.map(({ count }) => count)).toEqual([3, 4])
  })

  test('a template brings nothing', () => {
    expect(
      reachOf([{ ...day({ a: toAction('contacts') }), template: 'Ours' }], [entry()]).size,
    ).toBe(0)
  })
})

describe('where it counts', () => {
  const update = (reached: number | null, eventId?: string) => ({
    ...{ id: `u${reached}`, actionId: 'a', status: 'on track' as const, note: '', reached },
    ...{ happenedOn: DAY, byId: 'pcso', recordedAt: at('15:00'), eventId: eventId ?? null },
  })
  const reachedBy = (updates: ReturnType<typeof update>[], fromEvents: number | null) =>
    standingOf({ timescale: { means: 'none', words: '' } }, updates, DAY, { fromEvents }).reached

  test('people reached are those of the log and those of the events', () => {
    expect(reachedBy([update(10)], 7)).toBe(17)
    expect(reachedBy([update(10)], null)).toBe(10)
    expect(reachedBy([], 7)).toBe(7)
    expect(reachedBy([], null)).toBeNull()
  })

  test('an entry of the log that tells of an event counts nobody: the event does', () => {
    expect(reachedBy([update(7, 'event'), update(10)], 7)).toBe(17)
  })

  const pupils = { measure: 'audience', kind: 'indicator', what: 'Year 6 pupils' } as const
  const year = { from: '2026-04-01', to: '2027-03-31' }
  const indicator = {
    ...{ id: 'pupils', planId: 'p', priorityId: null, label: '500 pupils', order: 1 },
    ...{ sourceAgencyId: null, unit: 'count' as const, polarity: 'higher' as const },
    ...{ baseline: null, period: year, rule: { kind: 'output' as const, count: 500 } },
  }
  const heads = (count: number, eventId = 'event') =>
    entry({ kind: 'audience reached', what: 'Year 6 pupils', count, eventId })
  const events = [
    day({ pupils }),
    day({ pupils }, 'another'),
    day({ pupils }, 'autumn', '2026-10-01'),
  ]
  const byHand = (from: string, to: string, value: number) => ({
    ...{ id: `by hand ${from}`, indicatorId: 'pupils', from, to, value, byId: 'analyst' },
  })
  const verdictOf = (
    entries: ReturnType<typeof entry>[],
    today: string,
    observations: ReturnType<typeof byHand>[] = [],
  ) => {
    const reach = reachOf(events, entries).get('pupils')
    return judge(indicator, observations, today, reach)
  }

  test('an indicator is judged with what events brought: half a year against half the pupils', () => {
    // Two events on one day are no two figures of the same days.
    const entries = [heads(150), heads(50, 'another')]
    expect(verdictOf(entries, '2026-09-30')).toMatchObject({ actual: 200, rag: 'red' })
    expect(verdictOf([...entries, heads(60)], '2026-09-30')).toMatchObject({
      actual: 260,
      rag: 'green',
    })
    expect(verdictOf(entries, '2027-03-31').reason).toMatch(/^Missed: 200/)
    expect(verdictOf([...entries, heads(300, 'autumn')], '2027-03-31').reason).toMatch(/^Met: 500/)
  })

  test('days for which a figure was given by hand are not counted again', () => {
    const quarter = byHand('2026-04-01', '2026-06-30', 400)
    const entries = [heads(150), heads(100, 'autumn')]
    expect(verdictOf(entries, '2026-10-02', [quarter])).toMatchObject({ actual: 500 })
    const whole = byHand('2026-04-01', '2027-03-31', 410)
    expect(verdictOf(entries, '2027-03-31', [whole])).toMatchObject({ actual: 410 })
  })

  test('an event to come brings nothing yet, and one of another year nothing at all', () => {
    const reach = reachOf(events, [heads(5, 'autumn')]).get('pupils')
    if (!reach) throw new Error('linked')
    expect(observationFrom(indicator, reach, [], '2026-06-01')).toBeNull()
    const past = { ...indicator, period: { from: '2025-04-01', to: '2026-03-31' } }
    expect(observationFrom(past, reach, [], '2026-06-20')).toBeNull()
  })
})
