import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { beginCounted } from '../../../shared/assessment/begin.ts'
import {
  countedLines,
  explainMonth,
  monthsOfEdition,
  readMonths,
  saySeason,
} from '../../../shared/assessment/byMonth.ts'
import { explainPeople, readPeople } from '../../../shared/assessment/byPeople.ts'
import { explainPlace, funnelOf, readPlaces, withAll } from '../../../shared/assessment/byPlace.ts'
import type { WardKnown } from '../../../shared/assessment/byPlace.ts'
import { Edition } from '../../../shared/assessment/edition.ts'
import type { GroupedEdition, TemporalEdition } from '../../../shared/assessment/edition.ts'
import {
  byMonth,
  byWard,
  monthsIn,
  monthsUpTo,
  populationsOf,
  seriesOf,
} from '../../../shared/assessment/evidence.ts'
import { gather } from '../../../shared/assessment/gather.ts'
import type { Kept, Offered } from '../../../shared/assessment/gather.ts'
import { mapOf } from '../../../shared/assessment/mapOf.ts'
import type { MatrixRow } from '../../../shared/assessment/matrixRow.ts'
import { concernScores, readSurvey } from '../../../shared/assessment/readSurvey.ts'
import { readTallies } from '../../../shared/assessment/readTallies.ts'
import type { RecordedCounts } from '../../../shared/assessment/recordedCounts.ts'
import type { Survey } from '../../../shared/assessment/survey.ts'
import { encodeRing, polygonsOf } from '../../../shared/load/rings.ts'

type Line = MatrixRow & { id: string }
const loaded = { file: 'x.csv', byId: 'm', loadedAt: '2026-01-01T00:00:00.000Z' }
const recorded = (month: string, more: Partial<RecordedCounts> = {}): RecordedCounts => ({
  ...{ editionId: 'e', source: 'police.uk', publisher: 'Kent Police', areaKind: 'ward' },
  ...{ fromOn: `${month}-01`, toOn: `${month}-28`, areas: ['W1', 'W2'], placedBy: 'point' },
  types: [{ type: 'Burglary', counts: [3, null] }],
  ...loaded,
  ...more,
})

describe('what was loaded, laid out', () => {
  const rows = [
    recorded('2025-01'),
    recorded('2025-02', { types: [{ type: 'Arson', counts: [0, 2] }] }),
    recorded('2025-02', {
      areaKind: 'lsoa',
      areas: ['L1'],
      types: [{ type: 'Arson', counts: [2] }],
    }),
    recorded('2025-03', { takenOutAt: '2026-01-02T00:00:00.000Z' }),
    recorded('2025-01', {
      source: 'Home Office',
      areaKind: 'district',
      areas: ['Ashford'],
      toOn: '2025-03-31',
      types: [{ type: 'Burglary', counts: [40] }],
    }),
  ]
  const [wards] = seriesOf(rows)

  test('counts that are the same crimes counted otherwise are series of their own', () => {
    expect(seriesOf(rows).map(({ label, rows: own }) => [label, own.length])).toEqual([
      ['Kent Police (police.uk), by ward', 2],
      ['Kent Police (Home Office), district', 1],
      ['Kent Police (police.uk), by small area', 1],
    ])
  })

  test('a month that was not supplied is null, a type counted as none is zero, and what was taken out counts nowhere', () => {
    if (!wards) throw new Error('no series')
    expect(monthsIn(wards)).toEqual(['2025-01', '2025-02'])
    expect(byMonth(wards, ['2025-01', '2025-02', '2025-03'])).toEqual([
      { type: 'Arson', counts: [null, 2, null] },
      { type: 'Burglary', counts: [3, null, null] },
    ])
    expect(byWard(wards, '2025-01-01', '2025-12-31')).toEqual({
      wards: ['W1', 'W2'],
      months: ['2025-01', '2025-02'],
      types: [
        { type: 'Arson', counts: [0, 2] },
        { type: 'Burglary', counts: [3, null] },
      ],
    })
    expect(byWard(wards, '2025-02-01', '2025-12-31').months).toEqual(['2025-02'])
  })

  test('a quarter is no month', () => {
    const quarter = seriesOf(rows).find(({ id }) => id.startsWith('Home Office'))
    expect(quarter && monthsIn(quarter)).toEqual([])
  })

  test('twelve months end with the last, over the turn of a year', () => {
    expect(monthsUpTo('2025-03', 1)).toHaveLength(12)
    expect([
      monthsUpTo('2025-03', 1)[0],
      monthsUpTo('2025-03', 2)[0],
      monthsUpTo('2025-12', 1)[0],
    ]).toEqual(['2024-04', '2023-04', '2025-01'])
  })

  test('the latest residents by ward are taken, with their vintage', () => {
    const one = (vintage: string, takenOutAt: string | null = null) => ({
      ...{
        editionId: 'e',
        areaKind: 'ward' as const,
        measure: 'residents' as const,
        vintage,
        takenOutAt,
      },
      figures: { W1: 10 },
      ...loaded,
      ...(takenOutAt ? { takenOutAt } : {}),
    })
    expect(
      populationsOf(
        [one('mid-2021'), one('mid-2023'), one('mid-2024', '2026-01-02T00:00:00.000Z')],
        'residents',
      )?.vintage,
    ).toBe('mid-2023')
    expect(populationsOf([one('mid-2021')], 'households')).toBeNull()
  })
})

