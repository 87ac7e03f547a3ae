import { dev } from '$app/environment'

/** How long after a failed first install it is tried again. */
const AGAIN_MS = 5_000

/**
 * A new build waits until the person agrees: it never takes over under somebody's hands. The page
 * reloads only after the person has pressed the button and the new worker has the page.
 */
class Update {
  #waiting = $state.raw<ServiceWorker | null>(null)
  #again: ReturnType<typeof setTimeout> | undefined

  get isReady() {
    return this.#waiting !== null
  }

  async watch() {
    if (dev || !('serviceWorker' in navigator)) return
    const registration = await this.#register()
    document.addEventListener('visibilitychange', () => {
      // Without signal there is nothing to look for; the next time will do.
      if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
    })
  }

  async #register() {
    const registration = await navigator.serviceWorker.register('/service-worker.js')
    this.#look(registration)
    this.#follow(registration, registration.installing)
    registration.addEventListener('updatefound', () =>
      this.#follow(registration, registration.installing),
    )
    return registration
  }

  #follow(registration: ServiceWorkerRegistration, next: ServiceWorker | null) {
    next?.addEventListener('statechange', () => {
      this.#look(registration)
      // One file of the shell that does not come fails the whole, and the browser would try again only when
      // the app is next opened: by then there may be no signal.
      const hasFailed =
        next.state === 'redundant' && !registration.active && !registration.installing
      if (!hasFailed) return
      clearTimeout(this.#again)
      this.#again = setTimeout(() => void this.#register().catch(() => undefined), AGAIN_MS)
    })
  }

  /** `quiet` resolves when no sync is under way: a page is not taken from under one. */
  take = async (quiet: () => Promise<void>) => {
    await quiet()
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
      once: true,
    })
    this.#waiting?.postMessage('take-over')
  }

  #look(registration: ServiceWorkerRegistration) {
    // The first worker a browser gets replaces nothing, so nobody needs to be asked.
    if (navigator.serviceWorker.controller) this.#waiting = registration.waiting
  }
}

export const update = new Update()
