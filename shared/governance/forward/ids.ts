import type { Kind } from '../../kinds.ts'
import { hashText } from '../../sync/canonical.ts'

/**
 * The id of what a row becomes in the next plan. It is made from the row and the new plan alone, so that
 * two people who roll the same plan forward at once make the same rows, and not two of each.
 */
export const nextId = (kind: Kind, planId: string, oldId: string) =>
  `${kind}-n${hashText([planId, oldId])}`

/**
 * The id of the plan after a plan. `attempt` is how many roll-forwards of it have been taken out again:
 * what was deleted keeps its id for ever, so another try needs another.
 */
export const nextPlanId = (planId: string, attempt: number) =>
  `plan-n${hashText(['roll forward', planId, attempt])}`
