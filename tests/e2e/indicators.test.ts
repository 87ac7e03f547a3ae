import { expect } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { lookAt } from './looks.ts'
import { allSent, deskAt } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser, who: string, look: BrowserContextOptions = {}) =>
  deskAt(browser, server.origin, who, look)
const open = async (page: Page, path: string) => {
  await page.goto(server.origin + path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
const ENTER = '/indicators/enter?plan=plan-2021-22&agency=agency-police'
const INJURY = '/indicators/indicator-2021.1'

test('the printed counts are there, each with what can be said of it and no more', async ({
  browser,
}) => {
  const desk = await deskOf(browser, 'CSP manager')
  // The address that was sent round before goes on working.
  await open(desk, '/targets?plan=plan-2017-18')
  await expect(desk).toHaveURL(/\/indicators\?plan=plan-2017-18$/)
  const line = (name: string) =>
    desk.getByRole('article').filter({ has: desk.getByRole('link', { name, exact: true }) })
  await expect(line('Anti-social behaviour over the summer')).toContainText('no clear change')
  await expect(line('Anti-social behaviour incidents reported to the police')).toContainText(
    'by the day, 9.9 and then 10.0. That is no clear change',
  )

  await desk
    .getByRole('link', { name: 'Anti-social behaviour incidents reported to the police' })
    .click()
  await expect(desk.getByText('The two cover 366 and 341 days')).toBeVisible()
  await expect(desk.getByText('Management information: counted and watched')).toBeVisible()

  await open(desk, '/indicators/indicator-2021.5?plan=plan-2021-22')
  await expect(desk.getByText('What was the figure that the target starts from?')).toBeVisible()
  await expect(desk.getByText('there is no baseline to change from')).toBeVisible()
  await open(desk, '/indicators/indicator-2021.2?plan=plan-2021-22')
  await expect(desk.getByText('clearly up, which is the way hoped for')).toBeVisible()
  await expect(desk.getByText(/More is the aim: a rise can be people/)).toBeVisible()
  await expect(desk.getByText(/share days, so they are not compared/)).toBeVisible()
  // A picture, a table and a file say the same.
  await open(desk, '/indicators/indicator-2017.summer?plan=plan-2017-18')
  await expect(desk.getByRole('img', { name: /fell from 612 .* to 563/ })).toBeVisible()
  await desk.getByText('The figures as a table').last().click()
  await expect(desk.getByRole('row', { name: /Jul to Sept 2017/ }).first()).toContainText('563')
  const [file] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: 'Data as CSV' }).last().click(),
  ])
  expect(file.suggestedFilename()).toBe('anti-social-behaviour-over-the-summer.csv')
  expect(await readFile(await file.path(), 'utf8')).toContain('Jul to Sept 2016,612')
})

test('a quarter is entered without signal, kept while it is typed, asked about and corrected', async ({
  browser,
}) => {
  const desk = await deskOf(browser, 'CSU inspector')
  await open(desk, ENTER)
  await expect(desk.getByRole('heading', { name: 'Jan to Mar 2022' })).toBeVisible()
  await expect(desk.getByText('Last time: 747, Apr to Dec 2020')).toBeVisible()
  await desk.context().setOffline(true)
  const injury = desk.getByLabel('Violence with injury', { exact: true })
  await injury.fill('1.234,5')
  await expect(desk.getByText('is the comma a decimal point?').first()).toBeVisible()
  await desk.getByRole('button', { name: 'Save the figures' }).click()
  await expect(desk.getByRole('alert')).toContainText('Violence with injury: In 1.234,5')
  await injury.fill('1,234')
  await desk.getByLabel('Reported domestic abuse: is there one?').selectOption('to-be-confirmed')
  await desk.getByLabel('Reported hate crime', { exact: true }).fill('57')
  await desk.getByLabel('Reported hate crime: provisional').check()

  // A tab that dies takes nothing with it.
  await desk.context().setOffline(false)
  await desk.reload()
  await expect(desk.getByText('What you were entering is still here')).toBeVisible()
  await expect(injury).toHaveValue('1,234')
  await desk.context().setOffline(true)
  await desk.getByRole('button', { name: 'Save the figures' }).click()
  await expect(desk.getByText('3 figures saved on this device.')).toBeVisible()
  await expect(desk.getByText('Now: 1,234; what you enter corrects it')).toBeVisible()
  await desk.context().setOffline(false)
  await allSent(desk)

  await open(desk, `${INJURY}?plan=plan-2021-22`)
  const figures = desk.getByRole('table', { name: 'Figures by period' })
  await expect(figures.getByRole('row', { name: /Jan to Mar 2022/ })).toContainText('1,234')
  await figures.getByRole('button', { name: 'Correct Jan to Mar 2022' }).click()
  await desk.getByLabel('The figure for Jan to Mar 2022', { exact: true }).fill('241')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(figures.getByRole('row', { name: /Jan to Mar 2022/ })).toContainText('241')
  await expect(figures).toContainText('Corrected: it said 1,234.')
  await expect(desk.getByText('The baseline covers 275 days')).toBeVisible()
  await expect(desk.getByRole('img', { name: /241 in the 90 days known/ })).toBeVisible()
  await allSent(desk)

  await open(desk, '/indicators/indicator-2021.4?plan=plan-2021-22')
  await expect(desk.getByRole('row', { name: /Jan to Mar 2022/ })).toContainText('57, provisional')
})

