import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { KeptFigures } from '../../../shared/figures/kept.ts'
import type { Figure } from '../../../shared/figures/figure.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import { tableOf } from '../../../shared/figures/table.ts'
import { asCsv } from '../../../web/src/lib/csvFile.ts'
import { District, happening, question } from './district.ts'

function figuresIn(value: unknown): Figure[] {
  if (typeof value !== 'object' || value === null) return []
  if ('behind' in value && 'count' in value) return [value as Figure]
  return Object.values(value).flatMap(figuresIn)
}

test('the rows behind any figure make a table whose counts add up to it', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), question, (happenings, it) => {
      const district = new District()
      const kept = new KeptFigures()
      kept.change(district.happen(happenings))
      for (const figure of figuresIn(kept.answer(it))) {
        const { fields, data } = tableOf(figure, kept.standOn(it.asAt))
        const [marking, ...lines] = data
        expect(marking).toHaveLength(1)
        expect(lines).toHaveLength(figure.behind.length)
        expect(lines.every((line) => line.length === fields.length)).toBe(true)
        const at = fields.indexOf('Counts')
        expect(lines.reduce((sum, line) => sum + Number(line[at]), 0)).toBe(figure.count)
      }
    }),
    { numRuns: 200 },
  )
})

const plan = {
  ...{ id: 'plan', title: 'Plan', kind: 'annual' as const, state: 'approved' as const },
  ...{ fromOn: '2026-04-01', toOn: '2027-03-31' },
}
const action = {
  ...{ id: 'a', planId: 'plan', priorityId: 'p', themeId: 't', ref: '=1+1', order: 1 },
  ...{ text: '@SUM(A1:A9), "quoted"', leadAgencyId: 'council', stakeholderIds: [], wardIds: [] },
  ...{ ownerIds: ['m'], reachTarget: null },
  timescale: { means: 'due' as const, words: '', dueOn: '2026-11-10' },
}
const fileOf = async (rows: ConstructorParameters<typeof KeptFigures>[0]) => {
  const kept = new KeptFigures(rows)
  const { actions } = kept.answer(plainQuestion('2026-11-22'))
  const text = await asCsv(tableOf(actions.offTrack, kept.standOn('2026-11-22')))
  return Papa.parse<string[]>(text.slice(1)).data
}

test('what a spreadsheet would run is only text in the file', async () => {
  const agency = {
    ...{ id: 'council', name: '-2+3', aliases: [], standing: 'voluntary' as const },
  }
  const [fields, marking, line] = await fileOf({ plan: [plan], action: [action], agency: [agency] })
  expect(fields).toEqual(['Ref', 'Action', 'Plan', 'Lead agency', 'Owners', 'Counts', 'Why'])
  expect(marking?.[0]).toBe('OFFICIAL')
  expect(line).toEqual([
    ...["'=1+1", `'@SUM(A1:A9), "quoted"`, 'Plan', "'-2+3", '', '1', '12 days late'],
  ])
})

test('the file carries the highest marking of what is in it', async () => {
  const second = (of: object) => fileOf({ plan: [{ ...plan, ...of }], action: [action] })
  expect((await second({ restrictedToId: 'group' }))[1]?.[0]).toBe('OFFICIAL-SENSITIVE')
  expect((await second({ marking: 'OFFICIAL-SENSITIVE' }))[1]?.[0]).toBe('OFFICIAL-SENSITIVE')
})
