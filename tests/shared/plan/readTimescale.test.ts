import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { dueOn } from '../../../shared/plan/due.ts'
import { readTimescale } from '../../../shared/plan/readTimescale.ts'
import { Timescale } from '../../../shared/plan/timescale.ts'
import { sayTimescale } from '../../../shared/plan/when/say.ts'
import { addDays } from '../../../shared/words/dates.ts'

const yearFrom = (year: number) => ({ fromOn: `${year}-04-01`, toOn: `${year + 1}-03-31` })

/** Due on a day, a window, a round with its next day, or nothing. */
type Wanted = string | readonly [fromOn: string, toOn: string] | `${string} ${string}` | null

function summed(timescale: Timescale): Wanted {
  if (timescale.means === 'due') return timescale.dueOn
  if (timescale.means === 'window') return [timescale.fromOn, timescale.toOn]
  return timescale.means === 'none' ? null : `${timescale.every} ${timescale.nextDueOn}`
}

type Line = [words: string, wanted: Wanted, asks?: RegExp]

function check(lines: readonly Line[], year: number, today: string) {
  test.each(lines)('%s', (words, wanted, asks) => {
    const { timescale, question } = readTimescale(words, yearFrom(year), today)
    expect(summed(timescale)).toEqual(wanted)
    expect(timescale.words).toBe(words)
    if (asks) expect(question).toMatch(asks)
    else expect(question).toBeUndefined()
  })
}

describe('every spelling that the vocabulary names', () => {
  check(
    [
      ['By Sept 16', '2016-09-30'],
      ['Apr–June 16', ['2016-04-01', '2016-06-30']],
      ['Quarterly', 'quarter 2016-06-30'],
      ['Weekly', 'week 2016-05-15'],
      ['Monthly', 'month 2016-05-31'],
      ['Annually', 'year 2017-03-31'],
      ['Every two weeks', 'fortnight 2016-05-22'],
      ['on a fortnightly basis', 'fortnight 2016-05-22'],
      ['every other week until July', 'fortnight 2016-05-22'],
      ['Half-yearly', 'half-year 2016-09-30'],
      ['every six months from October', 'half-year 2017-03-31'],
      ['twice a year', 'half-year 2016-09-30'],
      ['3-monthly', 'quarter 2016-06-30'],
      ['12 monthly', 'year 2017-03-31'],
      ['bi-monthly', null, /half years and years/],
      ['every 4 weeks', null, /half years and years/],
      ['Ongoing', null],
      ['As required', null],
      ['TBC', null],
      ['from Q2', ['2016-07-01', '2017-03-31']],
      ['end of March', '2017-03-31'],
      ['Summer', ['2016-06-01', '2016-08-31']],
    ],
    2016,
    '2016-05-10',
  )
})

describe('every time that stands in the delivery plan of 2013/14', () => {
  check(
    [
      ['April - June 2013', ['2013-04-01', '2013-06-30']],
      ['Monthly from June 13', 'month 2013-06-30'],
      ['by 2014', '2013-12-31', /before that year begins/],
      ['Nov 2013', ['2013-11-01', '2013-11-30']],
      ['Draft policy for consultation Nov 2013', ['2013-11-01', '2013-11-30'], /Only part/],
      ['on quarterly basis', 'quarter 2013-06-30'],
      ['Report to CSP on quarterly basis', 'quarter 2013-06-30', /Only part/],
      ['per month', 'month 2013-05-31'],
      ['6 monthly', 'half-year 2013-09-30'],
      ['as necessary', null],
      ['annually', 'year 2014-03-31'],
      ['each month', 'month 2013-05-31'],
      ['every week', 'week 2013-05-12'],
      ['next 12 months', '2014-05-09', /Counted from 10 May 2013.*after the plan ends/],
      ['within 7 days of area being identified', '2013-05-17', /Counted from/],
      ['2013/14', ['2013-04-01', '2014-03-31']],
      ['2012/13', ['2012-04-01', '2013-03-31'], /before the plan begins/],
      ['2013 - 17', null, /no time/],
      ['1st April', '2013-04-01'],
      ['23rd April 2013', '2013-04-23'],
      ['June 2012', ['2012-06-01', '2012-06-30'], /before the plan begins/],
      ['February 2013', ['2013-02-01', '2013-02-28'], /before the plan begins/],
      ['6 months after treatment', null, /no time/],
      ['fortnight', null, /no time/],
    ],
    2013,
    '2013-05-10',
  )
})

