export { ScoringError, type ScoringIssue } from './error.ts'
export { scorePriorityMatrix, type MatrixScored, type RowScored } from './priorityMatrix.ts'
export { type MatrixContradiction } from './publishedTotals.ts'
export { compareCounts, type CountsCompared } from './compareCounts.ts'
export { evaluateTarget, type Rag, type TargetEvaluated } from './target/evaluateTarget.ts'
export { type TargetContradiction } from './target/contradictions.ts'
export type { TargetIndicator, TargetObservation, TargetRule } from './target/schema.ts'
export { reconcileColours, type ColoursReconciled, type ScaleTried } from './reconcile.ts'
export {
  sensitivity,
  type RowSensitivity,
  type Sensitivity,
  type VariableLeftOut,
} from './sensitivity.ts'
export { carryForward, type EditionCarried } from './carryForward.ts'
export {
  temporalMatrix,
  type TemporalBand,
  type TemporalCell,
  type TemporalMatrixScored,
  type TemporalRow,
} from './temporalMatrix.ts'
export { peaks, type Peak } from './peaks.ts'
export { xmr, type XmrChart, type XmrPoint } from './xmr.ts'
export { type RunRule } from './runRules.ts'
export { trend, type Trend } from './trend.ts'
export { rate, type Rate } from './rate.ts'
export {
  locationMatrix,
  type LocationBand,
  type LocationCell,
  type LocationMatrixScored,
  type LocationRow,
} from './locationMatrix.ts'
export { suppress, type PublicCount, type TableSuppressed } from './suppress.ts'
export { remap, type Remapped } from './remap.ts'
export { scoreRisk, type RiskContradiction, type RiskScored } from './risk.ts'
export { rankSurvey, type IssueRanked } from './survey.ts'
export {
  rollUp,
  mergeRollUps,
  type Reach,
  type ReachAgainstTarget,
  type RolledUp,
} from './rollUp.ts'
export {
  scoreVolume,
  scorePerformance,
  scoreTrend,
  scoreCost,
  scoreSeriousness,
  scoreConcern,
  defaultScales,
  type ColumnScored,
} from './fromData.ts'
export { type Scale, type ScaleUsed } from './scale.ts'
export { unitCosts, threatTemplate, type ReferenceRow } from './reference.ts'
export { readWeights, type WeightRow } from './weightsTable.ts'
