import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateInUk } from '../../../shared/words/dates.ts'
import { dayInUk } from '../../../shared/words/dayInUk.ts'

test('the day of an instant is the one a calendar in the United Kingdom shows', () => {
  const at = fc.date({
    ...{ min: new Date('1972-01-01'), max: new Date('2099-12-31'), noInvalidDate: true },
  })
  fc.assert(
    fc.property(at, fc.constantFrom(null, 22, 23), (moment, hour) => {
      if (hour !== null) moment.setUTCHours(hour)
      expect(dayInUk(moment.toISOString())).toBe(dateInUk(moment))
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['2026-06-30T22:59:59.999Z', '2026-06-30'],
  ['2026-06-30T23:00:00.000Z', '2026-07-01'],
  ['2026-11-22T23:59:59.999Z', '2026-11-22'],
])('%s is on %s', (at, on) => {
  expect(dayInUk(at)).toBe(on)
})
