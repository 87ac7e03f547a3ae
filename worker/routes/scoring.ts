import { Hono } from 'hono'
import * as v from 'valibot'
import { scoreEdition } from '../../shared/assessment/scoreEdition.ts'
import { judge } from '../../shared/indicator/judge.ts'
import { ScoringError, evaluateTarget, scorePriorityMatrix } from '../../shared/scoring/index.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { DateOn } from '../../shared/words/schema.ts'
import { readEdition, readIndicators } from '../db/assessment.ts'
import type { Env, Variables } from '../environment.ts'
import { atMost, json } from '../middleware/body.ts'
import { signedIn } from '../middleware/door.ts'

// Both functions check their input themselves and say every path that is wrong.
type MatrixInput = Parameters<typeof scorePriorityMatrix>[0]
type TargetInput = Parameters<typeof evaluateTarget>[0]

const LIMIT = 256 * 1024

const readerOf = ({ who, tokenHash }: Variables) => ({
  partnershipId: who.partnershipId,
  tokenHash,
})

/**
 * The figures, from the same functions that the phone uses. The first two score this partnership's
 * own rows; the last two score whatever is sent, so that anybody can check a number.
 */
export const scoring = new Hono<Env>()
  .use(signedIn)
  .get('/editions/:id', async (c) => {
    const found = await readEdition(c.var.db, readerOf(c.var), c.req.param('id'))
    if (found?.edition.matrix !== 'priority') return c.json({ error: 'not-found' as const }, 404)
    return c.json(scoreEdition(found.edition, found.rows), 200)
  })
  .get('/plans/:id/targets', async (c) => {
    const asAt = v.safeParse(DateOn, c.req.query('asAt') ?? dateInUk(new Date(c.var.now)))
    if (!asAt.success)
      return c.json({ error: 'invalid' as const, detail: 'asAt is not a date' }, 400)
    const found = await readIndicators(c.var.db, readerOf(c.var), c.req.param('id'))
    return c.json(
      found.map(({ indicator, observations, fromEvents, fromCounts }) => ({
        id: indicator.id,
        ...judge(indicator, observations, asAt.output, fromEvents, fromCounts),
      })),
      200,
    )
  })
  .post('/priority-matrix', atMost(LIMIT), json(v.unknown()), (c) =>
    c.json(scorePriorityMatrix(c.req.valid('json') as MatrixInput), 200),
  )
  .post('/target', atMost(LIMIT), json(v.unknown()), (c) =>
    c.json(evaluateTarget(c.req.valid('json') as TargetInput), 200),
  )
  .onError((error, c) => {
    if (!(error instanceof ScoringError)) throw error
    return c.json({ error: 'invalid', issues: error.issues }, 400)
  })
