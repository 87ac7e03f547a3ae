// The SvelteKit build. It is made after this file is written, and has no types worth naming.
import site from '../web/.svelte-kit/cloudflare/_worker.js'
import { api } from './api.ts'
import type { Bindings } from './environment.ts'
import { NIGHTLY, everyNight } from './nightly.ts'
import { remindAll } from './reminders/round.ts'

export { Poke } from './poke.ts'

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/')) return api.fetch(request, env, context)
    return site.fetch(request, env, context)
  },
  async scheduled({ cron, scheduledTime }, env) {
    const now = new Date(scheduledTime).toISOString()
    await (cron === NIGHTLY ? everyNight(env, now) : remindAll(env, now))
  },
} satisfies ExportedHandler<Bindings>
