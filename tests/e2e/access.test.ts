import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { lookAt } from './looks.ts'
import { fieldRoutes } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeAll(async () => {
  server = await Server.open()
})
test.afterAll(() => server.close())

const routes = [...fieldRoutes, '/overview', '/plan', '/assessment', '/targets']
/** The partnership's own affairs, as who manages sees them. */
const managed = [
  '/people',
  '/people/new',
  '/people/member-pcso-victoria',
  '/people/member-csp-manager',
  '/people/groups',
  '/people/groups/new',
  '/passes',
  '/audit',
  '/audit?kept=1',
  '/settings',
  '/attention',
]
const open = ['/', '/sign-in', '/join', '/reset']

async function visit(page: Page, route: string) {
  await page.goto(server.origin + route)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
}

async function enter(page: Page) {
  await visit(page, '/sign-in')
  await page.getByRole('button', { name: 'PCSO, Victoria' }).click()
  await expect(page.getByRole('heading', { name: 'Now' })).toBeVisible()
}

async function enterAsAdministrator(page: Page) {
  await visit(page, '/sign-in')
  await page.getByRole('button', { name: 'Administrator' }).click()
  await page.waitForURL(/\/(patch|overview)$/)
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
}

/** As nobody again. */
async function leave(page: Page) {
  await page.context().clearCookies()
  await page.evaluate(() => localStorage.clear())
}

test('every screen passes WCAG 2.2 AA in each scheme and size, and scrolls one way only @long', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const page = await (await browser.newContext({ hasTouch: false, isMobile: false })).newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  const look = (route: string) => lookAt(page, server.origin + route)
  for (const route of open) await look(route)
  await enter(page)
  for (const route of routes) await look(route)
  await leave(page)
  await enterAsAdministrator(page)
  for (const route of managed) await look(route)
  expect(faults).toEqual([])
})

test('progress is recorded with the keyboard alone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await enter(page)
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab')
      const label = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      if (name.test(label)) return
    }
    throw new Error(`the keyboard does not reach ${name}`)
  }
  await tabTo(/Year 6/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/actions/**')
  await expect(page.getByRole('heading', { name: 'Log' })).toBeVisible()
  await tabTo(/^Record progress$/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/progress')
  await page.getByLabel('On track').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByLabel('At risk')).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.type('By keyboard')
  await tabTo(/^Save$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('By keyboard')).toBeVisible()
  await context.close()
})

test('field targets are at least 48 px high', async ({ page }) => {
  await enter(page)
  for (const route of ['/patch', '/actions/action-a.1/progress', '/more', '/sync']) {
    await visit(page, route)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('main a, main button, main label, nav a')]
        .filter((element) => !element.closest('p') && element.getClientRects().length > 0)
        .filter((element) => !element.querySelector('input') && !/label/i.test(element.className))
        // The link in a card's title is the whole card.
        .map((element) => ({ element, target: element.closest('article') ?? element }))
        .map(({ element, target }) => ({
          text: element.textContent?.trim(),
          height: target.getBoundingClientRect().height,
        }))
        .filter(({ height }) => height > 0 && height < 47.5),
    )
    expect.soft(small, route).toEqual([])
  }
})
