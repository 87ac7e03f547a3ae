import { requireShell } from '$lib/requireShell.ts'

export const ssr = false
export const load = requireShell
