import { dev } from '$app/environment'

/**
 * A new build waits until the person agrees: it never takes over under somebody's hands. The page
 * reloads only after the person has pressed the button and the new worker has the page.
 */
class Update {
  #waiting = $state.raw<ServiceWorker | null>(null)

  get isReady() {
    return this.#waiting !== null
  }

  async watch() {
    if (dev || !('serviceWorker' in navigator)) return
    const registration = await navigator.serviceWorker.register('/service-worker.js')
    this.#look(registration)
    registration.addEventListener('updatefound', () => {
      const next = registration.installing
      next?.addEventListener('statechange', () => this.#look(registration))
    })
    document.addEventListener('visibilitychange', () => {
      // Without signal there is nothing to look for; the next time will do.
      if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
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
