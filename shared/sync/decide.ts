import type { Actor } from '../access/may.ts'
import { hashText } from './canonical.ts'
import { effectOf } from './effect.ts'
import type { ConflictDraft, Effect, HistoryEntry } from './effect.ts'
import type { Numbered, Reason, Result, Row } from './protocol.ts'
import { Refusal, isTooDeep } from './refusal.ts'

/**
 * What the worker does with a push, decided without touching anything: rows and receipts come in,
 * and what should be written goes out. The worker writes it in one guarded batch or not at all, so
 * this function may be run again over fresher rows until nobody has moved them meanwhile.
 */
export interface Known {
  actor: Actor
  deviceId: string
  /** The highest seq this device has had answered. */
  lastSeq: number
  /** Answers already given to this device, by seq. */
  receipts: ReadonlyMap<number, Receipt>
  /** Every row the mutations touch or refer to, by id. Deleted ones too. */
  rows: ReadonlyMap<string, Row>
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
  receipts: { seq: number; hash: string; result: Result }[]
  deadLetters: { seq: number; reason: Reason; payload: unknown }[]
  lastSeq: number
}

export type Verdict = Decision | { status: 'device-forked' }

export function decidePush(mutations: readonly Numbered[], known: Known): Verdict {
  const rows = new Map(known.rows)
  const decision: Decision = {
    status: 'ok',
    results: [],
    rows: [],
    history: [],
    conflicts: [],
    receipts: [],
    deadLetters: [],
    lastSeq: known.lastSeq,
  }
  const changed = new Map<string, Row>()
  // What this push opens, its next mutation may write in.
  const scopes = known.actor.scopes && new Set(known.actor.scopes)
  const actor = { ...known.actor, scopes }
  for (const sent of [...mutations].sort((a, b) => a.seq - b.seq)) {
    // What is nested absurdly deep would exhaust every function that walks it: only its number is kept.
    const raw: Numbered = isTooDeep(sent) ? { mid: sent.mid, seq: sent.seq } : sent
    const hash = hashText(raw)
    const receipt = known.receipts.get(raw.seq)
    if (receipt && receipt.hash !== hash) return { status: 'device-forked' }
    if (receipt) {
      decision.results.push(receipt.result)
      continue
    }
    if (raw.seq <= decision.lastSeq) return { status: 'device-forked' }
    const effect = effectOf(raw, rows, { actor, deviceId: known.deviceId })
    const result = resultOf(raw, effect)
    if (effect instanceof Refusal) {
      decision.deadLetters.push({ seq: raw.seq, reason: effect.reason, payload: raw })
    } else {
      rows.set(effect.row.id, effect.row)
      if (effect.opens) for (const scope of effect.opens) scopes?.add(scope)
      const isChanged = Object.keys(effect.history.changes).length > 0
      if (isChanged) {
        changed.set(effect.row.id, effect.row)
        decision.history.push(effect.history)
      }
      decision.conflicts.push(...effect.conflicts)
    }
    decision.results.push(result)
    decision.receipts.push({ seq: raw.seq, hash, result })
    decision.lastSeq = raw.seq
  }
  decision.rows = [...changed.values()]
  return decision
}

function resultOf({ mid, seq }: Numbered, effect: Effect | Refusal): Result {
  if (!(effect instanceof Refusal)) return { mid, seq, outcome: effect.outcome }
  const { reason, detail } = effect
  return { mid, seq, outcome: 'rejected', reason, ...(detail ? { detail } : {}) }
}
