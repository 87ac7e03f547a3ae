import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReminderSettings } from '../../../shared/reminders/settings.ts'
import { plainSettings } from '../../../shared/reminders/settings.ts'
import { hourInUk, isQuiet, isQuietHour, nextDigestAt } from '../../../shared/reminders/when.ts'
import { dateInUk } from '../../../shared/words/dates.ts'

const wants = (more: Partial<ReminderSettings>): ReminderSettings => ({ ...plainSettings, ...more })

describe('quiet hours', () => {
  test.each<[from: number, to: number, hour: number, quiet: boolean]>([
    [20, 7, 19, false],
    [20, 7, 20, true],
    [20, 7, 23, true],
    [20, 7, 0, true],
    [20, 7, 6, true],
    [20, 7, 7, false],
    [9, 17, 8, false],
    [9, 17, 9, true],
    [9, 17, 16, true],
    [9, 17, 17, false],
    [0, 0, 0, false],
    [0, 0, 12, false],
  ])('from %i to %i, at %i: %s', (quietFrom, quietTo, hour, quiet) => {
    expect(isQuietHour(hour, { quietFrom, quietTo })).toBe(quiet)
  })

  test('go by the clock on the wall, in summer and in winter', () => {
    expect(isQuiet(new Date('2026-07-01T06:30:00Z'), plainSettings)).toBe(false)
    expect(isQuiet(new Date('2026-01-05T06:30:00Z'), plainSettings)).toBe(true)
  })
})

describe('the next letter', () => {
  test.each<[said: string, settings: Partial<ReminderSettings>, after: string, at: string | null]>([
    ['none', { digest: 'none' }, '2026-11-22T12:00:00.000Z', null],
    [
      'weekdays, asked on a Sunday',
      { digest: 'weekdays' },
      '2026-11-22T12:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
    ],
    [
      'weekdays, just before eight',
      { digest: 'weekdays' },
      '2026-11-23T07:59:59.999Z',
      '2026-11-23T08:00:00.000Z',
    ],
    [
      'weekdays, at eight: it has been',
      { digest: 'weekdays' },
      '2026-11-23T08:00:00.000Z',
      '2026-11-24T08:00:00.000Z',
    ],
    [
      'weekdays, on a Friday noon',
      { digest: 'weekdays' },
      '2026-11-27T12:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ],
    [
      'weekly, Thursdays',
      { digest: 'weekly', digestDay: 4 },
      '2026-11-22T12:00:00.000Z',
      '2026-11-26T08:00:00.000Z',
    ],
    [
      'weekly, Sundays, on a Sunday noon',
      { digest: 'weekly', digestDay: 7 },
      '2026-11-22T12:00:00.000Z',
      '2026-11-29T08:00:00.000Z',
    ],
    [
      'in summer, an hour of UTC earlier',
      { digest: 'weekdays' },
      '2026-06-30T12:00:00.000Z',
      '2026-07-01T07:00:00.000Z',
    ],
    [
      'over the weekend the clocks go forward',
      { digest: 'weekdays' },
      '2026-03-27T12:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ],
    [
      'over the weekend they go back',
      { digest: 'weekdays' },
      '2026-10-23T12:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ],
    [
      'when eight is quiet, at the end of the quiet',
      { digest: 'weekdays', quietFrom: 20, quietTo: 10 },
      '2026-11-22T12:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
    ],
  ])('%s', (_said, settings, after, at) => {
    expect(nextDigestAt(wants(settings), after)).toBe(at)
  })

  test('is later, on a wanted day, not in the quiet hours, and within eight days', () => {
    const hour = fc.integer({ min: 0, max: 23 })
    const settings = fc.record({
      digest: fc.constantFrom('weekdays' as const, 'weekly' as const),
      digestDay: fc.integer({ min: 1, max: 7 }),
      ...{ quietFrom: hour, quietTo: hour },
    })
    const instant = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((it) => it.toISOString())
    fc.assert(
      fc.property(settings, instant, (wanted, after) => {
        const at = nextDigestAt(wanted, after)
        if (!at) throw new Error('no letter')
        const moment = new Date(at)
        const day = new Date(dateInUk(moment)).getUTCDay() || 7
        expect(at > after).toBe(true)
        expect(moment.getTime() - Date.parse(after)).toBeLessThanOrEqual(8 * 86_400_000)
        expect(wanted.digest === 'weekly' ? day === wanted.digestDay : day <= 5).toBe(true)
        // The hour that is left out in spring is nobody's: the one after it stands for it.
        const isLeftOut = isQuiet(moment, wanted) && hourInUk(new Date(moment.getTime() - 1)) === 0
        if (!isLeftOut) expect(isQuiet(moment, wanted)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('going on from one to the next misses no weekday of ten years and names none twice', () => {
    const days: string[] = []
    let at = '2026-01-01T00:00:00.000Z'
    while (at < '2036-01-01T00:00:00.000Z') {
      at = nextDigestAt(wants({ digest: 'weekdays' }), at) ?? '9'
      days.push(dateInUk(new Date(at)))
    }
    expect(new Set(days).size).toBe(days.length)
    for (const [nth, day] of days.slice(1).entries()) {
      const gap = (Date.parse(day) - Date.parse(days[nth] ?? '')) / 86_400_000
      expect(gap).toBe(new Date(day).getUTCDay() === 1 ? 3 : 1)
    }
  })
})
