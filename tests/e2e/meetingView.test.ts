import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { lookAt } from './looks.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser, who = 'CSP manager') => deskAt(browser, server.origin, who)
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const status = (page: Page) => page.locator('main').getByRole('status')

async function planMeeting(desk: Page): Promise<string> {
  await desk.goto(`${server.origin}/meetings/new`)
  await desk.getByLabel('Which group meets').selectOption('Partnership board')
  await desk.getByLabel('Day').fill('2026-11-01')
  await desk.getByRole('button', { name: 'Plan it' }).click()
  await expect(desk.getByRole('heading', { name: 'Overdue' })).toBeVisible()
  return new URL(desk.url()).pathname
}

/** What an action of the slide is called, and where its page is. */
async function firstAction(page: Page) {
  const link = page.locator('.slide:not(.off) a[href^="/actions/"]').first()
  return { href: (await link.getAttribute('href')) ?? '', words: await link.innerText() }
}

test('a board looks at one priority at a time: by keys, by buttons, by its address, and leaves with Escape', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  const meeting = await planMeeting(desk)
  await desk.getByRole('link', { name: 'Show on a screen' }).click()
  await expect(status(desk)).toContainText(/^1 of \d+/)
  const count = Number(/of (\d+)/.exec(await status(desk).innerText())?.[1])
  expect(count).toBeGreaterThan(2)
  const first = await heading(desk).innerText()
  // The rail and everything else around it stand back.
  await expect(desk.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(desk.getByRole('heading', { name: 'Targets' })).toBeVisible()

  await desk.keyboard.press('ArrowRight')
  await expect(status(desk)).toContainText(`2 of ${count}`)
  await expect(heading(desk)).not.toHaveText(first)
  for (const [key, place] of [
    ...[['PageDown', 3] as const, ['PageUp', 2] as const, ['End', count] as const],
    ...[['ArrowRight', count] as const, ['Home', 1] as const, ['ArrowLeft', 1] as const],
    ...[['Space', 2] as const, ['Shift+Space', 1] as const],
  ]) {
    await desk.keyboard.press(key)
    await expect(status(desk), key).toContainText(`${place} of ${count}`)
  }
  await expect(desk.getByRole('button', { name: 'Back', exact: true })).toBeDisabled()
  // Who presses twice before the first has come goes two on.
  await desk.keyboard.press('ArrowRight')
  await desk.keyboard.press('ArrowRight')
  await expect(status(desk)).toContainText(`3 of ${count}`)
  await desk.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(status(desk)).toContainText(`2 of ${count}`)
  // By the keyboard alone: the button that has the focus keeps the space bar.
  await desk.getByRole('button', { name: 'Next' }).focus()
  await desk.keyboard.press('Space')
  await expect(status(desk)).toContainText(`3 of ${count}`)

  // A reload, and a colleague's link, open the same.
  const third = await heading(desk).innerText()
  await desk.reload()
  await expect(heading(desk)).toHaveText(third)
  await expect(desk).toHaveTitle(new RegExp(`3 of ${count}`))
  await allSent(desk)
  const chair = await deskOf(browser, 'Board chair')
  await chair.goto(desk.url())
  await expect(heading(chair)).toHaveText(third)
  await expect(status(chair)).toContainText(`3 of ${count}`)

  // Paper has a page for each.
  await desk.emulateMedia({ media: 'print' })
  await expect(desk.locator('h1:visible')).toHaveCount(count)
  await expect(desk.getByRole('button', { name: 'Next' })).toBeHidden()
  const pdf = (await desk.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(count)
  await desk.emulateMedia({ media: 'screen' })

  await desk.keyboard.press('Escape')
  await expect(desk).toHaveURL(server.origin + meeting)
  await expect(desk.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('what a colleague records on a phone stands on the screen at once, marked, and nothing moves; without signal it goes on', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  const meeting = await planMeeting(desk)
  await desk.getByRole('link', { name: 'Show on a screen' }).click()
  await expect(status(desk)).toContainText(/^1 of/)
  const links = desk.locator('.slide:not(.off) a[href^="/actions/"]')
  while ((await links.count()) < 1) await desk.keyboard.press('ArrowRight')
  const before = await links.allInnerTexts()
  const { href, words } = await firstAction(desk)
  await untilKept(desk)
  await allSent(desk)

  const phone = await (await browser.newContext()).newPage()
  await signIn(phone, server.origin, 'CSU inspector')
  await phone.goto(`${server.origin}${href}/progress`)
  await phone.getByRole('radio', { name: 'On track' }).check({ force: true })
  await phone.getByLabel('What happened?').fill('The contractor begins on Monday.')
  await phone.getByRole('button', { name: 'Save', exact: true }).click()
  await allSent(phone)

  await expect(status(desk)).toContainText('while this stood here', { timeout: 60_000 })
  const line = desk.locator('.slide:not(.off) li').filter({ hasText: words })
  await expect(line).toContainText(/Changed|No longer off track/)
  expect(await links.allInnerTexts()).toEqual(before)
  // Turned and turned back, it is what it is.
  await desk.keyboard.press('ArrowRight')
  await desk.keyboard.press('ArrowLeft')
  await expect(status(desk)).not.toContainText('while this stood here')

  await desk.context().setOffline(true)
  const here = await heading(desk).innerText()
  await desk.reload()
  await expect(heading(desk)).toHaveText(here)
  await desk.keyboard.press('End')
  await expect(status(desk)).toContainText(/^(\d+) of \1/)
  await desk.keyboard.press('Escape')
  await expect(desk).toHaveURL(server.origin + meeting)
})

test('a finger turns the pages, a plan is shown without a meeting, and what is not there is said', async ({
  browser,
}) => {
  const context = await browser.newContext()
  const phone = await context.newPage()
  await signIn(phone, server.origin, 'Board chair')
  await phone.goto(`${server.origin}/meetings/show?plan=plan-2021-22`)
  await expect(status(phone)).toContainText(/^1 of/)
  const cdp = await context.newCDPSession(phone)
  const swipe = async (from: number, to: number) => {
    const at = (x: number) => [{ x, y: 300 }]
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from) })
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(to) })
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  await swipe(350, 100)
  await expect(status(phone)).toContainText(/^2 of/)
  await swipe(100, 350)
  await expect(status(phone)).toContainText(/^1 of/)

  await phone.goto(`${server.origin}/meetings/show?plan=plan-2021-22&at=priority-nobody`)
  await expect(phone.getByText('is not among them any more')).toBeVisible()
  await phone.getByRole('button', { name: 'Begin with the first' }).click()
  await expect(status(phone)).toContainText(/^1 of/)
  await phone.goto(`${server.origin}/meetings/show?plan=plan-of-nobody`)
  await expect(phone.getByText('There is nothing here to show')).toBeVisible()
})

test('a restricted plan is not on the wall of a meeting that others come to', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  const meeting = await planMeeting(desk)
  await desk.goto(`${server.origin}/plan?plan=plan-2021-22`)
  await desk.getByText('Everybody in the partnership may see this plan').click()
  await desk
    .getByRole('radio', { name: /^Only / })
    .first()
    .check()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await allSent(desk)
  await desk.goto(`${server.origin}${meeting}/show?plan=plan-2021-22`)
  await expect(desk.getByText('There is nothing here to show')).toBeVisible()
})

test('the meeting view passes axe, in the dark, on a phone and at 400 % @long', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  const meeting = await planMeeting(desk)
  await desk.goto(`${server.origin}${meeting}/show`)
  await expect(status(desk)).toContainText(/^1 of/)
  const first = new URL(desk.url())
  await lookAt(desk, first.href)
  await desk.keyboard.press('End')
  await expect(status(desk)).toContainText(/^(\d+) of \1/)
  await lookAt(desk, desk.url())
})
