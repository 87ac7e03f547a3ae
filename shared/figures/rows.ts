import type { DataOf, Kind } from '../kinds.ts'

/** The kinds of row that figures are made of. Each screen and the worker hand over just these. */
export const figureKinds = [
  'partnership',
  'agency',
  'ward',
  'group',
  'member',
  'plan',
  'priority',
  'theme',
  'action',
  'update',
  'milestone',
  'barrier',
  'request',
  'note',
  'comment',
  'approval',
  'meeting',
  'minute',
  'riskReview',
  'spend',
  'indicator',
  'observation',
  'recordedCounts',
  'event',
  'outreach',
  'finding',
  'findingStep',
  'photo',
] as const satisfies readonly Kind[]
export type FigureKind = (typeof figureKinds)[number]

export type RowOf<K extends Kind> = DataOf<K> & { id: string }

/** Where two people changed one field at once and nobody has settled it. No row: the office tells who may know. */
export interface OpenConflict {
  id: string
  rowId: string
  field: string
}

interface Conflicts {
  conflict: OpenConflict
}
/** What stands in each kind. */
export type Held = { [K in FigureKind]: RowOf<K> } & Conflicts
export type HeldKind = keyof Held

/** Rows that their reader may see, in any order. A kind that is not named has none. */
export type Rows = { readonly [K in HeldKind]?: readonly Held[K][] }

export interface KindChange<T> {
  /** New or other than before. */
  put: readonly T[]
  /** The ids of what is not there any more, for whatever reason. */
  gone: readonly string[]
}
/** What has happened to the rows since the last time, by kind. */
export type Changes = { readonly [K in HeldKind]?: KindChange<Held[K]> }
