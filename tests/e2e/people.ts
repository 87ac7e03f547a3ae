import { expect } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'

/** The screens that must open with no signal. */
export const fieldRoutes = [
  '/patch',
  '/progress',
  '/actions/action-a.1',
  '/actions/action-a.1/progress',
  '/sync',
  '/more',
  '/account',
]

/** Signs in with the demonstration's one tap and waits for the first screen. */
export async function signIn(page: Page, origin: string, who: string) {
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: who }).click()
  await page.waitForURL(/\/(patch|overview)$/)
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
}

/** Somebody at a desk of 1280 × 900 with a mouse, signed in: a browser of their own. */
export async function deskAt(
  browser: Browser,
  origin: string,
  who: string,
  look: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 900 }, hasTouch: false, isMobile: false },
    ...look,
  })
  const page = await context.newPage()
  await signIn(page, origin, who)
  return page
}

/** Everything of this browser is with the office. */
export const allSent = (page: Page) =>
  expect(page.getByRole('link', { name: /All sent/ })).toBeVisible({ timeout: 60_000 })

/** The shell is on the phone once the service worker has the page. */
export const untilKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      )
    }
  })
