import type { GenericSchema, InferOutput } from 'valibot'
import { Driver } from './assessment/driver.ts'
import { Edition } from './assessment/edition.ts'
import { KeyFinding } from './assessment/keyFinding.ts'
import { MatrixRow } from './assessment/matrixRow.ts'
import { AreaLookup, Boundary, Population } from './assessment/place.ts'
import { RecordedCounts } from './assessment/recordedCounts.ts'
import { Survey } from './assessment/survey.ts'
import { Event } from './event/event.ts'
import { Outreach } from './event/outreach.ts'
import { eventParts } from './event/parts.ts'
import { Finding } from './finding/finding.ts'
import { FindingStep } from './finding/findingStep.ts'
import { Approval } from './governance/approval.ts'
import { ApprovedText } from './governance/approvedText.ts'
import { Meeting } from './governance/meeting.ts'
import { Minute } from './governance/minute.ts'
import { Indicator } from './indicator/indicator.ts'
import { Observation } from './indicator/observation.ts'
import { Award } from './money/award.ts'
import { Fund } from './money/fund.ts'
import { Spend } from './money/spend.ts'
import { Agency } from './partnership/agency.ts'
import { Group } from './partnership/group.ts'
import { Member } from './partnership/member.ts'
import { Partnership } from './partnership/partnership.ts'
import { Ward } from './partnership/ward.ts'
import { Action } from './plan/action.ts'
import { Barrier } from './plan/barrier.ts'
import { Comment } from './plan/comment.ts'
import { Milestone } from './plan/milestone.ts'
import { Note } from './plan/note.ts'
import { Plan } from './plan/plan.ts'
import { Priority } from './plan/priority.ts'
import { Request } from './plan/request.ts'
import { Theme } from './plan/theme.ts'
import { Update } from './plan/update.ts'
import { Photo } from './photo/photo.ts'
import { Risk } from './risk/risk.ts'
import { RiskReview } from './risk/riskReview.ts'

/**
 * Every kind of row that syncs, on one page. A new noun is one line here and a schema of its own:
 * neither the sync engine nor the database needs to change for it.
 *
 * A field of a row that may be absent is `nullish`, never `optional`: emptying it is an edit to null,
 * and null must pass.
 */
export interface KindRule {
  schema: GenericSchema
  /** Append-only. It is created once and never edited; a correction supersedes it. */
  fact?: true
  /**
   * Fields that hold the id (or ids) of another row, and that row's kind. The server refuses a
   * mutation whose refs it cannot find, so nothing hangs in the air. `@ofKind`: that field says the kind.
   */
  refs?: Readonly<Record<string, string>>
  /** Fields that hold a record whose entries merge one by one, addressed as `cells/volume`. */
  parts?: readonly string[]
  /** The ref whose scope this row shares. It is said once: a row does not move between scopes. */
  within?: string
  /** Everything under such a row is a scope of its own, which can be restricted to a group. */
  opensScope?: true
  /** Fields in which a person writes freely, and so might name a resident. Of a record: its entries' texts. */
  words?: readonly string[]
}

/** What an analyst loads from a file stands in the edition it was loaded for. */
const loadedRule = {
  within: 'editionId',
  refs: { editionId: 'edition', byId: 'member' },
  words: ['file', 'publisher'],
} as const

