import { sayValue } from '../../indicator/words.ts'
import type { Status } from '../../plan/update.ts'
import type { Rag } from '../../scoring/target/evaluateTarget.ts'
import type { News } from '../news.ts'
import type { Standings } from '../stand/standings.ts'
import type { PriorityFigures } from '../sum/priorities.ts'
import type { Figures } from '../sum/sum.ts'
import type { TargetRow, Travel } from '../sum/targets.ts'

/** An action that is off track, as a room reads it. */
export interface OffLine {
  id: string
  ref: string
  text: string
  status: Status
  /** "Blocked, 12 days late". */
  why: string
  /** Who leads it; null where nobody is named. */
  lead: string | null
  /** What was last recorded of it, and the entry that says so. */
  note: string | null
  entryId: string | null
}

export interface TargetLine {
  id: string
  label: string
  rag: Rag
  reason: string
  /** As they are read: "1,234", "12.5%". Null where there is none. */
  actual: string | null
  target: string | null
  /** Which way the figure goes, and whether that is what the plan hopes for. */
  direction: TargetRow['direction']
  travel: Travel | null
}

/** People reached, of the actions that mean to reach a number. */
export interface ReachLine {
  id: string
  reached: number
  toReach: number
}

/** What a meeting is asked for. */
export interface AskLine {
  /** Of a barrier, or of a plan that was handed in. */
  id: string
  kind: 'barrier' | 'plan'
  text: string
  because: string
}

/** What a meeting looks at in one go: a priority, or what is asked for a plan as a whole. */
export interface Slide {
  /** Of the priority, or made of the plan's: an address names it, and it stays when others come or go. */
  id: string
  planId: string
  planTitle: string
  /** Null where it is no single priority's. */
  priorityId: string | null
  title: string
  lead: string | null
  news: News
  actions: number
  completed: number
  /** The most urgent first. */
  off: readonly OffLine[]
  /** What is off target first, then as in the plan. */
  targets: readonly TargetLine[]
  /** Measured without a target. */
  information: number
  /** One line, or none where nothing here means to reach a number. */
  reach: readonly ReachLine[]
  asks: readonly AskLine[]
}

type Shown = Pick<Figures, 'priorities' | 'waiting' | 'planIds'>

/**
 * The slides of a meeting about some plans: each priority of each, then what is asked for the plan as a
 * whole, where anything is. Nothing of a plan that is not among `planIds` is on any of them, whatever the
 * figures were asked for; within them, what stands here is what its reader may see.
 */
export function slidesOf(
  standings: Standings,
  { priorities, waiting, planIds: counted }: Shown,
  planIds: ReadonlySet<string>,
): Slide[] {
  const stood = new Map(standings.actions.map((it) => [it.action.id, it]))
  return counted
    .filter((id) => planIds.has(id))
    .flatMap((planId) => {
      const planTitle = standings.shelves.plan.one(planId)?.title ?? ''
      const mine = priorities.filter((it) => it.planId === planId)
      const asked = asksOf(standings, waiting, planId)
      const served = new Set(mine.flatMap(idsOf))
      const slides = mine.map((it): Slide => {
        const own = new Set(idsOf(it))
        const { actions, targets, priorityId } = it
        return {
          ...{ id: priorityId ?? `none-${planId}`, planId, planTitle, priorityId },
          ...{ title: it.title, news: actions.news, lead: leadOf(standings, priorityId) },
          ...{ actions: actions.all.count, completed: actions.byStatus.completed.count },
          off: actions.offTrack.behind.flatMap(({ id, why }) => {
            const found = stood.get(id)
            return found ? offLine(standings, found, why) : []
          }),
          targets: worstFirst(targets.rows).flatMap((row) => targetLine(standings, row)),
          information: targets.information.count,
          reach: reachOf(it),
          asks: asked.flatMap(({ actionId, ask }) => (actionId && own.has(actionId) ? ask : [])),
        }
      })
      const rest = asked.flatMap(({ actionId, ask }) =>
        actionId && served.has(actionId) ? [] : ask,
      )
      return rest.length > 0 ? [...slides, whole(planId, planTitle, rest)] : slides
    })
}

const idsOf = ({ actions }: PriorityFigures) => actions.all.behind.map(({ id }) => id)

function leadOf({ shelves }: Standings, priorityId: string | null): string | null {
  const priority = priorityId === null ? undefined : shelves.priority.one(priorityId)
  return shelves.agency.one(priority?.leadAgencyId)?.name ?? null
}

function offLine(
  { shelves }: Standings,
  { action, standing }: Standings['actions'][number],
  why: string,
): OffLine {
  const { id, ref, text, leadAgencyId } = action
  const lead = shelves.agency.one(leadAgencyId)?.name ?? null
  const note = standing.latest?.note?.trim() ?? ''
  return {
    ...{ id, ref, text, why, lead, status: standing.status, note: note === '' ? null : note },
    entryId: standing.latest?.id ?? null,
  }
}

const rags: readonly Rag[] = ['red', 'amber', 'grey', 'green']
const worstFirst = (rows: readonly TargetRow[]) =>
  rows.toSorted((a, b) => rags.indexOf(a.rag) - rags.indexOf(b.rag))

function targetLine({ shelves }: Standings, row: TargetRow): TargetLine | [] {
  const indicator = shelves.indicator.one(row.id)
  if (!indicator) return []
  const say = (value: number | null) => (value === null ? null : sayValue(value, indicator))
  const { id, rag, reason, actual, target, direction, travel } = row
  return {
    ...{ id, label: indicator.label, rag, reason, direction, travel },
    ...{ actual: say(actual), target: say(target) },
  }
}

function reachOf({ actions: { reached, toReach } }: PriorityFigures): ReachLine[] {
  if (toReach.count === 0) return []
  return [{ id: 'reach', reached: reached.count, toReach: toReach.count }]
}

interface Asked {
  /** The action it stands in the way of. */
  actionId: string | null
  ask: AskLine
}

function asksOf(
  { shelves, targets }: Standings,
  { undecided, approvals }: Figures['waiting'],
  planId: string,
): Asked[] {
  const handedIn = approvals.behind
    .filter(({ id }) => id === planId)
    .map(({ id, why }): Asked => {
      const text = 'Approve this plan, or send it back'
      return { actionId: null, ask: { id, kind: 'plan', text, because: why } }
    })
  const barriers = undecided.behind.flatMap(({ id, why }): Asked | [] => {
    const barrier = shelves.barrier.one(id)
    if (barrier?.planId !== planId) return []
    const { actionId, text, needs, needsAgencyId } = barrier
    const from = shelves.agency.one(needsAgencyId)?.name
    const because = needs ? `Needs: ${needs}${from ? ` (${from})` : ''}` : why
    const of = actionId ? (targets.get(actionId) ?? actionId) : null
    return { actionId: of, ask: { id, kind: 'barrier', text, because } }
  })
  return [...handedIn, ...barriers]
}

const whole = (planId: string, planTitle: string, asks: readonly AskLine[]): Slide => ({
  ...{ id: `whole-${planId}`, planId, planTitle, priorityId: null, lead: null },
  ...{ title: 'The plan as a whole', news: { is: 'no actions', label: '' } },
  ...{ actions: 0, completed: 0, off: [], targets: [], information: 0, reach: [], asks },
})
