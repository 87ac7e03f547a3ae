import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { countOn, DAY } from './fieldDay.ts'
import { lookAt } from './looks.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PCSO = 'PCSO, Victoria'
const LEAD = 'Lead officer, anti-social behaviour'
const open = (page: Page, address: string) => page.goto(server.origin + address)

test('on a doorstep: one tap an entry, a held press for several, the keyboard too; never a silent edit', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await page.getByRole('link', { name: 'Cleansweep, Stanhope' }).tap()
  await page.getByRole('link', { name: 'Log outreach' }).tap()
  await untilKept(page)
  await page.context().setOffline(true)
  await page.locator('main label', { hasText: 'Court Wurtin' }).tap()
  await page.getByRole('button', { name: /^Contact made/ }).tap()
  await expect(page.getByText('Contact made · saved on this phone')).toBeVisible()
  await expect.poll(() => countOn(page, 'contact')).toBe(1)

  // Held: how many.
  const none = page.getByRole('button', { name: /^No answer/ })
  const box = await none.boundingBox()
  if (!box) throw new Error('the button is on the screen')
  await page.mouse.move(box.x + 40, box.y + 40)
  await page.mouse.down()
  await expect(page.getByRole('heading', { name: 'How many?' })).toBeVisible()
  await page.mouse.up()
  await expect.poll(() => countOn(page, 'none')).toBe(0)
  await page.getByLabel('How many', { exact: true }).fill('6')
  await page.getByRole('button', { name: 'Log 6 × No answer' }).tap()
  await expect.poll(() => countOn(page, 'none')).toBe(6)

  // By keyboard: the menu key asks the same.
  await page.getByRole('button', { name: /^Advice given/ }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => countOn(page, 'advice')).toBe(1)
  await page.getByRole('button', { name: 'Log several at once' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'How many?' })).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).tap()

  // A referral is two taps, and keeps nobody's name.
  await page.getByRole('button', { name: /^Referral to an agency/ }).tap()
  await page.getByRole('button', { name: 'Kent Fire & Rescue Service' }).tap()
  await expect(page.getByText(/Referral to Kent Fire & Rescue Service · saved/)).toBeVisible()

  // A street nobody had listed.
  await page.getByRole('button', { name: 'Add a street' }).tap()
  await page.getByLabel('Street', { exact: true }).fill('14 Rose Lane, TN23 1AB')
  await page.getByRole('button', { name: 'Go there' }).tap()
  await expect(page.getByText(/looks? like/).first()).toBeVisible()
  await page.getByLabel('Street', { exact: true }).fill('Rose Lane')
  await page.getByRole('button', { name: 'Go there' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Rose Lane' })).toBeVisible()
  await page.getByRole('button', { name: /^Contact made/ }).tap()
  await expect.poll(() => countOn(page, 'contact')).toBe(1)

  // A killed tab comes back on the same street.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Rose Lane' })).toBeVisible()
  await expect.poll(() => countOn(page, 'contact')).toBe(1)

  await page.getByRole('link', { name: 'What I logged, and corrections' }).tap()
  await page.getByRole('button', { name: /^Correct.*no answer/ }).tap()
  await page.getByLabel('How many', { exact: true }).fill('4')
  await page.getByRole('button', { name: 'Save the correction' }).tap()
  await expect(page.getByText('4 × No answer')).toBeVisible()
  await expect(page.getByText('corrected')).toBeVisible()
  await page.context().setOffline(false)
  await allSent(page)
})

test('a finding without leave to know the place; seen twice it is one; the desk follows it to its end', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await open(page, '/findings/new')
  await untilKept(page)
  await page.context().setOffline(true)
  await page.getByText('Graffiti', { exact: true }).tap()
  await page.getByRole('button', { name: 'Take this place' }).tap()
  await expect(page.getByText(/Choose the ward and street instead/)).toBeVisible()
  await page.getByLabel('Street', { exact: true }).fill('Beaver Road')
  await page.getByLabel('Ward').selectOption({ label: 'Victoria' })
  await page.getByLabel('What did you see?').fill('On the shutters')
  await page.getByRole('button', { name: 'Save the finding' }).tap()
  await page.waitForURL('**/findings')
  await expect(page.getByText(/saved on this phone/)).toBeVisible()
  await page.context().setOffline(false)
  await allSent(page)

  const desk = await deskAt(browser, server.origin, LEAD)
  await open(desk, '/findings/new')
  await desk.getByText('Graffiti', { exact: true }).click()
  await desk.getByLabel('Street', { exact: true }).fill('beaver rd')
  await expect(desk.getByText('Somebody may have reported this already')).toBeVisible()
  await desk.getByText('Yes, this one').first().click()
  await desk.getByRole('button', { name: 'Save the finding' }).click()
  await desk.waitForURL('**/findings')
  await desk.getByText('All open').click()
  const card = desk.getByRole('article').filter({ hasText: 'On the shutters' })
  await expect(card).toContainText('seen 2 times')
  await card.getByRole('link').click()
  await desk.getByText('Put right', { exact: true }).click()
  await desk.getByLabel('What residents may read').fill('The shutters were cleaned.')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('For residents: The shutters were cleaned.')).toBeVisible()
  await expect(page.getByText('On the shutters')).toBeHidden()
})

