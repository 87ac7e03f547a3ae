import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countSpending, enteredTwice, sumOf } from '../../../shared/money/spending.ts'
import type { Spent } from '../../../shared/money/spending.ts'

const spent = (id: string, pence: number, more: Partial<Spent> = {}): Spent => ({
  ...{ id, awardId: 'award-1', what: 'Kits', pence, spentOn: '2026-05-01', byId: 'member-1' },
  recordedAt: '2026-05-01T09:00:00.000Z',
  ...more,
})
const total = (log: readonly Spent[]) => sumOf(countSpending(log).entries)

/** A log in which entries are corrected, and corrections too, and some by two people at once. */
const logs = fc
  .array(
    fc.record({
      pence: fc.integer({ min: 0, max: 1e9 }),
      corrects: fc.option(fc.nat({ max: 30 })),
      minute: fc.nat({ max: 59 }),
    }),
    { maxLength: 30 },
  )
  .map((made) =>
    made.map(({ pence, corrects, minute }, at): Spent => {
      const before = corrects !== null && at > 0 ? corrects % at : null
      return spent(`spend-${at}`, pence, {
        recordedAt: `2026-05-01T09:${String(minute).padStart(2, '0')}:00.000Z`,
        ...(before !== null && { supersedes: `spend-${before}` }),
      })
    }),
  )

describe('what was spent', () => {
  test('the order in which entries arrive never matters', () => {
    fc.assert(
      fc.property(
        logs.chain((log) =>
          fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })),
        ),
        ([log, shuffled]) => {
          expect(countSpending(shuffled)).toEqual(countSpending(log))
        },
      ),
    )
  })

  test('an entry that comes twice counts once', () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(countSpending([...log, ...log])).toEqual(countSpending(log))
      }),
    )
  })

  test('each thing bought counts once, however often and by however many it was corrected', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const { entries, rivals } = countSpending(log)
        const bought = log.filter(({ supersedes }) => !supersedes)
        expect(entries).toHaveLength(bought.length)
        const replaced = new Set(log.flatMap(({ supersedes }) => supersedes ?? []))
        expect(entries.length + rivals.length).toBe(
          log.filter(({ id }) => !replaced.has(id)).length,
        )
      }),
    )
  })

  test('correcting an entry changes the sum by what the correction changes, and nothing else', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 0, max: 1e9 }), (log, pence) => {
        const { entries } = countSpending(log)
        const [one] = entries
        if (!one) return
        const correction = spent('spend-new', pence, {
          supersedes: one.id,
          recordedAt: '2026-05-02T09:00:00.000Z',
        })
        expect(total([...log, correction])).toBe(total(log) - one.pence + pence)
      }),
    )
  })

  test('two people correct one entry, each without signal: the money is spent once', () => {
    const first = spent('spend-1', 5000)
    const mine = spent('spend-2', 4000, {
      supersedes: 'spend-1',
      recordedAt: '2026-05-02T10:00:00.000Z',
    })
    const hers = spent('spend-3', 4500, {
      supersedes: 'spend-1',
      recordedAt: '2026-05-02T11:00:00.000Z',
    })
    const { entries, rivals } = countSpending([first, hers, mine])
    expect(entries).toEqual([hers])
    expect(rivals).toEqual([mine])
  })

  test('a correction whose entry is not on this phone still counts, once', () => {
    const mine = spent('spend-2', 4000, { supersedes: 'spend-elsewhere' })
    const hers = spent('spend-3', 4500, { supersedes: 'spend-elsewhere' })
    expect(total([mine, hers])).toBe(4500)
  })

  test('entries that name each other, which no phone makes, end all the same', () => {
    const one = spent('spend-1', 1, { supersedes: 'spend-2' })
    const other = spent('spend-2', 2, { supersedes: 'spend-1' })
    expect(countSpending([one, other]).entries).toEqual([])
  })

  test('the same thing, sum and day twice is a question; another day is none', () => {
    const twice = [spent('spend-1', 5000), spent('spend-2', 5000, { what: ' kits' })]
    expect(enteredTwice(twice)).toHaveLength(1)
    expect(enteredTwice([spent('a', 5000), spent('b', 5000, { spentOn: '2026-05-02' })])).toEqual(
      [],
    )
  })
})
