import * as v from 'valibot'
import { Id, Line } from '../words/schema.ts'
import { AFTER_ALL_IDS, MAX_MUTATIONS, MAX_RANGES, MAX_SCOPES } from './limits.ts'

/**
 * What a phone and the worker say to each other. Two requests carry everything: `push` sends what
 * was done here, `pull` brings what changed elsewhere. Both may be repeated at any time.
 *
 * A mutation is parsed by itself, after the envelope: one bad form is refused alone and never holds
 * up the rest of the queue.
 */

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

/** The device, the row and the field: one device's clash with one field is one conflict. */
export const ConflictId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.:_/-]{0,299}$/i))

const head = {
  mid: Id,
  seq: Seq,
  schemaVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  kind: Line,
  id: Id,
  deviceTime: v.pipe(v.string(), v.isoTimestamp()),
  /** Why what looks like a resident's personal data has to stand in it. Kept in the history. */
  because: v.nullish(Line),
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
/** Brings a deleted row back as it last stood, with these fields written in it. */
export const RestoreMutation = v.object({
  ...head,
  op: v.literal('restore'),
  baseVersion: Version,
  fields: v.record(FieldPath, v.object({ base: v.unknown(), value: v.unknown() })),
})
/**
 * Settles a conflict on a field of row `id`: `base` is what the person saw there, `value` what shall
 * stand. Keeping theirs is settling with the value that is there already.
 */
export const SettleMutation = v.object({
  ...head,
  op: v.literal('settle'),
  baseVersion: Version,
  conflictId: ConflictId,
  field: FieldPath,
  base: v.unknown(),
  value: v.unknown(),
})
export const Mutation = v.variant('op', [
  CreateMutation,
  EditMutation,
  DeleteMutation,
  RestoreMutation,
  SettleMutation,
])
export type Mutation = v.InferOutput<typeof Mutation>
export type EditMutation = v.InferOutput<typeof EditMutation>
export type CreateMutation = v.InferOutput<typeof CreateMutation>
export type RestoreMutation = v.InferOutput<typeof RestoreMutation>
export type SettleMutation = v.InferOutput<typeof SettleMutation>

/** The least a mutation must have for its refusal to find the way home. */
export const Numbered = v.looseObject({ mid: Id, seq: Seq })
export type Numbered = v.InferOutput<typeof Numbered>

/**
 * Whose work or rows these are. The server never believes it: it compares it with the session, so
 * that a second person on the same phone cannot send what the first one left.
 */
export const As = v.object({ partnershipId: Id, memberId: Id })
export type As = v.InferOutput<typeof As>

/**
 * Where a phone has got to in all that it holds: past row `id` of `version`. `nonce` names the
 * history that the version belongs to; after a restore the server's nonces differ.
 */
export const Cursor = v.object({
  version: Version,
  id: v.union([Id, v.literal(AFTER_ALL_IDS)]),
  nonce: v.pipe(v.string(), v.maxLength(64)),
})
export type Cursor = v.InferOutput<typeof Cursor>

export const PushRequest = v.object({
  deviceId: Id,
  as: v.nullish(As),
  /**
   * Where the phone has got to in what it holds, and so what it wrote over. A history that the server
   * does not know was undone by a restore.
   */
  at: v.nullish(Cursor),
  /**
   * The newest version that any answer told of: of its past is all that the phone was ever told. A
   * server that has not written it was restored to a time before it.
   */
  seen: v.nullish(Cursor),
  /** The highest seq this device has had answered. A server that knows less of it was restored. */
  since: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /**
   * After a restore: the highest seq written before it. Up to there a `baseVersion` is of a past that
   * is gone and counts for nothing; what the person saw in each field still does.
   */
  staleTo: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
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
  'personal-data',
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
  /** `head` is the partnership's, once this is written; none when the phone's own past is not known. */
  | { status: 'ok'; results: Result[]; head?: Cursor | null }
  /** Two devices share one id (a copied browser profile): take a new id and queue again. */
  | { status: 'device-forked' }
  /** The server has forgotten answers it gave this device: offer what is in the journal again. */
  | { status: 'rewound' }

/** The name of a scope, as `plan:ID` or `plan:ID/AGENCY`. */
export const ScopeName = v.pipe(
  v.string(),
  v.regex(/^[a-z]{1,20}(:[a-z0-9][a-z0-9.:_-]{0,79})?(\/\*?[a-z0-9][a-z0-9.:_-]{0,79})?$/i),
)

/** How far scopes that the phone does not hold yet have been brought: past this row, scope by scope. */
export const Filling = v.object({ scope: ScopeName, version: Version, id: Id })
export type Filling = v.InferOutput<typeof Filling>

export const PullRequest = v.object({
  deviceId: Id,
  as: v.nullish(As),
  /** Null on a first sync. */
  at: v.nullable(Cursor),
  /** The scopes held whole as of `at`. What they lack of the scopes the member may see is sent whole. */
  held: v.pipe(v.array(ScopeName), v.maxLength(MAX_SCOPES)),
  filling: v.nullable(Filling),
  /** As in a push. Without a cursor too: answers were given before the first page, or it was dropped. */
  seen: v.nullish(Cursor),
  /** As in a push: a server that knows less of this device answers with a resync. */
  since: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The lowest seq still in the outbox: receipts from here on come back with the page. */
  pendingFrom: v.nullable(Seq),
  unsent: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The protocol this build speaks. One too old to read is told so; its work is taken all the same. */
  speaks: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
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
  /** The row's scope: a conflict quotes its row, and is shared with nobody else. */
  scope: string
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
  mineById: string
  mineAt: string
  /** Null where the history that said it has gone. */
  theirsById: string | null
  theirsAt: string | null
  version: number
  settled: boolean
  settledById: string | null
  settledAt: string | null
  settledHow: SettledHow | null
}

/** `other`: neither value. `deleted`: the row went, and the question with it. */
export const settledHows = ['mine', 'theirs', 'other', 'deleted'] as const
export type SettledHow = (typeof settledHows)[number]

/** What an administrator, or the owner from another phone, has ordered this browser to do. */
export const orders = ['sign-out', 'wipe'] as const
export type DeviceOrder = (typeof orders)[number]

/**
 * `rows` are changes in the scopes held; `fill` brings scopes that are not, scope by scope, and
 * `filled` names those that are whole with this page. A phone keeps what it filled beside what it
 * holds until nothing is left to fill, then swaps it in; rows it drops are those of scopes that are
 * not in `scopes` any more. An outbox entry leaves once `at` has reached the version of its effect
 * and nothing more waits.
 */
export interface PullResponse {
  memberId: string
  partnershipId: string
  /** The scopes this member may see; null when they are exactly those the phone holds. */
  scopes: string[] | null
  rows: Row[]
  at: Cursor
  /** The partnership's head as this page was read. */
  head: Cursor
  fill: Row[]
  filled: string[]
  filling: Filling | null
  /** More waits behind `at` or `filling`: ask again. */
  more: boolean
  /** The server's past changed under `at`: everything is filled again, beside what is held. */
  resync: boolean
  receipts: Result[]
  conflicts: Conflict[]
  order: DeviceOrder | null
  /**
   * On a first sync, when another device id came with this very seat: the browser has cleared what was
   * kept here. What had not been sent by its last contact is gone.
   */
  formerly: { unsent: number; lastContactAt: string } | null
  /** How many days without contact until the phone must show nothing. */
  leaseDays: number
  serverTime: string
}

/** Where a range of ids begins or ends: an id, and perhaps a blank after it, which is behind that id. */
const Edge = v.pipe(v.string(), v.maxLength(81))

/** Ids of one scope, from (included) to (not included; null is the end). */
export const CheckRange = v.object({ scope: ScopeName, from: Edge, to: v.nullable(Edge) })
export type CheckRange = v.InferOutput<typeof CheckRange>

/** Asks what the server holds of some ranges, as of `at`; with `wantsRows`, for the rows themselves. */
export const CheckRequest = v.object({
  deviceId: Id,
  as: v.nullish(As),
  at: Cursor,
  ranges: v.pipe(v.array(CheckRange), v.minLength(1), v.maxLength(MAX_RANGES)),
  wantsRows: v.boolean(),
})
export type CheckRequest = v.InferOutput<typeof CheckRequest>

/** How many rows there are, and the sums of the two halves of their hashes. */
export interface Digest {
  count: number
  hi: number
  lo: number
}

/**
 * `isMoved`: somebody has written since `at`, so nothing can be compared; pull and ask again. `digests`
 * has one for each range. `rows` come by range and id; where they would be too many, `rest` says what
 * is still to be asked for, and its first range may begin inside one that was asked.
 */
export type CheckResponse =
  { isMoved: true } | { isMoved: false; digests: Digest[]; rows: Row[]; rest: CheckRange[] }

/** Why sync was not answered at all: one word each, and what the phone does with it. */
export type SyncRefusal =
  /** No session. With an order, it is carried out all the same. */
  | { error: 'signed-out'; order?: DeviceOrder | null }
  /** The browser is signed in as somebody else: nothing of this store may be sent. */
  | { error: 'other-member' }
  /** This role needs a passkey or a Microsoft account: sign in again. */
  | { error: 'second-factor' }
  /** This build cannot read what the server would send. It can still push. */
  | { error: 'too-old' }
