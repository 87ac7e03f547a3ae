import { describe, expect, test } from 'vitest'
import { nothingTyped, readEntry } from '../../../shared/indicator/entry.ts'
import type { Indicator } from '../../../shared/indicator/indicator.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import { questionsOf } from '../../../shared/indicator/questions.ts'
import { standingOf } from '../../../shared/indicator/standing.ts'
import { days, indicator, seen } from './made.ts'

/**
 * What people do wrong, from the keyboard to the verdict: a clear question or message, the number kept, and
 * nothing guessed. Each part has its own tests beside this one; here they are held together.
 */
const asAt = '2022-04-01'
const q1 = days('Q1 2021/22')
const typed = (value: string, of: Partial<Indicator> = {}) =>
  readEntry({ id: 'i', ...indicator(of) }, [], q1, { ...nothingTyped, value })

describe('what is typed', () => {
  test.each<[string, Partial<Indicator>, object]>([
    ['1,234', {}, { value: 1234 }],
    ['1,234.5', { unit: 'currency' }, { value: 1234.5 }],
    ['12.5%', { unit: 'percent' }, { value: 12.5 }],
    ['12.5', { unit: 'percent' }, { value: 12.5 }],
    ['U/A', {}, { value: null, missing: 'unavailable' }],
    ['u/a', { unit: 'percent' }, { value: null, missing: 'unavailable' }],
    ['TBC', {}, { value: null, missing: 'to-be-confirmed' }],
    ['41 (p)', {}, { value: 41, provisional: true }],
    ['0', {}, { value: 0 }],
  ])('%s is kept', (value, of, draft) => {
    const found = typed(value, of)
    expect(found.is === 'entry' && found.draft).toMatchObject(draft)
  })

  test.each<[string, Partial<Indicator>, RegExp]>([
    ['1.234,5', {}, /comma a decimal point/],
    ['12,5%', { unit: 'percent' }, /comma/],
    ['12.5%', {}, /is a percentage, and this is counted in whole numbers/],
    ['12-15', {}, /two numbers/],
    ['-', {}, /none at all or not known/],
    ['about 40', {}, /may still change/],
  ])('%s is asked about, and nothing is kept for it', (value, of, ask) => {
    const found = typed(value, of)
    expect(found.is === 'question' && found.question.ask).toMatch(ask)
  })
})

describe('what is kept', () => {
  const quarter = (id: string, value: number, more = {}) => seen(id, 'Q1 2021/22', value, more)
  const half = (id: string, value: number, more = {}) => seen(id, 'Apr–Sep 2021', value, more)
  const police = { agencyId: 'police' }

  test.each<
    [
      what: string,
      Partial<Indicator>,
      ReturnType<typeof seen>[],
      rag: string,
      reason: RegExp,
      asks: RegExp | null,
    ]
  >([
    [
      'a quarter entered twice by two agencies without signal',
      {},
      [quarter('a', 240, police), quarter('b', 251, { agencyId: 'council' })],
      ...([
        'grey',
        /somebody must say which one stands/,
        /was entered twice: 240 and 251/,
      ] as const),
    ],
    [
      'a period that overlaps another',
      {},
      [quarter('a', 240), half('b', 480)],
      ...([
        'grey',
        /somebody must say which one stands/,
        /share days.*the sum, or a slip/,
      ] as const),
    ],
    [
      'a baseline of zero',
      { baseline: { value: 0, from: '2020-04-01', to: '2021-03-31' } },
      [quarter('a', 3)],
      ...(['grey', /no per cent of zero is any change/, /What number is wanted/] as const),
    ],
    [
      'a target with no baseline',
      { baseline: null },
      [quarter('a', 240)],
      ...([
        'grey',
        /There is no baseline/,
        /What was the figure that the target starts from/,
      ] as const),
    ],
    [
      'a unit that changed in the middle of the year',
      { unit: 'percent', rule: { kind: 'at-most', value: 15 }, baseline: null },
      [quarter('a', 240, { unit: 'count' }), seen('b', 'Q2 2021/22', 12, { unit: 'percent' })],
      ...([
        'green',
        /One figure was measured in something else and left out/,
        /not compared/,
      ] as const),
    ],
    [
      'one that is not available',
      {},
      [seen('a', '2021/22', null, { missing: 'unavailable' })],
      ...(['grey', /not available/, null] as const),
    ],
    [
      'one still to be confirmed',
      {},
      [seen('a', '2021/22', null, { missing: 'to-be-confirmed' })],
      ...(['grey', /to be confirmed/, null] as const),
    ],
  ])('%s: the figures are kept, and it is said', (_, of, observations, rag, reason, asks) => {
    const it = indicator({ frequency: 'quarter', ...of })
    const verdict = judge(it, observations, asAt)
    expect(verdict.rag).toBe(rag)
    expect(verdict.reason).toMatch(reason)
    // Nothing that was not given stands for a figure.
    const given = observations.flatMap(({ value }) => value ?? [])
    if (verdict.actual !== null) expect(given).toContain(verdict.actual)
    const standing = standingOf(it, observations)
    const kept = [...standing.values, ...standing.otherUnit].map(({ id }) => id)
    expect(kept.sort()).toEqual(observations.map(({ id }) => id).sort())
    const asked = questionsOf(it, standing, asAt).map(({ ask }) => ask)
    if (asks) expect(asked.some((ask) => asks.test(ask))).toBe(true)
    else expect(asked).toEqual([])
  })

  test('a baseline of zero is a number like any other where the target is one', () => {
    const it = indicator({
      baseline: { value: 0, from: '2020-04-01', to: '2021-03-31' },
      rule: { kind: 'at-most', value: 4 },
    })
    expect(judge(it, [seen('a', '2021/22', 3)], asAt).rag).toBe('green')
    expect(questionsOf(it, standingOf(it, []), asAt)).toEqual([])
  })
})
