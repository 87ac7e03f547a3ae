import { matchAgencies } from '../../../../shared/partnership/matchAgencies.ts'
import { standsIn } from '../../../../shared/plan/authoring/actions.ts'
import type { ActionRow } from '../../../../shared/plan/authoring/actions.ts'
import { inOrder } from '../../../../shared/plan/authoring/order.ts'
import { readTimescale } from '../../../../shared/plan/readTimescale.ts'
import { repeatedRefs } from '../../../../shared/plan/refs.ts'
import { smartCheck } from '../../../../shared/plan/smart.ts'
import type { Lack } from '../../../../shared/plan/smart.ts'
import { standingOf } from '../people.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

export type PriorityRow = RowOf<'priority'>
export type ThemeRow = RowOf<'theme'>

/** An action as its author sees it: where it stands, and what about it wants a look. */
export interface ActionLine {
  action: ActionRow
  lacks: Lack[]
  /** Others of the plan with the same ref. */
  sameRef: ActionRow[]
  ownersGone: string[]
  /** Partners that no agency is known for. */
  unmatched: string[]
  /** Partners that are known by now: their short name was learnt, or they have come. */
  learnt: { words: string; ids: string[] }[]
  /** What is to be asked about its timescale. */
  question?: string
  merged: ActionRow[]
  /** Two people moved it at once: its theme is one's, and the priority it counts under the other's. */
  isTorn: boolean
}

export interface ThemeLines {
  theme: ThemeRow
  lines: ActionLine[]
}

export interface PriorityLines {
  priority: PriorityRow
  leadAgency: string | undefined
  themes: ThemeLines[]
  /** Actions of other priorities that serve this one too. */
  alsoServing: ActionRow[]
}

export interface Outline {
  priorities: PriorityLines[]
  /** Actions whose theme has been taken out while somebody put them there. */
  loose: ActionLine[]
}

/** A plan laid out for whoever writes it. Every action of it stands somewhere. */
export function outline(shell: Shell, plan: RowOf<'plan'>): Outline {
  const actions = shell.all('action').filter(({ planId }) => planId === plan.id)
  const byId = new Map(actions.map((it) => [it.id, it]))
  const find = (id: string) => byId.get(id)
  const standsFor = new Map(actions.map((it) => [it.id, standsIn(it, find).id]))
  const stands = inOrder(actions.filter((it) => standsFor.get(it.id) === it.id))
  const repeated = repeatedRefs(stands.map((it) => ({ ...it, mergedIntoId: null })))
  const milestones = byAction(shell.all('milestone'))
  const line = (action: ActionRow): ActionLine => ({
    action,
    ...checkAction(shell, plan, action, milestones.get(action.id) ?? []),
    sameRef: (repeated.get(action.id) ?? []).flatMap(({ id }) => byId.get(id) ?? []),
    merged: actions.filter((it) => it.id !== action.id && standsFor.get(it.id) === action.id),
    isTorn: shell.one('theme', action.themeId)?.priorityId !== action.priorityId,
  })
  const themes = inOrder(shell.all('theme'))
  const priorities = inOrder(shell.all('priority').filter(({ planId }) => planId === plan.id)).map(
    (priority) => ({
      priority,
      leadAgency: shell.one('agency', priority.leadAgencyId ?? '')?.name,
      themes: themes
        .filter((theme) => theme.priorityId === priority.id)
        .map((theme) => ({
          theme,
          lines: stands.filter(({ themeId }) => themeId === theme.id).map(line),
        })),
      alsoServing: stands.filter(
        (it) => it.priorityId !== priority.id && it.alsoPriorityIds?.includes(priority.id),
      ),
    }),
  )
  const listed = new Set(
    priorities.flatMap((it) =>
      it.themes.flatMap(({ lines }) => lines.map(({ action }) => action.id)),
    ),
  )
  return { priorities, loose: stands.filter(({ id }) => !listed.has(id)).map(line) }
}

function byAction(milestones: readonly RowOf<'milestone'>[]) {
  const groups = new Map<string, RowOf<'milestone'>[]>()
  for (const it of milestones) groups.set(it.actionId, [...(groups.get(it.actionId) ?? []), it])
  return groups
}

/** What wants a look about one action: what it lacks, owners who have left, partners nobody knows. */
export function checkAction(
  shell: Shell,
  plan: RowOf<'plan'>,
  action: ActionRow,
  milestones: readonly Pick<RowOf<'milestone'>, 'timescale'>[],
) {
  const owners = action.ownerIds.flatMap((id) => {
    const person = shell.one('member', id)
    return person ? [{ id, name: person.name, hasLeft: standingOf(person) === 'left' }] : []
  })
  const question = questionOf(shell, plan, action)
  const priority = shell.one('priority', action.priorityId)
  return {
    lacks: smartCheck(action, { owners, milestones, priority, question }),
    ownersGone: owners.filter(({ hasLeft }) => hasLeft).map(({ name }) => name),
    ...partnersOf(shell, action),
    ...(question && { question }),
  }
}

/** Words that an agency stands among ("ABC Licensing") count as it, and want nobody's look. */
function partnersOf(shell: Shell, { unmatchedAgencies }: ActionRow) {
  const read = (unmatchedAgencies ?? []).map((words) => ({ words, ...readPartners(shell, words) }))
  return {
    unmatched: read.filter(({ ids }) => ids.length === 0).map(({ words }) => words),
    learnt: read.filter(({ ids, partly }) => ids.length > 0 && partly.length === 0),
  }
}

/** The same question as when it was typed; words of a timescale that was set in another way are not read. */
function questionOf({ today }: Shell, plan: RowOf<'plan'>, { timescale }: ActionRow) {
  const { timescale: read, question } = readTimescale(timescale.words, plan, today)
  return read.means === timescale.means ? question : undefined
}

/** What the words about partners mean today: aliases are learnt, and agencies come. */
export const readPartners = (shell: Shell, words: string) =>
  matchAgencies(words, shell.all('agency'))
