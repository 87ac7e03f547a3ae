import type { RecordedCounts } from '../assessment/recordedCounts.ts'
import type { Indicator, Rule } from './indicator.ts'

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
  /** The target as a number, where the plan prints one. */
  published: string
  tolerance: string
  source: string
  types: string[]
  /** Codes of the areas that are counted; none is all of them. */
  areas: string[]
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
    published: words(it.published),
    tolerance: words(it.tolerance),
    source:
      derivedFrom?.kind === 'counts'
        ? sourceKey(derivedFrom)
        : derivedFrom?.kind === 'events'
          ? 'events'
          : '',
    types: derivedFrom?.kind === 'counts' ? derivedFrom.types : [],
    areas: derivedFrom?.kind === 'counts' ? (derivedFrom.areas ?? []) : [],
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
