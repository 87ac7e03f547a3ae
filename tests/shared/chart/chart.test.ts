import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controlChart } from '../../../shared/chart/control.ts'
import { courseOf } from '../../../shared/chart/course.ts'
import { fileName, toCsv } from '../../../shared/chart/csv.ts'
import { saySegments } from '../../../shared/chart/shares.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import { periodOn } from '../../../shared/indicator/period.ts'
import { addMonths } from '../../../shared/words/dates.ts'
import { days, indicator, seen } from '../indicator/made.ts'

const it = indicator()
const months = (values: (number | null)[], first = '2020-04-01') =>
  values.map((value, at) => ({ ...periodOn(addMonths(first, at), 'month'), value }))

describe('an XmR chart in words', () => {
  test('a rise that is no clear change is said to be none', () => {
    const { sentence, notes, trial } = controlChart(it, months([90, 95, 88, 97, 91, 96, 92, 98]))
    expect(sentence).toBe(
      'Violence with injury rose from 90 in Apr 2020 to 98 in Nov 2020; over the whole time there is no clear change.',
    )
    expect(notes[0]).toBe('Nothing stands out: these are the ups and downs that any count has.')
    expect(notes[1]).toMatch(
      /^Ordinary ups and downs lie between .* these limits may still move\.$/,
    )
    expect(trial).toBe(true)
  })

  test('limits are drawn from six figures on; before that nothing is called ordinary', () => {
    const five = controlChart(it, months([90, 95, 88, 97, 300]))
    expect([five.lower, five.mean, five.upper]).toEqual([null, null, null])
    expect(five.notes).toEqual([
      'With fewer than six figures nobody can say what its ordinary ups and downs are.',
    ])
    expect(controlChart(it, months([90, 95, 88, 97, 91, 96])).upper).not.toBeNull()
  })

  test('two figures are no trend', () => {
    expect(controlChart(it, months([90, 120])).sentence).toMatch(/too few figures/)
  })

  test('a point outside the limits is told, better or worse by what is hoped for', () => {
    const values = [...Array.from({ length: 14 }, (_, n) => 100 + (n % 2) * 4), 180]
    const worse = controlChart(it, months(values))
    expect(worse.points.at(-1)).toMatchObject({ rules: ['outside-limits'], reading: 'bad' })
    expect(worse.notes[0]).toBe('Jun 2021 is outside the limits: worse than chance explains.')
    const better = controlChart(indicator({ polarity: 'higher' }), months(values))
    expect(better.notes[0]).toMatch(/better than/)
    const neither = controlChart(indicator({ polarity: 'neutral' }), months(values))
    expect(neither.notes[0]).toMatch(/higher than/)
  })

  test('a month without a figure is a gap, said why, and never zero', () => {
    const values = months([90, 95, 88, null, 91])
    const { points } = controlChart(it, [
      ...values.slice(0, 1),
      { ...values[2], from: '2020-06-01', to: '2020-06-30', value: 88 },
      { ...(values[3] ?? days('Jul 2020')), value: null, missing: 'to-be-confirmed' },
      { ...days('Aug 2020'), value: 91, provisional: true },
    ])
    expect(points.map(({ value, missing }) => [value, missing])).toEqual([
      [90, null],
      [null, 'No figure'],
      [88, null],
      [null, 'To be confirmed'],
      [91, null],
    ])
    expect(points.at(-1)?.provisional).toBe(true)
  })

  test('figures of another length do not join the line, and it is said', () => {
    const chart = controlChart(it, [...months([90, 95, 88]), { ...days('2018/19'), value: 1100 }])
    expect(chart.points).toHaveLength(3)
    expect(chart.left).toBe(1)
    expect(chart.notes.at(-1)).toMatch(/One figure covers another length of time/)
  })

  test('a period with two figures that differ is no point', () => {
    const chart = controlChart(it, [
      seen('a', 'Apr 2020', 90),
      seen('b', 'Apr 2020', 99),
      ...months([95], '2020-05-01'),
    ])
    expect(chart.points.map(({ value }) => value)).toEqual([null, 95])
  })

  test('the target of a count is its part for one such period', () => {
    const flow = controlChart(it, months([90, 95]), { exact: 365, isFlow: true })
    expect(flow.target).toBe(31)
    const level = controlChart(indicator({ unit: 'percent' }), months([90, 95]), {
      ...{ exact: 80, isFlow: false },
    })
    expect(level.target).toBe(80)
  })

  test('nothing known draws nothing and says so', () => {
    expect(controlChart(it, []).sentence).toBe('Violence with injury: no figure to draw yet.')
    expect(controlChart(it, months([7])).sentence).toMatch(/one figure, 7 in Apr 2020/)
  })

  test('any values make a chart whose every period is there once, in order', () => {
    const some = fc.array(fc.option(fc.integer({ min: 0, max: 500 })), { maxLength: 30 })
    fc.assert(
      fc.property(some, fc.constantFrom('lower', 'higher', 'neutral'), (values, polarity) => {
        const chart = controlChart(indicator({ polarity }), months(values))
        const labels = chart.points.map(({ label }) => label)
        expect(new Set(labels).size).toBe(labels.length)
        expect(chart.points.map(({ from }) => from)).toEqual(
          chart.points.map(({ from }) => from).toSorted(),
        )
        expect(chart.points.every((p) => (p.value === null) === (p.missing !== null))).toBe(true)
        expect(chart.lower === null || chart.lower >= 0).toBe(true)
        expect(chart.sentence).not.toMatch(/NaN|Infinity|null|undefined/)
        expect(chart.notes.join(' ')).not.toMatch(/NaN|Infinity|null|undefined/)
      }),
    )
  })
})

