import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { lookAt } from './looks.ts'
import { deskAt, signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

/** What a manager sees before they touch anything: what is off track, why, and whom to ring. */

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const box = async (it: Locator) => {
  const found = await it.boundingBox()
  if (!found) throw new Error('it is not on the page')
  return { top: found.y, bottom: found.y + found.height }
}
const isWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('on a phone: the sentence and the number on the first screen, why on the second, all else folded', async ({
  page,
}) => {
  await page.setViewportSize({ width: 412, height: 915 })
  await signIn(page, server.origin, 'CSP manager')
  await page.goto(`${server.origin}/overview`)
  const off = part(page, 'Off track, and whom to ring')
  await expect(off.getByRole('listitem').first()).toBeVisible()
  const says = page.locator('main').getByRole('status').filter({ hasText: 'off track' })
  expect((await box(says.getByRole('link'))).bottom).toBeLessThan(915)
  await expect(says).toContainText(/Ring .+ first/)
  const first = off.locator('.feed > li').first()
  await expect(first).toContainText('3 days late')
  expect((await box(first)).bottom).toBeLessThan(915 * 2)

  // It was ten screens and a half.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  expect(height).toBeLessThan(915 * 4.6)
  expect(await isWide(page)).toBe(false)

  const targets = part(page, 'Targets')
  await expect(targets.getByText('0 of 6 targets met so far')).toBeVisible()
  await expect(targets.getByRole('link', { name: 'Violence with injury' })).toBeHidden()
  await targets.getByRole('button', { name: 'Targets' }).tap()
  await expect(targets.getByRole('link', { name: 'Violence with injury' })).toBeVisible()
  await expect(targets.getByRole('button', { name: 'Targets' })).toHaveAttribute(
    'aria-expanded',
    'true',
  )
  expect(await isWide(page)).toBe(false)
  await off.getByRole('link', { name: 'All 4 off track' }).tap()
  await expect(page.locator('tr[data-counts]')).toHaveCount(4)

  // By the keyboard alone, too.
  await page.goBack()
  const due = part(page, 'What to ask about')
  await due.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await due.getByRole('link', { name: /overdue/ }).press('Enter')
  await expect(page).toHaveURL(/figure=overdue/)
})

test('at a desk nothing scrolls sideways, and what nobody can judge stands under why', async ({
  browser,
}) => {
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  const off = part(desk, 'Off track, and whom to ring')
  expect((await box(off.locator('.feed > li').first())).bottom).toBeLessThan(900)
  const priorities = part(desk, 'Priorities')
  await priorities.getByText('The figures as a table').click()
  await expect(priorities.getByRole('columnheader', { name: 'Targets met' })).toBeVisible()
  await expect(desk.getByText('Wider than the screen')).toHaveCount(0)
  // Six of one colour are one number, and no picture.
  const targets = part(desk, 'Targets')
  await expect(targets.getByRole('img')).toHaveCount(0)
  const unset = targets.locator('.feed > li').filter({ hasText: 'There is no baseline' })
  await expect(unset.getByRole('link')).toHaveCount(3)
  for (const words of ['undefined', 'NaN', 'null', '[object'])
    await expect(desk.locator('main').getByText(words)).toHaveCount(0)
})

test('on paper everything is unfolded, and nothing of the screen is there', async ({ browser }) => {
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await desk.setViewportSize({ width: 412, height: 915 })
  await expect(desk.locator('.tile').first()).toBeVisible()
  await desk.emulateMedia({ media: 'print' })
  for (const name of ['Targets', 'Events', 'Last heard from', 'Just recorded'])
    await expect(part(desk, name).getByRole('link').first()).toBeVisible()
  for (const words of ['The figures as a table', /^All sent/, 'Filters'])
    await expect(desk.getByText(words).first()).toBeHidden()
  await expect(desk.locator('.more')).toBeVisible()
})

test('a plan is shown on a screen from its own page, from the overview and from a priority', async ({
  browser,
}) => {
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  const leave = desk
    .getByRole('button', { name: 'Leave' })
    .or(desk.getByRole('link', { name: 'Leave' }))
  await desk.goto(`${server.origin}/plan?plan=plan-2021-22`)
  await desk.getByRole('link', { name: 'Show on a screen' }).click()
  await expect(desk).toHaveURL(/\/meetings\/show\?plan=plan-2021-22/)
  await expect(leave).toBeVisible()
  await desk.goto(`${server.origin}/overview`)
  await desk.getByRole('link', { name: 'Show “Rolling action plan 2021/22” on a screen' }).click()
  await expect(desk).toHaveURL(/\/meetings\/show\?plan=plan-2021-22/)
  await desk.goto(`${server.origin}/overview`)
  await desk
    .getByRole('link', { name: /^Tackling anti-social/ })
    .first()
    .click()
  await desk.getByRole('link', { name: /^Show “/ }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('anti-social')
})

test('the overview in every look, with all that unfolds @long', async ({ browser }) => {
  test.slow()
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  const unfold = () =>
    desk.evaluate(() => {
      for (const it of document.querySelectorAll('details')) it.open = true
      for (const it of document.querySelectorAll<HTMLElement>('main h2 [aria-expanded="false"]'))
        it.click()
    })
  await lookAt(desk, `${server.origin}/overview`, unfold)
  await lookAt(desk, `${server.origin}/overview/agency/agency-police`, unfold)
})
