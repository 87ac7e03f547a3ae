import { api } from '../../../worker/api.ts'
import type { Bindings } from '../../../worker/environment.ts'
import { counted } from './counted.ts'
import { raw } from './raw.ts'

export { Poke } from '../../../worker/poke.ts'

/**
 * The deployed API, with its D1 counted, and beside it the least that could do the same work: same
 * process, same database, same way in.
 */
export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/bench/'))
      return raw(pathname.slice('/bench/'.length), request, env.DB)
    const { d1, trips } = counted(env.DB)
    const answer = await api.fetch(request, { ...env, DB: d1 }, context)
    // A connection that is being handed over is not wrapped again.
    if (answer.status === 101) return answer
    const response = new Response(answer.body, answer)
    response.headers.set('X-D1-Trips', String(trips()))
    return response
  },
} satisfies ExportedHandler<Bindings>
