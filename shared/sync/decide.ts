import type { Actor } from '../access/may.ts'
import { hashText } from './canonical.ts'
import { effectOf } from './effect.ts'
import type { ConflictDraft, Effect, HistoryEntry, KnownConflict, Settling } from './effect.ts'
import type { Numbered, Reason, Result, Row } from './protocol.ts'
import { Refusal, isTooDeep } from './refusal.ts'
import { formats, upcast } from './upcast.ts'
import type { Formats } from './upcast.ts'

/**
 * What the worker does with a push, decided without touching anything: rows and receipts come in,
 * and what should be written goes out. The worker writes it in one guarded batch or not at all, so
 * this function may be run again over fresher rows until nobody has moved them meanwhile.
 */
export interface Known {
  actor: Actor
  deviceId: string
  /** The highest seq this device has had answered, and what the device itself knows of that. */
  lastSeq: number
  since?: number | null | undefined
  /** After a restore: up to this seq, base versions are of a past that is gone. */
  staleTo?: number | null | undefined
  /** What the phone knows is of a history that the database does not have. */
  isPastLost?: boolean
  /** Answers already given to this device, by seq. */
  receipts: ReadonlyMap<number, Receipt>
  /** Every row the mutations touch or refer to, by id. Deleted ones too. */
  rows: ReadonlyMap<string, Row>
  /** Those of them that are deleted, as they last stood. */
  buried: ReadonlyMap<string, Row>
  /** Every conflict that the mutations settle, by id. */
  conflicts: ReadonlyMap<string, KnownConflict>
}

export interface Receipt {
  hash: string
  result: Result
}

export interface Decision {
  status: 'ok'
  /** One for each mutation, in the order of their numbers. */
  results: Result[]
  rows: Row[]
  history: HistoryEntry[]
  conflicts: ConflictDraft[]
  /** Conflicts that are settled when all this is written. Those about a deleted row go with it. */
  settled: Settling[]
  receipts: { seq: number; hash: string; result: Result }[]
  deadLetters: { seq: number; reason: Reason; payload: unknown }[]
  lastSeq: number
}

export type Verdict = Decision | { status: 'device-forked' | 'rewound' }

export function decidePush(
  mutations: readonly Numbered[],
  known: Known,
  steps: Formats = formats,
): Verdict {
  // It remembers more answers than were given: the database was restored to a time before them.
  if ((known.since ?? 0) > known.lastSeq) return { status: 'rewound' }
  const isOver = mutations.some(({ seq }) => seq > (known.staleTo ?? 0))
  if (known.isPastLost && isOver) return { status: 'rewound' }
  const decision: Decision = {
    status: 'ok',
    results: [],
    rows: [],
    history: [],
    conflicts: [],
    settled: [],
    receipts: [],
    deadLetters: [],
    lastSeq: known.lastSeq,
  }
  const ground = groundOf(known)
  const changed = new Map<string, Row>()
  for (const sent of [...mutations].sort((a, b) => a.seq - b.seq)) {
    // What is nested absurdly deep would exhaust every function that walks it: only its number is kept.
    const raw: Numbered = isTooDeep(sent) ? { mid: sent.mid, seq: sent.seq } : sent
    // Of the words as they were sent, or the same mutation would have another hash after a release.
    const hash = hashText(raw)
    const receipt = known.receipts.get(raw.seq)
    if (receipt && receipt.hash !== hash) return { status: 'device-forked' }
    if (receipt) {
      decision.results.push(receipt.result)
      continue
    }
    if (raw.seq <= decision.lastSeq) return { status: 'device-forked' }
    const effect = effectOf(upcast(raw, steps), ground)
    const result = resultOf(raw, effect)
    if (effect instanceof Refusal) {
      decision.deadLetters.push({ seq: raw.seq, reason: effect.reason, payload: raw })
    } else {
      lay(effect, ground)
      const isChanged = Object.keys(effect.history.changes).length > 0
      if (isChanged) {
        changed.set(effect.row.id, effect.row)
        decision.history.push(effect.history)
      }
      decision.conflicts.push(...effect.conflicts)
      decision.settled = settledAfter(decision.settled, effect)
    }
    decision.results.push(result)
    decision.receipts.push({ seq: raw.seq, hash, result })
    decision.lastSeq = raw.seq
  }
  decision.rows = [...changed.values()]
  return decision
}

/** A copy that each effect is laid over, so that the next mutation finds what this one left. */
const groundOf = ({ actor, deviceId, staleTo, rows, buried, conflicts }: Known) => ({
  actor: { ...actor, scopes: actor.scopes && new Set(actor.scopes) },
  deviceId,
  staleTo: staleTo ?? 0,
  rows: new Map(rows),
  buried: new Map(buried),
  conflicts: new Map(conflicts),
})

function lay({ row, opens = [], conflicts, settles }: Effect, ground: ReturnType<typeof groundOf>) {
  const before = ground.rows.get(row.id)
  if (row.deleted && before && !before.deleted) ground.buried.set(row.id, before)
  ground.rows.set(row.id, row)
  for (const scope of opens) ground.actor.scopes?.add(scope)
  const { memberId } = ground.actor
  for (const draft of conflicts) {
    const unsettled = { mineById: memberId, settled: false, settledById: null }
    ground.conflicts.set(draft.id, { ...draft, ...unsettled })
  }
  const settled = settles && ground.conflicts.get(settles.id)
  if (settled)
    ground.conflicts.set(settled.id, { ...settled, settled: true, settledById: memberId })
}

/** The last word counts: a conflict that is settled and then clashes again is open. */
function settledAfter(settled: readonly Settling[], { conflicts, settles }: Effect): Settling[] {
  const moved = new Set([...conflicts.map(({ id }) => id), settles?.id])
  return [...settled.filter(({ id }) => !moved.has(id)), ...(settles ? [settles] : [])]
}

function resultOf({ mid, seq }: Numbered, effect: Effect | Refusal): Result {
  if (!(effect instanceof Refusal)) return { mid, seq, outcome: effect.outcome }
  const { reason, detail } = effect
  return { mid, seq, outcome: 'rejected', reason, ...(detail ? { detail } : {}) }
}
