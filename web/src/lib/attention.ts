import type { Shell } from './shell.svelte.ts'

/** Throws a refused entry away, once the person has confirmed it. The server keeps its own copy. */
export async function discardRefused({ store }: Shell, mid: string) {
  await store.db.attention.delete(mid)
  await store.committed([])
}
