import { Hono } from 'hono'
import { figuresOf } from '../../shared/figures/kept.ts'
import { readQuestion } from '../../shared/figures/question.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { readFigureRows } from '../db/figures.ts'
import type { Env } from '../environment.ts'
import { allowed, signedIn } from '../middleware/door.ts'
import { limitBy } from '../middleware/limits.ts'

/** No question is longer: eight ids of 80 characters, three days and their names. */
const MOST_CHARACTERS = 1_000

/**
 * The figures of a dashboard, from the function that the screens use and by the same words of the address.
 * Adding up a whole partnership is work, so each member may ask so often in a minute and no more. Whoever
 * came with a pass for one event has no plan to ask about.
 */
export const figures = new Hono<Env>()
  .use(
    signedIn,
    allowed('read', 'plan'),
    limitBy((c) => c.var.who.memberId),
  )
  .get('/', async (c) => {
    const { search, searchParams } = new URL(c.req.url)
    const read =
      search.length > MOST_CHARACTERS
        ? { problem: `the question is longer than ${MOST_CHARACTERS} characters` }
        : readQuestion(searchParams, dateInUk(new Date(c.var.now)))
    if ('problem' in read) return c.json({ error: 'invalid' as const, detail: read.problem }, 400)
    const { db, who, tokenHash } = c.var
    const rows = await readFigureRows(db, { partnershipId: who.partnershipId, tokenHash }, who)
    return c.json(figuresOf(rows, read.question), 200)
  })
