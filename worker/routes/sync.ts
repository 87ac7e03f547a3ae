import { Hono } from 'hono'
import type { Context, TypedResponse } from 'hono'
import { decidePush } from '../../shared/sync/decide.ts'
import { AFTER_ALL_IDS, MAX_PUSH_BYTES } from '../../shared/sync/limits.ts'
import { CheckRequest, PullRequest, PushRequest } from '../../shared/sync/protocol.ts'
import type {
  CheckResponse,
  Cursor,
  PullResponse,
  PushResponse,
  Result,
  SyncRefusal,
} from '../../shared/sync/protocol.ts'
import { check, writeChecked } from '../db/digest.ts'
import { pull, writePulled } from '../db/pull.ts'
import { isGuardError, writePush } from '../db/push.ts'
import { readForPush } from '../db/readForPush.ts'
import type { PushAsk } from '../db/readForPush.ts'
import type { Database } from '../db/database.ts'
import type { Env } from '../environment.ts'
import { browserLabel } from '../middleware/browserLabel.ts'
import { atMost, json } from '../middleware/body.ts'
import { limitBy } from '../middleware/limits.ts'
import { tellNews } from '../poke.ts'

const MAX_TRIES = 5

/** Parse, read, decide, write, answer. */
export const sync = new Hono<Env>()
  .use(limitBy((c) => c.var.tokenHash))
  .post('/push', atMost(MAX_PUSH_BYTES), json(PushRequest), async (c) => {
    const { tokenHash, now } = c.var
    const ask = { ...c.req.valid('json'), tokenHash, now, formats: c.env.formats }
    const answer = await push(c.var.db, ask, (partnershipId) => tellNews(c, partnershipId))
    if ('error' in answer) return c.json(answer, statusOf(answer))
    return c.json(answer, 200)
  })
  .post('/pull', atMost(64 * 1024), json(PullRequest), async (c) => {
    const { tokenHash, now } = c.var
    const label = browserLabel(c.req.header('User-Agent'))
    const answer = await pull(c.var.db, { ...c.req.valid('json'), tokenHash, now, label })
    if ('error' in answer) return c.json(answer, statusOf(answer))
    return written<PullResponse>(c, writePulled(answer))
  })
  .post('/check', atMost(128 * 1024), json(CheckRequest), async (c) => {
    const { tokenHash, now } = c.var
    const answer = await check(c.var.db, { ...c.req.valid('json'), tokenHash, now })
    if ('error' in answer) return c.json(answer, statusOf(answer))
    return written<CheckResponse>(c, writeChecked(answer))
  })

const statuses = {
  'signed-out': 401,
  'second-factor': 403,
  'other-member': 409,
  'too-old': 426,
} as const
const statusOf = ({ error }: SyncRefusal) => statuses[error]

/** An answer that is JSON already, with the type that it has when it is read. */
const written = <T>(c: Context, text: string) =>
  c.body(text, 200, { 'Content-Type': 'application/json' }) as unknown as Response &
    TypedResponse<T, 200, 'json'>

/**
 * When somebody moved a row between reading and writing, the decision is taken again over what they
 * left. An error after the write may have come after the commit: reading again finds the receipts,
 * so a try that did succeed answers as it did.
 */
async function push(
  db: Database,
  ask: PushAsk,
  onWritten: (partnershipId: string) => void,
): Promise<PushResponse | SyncRefusal> {
  for (let tries = 1; ; tries++) {
    const known = await readForPush(db, ask)
    if ('error' in known) return known
    if (!known.isOwnDevice) return { status: 'device-forked' }
    const { deviceId, mutations } = ask
    const decision = decidePush(mutations, { ...known, actor: known.who, deviceId }, ask.formats)
    if (decision.status !== 'ok') return decision
    // Of a phone whose past is lost no version is taken for its new one before it has fetched anew.
    const said = (head: Cursor | null) => (known.isPastLost ? {} : { head })
    if (decision.receipts.length === 0)
      return { status: 'ok', results: decision.results, ...said(known.head) }
    try {
      const nonce = crypto.randomUUID()
      const version = await writePush(db, { ...ask, nonce }, known, decision)
      onWritten(known.who.partnershipId)
      const isNew = new Set(decision.receipts.map(({ seq }) => seq))
      return {
        status: 'ok',
        results: decision.results.map((it) => (isNew.has(it.seq) ? { ...it, version } : it)),
        ...said({ version, id: AFTER_ALL_IDS, nonce }),
      }
    } catch (error) {
      if (tries < MAX_TRIES) await pause(Math.random() * 20 * tries)
      else if (isGuardError(error)) return { status: 'ok', results: ask.mutations.map(retryLater) }
      else throw error
    }
  }
}

const retryLater = ({ mid, seq }: { mid: string; seq: number }): Result => ({
  mid,
  seq,
  outcome: 'retry',
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
