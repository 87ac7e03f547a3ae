import { currentPlan } from './actions.ts'
import type { Shell } from './shell.svelte.ts'

/** The plan that the address names (so that a view can be sent to a colleague), else the one in force. */
export const chosenPlan = (shell: Shell, url: URL) =>
  shell.one('plan', url.searchParams.get('plan') ?? '') ?? currentPlan(shell)