describe('every time that stands in the action plans of 2017/18', () => {
  check(
    [
      ['2017/18', ['2017-04-01', '2018-03-31']],
      ['2017-2018', ['2017-04-01', '2018-03-31']],
      ['2017/2018', ['2017-04-01', '2018-03-31']],
      ['6 th October 2017', '2017-10-06'],
      ['6th October 2017', '2017-10-06'],
      ['29 th Jan', '2018-01-29'],
      ['16th Feb 2017', '2017-02-16', /before the plan begins/],
      ['Nov 2017', ['2017-11-01', '2017-11-30']],
      ['November.', ['2017-11-01', '2017-11-30']],
      ['Sept 2017', ['2017-09-01', '2017-09-30']],
      ['June 2017', ['2017-06-01', '2017-06-30']],
      ['over the summer break', ['2017-06-01', '2017-08-31'], /Only part/],
      ['summer period', ['2017-06-01', '2017-08-31']],
      ['19th-30 th June 17', ['2017-06-19', '2017-06-30']],
      [
        'Delivery of workshop between 19th-30 th June 17',
        ['2017-06-19', '2017-06-30'],
        /Only part/,
      ],
      ['01/07/2017 – 30/09/2017', ['2017-07-01', '2017-09-30']],
      ['In September', ['2017-09-01', '2017-09-30']],
      ['at the end of September', '2017-09-30', /Only part/],
      ['9 programmes per year. 3 per term', 'year 2018-03-31', /Only part/],
      ['30 th November', '2017-11-30'],
      ['11 th August', '2017-08-11'],
      ['Jan –March', ['2018-01-01', '2018-03-31']],
      ['April –July', ['2017-04-01', '2017-07-31']],
      ['September – December', ['2017-09-01', '2017-12-31']],
      ['8 weeks', null, /no time/],
      ['in 8 weeks', '2017-07-05', /Counted from/],
      ['in January', ['2018-01-01', '2018-01-31']],
      ['by the march of March', '2018-03-31', /Only part/],
      ['April 2017', ['2017-04-01', '2017-04-30']],
      ['Since the start of the April', ['2017-04-01', '2018-03-31']],
      ['May, July and August', ['2017-05-01', '2017-08-31'], /Several times/],
      ['Tuesday 26th September', '2017-09-26'],
      ['1 st August', '2017-08-01'],
      ['for the next 12 months', '2018-05-09', /Counted from/],
      ['first 2 weeks', '2017-04-15', /Counted from 1 April 2017/],
      ['first 12 months', '2018-03-31', /Counted from 1 April 2017/],
      ['on a quarterly basis', 'quarter 2017-06-30'],
      ['early 2018', ['2018-01-01', '2018-04-30'], /past the end of the plan/],
      ['October 2017', ['2017-10-01', '2017-10-31']],
      ['11th Dec', '2017-12-11'],
      ['Dec', ['2017-12-01', '2017-12-31']],
      ['15/02/2018', '2018-02-15'],
      ['24/02/2017', '2017-02-24', /before the plan begins/],
      ['24/01', '2018-01-24'],
      ['Q2 FY/2017/18', ['2017-07-01', '2017-09-30']],
      ['On-going', null],
      ['On-going.', null],
      ['On-going work', null],
      ['Ongoing', null],
      ['if required', null],
      ['as required', null],
      ['TBC', null],
      ['To be confirmed', null],
      ['To be confirmed and police involvement and recording to be ensured.', null],
      ['None required.', null],
      ['Complete', null, /how it stands/],
      ['Complete.', null, /how it stands/],
      ['Completed', null, /how it stands/],
      ['Update pending', null, /how it stands/],
      ['Update required.', null, /how it stands/],
      ['In place', null, /how it stands/],
      ['annual', 'year 2018-03-31'],
    ],
    2017,
    '2017-05-10',
  )
})

