import type { PriorityEdition } from '../../assessment/edition.ts'
import type { MatrixRow } from '../../assessment/matrixRow.ts'
import type { Observation } from '../../indicator/observation.ts'
import type { DataOf, Kind } from '../../kinds.ts'
import type { Barrier } from '../../plan/barrier.ts'
import type { Status } from '../../plan/update.ts'
import type { Risk } from '../../risk/risk.ts'
import type { RiskReview } from '../../risk/riskReview.ts'
import type { PlanRows, Stored } from '../planRows.ts'

/** A plan at the end of its year, with everything that the next one is made of. */
export interface YearEnd {
  rows: PlanRows
  /** How each action stands, the log of what was merged into it included. */
  statusOf: (actionId: string) => Status
  doneMilestoneIds: ReadonlySet<string>
  barriers: readonly Stored<Barrier>[]
  risks: readonly Stored<Risk>[]
  riskReviews: readonly Stored<RiskReview>[]
  observations: readonly Stored<Observation>[]
  /** The priority matrices there are, each with its lines. */
  editions: readonly {
    edition: PriorityEdition & { id: string }
    lines: readonly Stored<MatrixRow>[]
  }[]
  /** Whether a row is still there: what names one that was taken out cannot be made anew. */
  isHere: (kind: Kind, id: string) => boolean
  /** How many plans rolled forward from this one have been taken out again. */
  attempt: number
}

/** A row of the next plan. */
export type Create = { [K in Kind]: { kind: K; id: string; entry: DataOf<K> } }[Kind]

/** What becomes of one row of the old plan, and why: shown before anything is made. */
export interface Line {
  kind: Kind
  /** The row of the old plan. */
  id: string
  name: string
  what: 'carried' | 'closed' | 're-based' | 'to be set' | 'left'
  reason: string
}

/** Ids of the new plan's rows by those of the old, while they are being made. */
export interface Making {
  it: YearEnd
  planId: string
  fromOn: string
  toOn: string
  creates: Create[]
  lines: Line[]
}

export const hereOrNull = (
  { isHere }: YearEnd,
  kind: Kind,
  id: string | null | undefined,
): string | null => (id && isHere(kind, id) ? id : null)
