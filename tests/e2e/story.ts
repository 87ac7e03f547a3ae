import { test as base } from '@playwright/test'

/**
 * A story, whose browsers are closed when it has been told: a page that was left open goes on asking for its office
 * until the last story of all, and they are many.
 */
export const test = base.extend<{ closing: undefined }>({
  closing: [
    async ({ browser }, use) => {
      await use(undefined)
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})
