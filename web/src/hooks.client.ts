import { update } from '$lib/update.svelte.ts'

export const init = () => void update.watch()