describe('every time that stands in the rolling plan of 2021/22', () => {
  check(
    [
      ['2021 / 22', ['2021-04-01', '2022-03-31']],
      ['2021/22', ['2021-04-01', '2022-03-31']],
      ['each quarterly meeting', 'quarter 2021-06-30', /Only part/],
      ['quarterly meeting', 'quarter 2021-06-30'],
      ['annual', 'year 2022-03-31'],
      ['on a regular basis', null, /no time/],
      ['ongoing', null],
      [
        'as soon as is reasonably possible in light of current circumstances',
        null,
        /at the latest/,
      ],
      ['April – December 2020', ['2020-04-01', '2020-12-31'], /before the plan begins/],
      ['Apr - Dec 2020', ['2020-04-01', '2020-12-31'], /before the plan begins/],
      ['January – December 2020', ['2020-01-01', '2020-12-31'], /before the plan begins/],
      ['November 2017 – October 2018', ['2017-11-01', '2018-10-31'], /before the plan begins/],
      ['1 September 2018 to 31 August 2019', ['2018-09-01', '2019-08-31'], /before the plan/],
    ],
    2021,
    '2021-05-10',
  )
})

describe('how else people write it', () => {
  check(
    [
      ['', null],
      ['31/03/18', '2018-03-31'],
      ['31.3.2018', '2018-03-31'],
      ['31-03-2018', '2018-03-31'],
      ['2018-03-31', '2018-03-31'],
      ['31 March 2018', '2018-03-31'],
      ['March 31st, 2018', '2018-03-31'],
      ['Monday 3rd July 2017', '2017-07-03'],
      ['Summer 2017', ['2017-06-01', '2017-08-31']],
      ['Winter 2017', ['2017-12-01', '2018-02-28']],
      ["Sept '17", ['2017-09-01', '2017-09-30']],
      ['Sep-17', ['2017-09-01', '2017-09-30']],
      ['07/2017', ['2017-07-01', '2017-07-31']],
      ['Oct 17 to Feb 18', ['2017-10-01', '2018-02-28']],
      ['Nov – Feb', ['2017-11-01', '2018-02-28']],
      ['Q1-Q3', ['2017-04-01', '2017-12-31']],
      ['Quarter 4', ['2018-01-01', '2018-03-31']],
      ['end of Q3', '2017-12-31'],
      ['by second quarter', '2017-09-30'],
      ['before June', '2017-05-31'],
      ['No later than 30 June', '2017-06-30'],
      ['To be completed by end of June', '2017-06-30'],
      ['mid June', ['2017-06-11', '2017-06-20']],
      ['from April', ['2017-04-01', '2018-03-31']],
      ['from April to June 17', ['2017-04-01', '2017-06-30']],
      ['after June', ['2017-07-01', '2018-03-31']],
      ['Throughout the year', ['2017-04-01', '2018-03-31']],
      ['year end', '2018-03-31'],
      ['Weekly until July', 'week 2017-05-14'],
      ['Quarterly from October', 'quarter 2017-12-31'],
      ['Annually in June', 'year 2017-06-30'],
      ['Every February', 'year 2018-02-28'],
      ['TBC - awaiting funding', null],
      ['Ongoing, reviewed monthly', 'month 2017-05-31', /Only part/],
      ['Fortnightly', 'fortnight 2017-05-21'],
      ['ASAP', null, /at the latest/],
      ['By Easter', null, /no time/],
      ['When the hall is free', null, /no time/],
      ['31 June', null, /There is no 31 June/],
      ['29/02/2018', null, /There is no 29\/02\/2018/],
      ['May be possible', null, /no time/],
      ['Monthly from June 2019', 'month 2018-03-31', /after the plan ends/],
      ['30 June 2019', '2019-06-30', /after the plan ends/],
      ['By 30 Sep 2016', '2016-09-30', /before the plan begins/],
    ],
    2017,
    '2017-05-10',
  )
})

