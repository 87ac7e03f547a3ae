import type { Handle } from '@sveltejs/kit'

/** What `_headers` says for files, for the pages that the worker renders. */
export const handle: Handle = async ({ event, resolve }) => {
  const response = await resolve(event)
  response.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  response.headers.set('X-Content-Type-Options', 'nosniff')
  response.headers.set('Referrer-Policy', 'same-origin')
  return response
}
