import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { RecordedCounts } from '../../../shared/assessment/recordedCounts.ts'
import type { Found, FoundCounts, FoundLookup } from '../../../shared/load/found.ts'
import { planLoad, tally } from '../../../shared/load/planLoad.ts'
import type { Held } from '../../../shared/load/planLoad.ts'
import { rebuild } from '../../../shared/load/rebuild.ts'
import { rebuildAll } from '../../../shared/load/rebuildAll.ts'
import { unlike } from '../../../shared/load/unlike.ts'
import { ashford } from '../../fixtures/load/district.ts'
import { listening } from '../../fixtures/load/report.ts'

const month = (change: Partial<FoundCounts> = {}): FoundCounts => ({
  ...{ source: 'police.uk', publisher: 'Kent Police', fromOn: '2024-03-01', toOn: '2024-03-31' },
  ...{ areaKind: 'ward', areas: ['A', 'B'], placedBy: 'point', file: 'x.csv' },
  types: [{ type: 'Burglary', counts: [3, 4] }],
  ...change,
})
const found = (...counts: FoundCounts[]) => ({
  counts,
  boundaries: [],
  lookups: [],
  populations: [],
})
const none: Held = { recordedCounts: [], boundary: [], areaLookup: [], population: [] }
const signed = { editionId: 'e', byId: 'me', loadedAt: '2026-01-01T00:00:00.000Z' }
const holding = (plan: ReturnType<typeof planLoad>, more: object = {}): Held => ({
  ...none,
  recordedCounts: plan.map(({ id, entry }) => ({
    ...v.parse(RecordedCounts, { ...entry, ...signed, ...more }),
    id,
  })),
})

describe('what a load would change', () => {
  const first = planLoad(found(month()), none, 'e')

  test('the first time all is new; the second, from a file of another name, nothing changes', () => {
    expect(tally(first)).toEqual({ new: 1, same: 0, replaced: 0, back: 0 })
    const again = planLoad(found(month({ file: 'copy of x.csv' })), holding(first), 'e')
    expect(tally(again)).toEqual({ new: 0, same: 1, replaced: 0, back: 0 })
    expect(again[0]?.id).toBe(first[0]?.id)
  })

  test('a revised month replaces; another force, month or edition is another row', () => {
    const revised = month({ types: [{ type: 'Burglary', counts: [3, 5] }] })
    expect(planLoad(found(revised), holding(first), 'e')[0]?.change).toBe('replaced')
    for (const other of [
      month({ publisher: 'BTP' }),
      month({ fromOn: '2024-02-01' }),
      month({ areaKind: 'lsoa' }),
    ])
      expect(planLoad(found(other), holding(first), 'e')[0]?.change).toBe('new')
    expect(planLoad(found(month()), holding(first), 'f')[0]?.change).toBe('new')
  })

  test('what was taken out comes back', () => {
    const out = holding(first, { takenOutAt: '2026-02-01T00:00:00.000Z' })
    expect(planLoad(found(month()), out, 'e')[0]?.change).toBe('back')
  })

  test('a partner’s table leaves the types it does not speak of; a police month replaces them', () => {
    const partner = { source: 'partner' as const, publisher: 'Council' }
    const held = holding(planLoad(found(month(partner)), none, 'e'))
    const noise = { types: [{ type: 'Noise', counts: [1] }], areas: ['C'] }
    const [planned] = planLoad(found(month({ ...partner, ...noise })), held, 'e')
    expect(planned).toMatchObject({
      change: 'replaced',
      entry: {
        areas: ['A', 'B', 'C'],
        types: [
          { type: 'Burglary', counts: [3, 4, null] },
          { type: 'Noise', counts: [null, null, 1] },
        ],
      },
    })
    const [police] = planLoad(found(month(noise)), holding(first), 'e')
    expect(police?.entry).toMatchObject({ types: [{ type: 'Noise' }] })
  })
})

