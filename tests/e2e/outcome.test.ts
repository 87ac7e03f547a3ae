import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

async function deskOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    hasTouch: false,
    isMobile: false,
  })
  const page = await context.newPage()
  await signIn(page, server.origin, 'CSP manager')
  await expect(page.getByRole('heading', { name: 'Priorities' })).toBeVisible()
  return page
}

test('a PCSO records progress with no server, closes the tab, comes back, and the manager sees it without a reload', async ({
  browser,
  context,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await expect(page.getByRole('heading', { name: 'My patch' })).toBeVisible()
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
  await untilKept(page)
  const desk = await deskOf(browser)
  await expect(desk.getByRole('link', { name: /People reached 347/ })).toBeVisible()

  await server.stop()

  // Four taps: the action, Record progress, a status, Save.
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await page.getByText('At risk', { exact: true }).tap()
  await page.getByLabel('What happened?').fill('The coach was late, two classes missed it')
  await page.getByLabel('How many pupils reached?').fill('26')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(/saved on this phone/).first()).toBeVisible()
  await expect(page.getByRole('link', { name: '1 to send' })).toBeVisible()
  await expect(page.getByText('336 of 500 pupils reached')).toBeVisible()

  await page.close()
  const again = await context.newPage()
  await again.goto(`${server.origin}/patch`)
  await expect(again.getByText('336 of 500 pupils reached')).toBeVisible()
  await expect(again.getByRole('link', { name: '1 to send' })).toBeVisible()

  await server.start()
  await expect(again.getByRole('link', { name: /All sent/ })).toBeVisible({ timeout: 60_000 })
  await expect(desk.getByRole('link', { name: /People reached 373/ })).toBeVisible({
    timeout: 60_000,
  })
  await expect(desk.getByText('The coach was late, two classes missed it').first()).toBeVisible()
})

test('what is being written survives a killed tab', async ({ context, page }) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await page.getByLabel('What happened?').pressSequentially('Half a sentence')
  const { href } = await page.evaluate(() => ({ href: location.href }))
  // A moment, as between a last letter and a phone that falls into a puddle.
  await page.waitForTimeout(250)
  await page.close()
  const again = await context.newPage()
  await again.goto(href)
  await expect(again.getByLabel('What happened?')).toHaveValue('Half a sentence')
})

test('an entry recorded by mistake is taken back with one tap, and the log keeps both', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await page.getByText('Blocked', { exact: true }).tap()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect(page.getByText('Recorded by mistake.')).toBeVisible()
  await expect(page.getByText('corrected since, no longer counted')).toBeVisible()
  await expect(page.getByText('310 of 500 pupils reached')).toBeVisible()
})

test('a full phone says so before the form is left, and keeps the words in it', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await page.getByLabel('What happened?').fill('Must not be lost')
  await page.evaluate(() => {
    const add = IDBObjectStore.prototype.add
    IDBObjectStore.prototype.add = function (...entry) {
      if (this.name === 'outbox') throw new DOMException('no room', 'QuotaExceededError')
      return add.apply(this, entry)
    }
  })
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(/This phone is full/)).toBeVisible()
  await expect(page.getByLabel('What happened?')).toHaveValue('Must not be lost')
  expect(page.url()).toContain('/progress')
})

test('repairing a broken client fetches everything again and keeps what is unsent', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await expect(page.getByRole('heading', { name: 'Now' })).toBeVisible()
  await untilKept(page)
  await server.stop()
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await page.getByLabel('What happened?').fill('Kept through the repair')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByRole('link', { name: '1 to send' })).toBeVisible()
  await page.goto('about:blank')
  await server.start()

  // Without the app's own code: no service worker, no bundle.
  await page.goto(`${server.origin}/reset`)
  await expect(page.getByText('1 waiting to be sent: kept.')).toBeVisible()
  await page.getByRole('button', { name: 'Repair now' }).tap()
  await expect(page.getByText(/^Repaired/)).toBeVisible()
  await page.getByRole('link', { name: 'Back to My patch' }).tap()
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await expect(page.getByText('Kept through the repair')).toBeVisible()
})
