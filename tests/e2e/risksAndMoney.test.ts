import { expect } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { lookAt } from './looks.ts'
import { allSent, deskAt } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser, who = 'CSP manager', look: BrowserContextOptions = {}) =>
  deskAt(browser, server.origin, who, look)

const open = async (page: Page, path: string) => {
  await page.goto(server.origin + path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
const row = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words })

test('the three years are there, each with all its actions', async ({ browser }) => {
  const desk = await deskOf(browser)
  for (const [plan, actions] of [
    ['plan-2013-14', 58],
    ['plan-2017-18', 67],
    ['plan-2021-22', 21],
  ] as const) {
    await open(desk, `/plan?plan=${plan}`)
    await expect(desk.getByRole('main').locator('a[href^="/actions/"]')).toHaveCount(actions)
  }
  // A year that is over is nobody's patch, though its actions name an owner.
  await desk.context().close()
  const coordinator = await deskOf(browser, 'Domestic abuse coordinator')
  await open(coordinator, '/patch')
  await expect(coordinator.locator('a[href*="action-d.1"]').first()).toBeVisible()
  await expect(coordinator.locator('a[href*="action-da17"]')).toHaveCount(0)
})

test('a risk is entered, reviewed without signal, and closed; its scores are worked out', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await open(desk, '/plan/risks')
  await expect(row(desk, 'police data cannot be placed')).toContainText(
    'The score printed before controls is 12, but likelihood times impact is 15.',
  )
  await expect(row(desk, 'police data cannot be placed')).toContainText('9 days late')
  await expect(row(desk, 'nobody stands in')).toContainText('Down from 12 to 8')

  await desk.getByRole('link', { name: 'Add a risk' }).click()
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('alert')).toContainText('Enter what may go wrong')
  await expect(desk.getByRole('alert')).toContainText('Choose how likely it is')
  await desk.getByLabel('What may go wrong').fill('The town centre cameras fail in winter')
  await desk.getByLabel('How likely, without controls').selectOption('4')
  await desk.getByLabel('How bad, without controls').selectOption('5')
  await expect(desk.getByText('20 severe without controls')).toBeVisible()
  // A score typed beside its factors is told, and kept as the printed one.
  await desk.getByText('A printed register gives a score').click()
  await desk.getByLabel('Printed score without controls').fill('16')
  await expect(desk.getByText('4 × 5 is 20, not 16')).toBeVisible()
  await desk.getByText('Actions that control it: none yet').click()
  await desk.getByLabel('Find an action').fill('night')
  await desk.getByRole('checkbox', { name: /^A\.4 / }).check()
  await desk.getByLabel('Owner', { exact: true }).selectOption({ label: 'CSP manager' })
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(
    'R6 The town centre cameras fail in winter',
  )
  await expect(desk.getByText('The score printed before controls is 16')).toBeVisible()
  await expect(desk.getByRole('link', { name: /^A\.4 / })).toBeVisible()

  await desk.context().setOffline(true)
  await desk.getByRole('button', { name: 'Review it' }).click()
  await desk.getByLabel('How likely, with controls').selectOption('2')
  await desk.getByRole('button', { name: 'Save the review' }).click()
  await expect(desk.getByRole('alert')).toContainText('or neither')
  await desk.getByLabel('How bad, with controls').selectOption('4')
  await desk.getByLabel('What has changed').fill('Spare cameras are in store')
  await desk.getByRole('button', { name: 'Save the review' }).click()
  await expect(desk.getByText('Down from 20 to 8').first()).toBeVisible()
  await desk.context().setOffline(false)
  await allSent(desk)

  // Somebody else reads it, and may not rewrite it.
  const reader = await deskOf(browser, 'Board chair')
  await open(reader, '/plan/risks')
  await expect(row(reader, 'town centre cameras')).toContainText('Down from 20 to 8')
  await expect(reader.getByRole('link', { name: 'Add a risk' })).toHaveCount(0)
  await reader.context().close()

  await desk.getByRole('button', { name: 'Close it' }).click()
  await desk.getByRole('button', { name: 'Close this risk' }).click()
  await expect(desk.getByRole('button', { name: 'Open it again' })).toBeVisible()
  await desk.getByRole('link', { name: 'All risks of the plan' }).click()
  await expect(desk.getByRole('table', { name: 'Closed' })).toContainText('town centre cameras')
})

