import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginAfresh } from '../../../shared/assessment/begin.ts'
import { seriesOf } from '../../../shared/assessment/evidence.ts'
import { columnFromCounts } from '../../../shared/assessment/fromCounts/columns.ts'
import {
  readFigures,
  unitCostOf,
  weightsByRow,
} from '../../../shared/assessment/fromCounts/figures.ts'
import { readCuts } from '../../../shared/assessment/fromCounts/readCuts.ts'
import { countLines } from '../../../shared/assessment/fromCounts/ground.ts'
import type { CountedVariable, Ground } from '../../../shared/assessment/fromCounts/ground.ts'
import { madeOf, sharingOf } from '../../../shared/assessment/fromCounts/madeOf.ts'
import {
  countIn,
  sayWindow,
  windowsOf,
  yearBefore,
} from '../../../shared/assessment/fromCounts/windows.ts'
import type { MatrixRow } from '../../../shared/assessment/matrixRow.ts'
import type { RecordedCounts } from '../../../shared/assessment/recordedCounts.ts'
import { addDays, daysBetween } from '../../../shared/words/dates.ts'

const nextMonth = (month: string) => addDays(`${month}-01`, 32).slice(0, 7)
const span = (fromOn: string, toOn: string, types: RecordedCounts['types']): RecordedCounts => ({
  ...{ editionId: 'e', source: 'Home Office', publisher: 'Home Office', areaKind: 'district' },
  ...{ fromOn, toOn, areas: ['Ashford'], types, placedBy: 'file', file: 'x.csv', byId: 'm' },
  loadedAt: '2026-01-01T00:00:00.000Z',
})
const month = (name: string, counts: Record<string, number | null>) =>
  span(
    `${name}-01`,
    addDays(`${nextMonth(name)}-01`, -1),
    Object.entries(counts).map(([type, count]) => ({ type, counts: [count] })),
  )
const monthsFrom = (first: string, n: number) => {
  const names = [first]
  while (names.length < n) names.push(nextMonth(names.at(-1) ?? first))
  return names
}
const series = (rows: readonly RecordedCounts[]) => {
  const [found] = seriesOf(rows)
  if (!found) throw new Error('no series')
  return found
}
const year = { fromOn: '2025-04-01', toOn: '2026-03-31' }

