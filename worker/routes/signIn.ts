import { Hono } from 'hono'
import * as v from 'valibot'
import { Email } from '../../shared/words/schema.ts'
import type { Env } from '../environment.ts'
import { newCode, useCode } from '../identity/code.ts'
import { entraSettings } from '../identity/entra.ts'
import { isOperator } from '../identity/operators.ts'
import { authOf, welcome } from '../identity/signIn.ts'
import { codeLetter } from '../mail/letters.ts'
import { mailerOf } from '../mail/mailer.ts'
import { atMost, json } from '../middleware/body.ts'
import { limitByAddress } from '../middleware/limits.ts'

const Ask = v.object({ email: Email })
const Code = v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, 'is not a code of six digits'))
const Verify = v.object({ email: Email, code: Code })

/** Signing in by a code that is sent to one's address. */
export const signIn = new Hono<Env>()
  .get('/ways', (c) => c.json({ entra: entraSettings(c.env) !== null }, 200))
  .post('/code', limitByAddress, atMost(1024), json(Ask), async (c) => {
    const { email } = c.req.valid('json')
    const auth = authOf(c)
    const mailer = mailerOf(c.env)
    const code = await newCode(c.var.home, auth, {
      ...{ email, now: c.var.now },
      isNamed: isOperator(c.env, email),
    })
    // After the answer, which must not take longer for an address that is known.
    if (code)
      c.executionCtx.waitUntil(sendLater(() => mailer.send({ to: email, ...codeLetter(code) })))
    return c.json({ sent: 'if-known' as const }, 200)
  })
  .post('/verify', limitByAddress, atMost(1024), json(Verify), async (c) => {
    const { email, code } = c.req.valid('json')
    const token = await useCode(c.var.home, authOf(c), {
      ...{ email, code, now: c.var.now },
      isNamed: isOperator(c.env, email),
    })
    if (!token) return c.json({ error: 'wrong-code' as const }, 400)
    await welcome(c, token)
    return c.json({ proof: 'code' as const }, 200)
  })

async function sendLater(send: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  await send().catch((error) => console.error('a code could not be sent', error))
}
