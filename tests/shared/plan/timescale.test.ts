import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { dueOn } from '../../../shared/plan/due.ts'
import { Timescale } from '../../../shared/plan/timescale.ts'
import { Update } from '../../../shared/plan/update.ts'

describe('when the next thing is expected', () => {
  test.each<[words: string, timescale: Timescale, on: string | null]>([
    ['By Sept 16', { means: 'due', words: 'By Sept 16', dueOn: '2016-09-30' }, '2016-09-30'],
    [
      'the last day of a window',
      { means: 'window', words: '19th–30th June', fromOn: '2017-06-19', toOn: '2017-06-30' },
      '2017-06-30',
    ],
    [
      'the next time of what comes round',
      { means: 'recurrence', words: 'Monthly', every: 'month', nextDueOn: '2026-12-01' },
      '2026-12-01',
    ],
    ['no day for what goes on', { means: 'none', words: 'Ongoing' }, null],
  ])('%s', (_words, timescale, on) => {
    expect(v.parse(Timescale, timescale)).toEqual(timescale)
    expect(dueOn(timescale)).toBe(on)
  })

  test.each([
    ['a due date that is no day', { means: 'due', words: '', dueOn: '2026-02-30' }],
    ['a due date left out', { means: 'due', words: '' }],
    ['half a window', { means: 'window', words: '', fromOn: '2026-01-01' }],
    [
      'a round of four weeks',
      { means: 'recurrence', words: '', every: 'four weeks', nextDueOn: '2026-01-01' },
    ],
    ['a meaning nobody knows', { means: 'soon', words: 'Soon' }],
  ])('%s is refused', (_what, timescale) => {
    expect(v.is(Timescale, timescale)).toBe(false)
  })
})

describe('when an update was recorded', () => {
  const update = {
    actionId: 'action',
    status: 'on track',
    note: '',
    reached: null,
    happenedOn: '2026-06-01',
    byId: 'pcso',
  }

  test('an instant in UTC is taken', () => {
    expect(v.is(Update, { ...update, recordedAt: '2026-06-01T09:00:00.000Z' })).toBe(true)
  })

  // logOf() compares recordedAt as text, which is right only where all are spelled like InstantAt:
  // 10:00+01:00 is before 09:30Z, and sorts after it.
  test.each(['2026-06-01T10:00:00.000+01:00', '2026-06-01T09:00:00Z', '2026-06-01 09:00:00Z'])(
    '%s, which would sort wrongly in the log, is refused',
    (recordedAt) => {
      expect(v.is(Update, { ...update, recordedAt })).toBe(false)
    },
  )
})
