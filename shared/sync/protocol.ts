import * as v from 'valibot'
import { Id, Line } from '../words/schema.ts'

/**
 * What a phone and the worker say to each other. Two requests carry everything: `push` sends what
 * was done here, `pull` brings what changed elsewhere. Both may be repeated at any time.
 *
 * A mutation is parsed by itself, after the envelope: one bad form is refused alone and never holds
 * up the rest of the queue.
 */
export const SCHEMA_VERSION = 1
export const MAX_MUTATIONS = 100
export const MAX_PUSH_BYTES = 512 * 1024
export const MAX_ROW_BYTES = 64 * 1024
export const PAGE_ROWS = 500

export const Seq = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(Number.MAX_SAFE_INTEGER),
)
export const Version = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER),
)

/** A field, or one entry of a record field: `text`, `cells/volume`. */
export const FieldPath = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z]\w{0,39}(\/[a-z0-9][a-z0-9.:_-]{0,79})?$/i),
)

const head = {
  mid: Id,
  seq: Seq,
  schemaVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  kind: Line,
  id: Id,
  deviceTime: v.pipe(v.string(), v.isoTimestamp()),
}

/** `entry` is checked by its kind's own schema, on the phone before it is kept and again at the door. */
export const CreateMutation = v.object({ ...head, op: v.literal('create'), entry: v.unknown() })
/** Each field carries what the person saw (`base`) beside what they wrote (`value`). */
export const EditMutation = v.object({
  ...head,
  op: v.literal('edit'),
  baseVersion: Version,
  fields: v.record(FieldPath, v.object({ base: v.unknown(), value: v.unknown() })),
})
export const DeleteMutation = v.object({ ...head, op: v.literal('delete'), baseVersion: Version })
export const Mutation = v.variant('op', [CreateMutation, EditMutation, DeleteMutation])
export type Mutation = v.InferOutput<typeof Mutation>
export type EditMutation = v.InferOutput<typeof EditMutation>
export type CreateMutation = v.InferOutput<typeof CreateMutation>

/** The least a mutation must have for its refusal to find the way home. */
export const Numbered = v.looseObject({ mid: Id, seq: Seq })
export type Numbered = v.InferOutput<typeof Numbered>

export const PushRequest = v.object({
  deviceId: Id,
  mutations: v.pipe(v.array(Numbered), v.minLength(1), v.maxLength(MAX_MUTATIONS)),
})
export type PushRequest = v.InferOutput<typeof PushRequest>

/** Why a mutation was refused: one word here, one sentence on the screen. */
export const reasons = [
  'invalid',
  'unknown-kind',
  'forbidden',
  'dependency',
  'exists',
  'deleted',
  'append-only',
  'too-large',
  'too-new',
] as const
export type Reason = (typeof reasons)[number]

/**
 * What became of a mutation. `applied`: as written. `merged`: into a row
 * that had moved since, and no field clashed. `conflict`: a field was changed by somebody else; both values are kept. `rejected`: refused,
 * with a reason. `retry`: not looked at yet; send it again.
 */
export interface Result {
  mid: string
  seq: number
  outcome: 'applied' | 'merged' | 'conflict' | 'rejected' | 'retry'
  reason?: Reason
  /** What exactly was wrong, for a person: "reached is not a whole number". */
  detail?: string
  /** The partnership's version that holds the effect; the entry leaves the outbox once it is pulled. */
  version?: number
}

export type PushResponse =
  | { status: 'ok'; results: Result[] }
  /** Two devices share one id (a copied browser profile): take a new id and queue again. */
  | { status: 'device-forked' }

/** Sorts after every id: the cursor has passed all rows of its version. */
export const AFTER_ALL_IDS = '~'

/**
 * Where a phone has got to in one scope: past row `id` of `version`. `nonce` names the history that
 * the version belongs to; after a restore the server's nonces differ.
 */
export const Cursor = v.object({
  version: Version,
  id: v.union([Id, v.literal(AFTER_ALL_IDS)]),
  nonce: v.pipe(v.string(), v.maxLength(64)),
})
export type Cursor = v.InferOutput<typeof Cursor>

export const PullRequest = v.object({
  deviceId: Id,
  /** By scope. A scope not named starts at the beginning. */
  cursors: v.record(Id, Cursor),
  /** The lowest seq still in the outbox: receipts from here on come back with the page. */
  pendingFrom: v.nullable(Seq),
  unsent: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type PullRequest = v.InferOutput<typeof PullRequest>

/** A row as it travels and as the phone keeps it. `data` is null once deleted. */
export interface Row {
  kind: string
  id: string
  scope: string
  version: number
  deleted: boolean
  data: unknown
}

/** Two people changed the same field. The row keeps `theirs`; `mine` waits for a person to settle it. */
export interface Conflict {
  id: string
  rowId: string
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
  mineById: string
  mineAt: string
  version: number
  settled: boolean
}

export interface ScopePage {
  scope: string
  rows: Row[]
  cursor: Cursor
  /** The server's past changed under this cursor: start again beside what is held, then swap. */
  resync: boolean
}

export interface PullResponse {
  memberId: string
  partnershipId: string
  pages: ScopePage[]
  /** More rows wait behind these cursors. */
  more: boolean
  receipts: Result[]
  conflicts: Conflict[]
  serverTime: string
}