test('money: what is given twice, spent too much or serves nothing is said, and blocks nothing', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await open(desk, '/plan/money')
  await expect(row(desk, 'commissioner’s grant')).toContainText(
    'Example: leaflets: It pays for no action yet, so it serves no priority.',
  )
  await expect(row(desk, 'commissioner’s grant')).toContainText('£38,000')
  await desk.getByRole('link', { name: 'Example: the commissioner’s grant' }).click()

  await desk.getByRole('button', { name: 'Award some of it' }).click()
  await desk.getByLabel('What it is for').fill('Bicycle marking')
  await desk.getByLabel('How much, in pounds').fill('1,23')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('alert')).toContainText('Enter a sum in pounds')
  await desk.getByLabel('How much, in pounds').fill('£1,250.50')
  await desk.getByText('Actions it pays for: none yet').click()
  await desk.getByRole('checkbox', { name: /^C\.3 / }).check()
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByText('£1,250.50 is given away twice')).toBeVisible()

  await desk.getByRole('button', { name: 'Add spending from Bicycle marking' }).click()
  await desk.getByLabel('What was bought').fill('Marking kits')
  await desk.getByLabel('How much, in pounds').fill('12505')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByText('£12,505 is spent of £1,250.50: £11,254.50 too much')).toBeVisible()
  await desk.getByRole('button', { name: 'Correct Marking kits' }).click()
  await desk.getByLabel('How much, in pounds').fill('1250.50')
  await desk.getByRole('button', { name: 'Save the correction' }).click()
  await expect(row(desk, 'Marking kits')).toContainText('Corrected: it said £12,505.')
  await expect(desk.getByText('£1,250.50: £1,250.50 spent, £0 left')).toBeVisible()
  await allSent(desk)

  // Money that a plan names without a sum is there too, and asks for it.
  await open(desk, '/plan/money?plan=plan-2017-18')
  await expect(row(desk, 'Operation Willow posters')).toContainText('not said')
  const lead = await deskOf(browser, 'Domestic abuse coordinator')
  await open(lead, '/plan/money')
  await expect(row(lead, 'commissioner’s grant')).toContainText('£39,250.50')
  await expect(lead.getByRole('link', { name: 'Add a fund or grant' })).toHaveCount(0)
})

test('agencies: a short name that two share is asked about; short forms are explained', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await open(desk, '/people/agencies')
  await expect(desk.getByText('Which agency is “Probation”?')).toBeVisible()
  await desk.getByRole('link', { name: 'Add an agency' }).click()
  await desk.getByLabel('Name', { exact: true }).fill('Kent Freight Rescue Society')
  await desk.getByRole('radio', { name: 'Voluntary or other' }).check()
  await desk.getByLabel('Short names').fill('Freight Rescue\nKFRS')
  await expect(desk.getByText('“KFRS” is Kent Fire & Rescue Service as well')).toBeVisible()
  await desk.getByRole('button', { name: 'Add an office' }).click()
  await desk.getByLabel('Telephone').fill('01632 960 001')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('alert')).toContainText('Say what office 1 is')
  await desk.getByLabel('What it is', { exact: true }).fill('Depot')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('link', { name: '01632 960 001' })).toBeVisible()
  await expect(desk.getByText('Which agency is “KFRS”?')).toBeVisible()

  await desk.getByRole('link', { name: 'All agencies' }).click()
  await desk.getByRole('link', { name: 'Glossary' }).click()
  await expect(row(desk, 'KFRS')).toContainText('It can be either')
  for (const [term, means] of [
    ['CHES', 'Community help in every street'],
    ['NSPCC', 'The children’s charity'],
  ] as const) {
    await desk.getByLabel('Short form', { exact: true }).fill(term)
    await desk.getByLabel('Stands for').fill(means)
    await desk.getByRole('button', { name: 'Add it' }).click()
    await expect(row(desk, term)).toContainText('Ours')
  }
  await allSent(desk)

  const reader = await deskOf(browser, 'Scrutiny reader', {
    ...{ viewport: { width: 412, height: 915 }, hasTouch: true, isMobile: true },
  })
  await open(reader, '/more')
  await reader.getByRole('link', { name: 'Agencies' }).tap()
  await expect(reader.getByText('Kent Freight Rescue Society').first()).toBeVisible()
  await expect(reader.getByRole('link', { name: 'Add an agency' })).toHaveCount(0)
  // On the plan a new short form is said beside the action in which it first stands.
  await open(reader, '/plan')
  await expect(reader.getByText('CHES: Community help in every street')).toHaveCount(1)
  // In a text that can be opened it is asked there, by touch or by keyboard.
  await open(reader, '/plan?plan=plan-2013-14')
  await reader.getByText('Why it is a priority').first().tap()
  const short = reader.getByRole('button', { name: /^NSPCC/ })
  await short.tap()
  await expect(short).toHaveAttribute('aria-expanded', 'true')
  const said = reader.getByRole('status').filter({ hasText: '(The children’s charity)' })
  await expect(said).toBeVisible()
  await short.press('Enter')
  await expect(said).toHaveCount(0)
})

test('every room of risks, money and agencies passes axe and scrolls one way only @long', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const desk = await deskOf(browser, 'CSP manager')
  /** Whatever can be opened is looked at open. */
  const openAll = async () => {
    for (const words of ['Edit', 'Review it', 'Award some of it']) {
      const button = desk.getByRole('button', { name: words, exact: true })
      if ((await button.count()) === 1) await button.click()
    }
    await desk.evaluate(() => {
      for (const it of document.querySelectorAll('details')) it.open = true
    })
  }
  for (const address of [
    '/plan?plan=plan-2013-14',
    '/plan?plan=plan-2017-18',
    '/plan/risks',
    '/plan/risks/new',
    '/plan/risks/risk-example-1',
    '/plan/risks/risk-example-3',
    '/plan/money',
    '/plan/money/new',
    '/plan/money/fund-example-grant',
    '/people/agencies',
    '/people/agencies/new',
    '/people/agencies/agency-nps',
    '/people/agencies/glossary',
  ])
    await lookAt(desk, server.origin + address, openAll)
})
