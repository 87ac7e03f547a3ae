import * as v from 'valibot'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { Count, Id, Measure, Text } from './schema.ts'

const ReachEntry = v.object({
  id: Id,
  /** People reached; null when nobody counted, which is not zero. */
  count: v.nullable(Count),
  actionIds: v.optional(v.array(Id), []),
  eventId: v.optional(v.nullable(Id), null),
  audience: v.optional(v.nullable(Text), null),
  agencyId: v.optional(v.nullable(Id), null),
})
type ReachEntry = v.InferOutput<typeof ReachEntry>

const ReachTarget = v.object({
  actionId: Id,
  count: Count,
  /** Only entries for this audience count towards it; empty or absent counts every audience. */
  audience: v.optional(v.nullable(Text), null),
})
type ReachTarget = v.InferOutput<typeof ReachTarget>

/** A sum of many counts: past what one count may be. */
const Sum = v.pipe(v.number(), v.safeInteger('is not a whole number'), v.minValue(0, 'is negative'))

/** `uncounted` entries reached people nobody counted, so `reached` is a floor. */
const Reach = v.object({ id: Text, reached: Sum, entries: Sum, uncounted: Sum })
export type Reach = v.InferOutput<typeof Reach>

const ReachAgainstTarget = v.object({
  actionId: Id,
  audience: v.nullable(Text),
  target: Count,
  reached: Sum,
  remaining: Sum,
  /** 0 to 1 and beyond; null for a target of nobody. */
  share: v.nullable(Measure),
  met: v.boolean(),
})
export type ReachAgainstTarget = v.InferOutput<typeof ReachAgainstTarget>

const RolledUp = v.object({
  total: Reach,
  byAction: v.array(Reach),
  byEvent: v.array(Reach),
  byAudience: v.array(Reach),
  byAgency: v.array(Reach),
  targets: v.array(ReachAgainstTarget),
})
export type RolledUp = v.InferOutput<typeof RolledUp>

const BothRollUps = v.object({ first: RolledUp, second: RolledUp })

/**
 * Who was reached, added up from what was recorded in the field. The same whatever the order of the
 * entries, and roll-ups of two separate sets merge into the roll-up of both. An entry linked to two
 * actions counts in full for each and once in the total. Audiences are one when they differ only in
 * capitals or spaces; their id is in small letters.
 *
 * Throws `ScoringError` on an entry that appears twice, or a negative or fractional count.
 */
export function rollUp(
  entries: readonly v.InferInput<typeof ReachEntry>[],
  targets: readonly v.InferInput<typeof ReachTarget>[] = [],
): RolledUp {
  const known = parse(
    v.object({ entries: v.array(ReachEntry), targets: v.array(ReachTarget) }),
    { entries, targets },
    (input) => [...repeatedIds(input.entries, 'entries'), ...targetIssues(input.targets)],
  )
  return {
    total: added(known.entries, () => ['total'])[0] ?? {
      id: 'total',
      reached: 0,
      entries: 0,
      uncounted: 0,
    },
    byAction: added(known.entries, ({ actionIds }) => [...new Set(actionIds)]),
    byEvent: added(known.entries, ({ eventId }) => (eventId === null ? [] : [eventId])),
    byAudience: added(known.entries, ({ audience }) =>
      nameOf(audience) ? [nameOf(audience)] : [],
    ),
    byAgency: added(known.entries, ({ agencyId }) => (agencyId === null ? [] : [agencyId])),
    targets: known.targets
      .map((target) => against(target, reachedFor(target, known.entries)))
      .sort(byTarget),
  }
}

/** Adds two roll-ups of separate entries. Targets must be the same ones, or belong to one side only. */
export function mergeRollUps(first: RolledUp, second: RolledUp): RolledUp {
  const { first: a, second: b } = parse(BothRollUps, { first, second }, differingTargets)
  const rows = [...a.targets, ...b.targets]
  const keys = [...new Set(rows.map(keyOf))]
  return {
    total: mergedReach([a.total], [b.total])[0] ?? a.total,
    byAction: mergedReach(a.byAction, b.byAction),
    byEvent: mergedReach(a.byEvent, b.byEvent),
    byAudience: mergedReach(a.byAudience, b.byAudience),
    byAgency: mergedReach(a.byAgency, b.byAgency),
    targets: keys
      .flatMap((key) => {
        const same = rows.filter((row) => keyOf(row) === key)
        const reached = same.reduce((sum, row) => sum + row.reached, 0)
        const target = same[0]
        return target ? [against({ ...target, count: target.target }, reached)] : []
      })
      .sort(byTarget),
  }
}

function added(entries: ReachEntry[], keysOf: (entry: ReachEntry) => string[]): Reach[] {
  return mergedReach(
    entries.flatMap((entry) =>
      keysOf(entry).map((id) => ({
        id,
        reached: entry.count ?? 0,
        entries: 1,
        uncounted: entry.count === null ? 1 : 0,
      })),
    ),
    [],
  )
}

function mergedReach(a: Reach[], b: Reach[]): Reach[] {
  const found = new Map<string, Reach>()
  for (const { id, reached, entries, uncounted } of [...a, ...b]) {
    const sum = found.get(id) ?? { id, reached: 0, entries: 0, uncounted: 0 }
    found.set(id, {
      id,
      reached: sum.reached + reached,
      entries: sum.entries + entries,
      uncounted: sum.uncounted + uncounted,
    })
  }
  return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
}

const nameOf = (audience: string | null) =>
  audience?.trim().replace(/\s+/g, ' ').toLowerCase() ?? ''

const reachedFor = ({ actionId, audience }: ReachTarget, entries: ReachEntry[]) =>
  entries
    .filter((entry) => entry.actionIds.includes(actionId))
    .filter((entry) => !nameOf(audience) || nameOf(entry.audience) === nameOf(audience))
    .reduce((sum, { count }) => sum + (count ?? 0), 0)

const against = (
  { actionId, audience, count }: ReachTarget,
  reached: number,
): ReachAgainstTarget => ({
  actionId,
  audience: nameOf(audience) || null,
  target: count,
  reached,
  remaining: Math.max(0, count - reached),
  share: count === 0 ? null : reached / count,
  met: reached >= count,
})

const keyOf = ({ actionId, audience }: Pick<ReachTarget, 'actionId' | 'audience'>) =>
  JSON.stringify([actionId, nameOf(audience)])

const byTarget = (a: ReachAgainstTarget, b: ReachAgainstTarget) => (keyOf(a) < keyOf(b) ? -1 : 1)

function differingTargets({ first, second }: v.InferOutput<typeof BothRollUps>): ScoringIssue[] {
  const wanted = new Map(first.targets.map((target) => [keyOf(target), target.target]))
  return second.targets.flatMap((target, at) =>
    (wanted.get(keyOf(target)) ?? target.target) === target.target
      ? []
      : [{ path: `second.targets.${at}.target`, message: 'differs from the other roll-up' }],
  )
}

function targetIssues(targets: ReachTarget[]): ScoringIssue[] {
  const keys = targets.map(keyOf)
  return keys.flatMap((key, at) =>
    keys.indexOf(key) < at
      ? [{ path: `targets.${at}`, message: 'repeats the target of an action and audience' }]
      : [],
  )
}
