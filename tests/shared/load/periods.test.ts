import { describe, expect, test } from 'vitest'
import {
  missingMonths,
  periodOf,
  readMonth,
  readQuarter,
  sayPeriod,
} from '../../../shared/load/periods.ts'

describe('a month as files spell it', () => {
  test.each([
    ['2024-03', '2024-03'],
    ['2024-3', '2024-03'],
    ['2024/12', '2024-12'],
    ['2024-03-31', '2024-03'],
    ['2024-03-01T00:00:00.000Z', '2024-03'],
    // A day comes first in Britain.
    ['04/03/2024', '2024-03'],
    ['03/2024', '2024-03'],
    ['Mar 2024', '2024-03'],
    ['March 2024', '2024-03'],
    ['Mar-24', '2024-03'],
    ['1 Sept 2024', '2024-09'],
    ['2024 March', '2024-03'],
    ['  Mar 2024 ', '2024-03'],
    ['2024-13', null],
    ['2024-00', null],
    ['31/13/2024', null],
    ['Marsh 2024', null],
    ['2024', null],
    ['45352', null],
    ['1824-03', null],
    ['', null],
  ])('%j is %j', (text, month) => expect(readMonth(text)).toBe(month))

  test.each([
    ['2024-02', '2024-02-29'],
    ['2023-02', '2023-02-28'],
    ['2023-12', '2023-12-31'],
  ])('%s ends on %s', (month, toOn) =>
    expect(periodOf(month)).toEqual({ fromOn: `${month}-01`, toOn }),
  )

  test('months that a run leaves out are named, over a new year too', () => {
    expect(missingMonths(['2024-03', '2023-11', '2024-01'])).toEqual(['2023-12', '2024-02'])
    expect(missingMonths(['2024-03'])).toEqual([])
    expect(missingMonths([])).toEqual([])
  })
})

describe('a financial quarter', () => {
  test.each([
    ['2015/16', '1', 'Apr to Jun 2015'],
    ['2015/16', '3', 'Oct to Dec 2015'],
    // It begins in April, so its last quarter is of the year after.
    ['2015/16', '4', 'Jan to Mar 2016'],
    ['2015-16', 'Q4', 'Jan to Mar 2016'],
    ['2015/2016', 'Quarter 4', 'Jan to Mar 2016'],
    ['1999/00', '4', 'Jan to Mar 2000'],
    ['2015/16', 'Q4 (Jan to Mar 2016)', 'Jan to Mar 2016'],
  ])('%s, quarter %s is %s', (year, quarter, said) => {
    const read = readQuarter(year, quarter)
    expect('period' in read && sayPeriod(read.period)).toBe(said)
  })

  test.each([
    [
      '2015/16',
      'Q4 (Jan to Mar 2015)',
      /quarter 4 of 2015\/16 is Jan to Mar 2016, and here it says 2015/,
    ],
    ['2015/16', 'Q1 2016', /is Apr to Jun 2015, and here it says 2016/],
    ['2015/17', '1', /does not join two years/],
    ['2015', '1', /not a financial year/],
    ['2015/16', '5', /not a quarter/],
    ['2015/16', '', /not a quarter/],
  ])('%s, quarter %s is refused', (year, quarter, why) => {
    const read = readQuarter(year, quarter)
    expect('problem' in read && read.problem).toMatch(why)
  })
})
