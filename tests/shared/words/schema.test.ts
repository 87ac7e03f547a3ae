import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  Count,
  DateOn,
  Id,
  InstantAt,
  Line,
  Measure,
  Paragraph,
  optionalLine,
} from '../../../shared/words/schema.ts'

type Case = [what: string, value: unknown, isTaken: boolean]
const holds = (schema: v.GenericSchema) => (_what: string, value: unknown, isTaken: boolean) => {
  expect(v.is(schema, value)).toBe(isTaken)
}

describe('a date', () => {
  test.each<Case>([
    ['today', '2026-11-22', true],
    ['29 February of a leap year', '2024-02-29', true],
    ['29 February of another', '2026-02-29', false],
    ['30 February', '2026-02-30', false],
    ['31 April', '2026-04-31', false],
    ['29 February 2000', '2000-02-29', true],
    ['29 February 2100', '2100-02-29', false],
    ['month 13', '2026-13-01', false],
    ['month 0', '2026-00-10', false],
    ['day 0', '2026-01-00', false],
    ['a short month', '2026-1-01', false],
    ['the way it is printed', '22/11/2026', false],
    ['an instant', '2026-11-22T00:00:00Z', false],
    ['a line break behind', '2026-11-22\n', false],
    ['nothing', '', false],
    ['null', null, false],
  ])('%s: %s is taken: %s', holds(DateOn))
})

describe('an instant', () => {
  test.each<Case>([
    ['UTC to the millisecond', '2026-11-22T14:05:00.000Z', true],
    ['no milliseconds', '2026-11-22T14:05:00Z', false],
    ['an offset', '2026-11-22T14:05:00.000+00:00', false],
    ['a date', '2026-11-22', false],
  ])('%s: %s is taken: %s', holds(InstantAt))

  // The pattern does not look at the calendar, as DateOn does.
  test('an hour that no clock shows is refused', () => {
    expect(v.is(InstantAt, '2026-11-22T25:61:00.000Z')).toBe(false)
  })
})

describe('a line', () => {
  test.each<Case>([
    ['one letter', 'a', true],
    ['300 characters', 'a'.repeat(300), true],
    ['301 characters', 'a'.repeat(301), false],
    ['empty', '', false],
    ['spaces alone', ' \t ', false],
    ['Welsh, Polish and an emoji', 'Tŷ Mawr, Łódź, 🙂', true],
    ['half an emoji, its front', 'a\uD83D', false],
    ['half an emoji, its back', '\uDE42a', false],
    ['two halves the wrong way round', '\uDE42\uD83D', false],
    ['NUL', 'a\0b', false],
    ['a number', 7, false],
  ])('%s', holds(Line))

  test('where a line may be left out it may be empty, and nothing else is different', () => {
    for (const [text, isTaken] of [
      ['', true],
      ['a'.repeat(300), true],
      ['a'.repeat(301), false],
      ['\0', false],
      ['\uD83D', false],
    ] as const)
      expect(v.is(optionalLine, text)).toBe(isTaken)
  })

  test.each<Case>([
    ['8,000 characters', 'a'.repeat(8000), true],
    ['8,001 characters', 'a'.repeat(8001), false],
    ['empty', '', true],
    ['line breaks', 'a\nb', true],
    ['NUL', '\0', false],
  ])('a paragraph of %s', holds(Paragraph))

  test('what is wrong is said in words', () => {
    expect(v.safeParse(Line, ' ').issues?.[0].message).toBe('is empty')
    expect(v.safeParse(DateOn, '2026-02-30').issues?.[0].message).toBe(
      'is not a day in the calendar',
    )
  })
})

describe('an id', () => {
  test.each<Case>([
    ['a UUID', '0193a5f0-7c1e-7d44-9a51-0c9f5a1f2b3c', true],
    ['a composed one', 'row-priority-2021.arson:1_a', true],
    ['80 characters', 'a'.repeat(80), true],
    ['81 characters', 'a'.repeat(81), false],
    ['empty', '', false],
    ['a dot in front', '.a', false],
    ['a slash', 'a/b', false],
    ['a space', 'a b', false],
    ['the mark after all ids', '~', false],
    ['__proto__', '__proto__', false],
    ['a line break behind', 'a\n', false],
  ])('%s', holds(Id))
})

describe('a figure', () => {
  test.each<Case>([
    ['0', 0, true],
    ['a thousand million', 1e9, true],
    ['one more', 1e9 + 1, false],
    ['less than nothing', -1, false],
    ['half a person', 0.5, false],
    ['text', '3', false],
  ])('a count of %s', holds(Count))

  test.each<Case>([
    ['minus a half', -0.5, true],
    ['no number', Number.NaN, false],
    ['without end', Infinity, false],
  ])('a measure of %s', holds(Measure))
})
