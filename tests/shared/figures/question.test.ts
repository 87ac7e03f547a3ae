import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  Question,
  addressOf,
  monthOf,
  plainQuestion,
  readQuestion,
} from '../../../shared/figures/question.ts'

const today = '2026-11-22'
const date = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const id = fc.stringMatching(/^[a-z0-9][a-zA-Z0-9.:_-]{0,20}$/)
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 })
const asked = fc
  .record({
    ...{ asAt: fc.oneof(date, fc.constant(today)), days: maybe(fc.tuple(date, date)) },
    ...{ planId: maybe(id), priorityId: maybe(id), agencyId: maybe(id), wardId: maybe(id) },
    groupId: maybe(id),
    fourP: maybe(fc.constantFrom('prepare', 'protect', 'prevent', 'pursue')),
  })
  .map(({ asAt, days, ...narrowed }): Question => {
    const [from = '', to = ''] = [...(days ?? [])].sort()
    const said = Object.entries(narrowed).filter(([, it]) => it !== undefined)
    return v.parse(Question, {
      ...{ asAt, period: days ? { from, to } : monthOf(asAt) },
      ...Object.fromEntries(said),
    })
  })

const read = (query: string, on = today) => readQuestion(new URLSearchParams(query), on)

describe('a view can be sent to a colleague', () => {
  test('whoever opens the address asks the same question', () => {
    fc.assert(
      fc.property(asked, (question) => {
        expect(read(addressOf(question, today))).toEqual({ question })
        expect(read(addressOf(question))).toEqual({ question })
      }),
      { numRuns: 500 },
    )
  })

  test('the same question has one address, in whichever order its words stood', () => {
    fc.assert(
      fc.property(asked, fc.infiniteStream(fc.nat(100)), (question, dice) => {
        const weight = new Map<string, number>()
        const words = [...new URLSearchParams(addressOf(question))]
        for (const [name] of words) weight.set(name, dice.next().value ?? 0)
        words.sort(([a], [b]) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0))
        const again = readQuestion(words, today)
        expect('question' in again && addressOf(again.question)).toBe(addressOf(question))
      }),
    )
  })

  test('a live address means tomorrow what it meant today; a full one goes on meaning its day', () => {
    const question: Question = { ...plainQuestion(today), agencyId: 'police' }
    expect(addressOf(question, today)).toBe('agency=police')
    expect(read('agency=police', '2026-12-01')).toEqual({
      question: { ...plainQuestion('2026-12-01'), agencyId: 'police' },
    })
    const full = 'on=2026-11-22&from=2026-11-01&to=2026-11-30&agency=police'
    expect(addressOf(question)).toBe(full)
    expect(read(full, '2026-12-01')).toEqual({ question })
  })

  test('an empty word narrows nothing, and words that mean something else can be passed by', () => {
    expect(read('ward=&plan=')).toEqual({ question: plainQuestion(today) })
    expect(readQuestion([['look', 'table']], today, ['look'])).toEqual({
      question: plainQuestion(today),
    })
  })
})

describe('a question that is none is answered with what is wrong with it', () => {
  test.each([
    ['on=2026-02-30', 'on: is not a day in the calendar'],
    ['on=today', 'on: is not a date like 2026-11-22'],
    ['from=2026-11-01', 'a period needs both its days: to is missing'],
    ['to=2026-11-01', 'a period needs both its days: from is missing'],
    ['from=2026-11-02&to=2026-11-01', 'the period: ends before it begins'],
    ['from=2026-11-02&to=soon', 'to: is not a date like 2026-11-22'],
    ['plan=a+plan', 'plan: is not an id'],
    ['ward=-', 'ward: is not an id'],
    ['4p=persuade', '4p: is none of prepare, protect, prevent and pursue'],
    ['plan=a&plan=b', 'plan is said twice'],
    ['wards=a', 'wards is not known here'],
    ['planId=a', 'planId is not known here'],
    [`plan=${'x'.repeat(81)}`, 'plan: is not an id'],
  ])('%s', (query, problem) => {
    expect(read(query)).toEqual({ problem })
  })

  test('whatever an address holds, there is a question or one sentence, and never a crash', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('on', 'from', 'to', 'plan', 'priority', '4p', 'agency', 'ward', 'group'),
      fc.constantFrom('__proto__', 'constructor', 'asAt'),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.oneof(fc.string(), date)), { maxLength: 6 }),
        (words) => {
          const answer = readQuestion(words, today)
          if ('problem' in answer) expect(answer.problem).not.toBe('')
          else expect(v.parse(Question, answer.question)).toEqual(answer.question)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

test.each([
  ['2026-11-22', '2026-11-01', '2026-11-30'],
  ['2026-02-28', '2026-02-01', '2026-02-28'],
  ['2028-02-01', '2028-02-01', '2028-02-29'],
  ['2026-12-31', '2026-12-01', '2026-12-31'],
])('the month of %s runs from %s to %s', (on, from, to) => {
  expect(monthOf(on)).toEqual({ from, to })
})