describe('the same month in two files', () => {
  test('counts once if both say the same', () => {
    const heard = listening('b.csv')
    expect(unlike(month({ file: 'b.csv' }), [month()], heard.say)).toBe(false)
    expect(heard.lines).toEqual([
      'twice: has Mar 2024 of Kent Police as x.csv has it: counted once',
    ])
    expect(heard.report.shown[0]?.weight).toBe('note')
  })
  test('and is refused if they do not', () => {
    const heard = listening('b.csv')
    const other = month({ types: [{ type: 'Burglary', counts: [0, 0] }] })
    expect(unlike(other, [month()], heard.say)).toBe(false)
    expect(heard.report.shown[0]).toMatchObject({ sort: 'twice', weight: 'refused' })
  })
})

describe('counts on older wards', () => {
  const lookup = (to: string, parts: [string, string, number][]): FoundLookup => ({
    ...{ from: 'LSOA21', to, basis: 'best fit', parts, names: {}, file: 'l.csv' },
  })
  /** Old ward A is LSOAs 1 and 2, B is 3; the new wards are P (1) and Q (2, 3). */
  const older = lookup('WD13', [
    ['L1', 'A', 1],
    ['L2', 'A', 1],
    ['L3', 'B', 1],
  ])
  const onto = lookup('WD24', [
    ['L1', 'P', 1],
    ['L2', 'Q', 1],
    ['L3', 'Q', 1],
  ])

  test('by LSOA they go through the lookup as they are', () => {
    const counts = month({
      areaKind: 'lsoa',
      areas: ['L1', 'L2', 'L9'],
      types: [{ type: 'Drugs', counts: [5, 6, 7] }],
    })
    const done = rebuild(counts, { onto, older: null, residents: null })
    expect(done?.counts).toMatchObject({
      ...{ areaKind: 'ward', areas: ['P', 'Q'], types: [{ type: 'Drugs', counts: [5, 6] }] },
      rebuiltFrom: 'through LSOAs of 2021 (best fit) to wards of 2024',
    })
    expect(done?.unplaced).toEqual([{ type: 'Drugs', count: 7 }])
  })

  test('by ward they are shared out by residents, and keep their total', () => {
    const counts = month({ types: [{ type: 'Drugs', counts: [8, 3] }] })
    const residents = { L1: 3000, L2: 1000, L3: 500 }
    const done = rebuild(counts, { onto, older, residents })
    expect(done?.counts.types).toEqual([{ type: 'Drugs', counts: [6, 5] }])
    expect(done?.counts.rebuiltFrom).toBe(
      'wards of 2013 through LSOAs of 2021 (best fit weighted by residents) to wards of 2024',
    )
    expect(rebuild(counts, { onto, older, residents: null })?.counts.types[0]?.counts).toEqual([
      4, 7,
    ])
  })

  test('a ward that a missing number belongs to stays not supplied', () => {
    const counts = month({ types: [{ type: 'Drugs', counts: [8, null] }] })
    expect(rebuild(counts, { onto, older, residents: null })?.counts.types[0]?.counts).toEqual([
      4,
      null,
    ])
  })

  test('those of the file and those held come onto the new wards once a lookup leads there', () => {
    const heard = listening()
    const lsoas = month({
      areaKind: 'lsoa',
      areas: ['L1', 'L2', 'L3'],
      types: [{ type: 'Drugs', counts: [1, 2, 3] }],
    })
    const held = [month({ types: [{ type: 'Drugs', counts: [3, 3] }] }), lsoas]
    const all: Found = {
      ...{ files: [], boundaries: [], lookups: [older, onto], populations: [], matrices: [] },
      ...{ partnerships: [], problems: [], tallies: [] },
      counts: [
        month({
          fromOn: '2024-04-01',
          toOn: '2024-04-30',
          types: [{ type: 'Drugs', counts: [8, 4] }],
        }),
      ],
    }
    const done = rebuildAll(all, ashford, held, heard.say)
    expect(done.map(({ fromOn, areas, types }) => [fromOn, areas, types[0]?.counts])).toEqual([
      ['2024-04-01', ['P', 'Q'], [4, 8]],
      // By its LSOAs, which know better than a share of the ward.
      ['2024-03-01', ['P', 'Q'], [1, 5]],
    ])
    expect(rebuildAll({ ...all, lookups: [] }, ashford, held, heard.say)).toEqual(all.counts)
    expect(rebuildAll({ ...all, lookups: [onto] }, ashford, [], heard.say)).toEqual(all.counts)
  })
})
