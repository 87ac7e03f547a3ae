import type { GenericSchema, InferOutput } from 'valibot'
import { Edition } from './assessment/edition.ts'
import { MatrixRow } from './assessment/matrixRow.ts'
import { Indicator } from './indicator/indicator.ts'
import { Observation } from './indicator/observation.ts'
import { Agency } from './partnership/agency.ts'
import { Member } from './partnership/member.ts'
import { Partnership } from './partnership/partnership.ts'
import { Ward } from './partnership/ward.ts'
import { Action } from './plan/action.ts'
import { Plan } from './plan/plan.ts'
import { Priority } from './plan/priority.ts'
import { Theme } from './plan/theme.ts'
import { Update } from './plan/update.ts'

/**
 * Every kind of row that syncs, on one page. A new noun is one line here and a schema of its own:
 * neither the sync engine nor the database needs to change for it.
 *
 * - `fact`: append-only. It is created once and never edited; a correction supersedes it.
 * - `refs`: fields that hold the id (or ids) of another row, and that row's kind. The server refuses
 *   a mutation whose refs it cannot find, so nothing hangs in the air.
 * A field of a row that may be absent is `nullish`, never `optional`: emptying it is an edit to null,
 * and null must pass.
 *
 * - `parts`: fields that hold a record whose entries merge one by one, addressed as `cells/volume`.
 */
export const kinds = {
  partnership: { schema: Partnership, fact: false, refs: {}, parts: [] },
  agency: { schema: Agency, fact: false, refs: {}, parts: [] },
  ward: { schema: Ward, fact: false, refs: {}, parts: [] },
  member: { schema: Member, fact: false, refs: { agencyId: 'agency', wardIds: 'ward' }, parts: [] },
  plan: { schema: Plan, fact: false, refs: {}, parts: [] },
  priority: {
    schema: Priority,
    fact: false,
    refs: { planId: 'plan', leadAgencyId: 'agency' },
    parts: [],
  },
  theme: { schema: Theme, fact: false, refs: { priorityId: 'priority' }, parts: [] },
  action: {
    schema: Action,
    fact: false,
    refs: {
      planId: 'plan',
      priorityId: 'priority',
      themeId: 'theme',
      leadAgencyId: 'agency',
      stakeholderIds: 'agency',
      ownerIds: 'member',
      wardIds: 'ward',
    },
    parts: [],
  },
  update: {
    schema: Update,
    fact: true,
    refs: { actionId: 'action', byId: 'member', supersedes: 'update' },
    parts: [],
  },
  edition: { schema: Edition, fact: false, refs: {}, parts: [] },
  matrixRow: { schema: MatrixRow, fact: false, refs: { editionId: 'edition' }, parts: ['cells'] },
  indicator: {
    schema: Indicator,
    fact: false,
    refs: { planId: 'plan', priorityId: 'priority', sourceAgencyId: 'agency' },
    parts: [],
  },
  observation: {
    schema: Observation,
    fact: true,
    refs: { indicatorId: 'indicator', byId: 'member', supersedes: 'observation' },
    parts: [],
  },
} as const satisfies Record<string, KindRule>

export interface KindRule {
  schema: GenericSchema
  fact: boolean
  refs: Readonly<Record<string, string>>
  parts: readonly string[]
}

export type Kind = keyof typeof kinds
export type DataOf<K extends Kind> = InferOutput<(typeof kinds)[K]['schema']>

export const isKind = (word: string): word is Kind => Object.hasOwn(kinds, word)
export const ruleOf = (kind: Kind): KindRule => kinds[kind]
