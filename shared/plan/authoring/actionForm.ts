import { matchAgencies, writeAgencies } from '../../partnership/matchAgencies.ts'
import type { NamedAgency } from '../../partnership/agencyNames.ts'
import type { Action } from '../action.ts'
import type { Milestone } from '../milestone.ts'
import { readTimescale } from '../readTimescale.ts'
import type { Timescale } from '../timescale.ts'
import { sayDay } from '../when/say.ts'
import type { Span } from '../when/span.ts'
import { inOrder } from './order.ts'

/** A milestone as it is typed. */
export interface MilestoneFields {
  id: string
  text: string
  timescale: string
}

/** An action as it is typed: words in fields, and what is chosen from lists. */
export interface ActionFields {
  themeId: string
  ref: string
  text: string
  how: string
  desiredOutcome: string
  target: string
  evidence: string
  leadAgencyId: string
  stakeholders: string
  timescale: string
  reachCount: string
  reachAudience: string
  ownerIds: string[]
  acceptedByIds: string[]
  wardIds: string[]
  alsoPriorityIds: string[]
  milestones: MilestoneFields[]
}

export interface FormGround {
  plan: Span
  today: string
  agencies: readonly NamedAgency[]
}

/** A timescale without words of its own is shown as the date it means, which reads back as that date. */
export const wordsOf = (timescale: Timescale) =>
  timescale.words || (timescale.means === 'due' ? sayDay(timescale.dueOn) : '')

/** What the form opens with: the action as it stands. */
export function openAction(
  action: Action,
  milestones: readonly (Milestone & { id: string })[],
  { agencies }: Pick<FormGround, 'agencies'>,
): ActionFields {
  const named = action.stakeholderIds.flatMap((id) => agencies.find((it) => it.id === id) ?? [])
  return {
    themeId: action.themeId,
    ref: action.ref,
    text: action.text,
    how: action.how ?? '',
    desiredOutcome: action.desiredOutcome ?? '',
    target: action.target ?? '',
    evidence: action.evidence ?? '',
    leadAgencyId: action.leadAgencyId ?? '',
    stakeholders: writeAgencies(named, action.unmatchedAgencies ?? []),
    timescale: wordsOf(action.timescale),
    reachCount: action.reachTarget?.count.toLocaleString('en-GB') ?? '',
    reachAudience: action.reachTarget?.audience ?? '',
    ownerIds: [...action.ownerIds],
    acceptedByIds: [...(action.acceptedByIds ?? [])],
    wardIds: [...action.wardIds],
    alsoPriorityIds: [...(action.alsoPriorityIds ?? [])],
    milestones: inOrder(milestones).map((it) => ({
      id: it.id,
      text: it.text,
      timescale: wordsOf(it.timescale),
    })),
  }
}

const digits = (typed: string) => typed.replaceAll(/[,\s]/g, '')

export type ActionFault = { field: string; text: string }

export function faultsIn({ ref, text, reachCount, themeId, milestones }: ActionFields) {
  const faults: ActionFault[] = []
  if (text.trim() === '') faults.push({ field: 'text', text: 'Write what will be done' })
  if (ref.trim() === '') faults.push({ field: 'ref', text: 'Give the action a ref, such as 1.4' })
  if (themeId === '') faults.push({ field: 'themeId', text: 'Choose where it stands in the plan' })
  if (!/^\d{0,9}$/.test(digits(reachCount)))
    faults.push({
      field: 'reachCount',
      text: 'People to reach must be a whole number, such as 500',
    })
  for (const it of milestones)
    if (it.text.trim() === '' && it.timescale.trim() !== '')
      faults.push({ field: `milestone-${it.id}`, text: 'Write what the milestone is' })
  return faults
}

const orNull = (words: string) => (words.trim() === '' ? null : words.trim())
const MOST_KEPT = 50

/**
 * The action that a form without faults stands for. What was not touched in the form stays to the letter
 * as it was when the form was opened, so that only what somebody wrote is sent.
 */
export function entryOf(
  fields: ActionFields,
  opened: ActionFields,
  before: Action,
  { plan, today, agencies }: FormGround,
): Action {
  const isTouched = (name: keyof ActionFields) => fields[name] !== opened[name]
  const words = (name: 'how' | 'desiredOutcome' | 'target' | 'evidence') =>
    isTouched(name) ? orNull(fields[name]) : before[name]
  const list = (name: 'acceptedByIds' | 'alsoPriorityIds') =>
    fields[name].length > 0 ? fields[name] : null
  const isReach = isTouched('reachCount') || isTouched('reachAudience')
  return {
    ...before,
    themeId: fields.themeId,
    ref: isTouched('ref') ? fields.ref.trim() : before.ref,
    text: isTouched('text') ? fields.text.trim() : before.text,
    how: words('how'),
    desiredOutcome: words('desiredOutcome'),
    target: words('target'),
    evidence: words('evidence'),
    leadAgencyId: fields.leadAgencyId || null,
    ...(isTouched('stakeholders') ? stakeholdersOf(fields.stakeholders, before, agencies) : {}),
    timescale: isTouched('timescale')
      ? readTimescale(fields.timescale, plan, today).timescale
      : before.timescale,
    reachTarget: isReach ? reachOf(fields) : before.reachTarget,
    ownerIds: fields.ownerIds,
    acceptedByIds: list('acceptedByIds'),
    wardIds: fields.wardIds,
    alsoPriorityIds: list('alsoPriorityIds'),
  }
}

/** Partners whose agency is not known here stay: nobody could have seen them in the words. */
function stakeholdersOf(typed: string, before: Action, agencies: readonly NamedAgency[]) {
  const read = matchAgencies(typed, agencies)
  const unseen = before.stakeholderIds.filter((id) => !agencies.some((it) => it.id === id))
  const asked = [...read.ambiguous, ...read.partly].map(({ words }) => words)
  const kept = [...new Set([...read.unmatched, ...asked])].map((words) => words.slice(0, 300))
  return {
    stakeholderIds: [...read.ids, ...unseen],
    unmatchedAgencies: kept.length > 0 ? kept.slice(0, MOST_KEPT) : null,
  }
}

function reachOf({ reachCount, reachAudience }: ActionFields): Action['reachTarget'] {
  if (digits(reachCount) === '') return null
  return { count: Number(digits(reachCount)), audience: reachAudience.trim() }
}
