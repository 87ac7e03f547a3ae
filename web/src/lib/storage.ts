/** Asks the browser to keep what is stored here even when space runs short. Answers whether it agreed. */
export async function isPersisted(): Promise<boolean> {
  if (!('storage' in navigator) || !('persist' in navigator.storage)) return false
  return (await navigator.storage.persisted()) || navigator.storage.persist()
}
