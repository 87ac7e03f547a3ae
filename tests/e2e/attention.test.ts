import AxeBuilder from '@axe-core/playwright'
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { deskAt, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser) =>
  deskAt(browser, server.origin, 'CSP manager', { reducedMotion: 'reduce' })

async function passesAxe(page: Page) {
  const viewport = page.viewportSize() ?? { width: 412, height: 915 }
  // As tall as the page: what a bar covers at one scroll position is not covered at another.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width: viewport.width, height })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    const said = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
    expect.soft(said, `${page.url()}, ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize(viewport)
}

const REMIT = 'What it is for'
const CHANGE = 'Its name, chair, remit and who is in it'

/** Opens a group, loses the signal, and says what the group is for. */
async function writeOffline(page: Page, words: string) {
  await untilKept(page)
  await page.goto(`${server.origin}/people/groups`)
  await page.getByRole('link', { name: 'Community Safety Unit' }).click()
  await page.getByText(CHANGE).click()
  await expect(page.getByLabel(REMIT)).toBeVisible()
  await page.context().setOffline(true)
  await page.getByLabel(REMIT).fill(words)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: '1 to send' })).toBeVisible()
}

test('two people change the same words without signal; a manager settles it with one tap, and nobody is asked again', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, 'Administrator')
  const desk = await deskOf(browser)
  await writeOffline(desk, 'Runs the unit and chairs the weekly tasking meeting')
  await writeOffline(page, 'Runs the unit and chairs the monthly tasking meeting')
  await desk.context().setOffline(false)
  await expect(desk.getByRole('link', { name: /All sent/ })).toBeVisible()
  await page.context().setOffline(false)

  await page.getByRole('link', { name: '1 needs you' }).tap()
  const mine = page.getByRole('article', { name: 'Community Safety Unit' })
  await expect(mine.getByText('2 people changed the same words')).toBeVisible()
  await expect(mine.locator('ins').getByText('monthly')).toBeVisible()
  await expect(mine.getByRole('button', { name: /^Keep mine/ })).toBeVisible()
  await expect(mine.getByText(/Stands now/)).toBeVisible()
  await passesAxe(page)
  const { width, wide } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    wide: document.documentElement.scrollWidth,
  }))
  expect(wide).toBeLessThanOrEqual(width)

  await desk.getByRole('link', { name: 'Needs attention' }).click()
  await expect(desk.getByText('1 question waits for a decision')).toBeVisible()
  await expect(desk.getByText('Administrator and you')).toBeVisible()
  await expect(desk.getByText(/Every phone and computer has been in touch/)).toBeVisible()
  await passesAxe(desk)
  await desk.getByRole('button', { name: /^Keep theirs/ }).click()
  await expect(desk.getByRole('heading', { name: 'No two people disagree' })).toBeVisible()
  await expect(desk.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(desk.getByText(/kept what Administrator wrote/)).toBeVisible()

  await expect(mine).toHaveCount(0)
  await expect(page.getByText('Nothing waits to be sent').first()).toBeVisible()
  for (const screen of [page, desk]) {
    await screen.goto(`${server.origin}/people/groups/group-csu`)
    await screen.getByText(CHANGE).click()
    await expect(screen.getByLabel(REMIT)).toHaveValue(
      'Runs the unit and chairs the monthly tasking meeting',
    )
    await expect(screen.getByRole('link', { name: /All sent/ })).toBeVisible()
  }
  await desk.context().close()
})

test('what the office refused is exported, put right and sent again', async ({ page }) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  let refusals = 0
  await page.route('**/api/sync/push', async (route) => {
    if (refusals++) return route.continue()
    const { mutations } = route.request().postDataJSON()
    const results = mutations.map(({ mid, seq }: { mid: string; seq: number }) => ({
      ...{ mid, seq, outcome: 'rejected', reason: 'invalid', detail: 'reached: is too many' },
    }))
    await route.fulfill({ json: { status: 'ok', results } })
  })
  await page.goto(`${server.origin}/actions/action-a.1/progress`)
  await page.getByText('On track', { exact: true }).tap()
  await page.getByLabel('What happened?').fill('Two classes, one assembly')
  await page.getByLabel(/^How many/).fill('4000')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await page.getByRole('link', { name: '1 needs you' }).tap()
  const refused = page.getByRole('article', { name: /Year 6/ })
  await expect(refused.getByText('Something in it could not be understood.')).toBeVisible()
  await expect(refused.getByText('Two classes, one assembly')).toBeVisible()

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export what is unsent' }).tap()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^patchwork unsent .*\.csv$/)
  const file = await readFile(await download.path(), 'utf8')
  expect(file).toContain('What happened: Two classes, one assembly')
  expect(file).toContain('OFFICIAL-SENSITIVE')

  await refused.getByRole('button', { name: 'Throw away …' }).tap()
  await expect(refused.getByRole('group', { name: 'Throw this entry away?' })).toBeFocused()
  await refused.getByRole('button', { name: 'Keep it' }).tap()
  await refused.getByRole('button', { name: 'Change it and send again' }).tap()
  await refused.getByLabel('People reached').fill('40')
  await passesAxe(page)
  await refused.getByRole('button', { name: 'Send again' }).tap()
  await expect(refused).toHaveCount(0)
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
  await page.goto(`${server.origin}/actions/action-a.1`)
  await expect(page.getByText('Two classes, one assembly').first()).toBeVisible()
})
