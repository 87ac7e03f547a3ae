/** What the browser is asked to wake the service worker for, once there is signal. */
export const SEND_TAG = 'patchwork-send'

/** Not every browser has it, and the compiler's library knows none that does. */
interface WithSync {
  sync?: { register(tag: string): Promise<void> }
}

/**
 * Asks the browser to send what waits when the signal is back, should the app be closed by then. Safari
 * cannot, and a person may have forbidden it: then the app sends when it is next opened.
 */
export async function askForBackgroundSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  await (registration as WithSync | undefined)?.sync?.register(SEND_TAG).catch(() => undefined)
}
