import { vValidator } from '@hono/valibot-validator'
import { bodyLimit } from 'hono/body-limit'
import type { GenericSchema } from 'valibot'
import { sayIssue } from '../../shared/words/sayIssue.ts'

/** Refuses a body of more than `bytes`, counted as it streams in: a Content-Length can lie. */
export const atMost = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: (c) =>
      c.json({ error: 'too-large', detail: `The request is larger than ${bytes} bytes.` }, 413),
  })

/** Checks a JSON body at the door and says in one sentence what is wrong with it. */
export const json = <S extends GenericSchema>(schema: S) =>
  vValidator('json', schema, (result, c) => {
    if (result.success) return
    return c.json({ error: 'invalid' as const, detail: sayIssue(result.issues[0]) }, 400)
  })