const flat = [97, 97, 97, 97, 116, 97, 114, 97, 90, 90, 90, 82]
const temporal: TemporalEdition = {
  ...{ matrix: 'temporal', label: 'T', fromOn: '2018-12-01', toOn: '2019-11-30' },
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (label) => ({ id: label.toLowerCase(), label }),
  ),
}

describe('by month', () => {
  test('the December of a year that begins in December is the earlier one', () => {
    expect(monthsOfEdition(temporal)?.at(-1)).toBe('2018-12')
    expect(monthsOfEdition(temporal)?.[0]).toBe('2019-01')
    expect(
      monthsOfEdition({
        ...temporal,
        months: temporal.months.map((it) => ({ ...it, label: 'Moon' })),
      }),
    ).toBeNull()
    expect(
      monthsOfEdition({
        ...temporal,
        months: temporal.months.map((it) => ({ ...it, label: 'Jan' })),
      }),
    ).toBeNull()
  })

  const line = (cells: Line['cells']): Line => ({
    id: 'r',
    editionId: 'e',
    label: 'Rape',
    order: 1,
    cells,
  })
  test('a row of which a plan quotes only the peaks is never averaged', () => {
    const quoted = {
      apr: { score: null, colour: 'red' as const, count: 15 },
      may: { score: null, colour: 'red' as const, count: 18 },
      jun: { score: null, colour: 'blue' as const },
    }
    expect(countedLines(temporal, [line(quoted)])).toEqual([])
    const counted = Object.fromEntries(
      temporal.months.map(({ id }, at) => [id, { score: null, count: flat[at] ?? 0 }]),
    )
    expect(countedLines(temporal, [line(counted)])[0]?.counts).toEqual(flat)
  })

  test('what stands out is a sentence with its n, and what does not says so', () => {
    const months = monthsUpTo('2025-12', 1)
    const read = readMonths(
      [
        { id: 'a', label: 'Violence', counts: [97, 97, 97, 97, 190, 97, 97, 97, 97, 97, 97, 97] },
        { id: 'b', label: 'Arson', counts: flat },
      ],
      months,
    )
    expect(read.sentences.map(({ text }) => text)).toEqual([
      'Violence peaks in May (n=190); monthly average n=105.',
      'Arson has no month that stands out; monthly average n=97.',
    ])
    expect(saySeason(read, (id) => id)).toBe(
      'a has months that stand out; for the other 1 there is no clear change from month to month.',
    )
    const row = read.matrix.rows[1]
    const [may, first] = [row?.cells[4], row?.cells[0]]
    if (!row || !may || !first) throw new Error('no cells')
    expect(explainMonth(may, row).join(' ')).toMatch(
      /^116 were counted, 17 % more than the 98\.9 .* No clear difference/,
    )
    expect(
      explainMonth(
        { ...first, count: null, reason: 'No figure was supplied for this month.' },
        row,
      ),
    ).toEqual(['No figure was supplied for this month.'])
  })
})

