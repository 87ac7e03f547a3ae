import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../../shared/indicator/form.ts'
import { readFields } from '../../../shared/indicator/readFields.ts'
import type { IndicatorFields } from '../../../shared/indicator/form.ts'
import { Indicator } from '../../../shared/indicator/indicator.ts'
import type { Rule } from '../../../shared/indicator/indicator.ts'
import { ashford } from '../../fixtures/ashford/index.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import { indicator } from './made.ts'

const read = (more: Partial<IndicatorFields>) => readFields({ ...fieldsOf(indicator()), ...more })
const wrong = (more: Partial<IndicatorFields>) => {
  const found = read(more)
  return 'slips' in found ? found.slips.map(({ field }) => field) : []
}

describe('what is measured, as a form', () => {
  const demo = ashford('2026-11-22').filter(({ kind }) => kind === 'indicator')

  test.each(demo.map(({ id, entry }) => [id, v.parse(Indicator, entry)] as const))(
    '%s opens and is saved as it was',
    (_, it) => {
      const found = readFields(fieldsOf(it))
      if ('slips' in found) throw new Error(JSON.stringify(found.slips))
      for (const [field, value] of Object.entries(found.indicator))
        expect(value ?? null, field).toEqual((it as Record<string, unknown>)[field] ?? null)
    },
  )

  test.each<Rule>([
    { kind: 'change-percent', by: -2 },
    { kind: 'change-points', by: 1.5 },
    { kind: 'to', value: 700 },
    { kind: 'at-least', value: 12 },
    { kind: 'at-most', value: 611 },
    { kind: 'maintain' },
    { kind: 'maintain', within: 3 },
    { kind: 'group-average', value: 12.5 },
    { kind: 'share-of', total: 2000, share: 0.8 },
    { kind: 'output', count: 4 },
    { kind: 'to-be-set' },
  ])('the rule %j comes back', (rule) => {
    const found = readFields(fieldsOf(indicator({ rule })))
    expect('indicator' in found && found.indicator.rule).toEqual(rule)
  })

  test('its source, and what a rate is divided by', () => {
    const it = indicator({
      derivedFrom: {
        ...{ kind: 'counts', source: 'Home Office', publisher: 'Home Office' },
        ...{ areaKind: 'district', types: ['Robbery'] },
      },
      denominator: { label: 'residents', value: 118_000, vintage: 'Census 2011', per: 1000 },
    })
    const found = readFields(fieldsOf(it))
    if ('slips' in found) throw new Error(JSON.stringify(found.slips))
    expect(found.indicator.derivedFrom).toEqual(it.derivedFrom)
    expect(found.indicator.denominator).toEqual(it.denominator)
  })

  test('the areas whose counts are meant; none of them is all', () => {
    const of = (areas: string[] | null) =>
      indicator({
        derivedFrom: {
          ...{ kind: 'counts', source: 'police.uk', publisher: 'Kent Police' },
          ...{ areaKind: 'ward', types: ['Robbery'], areas },
        },
      })
    const areasOf = (it: ReturnType<typeof of>) => {
      const found = readFields(fieldsOf(it))
      const from = 'indicator' in found ? found.indicator.derivedFrom : null
      return from?.kind === 'counts' ? from.areas : 'no source'
    }
    expect(areasOf(of(['E05004871', 'E05004872']))).toEqual(['E05004871', 'E05004872'])
    expect(areasOf(of(null))).toBeUndefined()
    expect(areasOf(of([]))).toBeUndefined()
  })

  test.each<[Partial<IndicatorFields>, string[]]>([
    [{ label: ' ' }, ['label']],
    [{ from: '2022-01-01', to: '2021-01-01' }, ['from']],
    [{ baseline: '12-15' }, ['baseline']],
    [{ baseline: '747', baselineFrom: '' }, ['baselineFrom']],
    [{ amount: '' }, ['amount']],
    [{ rule: 'share-of', amount: '120', total: '5' }, ['amount']],
    [{ rule: 'to', amount: '12.5%' }, ['amount']],
    [{ denominator: '0', denominatorOf: 'residents', vintage: '2020' }, ['denominator']],
    [{ denominator: '118,000' }, ['denominatorOf']],
    [{ denominator: '118,000', denominatorOf: 'residents' }, ['vintage']],
    [{ source: '["Home Office","Home Office","district"]' }, ['types']],
    [{ source: 'nonsense' }, ['source']],
    [{ published: 'about 700' }, ['published']],
  ])('%j is asked about', (more, fields) => {
    expect(wrong(more)).toEqual(fields)
  })

  test('a printed number is kept as it is printed, and told of where the rule says another', () => {
    const found = read({ published: '981.5' })
    const it = 'indicator' in found ? { ...indicator(), ...found.indicator } : null
    expect(it?.published).toBe(981.5)
    const kinds = it && judge(it, [], '2021-06-30').contradictions.map(({ kind }) => kind)
    expect(kinds).toEqual(['published-misses-rule', 'impossible-count'])
  })

  test('no target needs no amount, and a target to be set neither', () => {
    expect(wrong({ rule: '', amount: 'nonsense' })).toEqual([])
    expect(wrong({ rule: 'to-be-set', amount: '' })).toEqual([])
  })
})
