import { redirect } from '@sveltejs/kit'

/** Where targets stood before they stood among the indicators: addresses that were sent go on working. */
export const load = ({ url }: { url: URL }) => redirect(307, `/indicators${url.search}`)
