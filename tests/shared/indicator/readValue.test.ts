import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { units } from '../../../shared/indicator/indicator.ts'
import type { Unit } from '../../../shared/indicator/indicator.ts'
import { readValue } from '../../../shared/indicator/readValue.ts'

describe('a value as somebody types it', () => {
  test.each<[typed: string, unit: Unit, value: number, provisional?: true]>([
    ['41', 'count', 41],
    ['  41 ', 'count', 41],
    ['0', 'count', 0],
    ['nil', 'count', 0],
    ['1,234', 'count', 1234],
    ['1 234', 'count', 1234],
    ['1\u00a0234', 'count', 1234],
    ['1,234,567', 'count', 1_234_567],
    ['12.0', 'count', 12],
    ['12.5%', 'percent', 12.5],
    ['12.5 %', 'percent', 12.5],
    ['12.5 per cent', 'percent', 12.5],
    ['12.5', 'percent', 12.5],
    ['-3.5', 'percent', -3.5],
    ['−3.5%', 'percent', -3.5],
    ['£3,200', 'currency', 3200],
    ['£3,200.50', 'currency', 3200.5],
    ['3200', 'currency', 3200],
    ['-£40', 'currency', -40],
    ['6.8', 'rate', 6.8],
    ['.5', 'rate', 0.5],
    ['provisional 41', 'count', 41, true],
    ['Prov. 41', 'count', 41, true],
    ['41 (p)', 'count', 41, true],
    ['41 provisional', 'count', 41, true],
    ['１２', 'count', 12],
  ])('%j as %s is %d', (typed, unit, value, provisional) => {
    expect(readValue(typed, unit)).toEqual({
      is: 'value',
      value,
      provisional: provisional ?? false,
    })
  })

  test.each([
    ...['U/A', 'u/a', 'UA', 'n/a', 'N/A', 'na', 'not available', 'Unavailable'].map(
      (it) => [it, 'unavailable'] as const,
    ),
    ...['TBC', 'tbc', 't.b.c.', 'to be confirmed', 'awaited', 'to follow'].map(
      (it) => [it, 'to-be-confirmed'] as const,
    ),
  ])('%j says why there is none, and is never zero', (typed, missing) => {
    for (const unit of units) expect(readValue(typed, unit)).toEqual({ is: 'missing', missing })
  })

  test('nothing typed is nothing, and no zero', () => {
    expect(readValue(' \t', 'count')).toEqual({ is: 'nothing' })
  })

  test.each<[typed: string, unit: Unit, ask: RegExp, choices: string[]]>([
    ['-', 'count', /none at all or not known/, ['0', 'unavailable']],
    ['none', 'count', /none at all or not known/, ['0', 'unavailable']],
    ['1.234,5', 'rate', /comma a decimal point/, ['1234.5']],
    ['1,23', 'rate', /comma a decimal point/, ['1.23', '123']],
    ['1.234.567', 'count', /points part the thousands/, ['1,234,567']],
    ['1.234', 'count', /not a whole number/, ['1,234']],
    ['2.4', 'count', /not a whole number/, []],
    ['12-15', 'count', /two numbers/, ['12', '15']],
    ['12 to 15', 'count', /two numbers/, ['12', '15']],
    ['provisional 12–15', 'count', /two numbers/, ['provisional 12', 'provisional 15']],
    ['<5', 'count', /a limit/, ['unavailable']],
    ['about 40', 'count', /may still change/, ['provisional 40']],
    ['c. 40', 'count', /may still change/, ['provisional 40']],
    ['3.2k', 'currency', /exact figure/, ['3200']],
    ['(41)', 'count', /below zero/, ['41', '-41']],
    ['-4', 'count', /below zero/, []],
    ['12.5%', 'count', /is a percentage, and this is counted/, []],
    ['£3,200', 'count', /sum of money/, []],
    ['12 34', 'count', /not one number/, []],
    ['forty', 'count', /not a figure/, []],
    ['4e1', 'count', /not a figure/, []],
    ['provisional', 'count', /not a figure/, []],
    ['99999999999', 'count', /more than anybody/, []],
  ])('%j as %s is asked', (typed, unit, ask, choices) => {
    const read = readValue(typed, unit)
    expect(read.is).toBe('question')
    if (read.is !== 'question') return
    expect(read.ask).toMatch(ask)
    expect(read.choices).toEqual(choices)
  })

  test('what a question offers is understood at once, or asked no more than once again', () => {
    for (const typed of ['-', '1.234,5', '12-15', 'about 40', '3.2k', '1.234', '12–15 (p)']) {
      const read = readValue(typed, 'currency')
      if (read.is !== 'question') continue
      for (const choice of read.choices)
        expect(readValue(choice, 'currency').is, `${typed}: ${choice}`).not.toBe('question')
    }
  })

  test('a number written with or without commas is read back as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (n) => {
        for (const typed of [String(n), n.toLocaleString('en-GB'), ` ${n} `])
          expect(readValue(typed, 'count')).toEqual({ is: 'value', value: n, provisional: false })
      }),
    )
  })

  test('whatever is typed, the answer is a finite number, a word or a sentence', () => {
    const scrap = fc.array(fc.constantFrom(...'0123456789,. £%-–()pkm<>~/UATBC'), { maxLength: 12 })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          scrap.map((it) => it.join('')),
        ),
        fc.constantFrom(...units),
        (typed, unit) => {
          const read = readValue(typed, unit)
          if (read.is === 'value') {
            expect(Number.isFinite(read.value)).toBe(true)
            expect(Object.is(read.value, -0)).toBe(false)
            if (unit === 'count') expect(read.value).toBeGreaterThanOrEqual(0)
          }
          if (read.is === 'question') expect(read.ask).toMatch(/[.?]$/)
        },
      ),
    )
  })
})