test('two people enter one quarter without signal: both are kept, and somebody says which stands', async ({
  browser,
}) => {
  const [one, other] = [
    await deskOf(browser, 'CSU inspector'),
    await deskOf(browser, 'CSP manager'),
  ]
  for (const [desk, figure] of [
    [one, '240'],
    [other, '251'],
  ] as const) {
    await open(desk, ENTER)
    await desk.context().setOffline(true)
    await desk.getByLabel('Violence with injury', { exact: true }).fill(figure)
    await desk.getByRole('button', { name: 'Save the figures' }).click()
    await expect(desk.getByText('1 figure saved on this device.')).toBeVisible()
  }
  for (const desk of [one, other]) {
    await desk.context().setOffline(false)
    await allSent(desk)
  }
  await open(other, `${INJURY}?plan=plan-2021-22`)
  await expect(other.getByText('Jan to Mar 2022 was entered twice: 2')).toBeVisible()
  await expect(other.getByText('somebody must say which one stands')).toBeVisible()
  await other.getByRole('button', { name: /^251 stands/ }).click()
  await expect(other.getByText('was entered twice')).toHaveCount(0)
  await expect(other.getByText('Corrected: it said 240.')).toBeVisible()
  await allSent(other)
  await open(one, `${INJURY}?plan=plan-2021-22`)
  await expect(one.getByText('was entered twice')).toHaveCount(0)
  await expect(one.getByRole('row', { name: /Jan to Mar 2022/ })).toContainText('251')
})

test('a table is pasted: what would change is shown first, and what is in doubt is not taken', async ({
  browser,
}) => {
  const desk = await deskOf(browser, 'Analyst')
  await open(desk, '/indicators/paste?plan=plan-2021-22')
  await desk
    .getByLabel('The table, with its headings')
    .fill(
      [
        'Notes,Indicator,Q1 2021/22,Apr–Jun 2021,Q2 2021/22,2022',
        ',Violence with injury,240,,"1,251",9',
        ',violence WITHOUT injury,,U/A,,',
        ',Robberies,,,4,',
        ',Reported hate crime,12-15,,prov 61,',
      ].join('\n'),
    )
  await desk.getByRole('button', { name: 'See what it would change' }).click()
  const row = (words: RegExp) => desk.getByRole('row', { name: words })
  await expect(row(/Violence with injury Apr to Jun 2021/)).toContainText('New')
  await expect(row(/Violence with injury 2022/)).toContainText('Is 2022 the year from January')
  await expect(row(/Violence without injury/)).toContainText('not available')
  await expect(row(/Robberies/)).toContainText('No indicator of this plan is called')
  await expect(row(/Reported hate crime Apr to Jun/)).toContainText('two numbers')
  await expect(row(/Reported hate crime Jul/)).toContainText('61, provisional')
  await open(desk, `${INJURY}?plan=plan-2021-22`)
  await expect(desk.getByRole('row', { name: /Apr to Jun 2021/ })).toHaveCount(0)

  await open(desk, '/indicators/paste?plan=plan-2021-22')
  await desk.getByRole('button', { name: 'See what it would change' }).click()
  await desk.getByRole('button', { name: 'Save 4 figures' }).click()
  await expect(desk.getByText('4 figures saved on this device')).toBeVisible()
  await open(desk, `${INJURY}?plan=plan-2021-22`)
  await expect(desk.getByRole('row', { name: /Jul to Sept 2021/ })).toContainText('1,251')
})

