import type { Plan } from '../plan/plan.ts'
import type { Approval } from './approval.ts'

export type Step = Approval & { id: string }

/** One go at having a plan approved. Several people may submit or decide at once: the first of each counts. */
export interface Round {
  round: number
  submitted: Step[]
  /** Approvals and returns, the one that counts first. */
  decided: Step[]
  outcome: 'waiting' | 'approved' | 'returned'
}

export interface PlanLife {
  /** Newest first. */
  rounds: Round[]
  /** The approval in force: the first of the latest round that was approved. */
  approved: Step | null
  /** A round that has been handed in and not decided. */
  waiting: Round | null
  /** By quarter, who signed it off, in order. */
  signOffs: ReadonlyMap<string, Step[]>
  rolled: Step[]
  /** The state that the steps amount to; null while nobody has taken one. */
  state: Plan['state'] | null
}

/** By the time noted on the device, then by id, so that every device puts them in one order. */
const inOrder = (a: Step, b: Step) =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id < b.id ? -1 : 1

/**
 * The life of a plan, worked out from its steps. They add up in any order of arrival: a step that
 * comes late takes its place in its round, and the round says who else took it.
 */
export function planLife(planId: string, approvals: readonly Step[]): PlanLife {
  const steps = approvals.filter((it) => it.planId === planId).toSorted(inOrder)
  const rounds = roundsOf(steps)
  const approved = rounds.find(({ outcome }) => outcome === 'approved')?.decided[0] ?? null
  const waiting = rounds[0]?.outcome === 'waiting' ? rounds[0] : null
  const rolled = steps.filter(({ step }) => step === 'rolled forward')
  return {
    rounds,
    approved,
    waiting,
    signOffs: groupBy(
      steps.filter(({ step, quarter }) => step === 'signed off' && quarter),
      ({ quarter }) => quarter ?? '',
    ),
    rolled,
    state: stateOf(rounds.length > 0, approved, waiting, rolled),
  }
}

function groupBy<K>(steps: readonly Step[], keyOf: (step: Step) => K): Map<K, Step[]> {
  const groups = new Map<K, Step[]>()
  for (const step of steps) groups.set(keyOf(step), [...(groups.get(keyOf(step)) ?? []), step])
  return groups
}

const ofRounds: readonly string[] = ['submitted', 'returned', 'approved']

function roundsOf(steps: readonly Step[]): Round[] {
  const groups = groupBy(
    steps.filter(({ step }) => ofRounds.includes(step)),
    ({ round }) => round,
  )
  return [...groups]
    .sort(([a], [b]) => b - a)
    .map(([round, mine]) => {
      const decided = mine.filter(({ step }) => step !== 'submitted')
      const first = decided[0]?.step
      return {
        round,
        submitted: mine.filter(({ step }) => step === 'submitted'),
        decided,
        outcome: first === 'approved' ? 'approved' : first === 'returned' ? 'returned' : 'waiting',
      }
    })
}

/** What was approved stays approved while a later round waits or has been sent back. */
function stateOf(
  isBegun: boolean,
  approved: Step | null,
  waiting: Round | null,
  rolled: readonly Step[],
): Plan['state'] | null {
  if (rolled.length > 0) return 'archived'
  if (approved) return 'approved'
  if (waiting) return 'submitted'
  return isBegun ? 'draft' : null
}

/** The round that a step taken now belongs to. A submission opens one; a decision closes the open one. */
export function roundFor(step: Approval['step'], { rounds, waiting }: PlanLife): number {
  const last = rounds[0]?.round ?? 0
  if (step === 'signed off' || step === 'rolled forward') return Math.max(1, last)
  return waiting ? waiting.round : last + 1
}

export interface Choices {
  submit: boolean
  giveBack: boolean
  approve: boolean
}

/**
 * What can be done with a plan as it stands. A board may approve without being asked, and may approve
 * anew what was changed since; there is nothing to hand in or to approve while nothing is new.
 */
export function choicesOf(plan: Pick<Plan, 'state'>, life: PlanLife, isChanged: boolean): Choices {
  const isOpen = plan.state !== 'archived'
  const isNew = life.approved === null || isChanged
  return {
    submit: isOpen && life.waiting === null && isNew && (plan.state === 'draft' || isChanged),
    giveBack: isOpen && life.waiting !== null,
    approve: isOpen && (life.waiting !== null || isNew),
  }
}