describe('the days that are counted', () => {
  test.each([
    [year, { fromOn: '2024-04-01', toOn: '2025-03-31' }],
    // Nine months are held against the same nine, not the nine before, which are another season.
    [
      { fromOn: '2020-04-01', toOn: '2020-12-31' },
      { fromOn: '2019-04-01', toOn: '2019-12-31' },
    ],
    [
      { fromOn: '2024-02-01', toOn: '2024-02-29' },
      { fromOn: '2023-02-01', toOn: '2023-02-28' },
    ],
    [
      { fromOn: '2024-02-29', toOn: '2024-03-10' },
      { fromOn: '2023-02-28', toOn: '2023-03-10' },
    ],
  ])('the year before %j is %j', (window, before) => {
    expect(yearBefore(window)).toEqual(before)
  })

  test.each([
    [year, 'Apr 2025 to Mar 2026'],
    [{ fromOn: '2025-04-01', toOn: '2025-04-30' }, 'Apr 2025'],
    [{ fromOn: '2025-04-03', toOn: '2025-05-31' }, '3 Apr 2025 to 31 May 2025'],
  ])('%j is said %s', (window, words) => {
    expect(sayWindow(window)).toBe(words)
  })

  test('the edition’s year stands first, and the last twelve months loaded beside it', () => {
    const loaded = series(monthsFrom('2024-01', 24).map((name) => month(name, { Arson: 1 })))
    expect(windowsOf(loaded, year)).toEqual([year, { fromOn: '2025-01-01', toOn: '2025-12-31' }])
    const whole = series(monthsFrom('2025-04', 12).map((name) => month(name, { Arson: 1 })))
    expect(windowsOf(whole, year)).toEqual([year])
  })

  test('quarters count as months do', () => {
    const quarters = ['2025-04', '2025-07', '2025-10', '2026-01'].map((first) =>
      span(`${first}-01`, addDays(`${nextMonth(nextMonth(nextMonth(first)))}-01`, -1), [
        { type: 'Arson', counts: [5] },
      ]),
    )
    expect(countIn(series(quarters), ['Arson'], year)).toEqual({ count: 20, days: 365 })
  })

  test('a month that is not supplied leaves no sum, and is named', () => {
    const names = monthsFrom('2025-04', 12).filter((name) => !/2025-0[67]|2026-01/.test(name))
    const some = series(
      names.map((name) => month(name, { Arson: 1, Rape: name < '2025-12' ? 1 : null })),
    )
    expect(countIn(some, ['Arson'], year)).toBe('Jun 2025 to Jul 2025 and Jan 2026 not supplied.')
    expect(countIn(some, ['Arson', 'Rape'], year)).toMatch(/^Arson: /)
    expect(countIn(some, ['Rape'], year)).toBe(
      'Jun 2025 to Jul 2025 and Dec 2025 to Mar 2026 not supplied.',
    )
    expect(countIn(some, [], year)).toBe('Nothing recorded is known to belong to it.')
  })

  test('a month that its quarter holds as well is not counted twice', () => {
    const rows = monthsFrom('2025-04', 12).map((name) => month(name, { Arson: 1 }))
    const both = series([
      ...rows,
      span('2025-07-01', '2025-09-30', [{ type: 'Arson', counts: [3] }]),
    ])
    expect(countIn(both, ['Arson'], year)).toMatch(/is supplied twice\.$/)
  })

  test('what is supplied whole is the sum, in whatever order it was loaded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 12, maxLength: 12 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (counts, dice) => {
          const rows = monthsFrom('2025-04', 12).map((name, at) =>
            month(name, { Arson: counts[at] ?? 0, Rape: 1 }),
          )
          const shuffled = rows
            .map((row) => ({ row, at: dice.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row)
          const total = counts.reduce((sum, it) => sum + it, 0)
          expect(countIn(series(shuffled), ['Rape', 'Arson'], year)).toEqual({
            count: total + 12,
            days: daysBetween(year.fromOn, year.toOn) + 1,
          })
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('what a type is made of', () => {
  const police = ['Anti-social behaviour', 'Burglary', 'Drugs', 'Public order', 'Robbery']
  test.each<[label: string, recorded: string[], types: string[]]>([
    ['Robbery (all)', police, ['Robbery']],
    ['Robbery (all)', ['Robbery', 'Robbery of personal property'], ['Robbery']],
    [
      'Robbery (all)',
      ['Robbery of personal property', 'Robbery of business property'],
      ['Robbery of business property', 'Robbery of personal property'],
    ],
    ['Drug offences', police, ['Drugs']],
    [
      'Public order offences / antisocial behaviour',
      police,
      ['Public order', 'Anti-social behaviour'],
    ],
    // police.uk has one burglary: which part of it is residential, nobody can say.
    ['Residential burglary', police, []],
    ['ARSON', ['Arson'], ['Arson']],
    ['Street drinking', police, []],
  ])('%s of %j is %j', (label, recorded, types) => {
    expect(madeOf({ label }, recorded)).toEqual(types)
  })

  test('what somebody chose goes before any name, and stays when it is not recorded', () => {
    const line = { label: 'Robbery (all)', madeOf: ['burglary', 'Gone'] }
    expect(madeOf(line, police)).toEqual(['Burglary', 'Gone'])
    expect(madeOf({ label: 'Robbery (all)', madeOf: [] }, police)).toEqual([])
  })

  test('crimes that two types count are named, a flag’s are not, and those nobody counts are', () => {
    const rows = [
      { label: 'A', types: ['Robbery'], isFlag: false },
      { label: 'B', types: ['Robbery', 'Drugs'], isFlag: false },
      { label: 'Domestic abuse', types: ['Drugs'], isFlag: true },
    ]
    expect(sharingOf(rows, police)).toEqual({
      twice: [{ type: 'Robbery', labels: ['A', 'B'] }],
      unused: ['Anti-social behaviour', 'Burglary', 'Public order'],
    })
  })
})

describe('scores from counts', () => {
  const { edition, rows } = beginAfresh({ label: 'Matrix 2026/27', ...year })
  const lines = rows.map((row, at) => ({ ...row, editionId: 'e', id: `row-${at}` }))
  const names = monthsFrom('2024-04', 24)
  // Robbery doubles from one year to the next; arson is 144 a year, domestic abuse only a flag.
  const loaded = series(
    names.map((name) =>
      month(name, {
        Robbery: name < '2025-04' ? 5 : 10,
        Arson: 12,
        Rape: name > '2025-06' ? 1 : null,
      }),
    ),
  )
  const ground: Ground = {
    ...{ edition, lines, series: loaded, recorded: ['Arson', 'Rape', 'Robbery'], window: year },
    residents: { count: 120_000, vintage: '2024' },
  }
  const column = (id: CountedVariable, more: Partial<Ground> = {}) => {
    const given = { ...ground, ...more }
    return columnFromCounts(id, given, countLines(given))
  }
  const of = (label: string, id: CountedVariable, more: Partial<Ground> = {}) =>
    column(id, more).rows.find((row) => row.label === label)
  const withFigures = (label: string, figures: MatrixRow['figures']) => ({
    lines: lines.map((line) => (line.label === label ? { ...line, figures } : line)),
  })

  test.each<[label: string, id: CountedVariable, score: number | null, rests: string]>([
    ['Robbery (all)', 'volume', 2, '120 counted'],
    ['Robbery (all)', 'trend', 5, '60 → 120, 2 times'],
    ['Robbery (all)', 'cost', 3, '120 × £11,320 = £1,358,400'],
    ['Arson', 'trend', 3, '144 → 144, 1 times'],
    ['Rape', 'volume', null, 'Apr 2025 to Jun 2025 not supplied.'],
    ['Shoplifting', 'volume', null, 'Nothing recorded is known to belong to it.'],
    ['Shoplifting', 'cost', null, 'Nothing recorded is known to belong to it.'],
    ['Robbery (all)', 'performance', null, 'The group’s mean is not given.'],
    ['Robbery (all)', 'seriousness', null, 'There is no harm weight.'],
  ])('%s, %s: %s, because “%s”', (label, id, score, rests) => {
    expect(of(label, id)).toMatchObject({ score, rests })
  })

  test('the group’s mean, a cost of one’s own and a harm weight count once they are given', () => {
    const given = withFigures('Robbery (all)', {
      'group-mean': { value: 0.8, source: 'Group of 2025' },
      'unit-cost': { value: 100, source: 'Our own reckoning' },
      'harm-weight': { value: 365, source: 'Harm table (2020), days' },
    })
    expect(of('Robbery (all)', 'performance', given)).toMatchObject({
      score: 5,
      rests: '1 per 1,000 against 0.8: +25 %',
    })
    expect(of('Robbery (all)', 'cost', given)).toMatchObject({ score: 1 })
    expect(of('Robbery (all)', 'seriousness', given)).toMatchObject({ score: 4 })
    const change = column('performance', given).changes[0]
    expect(change?.after?.source).toMatch(/Group of 2025$/)
    expect(of('Robbery (all)', 'performance', { ...given, residents: null })?.rests).toBe(
      'How many people live here is not loaded.',
    )
  })

  test('a change says what it rests on, and takes the mark of a carried score away', () => {
    const carried = { score: 4, source: 'Police', carriedFrom: '2019/20' }
    const given = {
      lines: lines.map((line) => ({ ...line, cells: { volume: carried } })),
    }
    const changes = column('volume', given).changes
    expect(changes.find(({ after }) => after?.score === 2)).toMatchObject({
      before: carried,
      after: {
        ...{ score: 2, source: 'Home Office (Home Office), district' },
        ...{ period: 'Apr 2025 to Mar 2026', note: '120 counted' },
      },
    })
    expect(changes.every(({ after }) => !('carriedFrom' in (after ?? {})))).toBe(true)
    // Only rows with a score change anything.
    expect(changes).toHaveLength(column('volume').rows.filter(({ score }) => score !== null).length)
  })

  test('the partnership’s own scale goes before the first one, and says since when', () => {
    const scales = {
      volume: {
        kind: 'fixed' as const,
        cuts: [50, 100, 110, 119],
        asOf: '2026-04',
        source: 'Board',
      },
    }
    const own = column('volume', { edition: { ...edition, scales } })
    expect(own.rows.find(({ label }) => label === 'Robbery (all)')?.score).toBe(5)
    expect(own.rule).toBe('Scores of 2, 3, 4 and 5 begin at 50, 100, 110 and 119 (Board, 2026-04).')
    expect(column('volume').rule).toContain('begin at 100, 300, 600 and 1,000')
  })

  test('no score is put where the matrix has none', () => {
    const narrow = { ...edition, method: { ...edition.method, maxScore: 3 } }
    for (const id of ['volume', 'trend', 'cost'] as const)
      for (const { after } of column(id, { edition: narrow }).changes)
        expect(after?.score).toBeLessThanOrEqual(3)
  })
})

describe('figures of others', () => {
  test.each<[string, number | null]>([
    ['Rape', 39_360],
    ['Robbery (all)', 11_320],
    ['Residential burglary', 5_930],
    ['Theft from the person', 1_380],
    ['Shoplifting', null],
    // Two costs, of and from a vehicle, and nobody knows the share of each.
    ['Vehicle offences', null],
  ])('one %s costs %s', (label, cost) => {
    expect(unitCostOf({ label })?.value ?? null).toBe(cost)
  })

  test('a cost that was not checked says so, and one’s own goes before it', () => {
    expect(unitCostOf({ label: 'Theft from the person' })?.source).toContain('not checked')
    expect(unitCostOf({ label: 'Rape' })?.source).not.toContain('not checked')
    const own = { 'unit-cost': { value: 1, source: 'Ours' } }
    expect(unitCostOf({ label: 'Rape', figures: own })).toEqual({ value: 1, source: 'Ours' })
  })

  test('weights go to the rows of their name; a name that nothing bears is given back', () => {
    const weight = (type: string) => ({
      type,
      weight: 5,
      unit: 'days',
      source: 'Table',
      year: 2020,
    })
    expect(weightsByRow([weight('RAPE'), weight('Piracy')], [{ id: 'r', label: 'Rape' }])).toEqual({
      figures: [{ rowId: 'r', figure: { value: 5, source: 'Table (2020), days' } }],
      unknown: ['Piracy'],
    })
  })
})

describe('figures and thresholds as they are typed', () => {
  const lines = [
    { id: 'rape', label: 'Rape' },
    { id: 'robbery', label: 'Robbery (all)' },
  ]
  test.each<[text: string, value: number | null, problem: string | null]>([
    ['Rape\t0.42', 0.42, null],
    ['rape, 39360', 39_360, null],
    ['Rape  £39,360', 39_360, null],
    ['Rape; 1,234.5', 1234.5, null],
    ['Rape', null, 'Line 1, “Rape”, is not a type and a number'],
    ['Rape 4,5', null, 'Line 1, “Rape 4,5”, is not a type and a number'],
    ['Jaywalking 4', null, 'Line 1: “Jaywalking” is not a row of this matrix'],
    ['Rape -4', null, 'Line 1, “Rape -4”, is not a type and a number'],
    ['\n\nRape 4\nRape 5', 4, 'Line 4 names Rape a second time'],
  ])('%j is %s, and “%s”', (text, value, problem) => {
    const { figures, problems } = readFigures(text, 'Ours', lines)
    expect(figures).toEqual(
      value === null ? [] : [{ rowId: 'rape', figure: { value, source: 'Ours' } }],
    )
    expect(problems).toEqual(problem === null ? [] : [problem])
  })

  test('what is wrong in one line leaves the others', () => {
    const { figures, problems } = readFigures('Rape 1\nnoise\nRobbery (all) 2', 'Ours', lines)
    expect(figures.map(({ rowId }) => rowId)).toEqual(['rape', 'robbery'])
    expect(problems).toHaveLength(1)
  })

  test.each<[typed: string[], answer: object | string]>([
    [['1', '2.5', '1,000'], { kind: 'fixed', cuts: [1, 2.5, 1000] }],
    [['−10', '-2', '2'], { kind: 'fixed', cuts: [-10, -2, 2] }],
    [['1', '', '3'], 'Each score begins at a number.'],
    [['1', 'two'], 'Each score begins at a number.'],
    [['1', '1'], 'Each score begins above where the one before it does.'],
    [['2', '1'], 'Each score begins above where the one before it does.'],
  ])('thresholds typed as %j', (typed, answer) => {
    const read = readCuts(typed, ' Board ', '2026-11-22')
    if (typeof answer === 'string') expect(read).toBe(answer)
    else expect(read).toEqual({ ...answer, asOf: '2026-11-22', source: 'Board' })
  })
})
