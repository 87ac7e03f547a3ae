import { redirect } from '@sveltejs/kit'
import { openShell } from './shell.svelte.ts'
import type { Shell } from './shell.svelte.ts'

/** Opens the store of whoever uses this browser, from the phone alone; nobody signed in: to the door. */
export async function requireShell({ url }: { url: URL }): Promise<{ shell: Shell }> {
  const shell = await openShell()
  if (!shell) redirect(307, `/sign-in?to=${encodeURIComponent(url.pathname)}`)
  return { shell }
}
