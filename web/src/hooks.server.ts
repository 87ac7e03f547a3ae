import type { Handle } from '@sveltejs/kit'
import rules from '../_headers?raw'

/** What `_headers` says of every address, for the pages that the worker renders. Their own CSP stays. */
const [, block = ''] = /^\/\*\n((?: .*\n)+)/.exec(rules) ?? []
const headers = block
  .trim()
  .split('\n')
  .map((line) => [
    line.slice(0, line.indexOf(':')).trim(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])

export const handle: Handle = async ({ event, resolve }) => {
  const response = await resolve(event)
  for (const [name = '', value = ''] of headers) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return response
}
