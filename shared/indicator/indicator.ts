import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { AreaCode, AreaKind, CountSource } from '../assessment/recordedCounts.ts'
import { DateOn, Id, Line, Measure, Order, Paragraph, optionalLine } from '../words/schema.ts'

export const Period = v.object({ from: DateOn, to: DateOn })
export type Period = v.InferOutput<typeof Period>

/** How a target says what it wants. `by` is signed: -2 is two per cent (or points) down. */
export const Rule = v.variant('kind', [
  v.object({ kind: v.literal('change-percent'), by: Measure }),
  v.object({ kind: v.literal('change-points'), by: Measure }),
  v.object({ kind: v.literal('to'), value: Measure }),
  v.object({ kind: v.literal('at-least'), value: Measure }),
  v.object({ kind: v.literal('at-most'), value: Measure }),
  v.object({ kind: v.literal('maintain'), within: v.optional(Measure) }),
  v.object({ kind: v.literal('group-average'), value: Measure }),
  v.object({ kind: v.literal('share-of'), total: Measure, share: Measure }),
  v.object({ kind: v.literal('output'), count: Measure }),
  v.object({ kind: v.literal('to-be-set') }),
])
export type Rule = v.InferOutput<typeof Rule>

export const units = ['count', 'rate', 'percent', 'currency'] as const
export const Unit = v.picklist(units)
export type Unit = v.InferOutput<typeof Unit>

/**
 * Where values come from when nobody types them. Counts are those of one publisher by one sort of area: two
 * publishers are never added together. No areas, all of them.
 */
export const DerivedFrom = v.variant('kind', [
  v.object({ kind: v.literal('events') }),
  v.object({
    kind: v.literal('counts'),
    source: CountSource,
    publisher: Line,
    areaKind: AreaKind,
    types: v.pipe(v.array(Line), v.minLength(1, 'names no type'), v.maxLength(200)),
    areas: v.nullish(v.pipe(v.array(AreaCode), v.maxLength(1500))),
  }),
])
export type DerivedFrom = v.InferOutput<typeof DerivedFrom>

/** What a rate is so many of, and as at when: "residents", 129,300, "mid-2020". */
export const Denominator = v.object({
  label: Line,
  value: v.pipe(Measure, v.gtValue(0, 'is not above zero')),
  vintage: Line,
  per: v.nullish(v.pipe(Measure, v.gtValue(0, 'is not above zero'))),
})
export type Denominator = v.InferOutput<typeof Denominator>

/** A measured thing. With a `rule` it is a key performance indicator; with none, management information. */
export const Indicator = v.object({
  planId: Id,
  priorityId: v.nullable(Id),
  label: Line,
  order: Order,
  sourceAgencyId: v.nullable(Id),
  unit: Unit,
  /** How often a value is due; without it, whenever one comes. */
  frequency: v.nullish(v.picklist(['month', 'quarter', 'year'])),
  derivedFrom: v.nullish(DerivedFrom),
  denominator: v.nullish(Denominator),
  /** What the plan hopes for: more reports of domestic abuse can be the aim. */
  polarity: v.picklist(['lower', 'higher', 'neutral']),
  baseline: v.nullable(v.object({ value: Measure, from: DateOn, to: DateOn })),
  rule: v.nullable(Rule),
  published: v.nullish(Measure),
  /** What its target asked for the year before, exact: a new one that is easier says so. */
  previous: v.nullish(Measure),
  tolerance: v.nullish(Measure),
  period: Period,
  /** The target as the partnership words it. */
  targetWords: v.nullish(optionalLine),
  comment: v.nullish(Paragraph),
  ...marked,
})
export type Indicator = v.InferOutput<typeof Indicator>
