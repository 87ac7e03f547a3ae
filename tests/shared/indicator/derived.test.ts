import { describe, expect, test } from 'vitest'
import type { RecordedCounts } from '../../../shared/assessment/recordedCounts.ts'
import type { DerivedFrom } from '../../../shared/indicator/indicator.ts'
import { countedFor } from '../../../shared/indicator/fromCounts.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import { questionsOf } from '../../../shared/indicator/questions.ts'
import { standingOf } from '../../../shared/indicator/standing.ts'
import { days, indicator, seen } from './made.ts'

const from: Extract<DerivedFrom, { kind: 'counts' }> = {
  kind: 'counts',
  source: 'Home Office',
  publisher: 'Home Office',
  areaKind: 'district',
  types: ['Violence with injury'],
}
const it = indicator({ derivedFrom: from })

const loaded = (
  id: string,
  period: string,
  counts: Record<string, (number | null)[]>,
  more: Partial<RecordedCounts> = {},
): RecordedCounts & { id: string } => {
  const { from: fromOn, to: toOn } = days(period)
  return {
    ...{ id, editionId: 'e', source: 'Home Office', publisher: 'Home Office', fromOn, toOn },
    ...{ areaKind: 'district', areas: ['Ashford'], placedBy: 'file', file: 'prc.ods' },
    ...{ byId: 'analyst', loadedAt: '2022-01-01T09:00:00.000Z' },
    types: Object.entries(counts).map(([type, own]) => ({ type, counts: own })),
    ...more,
  }
}
const violence = (...counts: (number | null)[]) => ({ 'Violence with injury': counts })
const q1 = loaded('1', 'Q1 2021/22', violence(240))
const q2 = loaded('2', 'Q2 2021/22', violence(251))
const values = (...rows: (RecordedCounts & { id: string })[]) =>
  countedFor(it, rows, []).counted.map(({ value }) => value)

describe('values out of loaded counts', () => {
  test('quarter by quarter, and kept nowhere', () => {
    expect(values(q2, q1)).toEqual([240, 251])
    expect(judge(it, [], '2021-10-01', null, countedFor(it, [q1, q2], []).counted).actual).toBe(491)
  })

  test.each([
    ['was taken out', { takenOutAt: '2022-02-01T00:00:00.000Z' }],
    ['is another publisher’s', { publisher: 'Kent Police' }],
    ['is another source’s', { source: 'police.uk' as const }],
    ['is by another sort of area', { areaKind: 'ward' as const }],
  ])('what %s counts nowhere', (_, more) => {
    expect(values(q1, { ...q2, ...more })).toEqual([240])
  })

  test('loaded twice, for two editions, it counts once: as it was loaded last', () => {
    const later = loaded('0', 'Q1 2021/22', violence(243), {
      editionId: 'f',
      loadedAt: '2022-03-01T09:00:00.000Z',
    })
    expect(values(q1, later)).toEqual([243])
    expect(values(later, q1)).toEqual([243])
  })

  test('what is not supplied makes no smaller number', () => {
    const two = { ...it, derivedFrom: { ...from, types: ['Violence with injury', 'Robbery'] } }
    expect(countedFor(two, [q1], []).counted).toEqual([])
    expect(values(loaded('1', 'Q1 2021/22', violence(null)))).toEqual([])
    const wards = loaded('1', 'Q1 2021/22', violence(3, 4, null), { areas: ['A', 'B', 'C'] })
    const only = (areas: string[]) =>
      countedFor({ derivedFrom: { ...from, areas } }, [wards], []).counted
    expect(only(['A', 'B'])[0]?.value).toBe(7)
    expect(only(['A', 'C'])).toEqual([])
    expect(only(['A', 'D'])).toEqual([])
  })

  test('a figure typed by hand wins for its days, and it is said', () => {
    const typed = seen('a', 'Q1 2021/22', 238)
    const found = countedFor(it, [q1, q2], [typed])
    expect(found.counted.map(({ value }) => value)).toEqual([251])
    expect(found.overruled.map(({ value }) => value)).toEqual([240])
    expect(judge(it, [typed], '2021-10-01', null, found.counted).actual).toBe(489)
    expect(questionsOf(it, standingOf(it, [typed]), '2021-10-01', found)[0]?.ask).toMatch(
      /One loaded count is not used/,
    )
  })

  test('an indicator that names its counts takes nothing from events, and the other way about', () => {
    const reach = {
      count: 9,
      sources: [{ eventId: 'e', title: 'A day', onDate: '2021-05-01', count: 9, entries: 1 }],
    }
    const { counted } = countedFor(it, [q1], [])
    expect(judge(it, [], '2021-10-01', reach, counted).actual).toBe(240)
    const ofEvents = indicator({ derivedFrom: { kind: 'events' } })
    expect(judge(ofEvents, [], '2021-10-01', reach, counted).actual).toBe(9)
  })
})
