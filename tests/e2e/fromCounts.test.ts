import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { zipOf } from '../fixtures/load/archives.ts'
import { wardFeatures, wardsText } from '../fixtures/load/district.ts'
import { monthsFrom, streetFile } from '../fixtures/load/street.ts'
import { signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

/** Two years of street files, the wards, and how many live in each. */
async function files() {
  const months = monthsFrom(2024, 24).map((month, at) => [
    `${month}/${month}-kent-street.csv`,
    streetFile({ month, rows: 1500, seed: at + 1 }),
  ])
  const zip = await zipOf('street.zip', Object.fromEntries(months))
  const residents = wardFeatures.map(
    ({ properties }, at) => `${properties.WD13CD},2023,${2400 + ((at * 977) % 3100)}`,
  )
  const plain = (name: string, mimeType: string, text: string) => ({
    ...{ name, mimeType, buffer: Buffer.from(text) },
  })
  return [
    {
      ...{ name: 'street.zip', mimeType: 'application/zip' },
      buffer: Buffer.from(await zip.arrayBuffer()),
    },
    plain('wards.geojson', 'application/json', wardsText),
    plain('residents.csv', 'text/csv', `GEOGRAPHY_CODE,DATE,OBS_VALUE\n${residents.join('\n')}`),
  ]
}

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const noScore = (page: Page, type: string) =>
  page.getByRole('listitem').filter({ hasText: type }).filter({ hasText: 'not' })
const line = (page: Page, name: string, type: string) =>
  panel(page, name).getByRole('row', { name: new RegExp(`^${type}`) })

test('what was loaded scores the matrix: each score with what it rests on, by the partnership’s own thresholds', async ({
  browser,
}) => {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false },
  })
  const page = await context.newPage()
  await signIn(page, server.origin, 'Analyst')
  await page.goto(`${server.origin}/assessment/begin`)
  await page.getByLabel('What it is called').fill('Priority matrix 2026/27')
  await page.getByLabel('Evidence from').fill('2025-04-01')
  await page.getByLabel('to', { exact: true }).fill('2026-03-31')
  await page.getByRole('button', { name: 'Begin it' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  const url = page.url()
  await page.goto(`${url}/counts`)
  await page.getByRole('link', { name: 'Load data' }).click()
  await page.getByLabel('Drop files here, or choose them').setInputFiles(await files())
  await page.getByRole('button', { name: 'Load', exact: true }).click()
  await expect(page.getByText(/saved on this device/)).toBeVisible()

  // The edition's own year is not wholly there: what is stands first, and the missing months are named.
  await page.goto(`${url}/counts`)
  const over = page.getByLabel('Over')
  const option = async (words: RegExp) =>
    (await over.getByRole('option', { name: words }).getAttribute('value')) ?? ''
  await expect(over).toHaveValue(await option(/last 12 months/))
  await over.selectOption(await option(/own period|edition’s period/))
  await expect(line(page, 'What each type is made of', 'Bicycle theft')).toContainText(
    'Jan 2026 to Mar 2026 not supplied.',
  )
  await over.selectOption(await option(/last 12 months/))
  const counted = line(page, 'What each type is made of', 'Bicycle theft').getByRole('cell').last()
  await expect(counted).toHaveText(/^\d+$/)
  const count = Number(await counted.innerText())
  const first = line(page, 'Volume', 'Bicycle theft').getByRole('cell').last()
  await expect(first).toHaveText(count < 100 ? '1' : '2')

  // Thresholds of one's own take its place, and what is out of order is said.
  const volume = panel(page, 'Volume')
  await volume.getByText('Change where scores begin').click()
  await volume.getByLabel('5 begins at').fill('1')
  await volume.getByRole('button', { name: 'Save' }).click()
  await expect(volume.getByText('begins above where the one before it does').first()).toBeVisible()
  for (const [score, cut] of [
    [2, count - 3],
    [3, count - 2],
    [4, count - 1],
    [5, count],
  ])
    await volume.getByLabel(`${score} begins at`).fill(String(cut))
  await volume.getByLabel('Who set it').fill('Analysts’ meeting')
  await volume.getByRole('button', { name: 'Save' }).click()
  await expect(volume.getByText(/Analysts’ meeting, 20\d\d-/)).toBeVisible()
  await expect(first).toHaveText('5')

  await volume.getByRole('button', { name: 'Take these scores' }).click()
  await expect(volume.getByText(/scores of Volume taken from the counts/)).toBeVisible()
  await expect(volume.getByText('all as in the matrix')).toBeVisible()

  // Performance needs the group's mean, which is nobody's to guess.
  await page.getByText(/^Performance: /).click()
  await expect(noScore(page, 'Bicycle theft')).toContainText('mean is not given')
  const performance = panel(page, 'Performance')
  await performance.getByText('Give the means of the most similar group').click()
  await performance.getByLabel(/Mean of the group/).fill('Bicycle theft\t0.1\nJaywalking\t3')
  await performance.getByLabel('Whose figures').fill('Group of 2025')
  await performance.getByRole('button', { name: 'Save' }).first().click()
  await expect(performance.getByText('“Jaywalking” is not a row of this matrix')).toBeVisible()
  await expect(line(page, 'Performance', 'Bicycle theft')).toContainText('per 1,000 against 0.1')

  // A choice of what a type is made of goes before its name.
  await page.getByText('Change what a type is made of').click()
  await page.getByLabel('Type', { exact: true }).selectOption('Residential burglary')
  await page.getByRole('checkbox', { name: 'Burglary' }).check()
  await expect(line(page, 'What each type is made of', 'Residential burglary')).toContainText(
    'Burglary',
  )

  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await page.goto(url)
  const cell = page
    .getByRole('row', { name: /^Bicycle theft/ })
    .getByRole('gridcell')
    .first()
  await expect(cell).toHaveText('5')
  await cell.click()
  await expect(
    page.getByText(/From Kent Police \(police.uk\), .*Jan 2025 to Dec 2025\./),
  ).toBeVisible()
  await context.close()
})
