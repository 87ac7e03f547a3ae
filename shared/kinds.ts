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
import { Indicator } from './indicator/indicator.ts'
import { Observation } from './indicator/observation.ts'
import { Agency } from './partnership/agency.ts'
import { Group } from './partnership/group.ts'
import { Member } from './partnership/member.ts'
import { Partnership } from './partnership/partnership.ts'
import { Ward } from './partnership/ward.ts'
import { Action } from './plan/action.ts'
import { Comment } from './plan/comment.ts'
import { Note } from './plan/note.ts'
import { Plan } from './plan/plan.ts'
import { Priority } from './plan/priority.ts'
import { Theme } from './plan/theme.ts'
import { Update } from './plan/update.ts'

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
   * mutation whose refs it cannot find, so nothing hangs in the air.
   */
  refs?: Readonly<Record<string, string>>
  /** Fields that hold a record whose entries merge one by one, addressed as `cells/volume`. */
  parts?: readonly string[]
  /** The ref whose scope this row shares. It is said once: a row does not move between scopes. */
  within?: string
  /** Everything under such a row is a scope of its own, which can be restricted to a group. */
  opensScope?: true
  /** Fields in which a person writes freely, and so might name a resident. */
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
  group: { schema: Group, words: ['remit'] },
  member: {
    schema: Member,
    refs: { agencyId: 'agency', wardIds: 'ward', groupIds: 'group', eventId: 'event' },
  },
  plan: { schema: Plan, opensScope: true, refs: { restrictedToId: 'group' }, words: ['aim'] },
  priority: {
    schema: Priority,
    within: 'planId',
    refs: { planId: 'plan', leadAgencyId: 'agency' },
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
    },
    words: ['text', 'how', 'desiredOutcome', 'target', 'evidence'],
  },
  update: {
    schema: Update,
    fact: true,
    within: 'actionId',
    refs: { actionId: 'action', byId: 'member', supersedes: 'update' },
    words: ['note'],
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
    refs: { indicatorId: 'indicator', byId: 'member', supersedes: 'observation' },
    words: ['source'],
  },
  event: {
    schema: Event,
    opensScope: true,
    refs: { wardIds: 'ward', leadAgencyId: 'agency', agencyIds: 'agency', restrictedToId: 'group' },
    words: ['title', 'place', 'note'],
  },
  outreach: {
    schema: Outreach,
    fact: true,
    within: 'eventId',
    refs: { eventId: 'event', byId: 'member', supersedes: 'outreach' },
    words: ['what', 'note'],
  },
} as const satisfies Record<string, KindRule>

export type Kind = keyof typeof kinds
export type DataOf<K extends Kind> = InferOutput<(typeof kinds)[K]['schema']>

export const isKind = (word: string): word is Kind => Object.hasOwn(kinds, word)
export const ruleOf = (kind: Kind): KindRule => kinds[kind]