test('with a place that is allowed the finding says how sure the phone is', async ({ browser }) => {
  const context = await browser.newContext({
    ...{ geolocation: { latitude: 51.1357, longitude: 0.8651, accuracy: 12 } },
    ...{ permissions: ['geolocation'], viewport: { width: 412, height: 915 }, hasTouch: true },
  })
  const page = await context.newPage()
  await signIn(page, server.origin, PCSO)
  await open(page, '/findings/new')
  await page.getByText('Dog fouling', { exact: true }).tap()
  await page.getByRole('button', { name: 'Take this place' }).tap()
  await expect(page.getByText('Place taken, within 12 m.')).toBeVisible()
  await page.getByRole('button', { name: 'Save the finding' }).tap()
  await page.getByRole('article').filter({ hasText: 'Dog fouling' }).getByRole('link').tap()
  await expect(page.getByText('51.13570, 0.86510 (within 12 m)')).toBeVisible()
})

test('a hotspot starts a roadshow, and its seven days run', async ({ browser }) => {
  const desk = await deskAt(browser, server.origin, LEAD)
  for (const sort of ['Graffiti', 'Litter', 'Damage']) {
    await open(desk, '/findings/new')
    await desk.getByText(sort, { exact: true }).click()
    await desk.getByLabel('Street', { exact: true }).fill('Norman Road')
    await desk.getByLabel('Ward').selectOption({ label: 'Victoria' })
    await desk.getByRole('button', { name: 'Save the finding' }).click()
    await desk.waitForURL('**/findings')
  }
  await expect(desk.getByText('3 open findings on Norman Road, Victoria')).toBeVisible()
  await desk.getByRole('link', { name: 'Start a roadshow' }).click()
  await expect(desk.getByLabel('What it is called')).toHaveValue('Roadshow, Norman Road')
  await desk.getByRole('button', { name: 'Plan the event' }).click()
  await expect(desk.getByText(/Seven-day clock: 7 days left/)).toBeVisible()
  await desk.getByRole('link', { name: 'Lists and kit' }).click()
  await expect(desk.getByText('Pitch agreed with the shops')).toBeVisible()
})

test('the team, the list and the kit: what went out and is not back is said', async ({ page }) => {
  await signIn(page, server.origin, PCSO)
  await open(page, `${DAY}/lists`)
  await untilKept(page)
  await page.context().setOffline(true)
  await page.getByRole('checkbox', { name: /Risk notes read out/ }).check()
  await page.getByRole('button', { name: /^Out or back.*Litter picker/ }).tap()
  await page.getByLabel('How many: Litter picker', { exact: true }).fill('6')
  await page.getByRole('button', { name: 'Taken out' }).tap()
  await expect(page.getByText('6 out · 0 back · 6 still out')).toBeVisible()
  await page.getByRole('button', { name: /^Out or back.*Litter picker/ }).tap()
  await page.getByLabel('How many: Litter picker', { exact: true }).fill('5')
  await page.getByRole('button', { name: 'Came back' }).tap()
  await expect(page.getByText('6 out · 5 back · 1 still out')).toBeVisible()
  await open(page, `${DAY}/team`)
  await page.getByRole('checkbox', { name: /^Here/ }).first().check()
  await expect(page.getByText(/1 line here now/)).toBeVisible()
  await page.context().setOffline(false)
  await allSent(page)
  await open(page, `${DAY}/lists`)
  await expect(page.getByRole('checkbox', { name: /Risk notes read out/ })).toBeChecked()
})

test('every room of events and findings passes in each scheme and size @long', async ({
  browser,
}) => {
  test.setTimeout(420_000)
  const desk = await deskAt(browser, server.origin, LEAD)
  const past = '/events/event-cleansweep-brookfield'
  for (const address of [
    '/events',
    '/events/new',
    DAY,
    `${DAY}/log`,
    `${past}`,
    `${past}/entries`,
    `${past}/team`,
    `${past}/lists`,
    `${past}/findings`,
    `${past}/debrief`,
    `${past}/edit`,
    '/findings',
    '/findings/new',
    '/findings/finding-brookfield-1',
  ])
    await lookAt(desk, server.origin + address)
})
