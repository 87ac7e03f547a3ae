import type { Bindings } from './environment.ts'
import worker from './index.ts'
import { local } from './local.ts'
import { mail, mailbox } from './routes/mail.ts'
import { remindersNow } from './routes/remindersNow.ts'

export { Poke } from './poke.ts'

/**
 * The worker as `npm start`, `npm run dev` and the browser tests run it: the deployed one, with the
 * demonstration's doors and a mailbox that stays on this machine. A deployment's entry is index.ts,
 * which imports nothing of this, so no setting can open these doors there.
 */
const OPERATOR = 'operator@patchwork.example'
const SECRET = 'for this machine only; it protects nothing'
/** The browser's key in the example of RFC 8291: everybody has it. */
const PUSH_KEY = JSON.stringify({
  ...{ kty: 'EC', crv: 'P-256', d: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94' },
  x: 'JXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzE',
  y: 'aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
})

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/demo/')) return local.fetch(request, env, context)
    if (pathname.startsWith('/dev/mail')) return mail.fetch(request, env, context)
    const here = {
      ...env,
      AUTH_SECRET: env.AUTH_SECRET ?? SECRET,
      OPERATORS: env.OPERATORS ?? OPERATOR,
      VAPID_KEY: env.VAPID_KEY ?? PUSH_KEY,
      VAPID_SUBJECT: env.VAPID_SUBJECT ?? `mailto:${OPERATOR}`,
      mailer: mailbox,
      addressOf: (memberId: string) => `${memberId}@patchwork.example`,
    }
    if (pathname === '/dev/reminders') return remindersNow.fetch(request, here, context)
    return worker.fetch(request, here, context)
  },
} satisfies ExportedHandler<Bindings>
