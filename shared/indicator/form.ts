import * as v from 'valibot'
import { AreaKind, CountSource } from '../assessment/recordedCounts.ts'
import type { RecordedCounts } from '../assessment/recordedCounts.ts'
import { Line } from '../words/schema.ts'
import type { DerivedFrom, Indicator, Rule, Unit } from './indicator.ts'
import { units } from './indicator.ts'
import { frequencies } from './period.ts'
import { readValue } from './readValue.ts'

/** An indicator as a form holds it: everything is words until it is saved. */
export interface IndicatorFields {
  label: string
  priorityId: string
  sourceAgencyId: string
  unit: string
  polarity: string
  frequency: string
  from: string
  to: string
  baseline: string
  baselineFrom: string
  baselineTo: string
  rule: string
  amount: string
  total: string
  targetWords: string
  tolerance: string
  source: string
  types: string[]
  denominator: string
  denominatorOf: string
  vintage: string
  /** A rate is per so many of them; empty is per 1,000. */
  per: string
  comment: string
}

export interface Slip {
  field: keyof IndicatorFields
  text: string
}

/** The kinds of target a form offers, in words. Its number is `amount`, signed for a change. */
export const ruleChoices: { value: Rule['kind'] | ''; label: string }[] = [
  { value: '', label: 'No target: it is watched' },
  { value: 'change-percent', label: 'A change in per cent' },
  { value: 'change-points', label: 'A change in points' },
  { value: 'to', label: 'To a number' },
  { value: 'at-least', label: 'At least' },
  { value: 'at-most', label: 'No more than' },
  { value: 'maintain', label: 'Hold what there was' },
  { value: 'group-average', label: 'The average of similar areas' },
  { value: 'share-of', label: 'A share of a total' },
  { value: 'output', label: 'So many of them' },
  { value: 'to-be-set', label: 'Still to be set' },
]

const SourceKey = v.pipe(v.string(), v.parseJson(), v.tuple([CountSource, Line, AreaKind]))
/** A source as one word of a list: publishers and sorts of area are never added together. */
export const sourceKey = (it: Pick<RecordedCounts, 'source' | 'publisher' | 'areaKind'>) =>
  JSON.stringify([it.source, it.publisher, it.areaKind])

export function fieldsOf(it: Partial<Indicator>): IndicatorFields {
  const { rule, baseline, derivedFrom, denominator } = it
  return {
    label: it.label ?? '',
    priorityId: it.priorityId ?? '',
    sourceAgencyId: it.sourceAgencyId ?? '',
    unit: it.unit ?? 'count',
    polarity: it.polarity ?? 'lower',
    frequency: it.frequency ?? '',
    from: it.period?.from ?? '',
    to: it.period?.to ?? '',
    baseline: words(baseline?.value),
    baselineFrom: baseline?.from ?? '',
    baselineTo: baseline?.to ?? '',
    rule: rule?.kind ?? '',
    amount: words(amountOf(rule)),
    total: rule?.kind === 'share-of' ? String(rule.total) : '',
    targetWords: it.targetWords ?? '',
    tolerance: words(it.tolerance),
    source:
      derivedFrom?.kind === 'counts'
        ? sourceKey(derivedFrom)
        : derivedFrom?.kind === 'events'
          ? 'events'
          : '',
    types: derivedFrom?.kind === 'counts' ? derivedFrom.types : [],
    denominator: words(denominator?.value),
    denominatorOf: denominator?.label ?? '',
    vintage: denominator?.vintage ?? '',
    per: words(denominator?.per),
    comment: it.comment ?? '',
  }
}

const words = (value: number | null | undefined) => (value == null ? '' : String(value))

function amountOf(rule: Rule | null | undefined): number | null {
  switch (rule?.kind) {
    case 'change-percent':
    case 'change-points':
      return rule.by
    case 'to':
    case 'at-least':
    case 'at-most':
    case 'group-average':
      return rule.value
    case 'maintain':
      return rule.within ?? null
    case 'share-of':
      return Math.round(rule.share * 1e6) / 1e4
    case 'output':
      return rule.count
    default:
      return null
  }
}

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
      ...{ label: fields.label.trim(), unit, polarity, period, baseline, rule, tolerance },
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

function readSource({ source, types }: IndicatorFields, say: Say): DerivedFrom | null {
  if (source === '') return null
  if (source === 'events') return { kind: 'events' }
  const read = v.safeParse(SourceKey, source)
  if (!read.success) return say('source', 'Choose where its figures come from')
  const [by, publisher, areaKind] = read.output
  if (types.length === 0) return say('types', 'Choose what of it is counted')
  return { kind: 'counts', source: by, publisher, areaKind, types }
}