describe('the course of a year', () => {
  test('what has come, what was due, and where it may end', () => {
    const values = [seen('a', 'Q1 2021/22', 240), seen('b', 'Q2 2021/22', 250)]
    const course = courseOf(it, values, judge(it, values, '2021-10-01'))
    expect(course?.points.map(({ day, sum }) => [day, sum])).toEqual([
      [91, 240],
      [183, 490],
    ])
    expect(course?.target).toBeCloseTo(980, 6)
    expect(course?.due).toBeCloseTo(491.34, 2)
    expect(course?.sentence).toMatch(
      /^Violence with injury: 490 in the 183 days known, where 491 were due by the target\. At this pace 2021\/22 ends between \d+ and [\d,]+; the target is 980\.$/,
    )
  })

  test('a percentage does not pile up', () => {
    const level = indicator({ unit: 'percent' })
    const values = [seen('a', 'Q1 2021/22', 80)]
    expect(courseOf(level, values, judge(level, values, '2021-10-01'))).toBeNull()
  })
})

describe('a table as CSV', () => {
  test('commas, quotes and line ends are quoted; no figure is empty; formulas are words', () => {
    expect(
      toCsv(
        ['Period', 'Value, so far'],
        [
          ['=1+1', 5],
          ['says "x"', null],
          ['a\nb', -3],
        ],
      ),
    ).toBe('\uFEFFPeriod,"Value, so far"\r\n\'=1+1,5\r\n"says ""x""",\r\n"a\nb",-3\r\n')
  })

  test('no cell of words begins what a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const [, line = ''] = toCsv(['x'], [[words]]).split('x\r\n')
        expect(line).not.toMatch(/^"?\s*[=+\-@]/)
      }),
    )
  })

  test.each([
    ['Violence with injury', 'violence-with-injury.csv'],
    ['../..', 'figures.csv'],
  ])('%s is saved as %s', (title, name) => {
    expect(fileName(title)).toBe(name)
  })
})

test.each([
  [
    [
      ['blocked', 4],
      ['On track', 17],
      ['none', 0],
    ],
    'Of 21 actions: 4 blocked and 17 on track.',
  ],
  [[['blocked', 1]], 'Of 1 action: 1 blocked.'],
  [[], 'There are no actions.'],
] as [[string, number][], string][])('parts in words: %j', (parts, said) => {
  const segments = parts.map(([label, value]) => ({ label, value }))
  expect(saySegments(segments, { one: 'action', many: 'actions' })).toBe(said)
})
