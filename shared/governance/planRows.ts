import type { Indicator } from '../indicator/indicator.ts'
import type { Action } from '../plan/action.ts'
import type { Milestone } from '../plan/milestone.ts'
import type { Plan } from '../plan/plan.ts'
import type { Priority } from '../plan/priority.ts'
import type { Theme } from '../plan/theme.ts'

export type Stored<T> = T & { id: string }

/** What a board approves: the plan's own words, apart from how its work goes. */
export interface PlanRows {
  plan: Stored<Plan>
  priorities: readonly Stored<Priority>[]
  themes: readonly Stored<Theme>[]
  actions: readonly Stored<Action>[]
  milestones: readonly Stored<Milestone>[]
  indicators: readonly Stored<Indicator>[]
}

/** The kinds that are frozen, in the order they are frozen and shown in. */
export const frozenKinds = [
  'plan',
  'priority',
  'theme',
  'action',
  'milestone',
  'indicator',
] as const
export type FrozenKind = (typeof frozenKinds)[number]