describe('a month that could be a day, and a day that could be a year', () => {
  test.each<[words: string, year: number, wanted: Wanted, asks?: RegExp]>([
    ['Sept 16', 2016, ['2016-09-01', '2016-09-30']],
    ['Sept 16', 2026, '2026-09-16', /2016 is meant/],
    ['11/12', 2011, ['2011-04-01', '2012-03-31']],
    ['11/12', 2026, '2026-12-11', /2011 to 31 March 2012 is meant/],
    ['17/18', 2017, ['2017-04-01', '2018-03-31']],
  ])('%s in %i/', (words, year, wanted, asks) => {
    const { timescale, question = '' } = readTimescale(words, yearFrom(year), `${year}-05-01`)
    expect(summed(timescale)).toEqual(wanted)
    expect(question).toMatch(asks ?? /^$/)
  })

  test('in a plan of three years a month is the next to come, and which year is asked', () => {
    const plan = { fromOn: '2026-04-01', toOn: '2029-03-31' }
    const { timescale, question } = readTimescale('By September', plan, '2026-11-22')
    expect(dueOn(timescale)).toBe('2027-09-30')
    expect(question).toMatch(/No year is written/)
    expect(dueOn(readTimescale('Year 2', plan, '2026-11-22').timescale)).toBe('2028-03-31')
  })
})

const plans = fc
  .tuple(fc.integer({ min: 2005, max: 2060 }), fc.integer({ min: 0, max: 4 }))
  .map(([year, more]) => ({ fromOn: `${year}-04-01`, toOn: `${year + 1 + more}-03-31` }))
const days = fc.integer({ min: 0, max: 36_000 }).map((count) => addDays('2001-01-01', count))
const bits =
  'by,from,to,end of,early,mid,June,Sept,16,2017,2017/18,Q2,FY,quarterly,every,month,week,-,–,/,and,",",1st,31,30th,weekly until,within,7,days,the,TBC,ongoing,°,\',summer,year,year 2,plan'.split(
    ',',
  )

describe('whatever is written', () => {
  test('the words are kept to the letter, the answer fits its schema, and nothing throws', () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 300, unit: 'binary' }),
      fc.array(fc.constantFrom(...bits), { maxLength: 14 }).map((it) => it.join(' ')),
    )
    fc.assert(
      fc.property(anything, plans, days, (words, plan, today) => {
        const { timescale } = readTimescale(words, plan, today)
        expect(timescale.words).toBe(words)
        const { words: _words, ...meaning } = timescale
        expect(v.is(Timescale, { ...meaning, words: '' })).toBe(true)
        if (timescale.means === 'window')
          expect(timescale.fromOn <= timescale.toOn, sayTimescale(timescale)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  const printed: [name: string, print: (on: string) => string][] = [
    ['31/03/2018', (on) => on.split('-').reverse().join('/')],
    ['2018-03-31', (on) => on],
    ...(['long', 'medium'] as const).map((dateStyle): [string, (on: string) => string] => [
      dateStyle,
      (on) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle }).format(new Date(on)),
    ]),
  ]
  test.each(printed)('a day printed like %s is read as that day, in any plan', (_name, print) => {
    fc.assert(
      fc.property(days, plans, days, (on, plan, today) => {
        for (const words of [print(on), `By ${print(on)}`]) {
          expect(dueOn(readTimescale(words, plan, today).timescale)).toBe(on)
        }
      }),
    )
  })

  test('a day outside the plan is kept and asked about, and one inside is not', () => {
    fc.assert(
      fc.property(days, plans, days, (on, plan, today) => {
        const { question } = readTimescale(on, plan, today)
        expect(question === undefined).toBe(plan.fromOn <= on && on <= plan.toOn)
      }),
    )
  })

  test('what is said of a meaning is read back as that meaning', () => {
    fc.assert(
      fc.property(days, fc.nat(700), plans, days, (fromOn, more, plan, today) => {
        const toOn = addDays(fromOn, more + 1)
        const said = sayTimescale({ means: 'window', words: '', fromOn, toOn })
        expect(summed(readTimescale(said, plan, today).timescale)).toEqual([fromOn, toOn])
      }),
    )
  })

  test('a round comes next while the plan runs, and never before the day it is read on', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Weekly', 'Fortnightly', 'Monthly', 'Quarterly', 'Half-yearly', 'Yearly'),
        plans,
        days,
        (words, plan, today) => {
          const next = dueOn(readTimescale(words, plan, today).timescale) ?? ''
          const now = today < plan.fromOn ? plan.fromOn : today > plan.toOn ? plan.toOn : today
          expect(next >= now).toBe(true)
          expect(next <= addDays(now, 366)).toBe(true)
        },
      ),
    )
  })
})