export const kinds = {
  partnership: { schema: Partnership },
  agency: { schema: Agency, words: ['note'] },
  ward: { schema: Ward },
  group: { schema: Group, refs: { chairId: 'member' }, words: ['remit'] },
  member: {
    schema: Member,
    refs: { agencyId: 'agency', wardIds: 'ward', groupIds: 'group', eventId: 'event' },
  },
  plan: {
    schema: Plan,
    opensScope: true,
    refs: { restrictedToId: 'group', groupId: 'group', carriedFromId: 'plan' },
    words: ['aim', 'note'],
  },
  priority: {
    schema: Priority,
    within: 'planId',
    refs: { planId: 'plan', leadAgencyId: 'agency', carriedFromId: 'priority' },
    words: ['title', 'champion', 'rationale', 'approach'],
  },
  theme: { schema: Theme, within: 'priorityId', refs: { priorityId: 'priority' } },
  action: {
    schema: Action,
    within: 'planId',
    refs: {
      planId: 'plan',
      priorityId: 'priority',
      themeId: 'theme',
      leadAgencyId: 'agency',
      stakeholderIds: 'agency',
      ownerIds: 'member',
      wardIds: 'ward',
      alsoPriorityIds: 'priority',
      acceptedByIds: 'member',
      carriedFromId: 'action',
      mergedIntoId: 'action',
      splitFromId: 'action',
    },
    words: ['text', 'how', 'desiredOutcome', 'target', 'evidence'],
  },
  update: {
    schema: Update,
    fact: true,
    within: 'actionId',
    refs: {
      actionId: 'action',
      byId: 'member',
      supersedes: 'update',
      milestoneIds: 'milestone',
      eventId: 'event',
    },
    words: ['note'],
  },
  milestone: {
    schema: Milestone,
    within: 'actionId',
    refs: { actionId: 'action' },
    words: ['text'],
  },
  barrier: {
    schema: Barrier,
    within: 'planId',
    refs: {
      planId: 'plan',
      actionId: 'action',
      needsAgencyId: 'agency',
      ownerId: 'member',
      byId: 'member',
    },
    words: ['text', 'needs', 'decision', 'note'],
  },
  request: {
    schema: Request,
    fact: true,
    within: 'actionId',
    refs: { actionId: 'action', toIds: 'member', byId: 'member' },
    words: ['text'],
  },
  note: {
    schema: Note,
    fact: true,
    within: 'actionId',
    refs: { actionId: 'action', agencyId: 'agency', byId: 'member', sharedFromId: 'note' },
    words: ['text'],
  },
  comment: {
    schema: Comment,
    fact: true,
    within: 'planId',
    refs: { planId: 'plan', actionId: 'action', byId: 'member' },
    words: ['text'],
  },
  approval: {
    schema: Approval,
    fact: true,
    within: 'planId',
    refs: {
      planId: 'plan',
      groupId: 'group',
      meetingId: 'meeting',
      toPlanId: 'plan',
      byId: 'member',
    },
    words: ['text'],
  },
  approvedText: {
    schema: ApprovedText,
    fact: true,
    within: 'planId',
    refs: { planId: 'plan', approvalId: 'approval' },
  },
  meeting: {
    schema: Meeting,
    opensScope: true,
    refs: {
      groupId: 'group',
      chairId: 'member',
      attendeeIds: 'member',
      apologyIds: 'member',
      restrictedToId: 'group',
    },
    words: ['title', 'place', 'note'],
  },
  minute: {
    schema: Minute,
    within: 'meetingId',
    refs: { meetingId: 'meeting', byId: 'member' },
    words: ['heading', 'text', 'decision'],
  },
  risk: {
    schema: Risk,
    within: 'planId',
    refs: { planId: 'plan', controlActionIds: 'action', ownerId: 'member' },
    words: ['text', 'consequence', 'controls'],
  },
  riskReview: {
    schema: RiskReview,
    fact: true,
    within: 'riskId',
    refs: { riskId: 'risk', byId: 'member', supersedes: 'riskReview' },
    words: ['note'],
  },
  fund: {
    schema: Fund,
    within: 'planId',
    refs: { planId: 'plan' },
    words: ['title', 'conditions', 'evaluation'],
  },
  award: {
    schema: Award,
    within: 'fundId',
    refs: { fundId: 'fund', agencyId: 'agency', actionIds: 'action' },
    words: ['title', 'bought', 'evaluation'],
  },
  spend: {
    schema: Spend,
    fact: true,
    within: 'awardId',
    refs: { awardId: 'award', byId: 'member', supersedes: 'spend' },
    words: ['what'],
  },
  edition: {
    schema: Edition,
    opensScope: true,
    refs: { restrictedToId: 'group' },
    parts: ['scales'],
    words: ['note'],
  },
  matrixRow: {
    schema: MatrixRow,
    within: 'editionId',
    refs: { editionId: 'edition' },
    parts: ['cells', 'figures'],
  },
  driver: {
    schema: Driver,
    within: 'editionId',
    refs: { editionId: 'edition', rowIds: 'matrixRow' },
    words: ['text', 'effect', 'source'],
  },
  survey: {
    schema: Survey,
    within: 'editionId',
    refs: { editionId: 'edition' },
    parts: ['mentions'],
    words: ['label', 'note'],
  },
  keyFinding: {
    schema: KeyFinding,
    within: 'editionId',
    refs: { editionId: 'edition', priorityId: 'priority' },
    words: ['text', 'note'],
  },
  recordedCounts: { schema: RecordedCounts, ...loadedRule },
  boundary: { schema: Boundary, ...loadedRule },
  areaLookup: { schema: AreaLookup, ...loadedRule },
  population: { schema: Population, ...loadedRule },
  indicator: {
    schema: Indicator,
    within: 'planId',
    refs: { planId: 'plan', priorityId: 'priority', sourceAgencyId: 'agency' },
    words: ['comment'],
  },
  observation: {
    schema: Observation,
    fact: true,
    within: 'indicatorId',
    refs: {
      indicatorId: 'indicator',
      agencyId: 'agency',
      byId: 'member',
      supersedes: 'observation',
      settles: 'observation',
    },
    words: ['source'],
  },
  event: {
    schema: Event,
    opensScope: true,
    refs: {
      wardIds: 'ward',
      leadAgencyId: 'agency',
      leadId: 'member',
      agencyIds: 'agency',
      debriefPhotoIds: 'photo',
      restrictedToId: 'group',
    },
    parts: eventParts,
    words: [
      ...['title', 'place', 'note', 'riskNote', 'went', 'next', 'thanks', 'template'],
      ...['streets', 'roster', 'checklist', 'kit'],
    ],
  },
  outreach: {
    schema: Outreach,
    fact: true,
    within: 'eventId',
    refs: {
      eventId: 'event',
      agencyId: 'agency',
      toAgencyId: 'agency',
      byId: 'member',
      supersedes: 'outreach',
    },
    words: ['what', 'note'],
  },
  finding: {
    schema: Finding,
    within: 'eventId',
    refs: {
      eventId: 'event',
      wardId: 'ward',
      forAgencyId: 'agency',
      agencyId: 'agency',
      byId: 'member',
      joinedToId: 'finding',
    },
    words: ['what', 'street'],
  },
  findingStep: {
    schema: FindingStep,
    fact: true,
    within: 'findingId',
    refs: { findingId: 'finding', byId: 'member', supersedes: 'findingStep' },
    words: ['note', 'forResidents'],
  },
  photo: {
    schema: Photo,
    fact: true,
    within: 'ofId',
    refs: { ofId: '@ofKind', eventId: 'event', byId: 'member', supersedes: 'photo' },
  },
} as const satisfies Record<string, KindRule>

export type Kind = keyof typeof kinds
export type DataOf<K extends Kind> = InferOutput<(typeof kinds)[K]['schema']>

export const isKind = (word: string): word is Kind => Object.hasOwn(kinds, word)
export const ruleOf = (kind: Kind): KindRule => kinds[kind]