const ward = (code: string, population: number | null, isTownCentre = false): WardKnown => ({
  code,
  name: `Ward ${code}`,
  population,
  isTownCentre,
})

describe('by ward', () => {
  const codes = ['a', 'b', 'c', 'd']
  const wards = [ward('a', 5000), ward('b', 5000), ward('c', 5000), ward('d', 5000, true)]
  const types = withAll([
    { type: 'Burglary', counts: [20, 22, 18, 90] },
    { type: 'Arson', counts: [1, null, 1, 1] },
  ])

  test('all types together are their sum, and a ward without any count stays without', () => {
    expect(types[0]).toEqual({ type: 'all types', counts: [21, 22, 19, 91] })
    expect(
      withAll([
        { type: 'x', counts: [null] },
        { type: 'y', counts: [null] },
      ])[0]?.counts,
    ).toEqual([null])
  })

  test('wards come by rate, and what stands out is said with its caution', () => {
    const read = readPlaces(types, 'Burglary', codes, wards)
    expect(read?.places.map((it) => [it.ward.code, it.rank])).toEqual([
      ['d', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
    ])
    expect(read?.cautions[0]).toContain('Ward d is a town centre')
    const [top] = read?.places ?? []
    expect(top && explainPlace(top, 4)[0]).toBe(
      '90 were counted among 5,000 residents: 18 per thousand, 1st of 4.',
    )
    expect(top && explainPlace(top, 4).at(-1)).toBe(
      'It is a town centre: a rate per resident reads too high.',
    )
  })

  test('without residents there are counts and no rates, and that is said', () => {
    const read = readPlaces(
      types,
      'Burglary',
      codes,
      codes.map((code) => ward(code, null)),
    )
    expect(read?.sentence).toBe(
      'Without the number of residents by ward nothing can be said of rates.',
    )
    expect(read?.places.every(({ rank }) => rank === null)).toBe(true)
    expect(read?.places[0] && explainPlace(read.places[0], 0)).toEqual([
      '20 were counted. How many live here is not loaded.',
    ])
  })

  test('the limits close in as more is expected', () => {
    const read = readPlaces(types, 'Burglary', codes, [
      ward('a', 1000),
      ward('b', 5000),
      ward('c', 9000),
      ward('d', 20000),
    ])
    const points = read ? funnelOf(read.row) : []
    expect(points.length).toBeGreaterThan(50)
    for (const { low998, low95, high95, high998 } of points) {
      expect(low998 <= low95 && low95 <= 1 && 1 <= high95 && high95 <= high998).toBe(true)
    }
    expect((points[0]?.high998 ?? 0) > (points.at(-1)?.high998 ?? 9)).toBe(true)
  })

  test('the map has north above, holes as holes, and a number in the middle of each ward', () => {
    const square = (x: number, y: number, side: number) => [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ]
    const parts = [[square(0, 51, 1), square(0.4, 51.4, 0.2)]].map((part) =>
      part.map((ring) => encodeRing(ring, 5) ?? []),
    )
    const south = polygonsOf({ decimals: 5, parts })
    const north = polygonsOf({ decimals: 5, parts: [[encodeRing(square(0, 52, 1), 5) ?? []]] })
    const map = mapOf([
      { code: 's', polygons: south },
      { code: 'n', polygons: north },
    ])
    expect(map?.width).toBe(640)
    const [s, n] = map?.wards ?? []
    expect((n?.y ?? 0) < (s?.y ?? 0)).toBe(true)
    expect(s?.path.match(/M/g)).toHaveLength(2)
    expect(s?.x).toBeCloseTo(320, 0)
    // A degree of latitude is longer than one of longitude here by 1 / cos 52°.
    expect((map?.height ?? 0) / 2 / 640).toBeCloseTo(1 / Math.cos((52 * Math.PI) / 180), 2)
    expect(mapOf([])).toBeNull()
  })
})

describe('victims and accused', () => {
  const begun = beginCounted('victim', { label: 'V', fromOn: '2025-04-01', toOn: '2026-03-31' }, [
    'A',
    'B',
    'C',
  ])
  test('an edition of counts begins with its columns and none of its counts', () => {
    expect(v.safeParse(Edition, begun.edition).success).toBe(true)
    const months = beginCounted(
      'temporal',
      { label: 'T', fromOn: '2025-04-01', toOn: '2026-03-31' },
      ['A'],
    ).edition as TemporalEdition
    expect(v.safeParse(Edition, months).success).toBe(true)
    expect([months.months[0]?.label, months.months.at(-1)?.label]).toEqual(['Apr', 'Mar'])
  })

  const columns = [
    { id: 'young', label: 'Under 25', facet: 'Age', population: 1000 },
    { id: 'old', label: '25 and over', facet: 'Age', population: 9000 },
    { id: 'first', label: 'First time', facet: 'Repeat' },
    { id: 'again', label: 'Repeat', facet: 'Repeat' },
  ]
  const people = { ...begun.edition, columns } as GroupedEdition
  const line = (id: string, counts: number[], isFlag = false): Line => ({
    ...{ id, editionId: 'e', label: id, order: 1, isFlag },
    cells: Object.fromEntries(
      columns.map((column, at) => [column.id, { score: null, count: counts[at] ?? 0 }]),
    ),
  })
  const read = readPeople(people, [
    line('A', [50, 50, 80, 20]),
    line('B', [10, 90, 80, 20]),
    line('C', [10, 90, 20, 80]),
    line('DA', [900, 0, 0, 900], true),
  ])

  test('a facet with residents is held against them, one without against all types, flags left out', () => {
    expect(read.get('A')?.get('young')).toMatchObject({
      against: 'residents',
      expected: 10,
      ratio: 5,
      band: 'red',
    })
    expect(read.get('B')?.get('young')).toMatchObject({ expected: 10, ratio: 1, band: 'yellow' })
    expect(read.get('C')?.get('again')).toMatchObject({
      against: 'all types',
      expected: 40,
      ratio: 2,
      band: 'red',
    })
    expect(explainPeople(read.get('C')?.get('again'))).toEqual([
      '80 were counted. If this type fell on these groups as all types together do, 40 would be expected: it has 2 times its share.',
      'More than chance explains.',
    ])
    expect(explainPeople(undefined)).toEqual(['No count was supplied.'])
  })
})

const survey = (mentions: Record<string, number>, respondents = 400): Survey => ({
  ...{ editionId: 'e', label: 'S', fromOn: '2025-09-01', toOn: '2025-10-31', respondents },
  mentions: Object.fromEntries(
    Object.entries(mentions).map(([label, count]) => [label.toLowerCase(), { label, count }]),
  ),
})

describe('a survey', () => {
  test('is read as pasted: tabs, commas or spaces, a heading, and every fault by its line', () => {
    expect(readTallies('Issue\tNamed\nDrugs\t1,200\nSpeeding, 30\nLitter 12\n', 2000)).toEqual({
      tallies: [
        { label: 'Drugs', count: 1200 },
        { label: 'Speeding', count: 30 },
        { label: 'Litter', count: 12 },
      ],
      problems: [],
    })
    expect(
      readTallies('Drugs\t500\nDRUGS\t3\nNoise\t2.5\nDogs\t-1\nLitter\tmany\nCars\t', 400).problems,
    ).toEqual([
      'Line 1, Drugs: 500 is more than the 400 who answered',
      'Line 3: 2.5 is not a whole number',
      'Line 4: -1 is negative',
      'Line 5: “many” is not a number',
      'Line 6, Cars: has no count',
    ])
    expect(readTallies('Drugs\t5\ndrugs\t3', 400).problems).toEqual([
      'Line 2 names drugs a second time',
    ])
  })

  test('says who leads, how far chance reaches, and what cannot be told apart', () => {
    expect(readSurvey(survey({ Drugs: 160, Speeding: 155, Litter: 20 })).sentence).toBe(
      'Drugs was named most, by 40 % of 400 (between 35 % and 45 % of all residents, if those who answered are like the rest). It cannot be told apart from Speeding.',
    )
    expect(readSurvey(survey({ Drugs: 160, Litter: 20 })).sentence).toContain(
      'The next comes clearly behind.',
    )
    expect(readSurvey(survey({}, 0)).sentence).toBe('Nobody has answered yet.')
  })

  test('gives scores of public concern to types of the same name alone', () => {
    const lines = ['Drugs', 'Arson'].map((label, at) => ({
      id: `r${at}`,
      editionId: 'e',
      label,
      order: at,
      cells: {},
    }))
    const { scores, rule } = concernScores(survey({ drugs: 160, Speeding: 155 }), lines)
    expect(scores).toEqual([{ rowId: 'r0', share: 0.4, score: 5 }])
    expect(rule).toContain('beginning at 5 %, 10 %, 20 % and 30 %')
  })
})

describe('findings', () => {
  const offered: Offered[] = [
    { room: 'matrix', about: 'row-a', text: 'A comes 1st.' },
    { room: 'matrix', about: 'row-b', text: 'B comes 2nd.' },
  ]
  const kept = (id: string, more: Partial<Kept>): Kept => ({
    ...{ id, editionId: 'e', room: 'matrix', about: 'row-a', text: 'A comes 1st.', isTicked: true },
    ...more,
  })

  test('what was ticked stays as it stood, and a changed figure is said beside it', () => {
    const [a, b] = gather(offered, [kept('k', { text: 'A came 3rd.' })])
    expect(a).toMatchObject({ text: 'A came 3rd.', now: 'A comes 1st.' })
    expect(b).toMatchObject({ kept: null, now: null })
  })

  test('two people who tick the same are one finding; unticking is of both', () => {
    const [a] = gather(offered, [
      kept('k2', { isTicked: false }),
      kept('k1', { note: 'Yes' }),
      kept('k0', {}),
    ])
    expect(a?.kept?.id).toBe('k1')
    expect(a?.all).toHaveLength(3)
  })

  test('a ticked finding that the figures no longer offer is not lost, an unticked one goes', () => {
    const all = gather(
      [],
      [
        kept('k', {}),
        kept('l', { about: 'row-z', isTicked: false }),
        kept('m', { room: 'own', about: null, text: 'Ours.' }),
        kept('n', { room: 'own', about: null, text: 'Ours too.', isTicked: false }),
      ],
    )
    expect(all.map(({ text, now }) => [text, now])).toEqual([
      ['A comes 1st.', 'The figures say nothing of the kind any more.'],
      ['Ours.', null],
      ['Ours too.', null],
    ])
  })

  test('nothing offered or ticked is ever lost or doubled', () => {
    const rows = fc.uniqueArray(fc.constantFrom('r1', 'r2', 'r3', 'r4'))
    const ticked = fc.array(
      fc.record({ about: fc.constantFrom('r1', 'r2', 'r3', 'r4'), isTicked: fc.boolean() }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(rows, ticked, (abouts, keeps) => {
        const now = abouts.map((about): Offered => ({ room: 'matrix', about, text: about }))
        const all = gather(
          now,
          keeps.map((it, at) => kept(`k${at}`, it)),
        )
        const expected = new Set([
          ...abouts,
          ...keeps.filter((it) => it.isTicked).map((it) => it.about),
        ])
        expect(all.map(({ about }) => about).sort()).toEqual([...expected].sort())
      }),
    )
  })
})
