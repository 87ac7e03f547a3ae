import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { nothingTyped, readEntry } from '../../../shared/indicator/entry.ts'
import { Observation } from '../../../shared/indicator/observation.ts'
import { readTable } from '../../../shared/indicator/readTable.ts'
import { standingOf } from '../../../shared/indicator/standing.ts'
import { days, indicator, seen } from './made.ts'

const it = { id: 'i', ...indicator({ frequency: 'quarter' }) }
const q1 = days('Q1 2021/22')
const enter = (value: string, ...before: ReturnType<typeof seen>[]) =>
  readEntry(it, before, q1, { ...nothingTyped, value })

describe('a line of the form', () => {
  test.each([
    ['41', { value: 41 }],
    ['provisional 41', { value: 41, provisional: true }],
    ['U/A', { value: null, missing: 'unavailable' }],
    ['TBC', { value: null, missing: 'to-be-confirmed' }],
  ])('%s', (typed, says) => {
    expect(enter(typed)).toMatchObject({ is: 'entry', draft: { ...q1, unit: 'count', ...says } })
  })

  test('a choice in the place of a figure wins over what is typed', () => {
    const entry = readEntry(it, [], q1, { value: '41', missing: 'unavailable', provisional: true })
    expect(entry).toMatchObject({ draft: { value: null, missing: 'unavailable' } })
    if (entry.is === 'entry') expect(entry.draft).not.toHaveProperty('provisional')
  })

  test('nothing typed keeps nothing, and what stands already is not kept again', () => {
    expect(enter('')).toEqual({ is: 'nothing' })
    expect(enter('41', seen('a', 'Q1 2021/22', 41))).toEqual({ is: 'same' })
    expect(enter('41', seen('a', 'Q1 2021/22', 41, { provisional: true })).is).toBe('entry')
  })

  test('a correction replaces, and says what it replaces', () => {
    expect(enter('42', seen('a', 'Q1 2021/22', 41))).toMatchObject({
      draft: { supersedes: 'a' },
      corrects: '41',
    })
  })

  test('of two that differ it replaces both, and the question is settled', () => {
    const two = [seen('a', 'Q1 2021/22', 41), seen('b', 'Q1 2021/22', 44)]
    const entry = enter('44', ...two)
    expect(entry).toMatchObject({ draft: { supersedes: 'a', settles: ['b'] } })
    if (entry.is !== 'entry') throw new Error('no entry')
    const said = { id: 'c', byId: 'member', ...entry.draft }
    expect(standingOf(it, [...two, said])).toMatchObject({ disputed: [], values: [{ id: 'c' }] })
  })

  test('a figure far from those before it is asked about and can be kept', () => {
    const before = ['Q1', 'Q2', 'Q3', 'Q4'].flatMap((q, n) => [
      seen(`a${n}`, `${q} 2019/20`, 240 + n),
      seen(`b${n}`, `${q} 2020/21`, 244 - n),
    ])
    expect(enter('2420', ...before)).toMatchObject({ is: 'entry', unlike: expect.any(String) })
    expect(enter('242', ...before)).toMatchObject({ is: 'entry', unlike: null })
  })

  test('whatever is typed, what would be kept passes the schema', () => {
    const words = fc.oneof(
      fc.constantFrom('41', 'U/A', 'tbc', '-', '12%', '1,5', 'prov 3'),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(words, fc.boolean(), (value, provisional) => {
        const entry = readEntry(it, [], q1, { value, missing: '', provisional })
        if (entry.is === 'entry')
          expect(v.safeParse(Observation, { byId: 'm', ...entry.draft }).success).toBe(true)
      }),
    )
  })
})

describe('a pasted table', () => {
  const abuse = { id: 'd', ...indicator({ label: 'Reported domestic abuse', polarity: 'higher' }) }
  const read = (text: string, ...before: ReturnType<typeof seen>[]) =>
    readTable(
      text.split('\n').map((line) => line.split('\t')),
      [it, abuse],
      before,
    )
  const said = (text: string, ...before: ReturnType<typeof seen>[]) =>
    read(text, ...before).lines.map(({ line, indicator: own, entry, before: was, problem }) => [
      ...[line, own?.id ?? null, entry.is === 'entry' ? entry.draft.value : entry.is],
      ...[was, problem],
    ])

  test('a line for each figure', () => {
    expect(
      said(
        'Indicator\tPeriod\tValue\nviolence with INJURY\tQ1 2021/22\t1,234\nReported domestic abuse\tApr–Jun 2021\tU/A',
      ),
    ).toEqual([
      [2, 'i', 1234, null, null],
      [3, 'd', null, null, null],
    ])
  })

  test('a column for each period, in any order; an empty cell says nothing', () => {
    expect(
      said(
        '\n\tIndicator\tQ2 2021/22\tQ1 2021/22\tNotes\nx\tViolence with injury\t230\t240\tfine\n\tReported domestic abuse\t\t601\t',
      ).map(([line, id, value]) => [line, id, value]),
    ).toEqual([
      [3, 'i', 230],
      [3, 'i', 240],
      [4, 'd', 601],
    ])
  })

  test('from and to', () => {
    const { lines } = read(
      'What\tFrom\tTo\tFigure\nViolence with injury\t01/04/2021\t30/06/2021\t9',
    )
    expect(lines[0]?.period).toEqual(q1)
  })

  test('what would change stands beside what stands now', () => {
    expect(
      said('Indicator\tQ1 2021/22\nViolence with injury\t240', seen('a', 'Q1 2021/22', 238)),
    ).toEqual([[2, 'i', 240, '238', null]])
    expect(
      said('Indicator\tQ1 2021/22\nViolence with injury\t238', seen('a', 'Q1 2021/22', 238)),
    ).toEqual([[2, 'i', 'same', '238', null]])
  })

  test.each([
    [
      'Indicator\tPeriod\tValue\nViolence\tQ1 2021/22\t4',
      /No indicator of this plan is called “Violence”/,
    ],
    ['Indicator\tPeriod\tValue\nViolence with injury\t2021\t4', /year from January/],
    ['Indicator\tPeriod\tValue\nViolence with injury\tQ1 2021/22\t12-15', /two numbers/],
    ['Indicator\tQ1 2021/22\tApr–Jun 2021\nViolence with injury\t4\t5', /more than once/],
  ])('%j is asked, and not kept', (text, says) => {
    const { lines } = read(text)
    expect(lines[0]?.problem).toMatch(says)
    expect(lines[0]?.entry.is).not.toBe('entry')
  })

  test.each([
    ['', /No column is called “Indicator”/],
    ['Violence with injury\t4', /No column is called “Indicator”/],
    ['Indicator\tValue\nViolence with injury\t4', /which period/],
    ['Indicator\tNotes\nViolence with injury\tx', /no column of figures/],
  ])('%j is no table of figures', (text, says) => {
    expect(read(text)).toMatchObject({ lines: [] })
    expect(read(text).problems.join()).toMatch(says)
  })
})
