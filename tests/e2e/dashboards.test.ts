import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { lookAt } from './looks.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const MANAGER = 'CSP manager'
const POLICE = 'agency-police'
const open = async (page: Page, path: string) => {
  await page.goto(server.origin + path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  // The parts below come after those above.
  await expect(page.locator('.yet')).toHaveCount(0)
}
const tile = (page: Page, label: string): Locator =>
  page.locator('a.tile').filter({ has: page.getByText(label, { exact: true }) })
const tiles = (page: Page) => page.locator('.tile').allInnerTexts()

test('a manager finds in two clicks what is off track, why, and the number to ring', async ({
  browser,
}) => {
  const desk = await deskAt(browser, server.origin, MANAGER)
  await expect(desk.getByText(/actions are off track: .*blocked/)).toBeVisible()
  await expect(desk.getByText(/Ring .* first/)).toBeVisible()
  await tile(desk, 'Actions off track').click()
  const row = desk.getByRole('row').filter({ hasText: 'V.5' })
  await expect(row).toContainText('Blocked')
  const number = row.getByRole('link', { name: '01632 960 102' })
  await expect(number).toHaveAttribute('href', 'tel:01632960102')
  await row.getByRole('link', { name: /^V\.5/ }).click()
  await expect(desk).toHaveURL(/\/actions\//)
  await desk.goBack()
  const [file] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: 'As CSV' }).click(),
  ])
  const text = await readFile(await file.path(), 'utf8')
  const rows = await desk.locator('tr[data-counts]').count()
  expect(text.trim().split('\r\n')).toHaveLength(rows + 2)
  expect(text).toContain('Why')
})

test('a view with filters is sent to a board member, who sees the same', async ({ browser }) => {
  const desk = await deskAt(browser, server.origin, MANAGER)
  await desk.getByLabel('Agency', { exact: true }).selectOption({ label: 'Kent Police' })
  await expect(desk).toHaveURL(/agency=agency-police/)
  await desk.getByLabel('Period of events').selectOption({ label: 'Last quarter' })
  await expect(desk).toHaveURL(/from=\d{4}-\d\d-01&to=/)
  // It stays through a reload, and for whoever opens a figure and comes back.
  const narrowed = desk.url()
  for (const away of [
    () => desk.reload(),
    async () => {
      await desk.locator('a.tile').first().click()
      await expect(desk).toHaveURL(/figure=.*/)
      await desk.goBack()
    },
  ]) {
    await away()
    await expect(desk).toHaveURL(narrowed)
    await expect(desk.getByLabel('Agency', { exact: true })).toHaveValue(POLICE)
  }
  await desk.getByRole('link', { name: 'The partnership', exact: true }).first().click()
  await expect(desk).toHaveURL(/\/overview$/)
  await expect(desk.getByLabel('Agency', { exact: true })).toHaveValue('')
  await desk.goBack()
  await expect(desk.getByLabel('Agency', { exact: true })).toHaveValue(POLICE)
  await expect(desk.getByRole('heading', { name: 'What is owed' })).toBeVisible()
  const seen = await tiles(desk)
  const board = await deskAt(browser, server.origin, 'Board chair')
  await board.goto(desk.url())
  await expect(board.getByRole('heading', { name: 'What is owed' })).toBeVisible()
  await expect(board.getByLabel('Agency', { exact: true })).toHaveValue(POLICE)
  await expect.poll(() => tiles(board)).toEqual(seen)
  await desk.getByLabel('Agency', { exact: true }).selectOption('')
  await expect(desk).not.toHaveURL(/agency=/)
  await expect(desk.getByRole('heading', { name: 'What is owed' })).toBeHidden()
})

test('an address that names what is gone, or is misspelt, says so in a sentence', async ({
  browser,
}) => {
  const desk = await deskAt(browser, server.origin, MANAGER)
  await open(desk, '/overview?agency=agency-gone')
  await expect(desk.getByText(/This agency has been taken out, or is not shared/)).toBeVisible()
  await expect(desk.locator('.tile')).toHaveCount(0)
  await open(desk, '/overview?agncy=agency-police')
  await expect(desk.getByText('agncy is not known here.')).toBeVisible()
  await open(desk, '/overview/behind?figure=nothing')
  await expect(desk.getByText('There is no such figure here')).toBeVisible()
  await open(desk, '/overview/priority/gone/behind?figure=overdue')
  await expect(desk.getByText(/This priority has been taken out/)).toBeVisible()
})

test('what a phone records changes the dashboard while it is looked at', async ({
  browser,
  page,
}) => {
  const desk = await deskAt(browser, server.origin, MANAGER)
  const figure = tile(desk, 'Actions off track').locator('b')
  const before = Number(await figure.innerText())
  await desk.evaluate(() => document.body.setAttribute('data-stays', ''))
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.goto(`${server.origin}/actions/action-v.5/progress`)
  await page.getByText('Completed', { exact: true }).tap()
  await page.getByLabel('What happened?').fill('Cover is agreed for both evenings')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await allSent(page)
  await expect(figure).toHaveText(String(before - 1), { timeout: 60_000 })
  await expect(desk.getByText('Cover is agreed for both evenings')).toBeVisible()
  await expect(desk.locator('body[data-stays]')).toHaveCount(1)
})

test('all of it opens without signal', async ({ browser }) => {
  const desk = await deskAt(browser, server.origin, MANAGER)
  await untilKept(desk)
  await desk.reload()
  await expect(desk.locator('.tile').first()).toBeVisible()
  // The other rooms come behind the one that is open.
  await desk.waitForTimeout(3_000)
  await desk.waitForLoadState('networkidle')
  await desk.context().setOffline(true)
  await tile(desk, 'Actions off track').click()
  await expect(desk.locator('tr[data-counts]').first()).toBeVisible()
  await open(desk, `/overview/agency/${POLICE}`)
  await expect(desk.getByRole('heading', { name: 'What is owed' })).toBeVisible()
})

test('@long the dashboards in every look', async ({ browser }) => {
  test.slow()
  const desk = await deskAt(browser, server.origin, MANAGER)
  const { origin } = server
  const table = () => desk.getByText('The figures as a table').first().click()
  await lookAt(desk, `${origin}/overview`, table)
  await lookAt(desk, `${origin}/overview/agency/${POLICE}`)
  await lookAt(desk, `${origin}/overview/ward/ward-victoria`)
  await lookAt(desk, `${origin}/overview/group`)
  await lookAt(desk, `${origin}/overview/behind?figure=off-track`)
  await lookAt(desk, `${origin}/overview/behind?figure=reached`)
  await lookAt(desk, `${origin}/overview?agency=gone`)
  const priority = desk.locator('a[href^="/overview/priority/"]').first()
  await open(desk, '/overview')
  await lookAt(desk, origin + ((await priority.getAttribute('href')) ?? ''))
})
