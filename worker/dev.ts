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

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/demo/')) return local.fetch(request, env, context)
    if (pathname.startsWith('/dev/mail')) return mail.fetch(request, env, context)
    const here = {
      ...env,
      AUTH_SECRET: env.AUTH_SECRET ?? SECRET,
      OPERATORS: env.OPERATORS ?? OPERATOR,
      mailer: mailbox,
      addressOf: (memberId: string) => `${memberId}@patchwork.example`,
    }
    if (pathname === '/dev/reminders') return remindersNow.fetch(request, here, context)
    return worker.fetch(request, here, context)
  },
} satisfies ExportedHandler<Bindings>
