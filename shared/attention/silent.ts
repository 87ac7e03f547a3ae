/** A browser that a member uses, as far as its silence is concerned. */
export interface Browser {
  lastContactAt: string
  unsent: number
  isSignedIn: boolean
  /** When it last did what it was told: sign out, or wipe itself. */
  doneAt: string | null
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Why somebody should be rung. `unsent`: it holds work that nobody else has, and has not been in touch
 * for a day. `silent`: half of the days have passed after which it shows nothing until it is in touch.
 */
export type Worry = 'unsent' | 'silent'

export function worryOf(browser: Browser, leaseDays: number, now: Date): Worry | null {
  const days = (now.getTime() - Date.parse(browser.lastContactAt)) / DAY_MS
  if (browser.doneAt !== null && browser.doneAt >= browser.lastContactAt) return null
  if (browser.unsent > 0 && days > 1) return 'unsent'
  // Signed out with nothing left to send: it has forgotten everything, and owes nothing.
  return browser.isSignedIn && days > leaseDays / 2 ? 'silent' : null
}

/** Those somebody should be rung about: unsent work first, then the longest silence. */
export function worrying<B extends Browser>(
  browsers: readonly B[],
  leaseDays: number,
  now: Date,
): { browser: B; worry: Worry }[] {
  return browsers
    .flatMap((browser) => {
      const worry = worryOf(browser, leaseDays, now)
      return worry ? [{ browser, worry }] : []
    })
    .sort(
      (a, b) =>
        Number(b.worry === 'unsent') - Number(a.worry === 'unsent') ||
        (a.browser.lastContactAt < b.browser.lastContactAt ? -1 : 1),
    )
}
