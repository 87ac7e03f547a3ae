import { standingByFamily } from '../event/family.ts'
import { mergeTargets } from '../plan/merged.ts'
import { addDays, daysBetween } from '../words/dates.ts'
import { dayInUk } from '../words/dayInUk.ts'
import type { Finding, Urgency } from './finding.ts'
import type { FindingStep, Step } from './findingStep.ts'

type Stored<T> = T & { id: string }

export const daysFor: Record<Urgency, number> = { now: 0, 'this week': 7, 'when you can': 28 }

/** How a finding stands, worked out from its steps and from those joined to it. */
export interface FindingStanding {
  finding: Stored<Finding>
  /** Null while nobody has done anything about it. */
  step: Step | null
  latest: Stored<FindingStep> | null
  /** Newest first. */
  steps: Stored<FindingStep>[]
  /** Others that say the same; kept, and counted with this one as one. */
  joined: Stored<Finding>[]
  isOpen: boolean
  dueOn: string
  daysLate: number
}

export const isEnded = (step: Step | null) => step === 'put right' || step === 'nothing to be done'

/** How one finding stands: from its steps that count, in the order of their rows, and those joined to it. */
export type StandOne = (
  finding: Stored<Finding>,
  steps: readonly Stored<FindingStep>[],
  joined: Stored<Finding>[],
  today: string,
) => FindingStanding

/**
 * Every finding that is not joined to another, each with how it stands on `today`. `stand` may remember
 * what it answered for the very same rows.
 */
export function standFindings(
  findings: readonly Stored<Finding>[],
  steps: readonly Stored<FindingStep>[],
  today: string,
  stand: StandOne = standOne,
): FindingStanding[] {
  const into = mergeTargets(
    findings.map(({ id, joinedToId }) => ({ id, mergedIntoId: joinedToId })),
  )
  const home = (id: string) => into.get(id) ?? id
  const stepsOf = new Map<string, Stored<FindingStep>[]>()
  for (const step of standingByFamily(steps).values()) push(stepsOf, home(step.findingId), step)
  const joinedTo = new Map<string, Stored<Finding>[]>()
  for (const finding of findings)
    if (into.has(finding.id)) push(joinedTo, home(finding.id), finding)
  return findings
    .filter(({ id }) => !into.has(id))
    .map((finding) => {
      const joined = joinedTo.get(finding.id) ?? []
      return stand(finding, stepsOf.get(finding.id) ?? [], joined, today)
    })
}

export const standOne: StandOne = (finding, steps, joined, today) => {
  const log = steps.toSorted((a, b) => compare(b.recordedAt, a.recordedAt) || compare(b.id, a.id))
  const step = log[0]?.step ?? null
  const isOpen = !isEnded(step)
  // Of several that say the same the most urgent counts, from the day of the first.
  const dueOn = [finding, ...joined].map(dueOf).sort()[0] ?? today
  return {
    ...{ finding, step, latest: log[0] ?? null, steps: log, joined, isOpen, dueOn },
    daysLate: isOpen ? Math.max(0, daysBetween(dueOn, today)) : 0,
  }
}

const dueOf = ({ recordedAt, urgency }: Finding) => addDays(dayInUk(recordedAt), daysFor[urgency])

/** Open ones first, the longest overdue on top; then what has ended, the latest first. */
export function byNeed(a: FindingStanding, b: FindingStanding): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1
  if (!a.isOpen)
    return compare(b.latest?.recordedAt ?? '', a.latest?.recordedAt ?? '') || byId(a, b)
  return compare(a.dueOn, b.dueOn) || byId(a, b)
}

const byId = (a: FindingStanding, b: FindingStanding) => compare(a.finding.id, b.finding.id)

function push<T>(groups: Map<string, T[]>, key: string, it: T) {
  const group = groups.get(key)
  if (group) group.push(it)
  else groups.set(key, [it])
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