test('an indicator is added, measured and its unit changed: old figures stay and are not compared', async ({
  browser,
}) => {
  const desk = await deskOf(browser, 'CSP manager')
  await open(desk, '/indicators/new?plan=plan-2021-22')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('alert')).toContainText('Enter what is measured')
  await desk.getByRole('textbox', { name: 'What is measured' }).fill('Cases closed in time')
  await desk.getByRole('radio', { name: 'A percentage' }).check()
  await desk.getByRole('radio', { name: 'Higher is the aim' }).check()
  await desk.getByLabel('Target', { exact: true }).selectOption('at-least')
  await desk.getByLabel('At least how many').fill('80%')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Cases closed in time')
  await desk.getByRole('button', { name: 'Add a figure' }).click()
  await desk.getByLabel('Which period').fill('Q4 2021')
  await desk.getByRole('button', { name: 'Jan to Mar 2022' }).click()
  await desk.getByLabel('The figure', { exact: true }).fill('83.5%')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('Met: 83.5% against at least 80%.')).toBeVisible()

  await desk.getByRole('link', { name: 'Change what is measured' }).click()
  await desk.getByRole('radio', { name: 'A count' }).check()
  await expect(desk.getByText('It was measured in something else until now')).toBeVisible()
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByText(/Figures before and after are not compared/)).toBeVisible()
  await expect(desk.getByRole('row', { name: /Jan to Mar 2022/ })).toContainText(
    '83.5% (measured as a percentage)',
  )
  await allSent(desk)

  const reader = await deskOf(browser, 'Scrutiny reader')
  await open(reader, '/indicators?plan=plan-2021-22')
  await expect(reader.getByRole('link', { name: 'Cases closed in time' })).toBeVisible()
  await expect(reader.getByRole('link', { name: 'Enter figures' })).toHaveCount(0)
  await expect(reader.getByRole('link', { name: 'Add an indicator' })).toHaveCount(0)
})

test('every room of the indicators passes axe and scrolls one way only @long', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const desk = await deskOf(browser, 'CSP manager')
  await open(desk, '/indicators/paste?plan=plan-2021-22')
  const months = [
    'Apr',
    'May',
    'Jun',
    'Jul',
    'Aug',
    'Sep',
    'Oct',
    'Nov',
    'Dec',
    'Jan',
    'Feb',
    'Mar',
  ]
  const figures = [91, 88, 97, 102, 84, 'TBC', 'U/A', 93, 140, 96, 'prov 99', '']
  const head = months.map((it, at) => `${it} ${at < 9 ? 2021 : 2022}`).join('\t')
  await desk
    .getByLabel('The table, with its headings')
    .fill(`Indicator\t${head}\nViolence with injury\t${figures.join('\t')}`)
  await desk.getByRole('button', { name: 'See what it would change' }).click()
  await desk.getByRole('button', { name: /^Save \d+ figures/ }).click()
  await expect(desk.getByText(/saved on this device/)).toBeVisible()
  const openAll = async () => {
    for (const words of ['Add a figure']) {
      const button = desk.getByRole('button', { name: words, exact: true })
      if ((await button.count()) === 1) await button.click()
    }
    await desk.evaluate(() => {
      for (const it of document.querySelectorAll('details')) it.open = true
    })
  }
  for (const address of [
    '/indicators?plan=plan-2021-22',
    '/indicators?plan=plan-2013-14',
    '/indicators/indicator-2021.1?plan=plan-2021-22',
    '/indicators/indicator-2021.6?plan=plan-2021-22',
    '/indicators/indicator-2013.shoplifting?plan=plan-2013-14',
    '/indicators/indicator-2021.1/edit?plan=plan-2021-22',
    '/indicators/new?plan=plan-2021-22',
    '/indicators/enter?plan=plan-2021-22&agency=agency-police',
    '/indicators/paste?plan=plan-2021-22',
  ])
    await lookAt(desk, server.origin + address, openAll)
})
