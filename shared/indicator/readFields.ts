import * as v from 'valibot'
import { AreaKind, CountSource } from '../assessment/recordedCounts.ts'
import { Line } from '../words/schema.ts'
import { ruleChoices } from './form.ts'
import type { IndicatorFields, Slip } from './form.ts'
import type { DerivedFrom, Indicator, Rule, Unit } from './indicator.ts'
import { units } from './indicator.ts'
import { frequencies } from './period.ts'
import { readValue } from './readValue.ts'

const SourceKey = v.pipe(v.string(), v.parseJson(), v.tuple([CountSource, Line, AreaKind]))

type Read = Pick<
  Indicator,
  | 'label'
  | 'priorityId'
  | 'sourceAgencyId'
  | 'unit'
  | 'polarity'
  | 'frequency'
  | 'period'
  | 'baseline'
  | 'rule'
  | 'targetWords'
  | 'published'
  | 'tolerance'
  | 'derivedFrom'
  | 'denominator'
  | 'comment'
>

/** The indicator that a form says, or what is wrong with it, field by field. */
export function readFields(fields: IndicatorFields): { indicator: Read } | { slips: Slip[] } {
  const slips: Slip[] = []
  const say = (field: keyof IndicatorFields, text: string) => {
    slips.push({ field, text })
    return null
  }
  const unit = units.find((it) => it === fields.unit) ?? 'count'
  const number = (field: keyof IndicatorFields, text: string, of: Unit): number | null => {
    const read = readValue(text, of)
    if (read.is === 'value') return read.value
    return say(field, read.is === 'question' ? read.ask : 'Enter a number')
  }
  if (!fields.label.trim()) say('label', 'Enter what is measured')
  const period = { from: fields.from, to: fields.to }
  if (!period.from || !period.to || period.from > period.to)
    say('from', 'Enter the days its target is for, the first before the last')
  const baseline = fields.baseline.trim()
    ? {
        value: number('baseline', fields.baseline, unit) ?? 0,
        from: fields.baselineFrom,
        to: fields.baselineTo,
      }
    : null
  if (baseline && (!baseline.from || !baseline.to || baseline.from > baseline.to))
    say('baselineFrom', 'Enter the days that the figure to start from covers')
  const rule = readRule(fields, unit, number, say)
  // As it is printed: 2.4 of a thing is told beside it, and not refused.
  const published = fields.published.trim()
    ? number('published', fields.published, unit === 'count' ? 'rate' : unit)
    : null
  const tolerance = fields.tolerance.trim()
    ? number('tolerance', fields.tolerance, 'percent')
    : null
  const denominator = readDenominator(fields, number, say)
  const derivedFrom = readSource(fields, say)
  if (slips.length > 0) return { slips }
  const polarity =
    fields.polarity === 'higher' || fields.polarity === 'neutral' ? fields.polarity : 'lower'
  return {
    indicator: {
      ...{
        label: fields.label.trim(),
        unit,
        polarity,
        period,
        baseline,
        rule,
        published,
        tolerance,
      },
      priorityId: fields.priorityId || null,
      sourceAgencyId: fields.sourceAgencyId || null,
      frequency: frequencies.find((it) => it === fields.frequency) ?? null,
      targetWords: fields.targetWords.trim() || null,
      ...{ derivedFrom, denominator },
      comment: fields.comment.trim() || null,
    },
  }
}

type Say = (field: keyof IndicatorFields, text: string) => null
type ReadNumber = (field: keyof IndicatorFields, text: string, of: Unit) => number | null

function readRule(fields: IndicatorFields, unit: Unit, number: ReadNumber, say: Say): Rule | null {
  const kind = ruleChoices.find(({ value }) => value === fields.rule)?.value ?? ''
  const amount = (of: Unit) => number('amount', fields.amount, of) ?? 0
  switch (kind) {
    case '':
      return null
    case 'to-be-set':
      return { kind }
    case 'change-percent':
    case 'change-points':
      return { kind, by: amount('percent') }
    case 'to':
    case 'at-least':
    case 'at-most':
      return { kind, value: amount(unit) }
    case 'group-average':
      // An average of counts need not be whole.
      return { kind, value: amount(unit === 'count' ? 'rate' : unit) }
    case 'output':
      return { kind, count: amount('count') }
    case 'maintain': {
      if (!fields.amount.trim()) return { kind }
      const within = amount('percent')
      return within < 0 ? say('amount', 'Enter how far it may move, from 0 up') : { kind, within }
    }
    case 'share-of': {
      const share = amount('percent') / 100
      const total = number('total', fields.total, 'rate') ?? 0
      return share < 0 || share > 1
        ? say('amount', 'Enter a share between 0 and 100 per cent')
        : { kind, total, share }
    }
  }
}

function readDenominator(
  { denominator, denominatorOf, vintage, per }: IndicatorFields,
  number: ReadNumber,
  say: Say,
): Indicator['denominator'] {
  if (!denominator.trim()) return null
  const value = number('denominator', denominator, 'rate')
  if (value === null) return null
  if (value <= 0) return say('denominator', 'Enter how many there are, above zero')
  if (!denominatorOf.trim()) return say('denominatorOf', 'Enter what they are, as “residents”')
  if (!vintage.trim()) return say('vintage', 'Enter as at when: every rate says it')
  return { value, label: denominatorOf.trim(), vintage: vintage.trim(), per: Number(per) || 1000 }
}

function readSource({ source, types, areas }: IndicatorFields, say: Say): DerivedFrom | null {
  if (source === '') return null
  if (source === 'events') return { kind: 'events' }
  const read = v.safeParse(SourceKey, source)
  if (!read.success) return say('source', 'Choose where its figures come from')
  const [by, publisher, areaKind] = read.output
  if (types.length === 0) return say('types', 'Choose what of it is counted')
  return {
    ...{ kind: 'counts', source: by, publisher, areaKind, types },
    ...(areas.length > 0 ? { areas } : {}),
  }
}
