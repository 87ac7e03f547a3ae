import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '../../../shared/indicator/judge.ts'
import { questionsOf } from '../../../shared/indicator/questions.ts'
import { standingOf } from '../../../shared/indicator/standing.ts'
import { indicator, seen } from './made.ts'

const it = indicator({ frequency: 'quarter' })
const asked = (...observations: ReturnType<typeof seen>[]) =>
  questionsOf(it, standingOf(it, observations), '2022-06-01').map(({ kind, ask }) => [kind, ask])

describe('one quarter entered by two agencies without signal', () => {
  const [police, council] = [seen('a', 'Q1 2021/22', 240), seen('b', 'Q1 2021/22', 251)]

  test('both are kept, nobody is chosen, and the question is asked', () => {
    const { values, disputed } = standingOf(it, [council, police])
    expect(values.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(disputed.map(({ ids }) => ids)).toEqual([['a', 'b']])
    expect(asked(police, council)).toEqual([
      ['which-stands', 'Apr to Jun 2021 was entered twice: 240 and 251. Which one stands?'],
    ])
  })

  test('the figure says that it is in question', () => {
    const verdict = judge(it, [police, council], '2021-07-10')
    expect(verdict).toMatchObject({ rag: 'grey', actual: null })
    expect(verdict.reason).toMatch(/somebody must say which one stands/)
  })

  test('somebody says which: the new one replaces both, and stands', () => {
    const said = seen('c', 'Q1 2021/22', 251, { supersedes: 'a', settles: ['b'] })
    expect(standingOf(it, [police, council, said])).toMatchObject({
      values: [{ id: 'c' }],
      disputed: [],
    })
    expect(judge(it, [police, council, said], '2021-07-10').actual).toBe(251)
  })

  test('two who entered the same agree: it counts once, and nothing is asked', () => {
    const same = seen('b', 'Q1 2021/22', 240, { provisional: true })
    expect(standingOf(it, [same, police]).values).toEqual([police])
    expect(asked(same, police)).toEqual([])
    expect(judge(it, [police, same], '2021-07-10').actual).toBe(240)
  })

  test('a figure beats "not available" of the same quarter', () => {
    const none = seen('0', 'Q1 2021/22', null, { missing: 'unavailable' })
    expect(standingOf(it, [none, police]).values).toEqual([police])
    expect(standingOf(it, [police, none]).values).toEqual([police])
  })

  test('two who corrected the same figure at once ask too', () => {
    const first = seen('a', 'Q1 2021/22', 240)
    const one = seen('b', 'Q1 2021/22', 241, { supersedes: 'a' })
    const two = seen('c', 'Q1 2021/22', 242, { supersedes: 'a' })
    expect(asked(first, one, two).map(([kind]) => kind)).toEqual(['which-stands'])
  })
})

describe('other questions', () => {
  test('a month and the quarter it lies in', () => {
    expect(asked(seen('a', 'Q1 2021/22', 240), seen('b', 'May 2021', 80))).toEqual([
      [
        'overlap',
        'Apr to Jun 2021 (240) and May 2021 (80) share days. Is one of them the sum, or a slip?',
      ],
    ])
  })

  test('one of the two outside the target’s time: it is told, and nobody has to answer', () => {
    const [calendar] = asked(seen('a', 'Oct 2020–Mar 2021', 240), seen('b', 'Mar 2021', 80))
    expect(calendar?.[1]).toMatch(/so they are not compared with each other\.$/)
    const [across] = asked(seen('a', 'Jan 2021–Apr 2021', 240), seen('b', 'Mar 2021', 80))
    expect(across?.[1]).toMatch(/so they are not compared with each other\.$/)
  })

  test('a quarter without a figure between two with one; the quarter under way is not missing', () => {
    expect(asked(seen('a', 'Q1 2021/22', 240), seen('c', 'Q3 2021/22', 230))).toEqual([
      ['gap', 'Jul to Sept 2021 has no figure.'],
    ])
    expect(asked(seen('a', 'Q1 2021/22', 240))).toEqual([])
  })

  test('a unit that changed in the year: nothing is compared across it', () => {
    const before = seen('a', 'Q1 2021/22', 24.5, { unit: 'percent' })
    const since = seen('b', 'Q2 2021/22', 240, { unit: 'count' })
    const standing = standingOf(it, [before, since])
    expect(standing.values.map(({ id }) => id)).toEqual(['b'])
    expect(standing.otherUnit.map(({ id }) => id)).toEqual(['a'])
    expect(asked(before, since)[0]?.[1]).toBe(
      'Up to Apr to Jun 2021 this was a percentage, and now it is a count. Figures before and after are not compared. Are the baseline and the target in the new one?',
    )
    const verdict = judge(it, [before, since], '2021-12-01')
    expect(verdict.actual).toBe(240)
    expect(verdict.cautions.join()).toMatch(/One figure was measured in something else/)
  })

  test.each([
    [0, 'baseline-zero', /no per cent of zero/],
    [null, 'no-baseline', /target starts from/],
  ])('a change per cent of %s', (value, kind, says) => {
    const baseline = value === null ? null : { value, from: '2020-04-01', to: '2021-03-31' }
    const other = indicator({ baseline })
    const [question] = questionsOf(other, standingOf(other, []), '2021-06-01')
    expect(question).toMatchObject({ kind })
    expect(question?.ask).toMatch(says)
    expect(() => judge(other, [seen('a', 'Q1 2021/22', 3)], '2021-07-10')).not.toThrow()
  })
})

test('the order in which observations arrive changes nothing, and none is lost', () => {
  const some = fc.array(
    fc.record({
      quarter: fc.integer({ min: 1, max: 4 }),
      value: fc.option(fc.integer({ min: 0, max: 5 })),
      unit: fc.constantFrom(undefined, 'count' as const, 'percent' as const),
      corrects: fc.option(fc.nat(6)),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (entries, dice) => {
      const rows = entries.map(({ quarter, value, unit, corrects }, n) =>
        seen(`o-${n}`, `Q${quarter} 2021/22`, value, {
          unit,
          ...(corrects !== null && corrects < n ? { supersedes: `o-${corrects}` } : {}),
        }),
      )
      const keyed = rows.map((row) => ({ row, key: dice.next().value }))
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ row }) => row)
      expect(standingOf(it, shuffled)).toEqual(standingOf(it, rows))
      expect(judge(it, shuffled, '2022-05-01')).toEqual(judge(it, rows, '2022-05-01'))
      const { values, disputed } = standingOf(it, rows)
      const periods = new Set(values.map(({ from }) => from))
      expect(values.length - periods.size).toBe(
        disputed.reduce((sum, { ids }) => sum + ids.length - 1, 0),
      )
    }),
  )
})
