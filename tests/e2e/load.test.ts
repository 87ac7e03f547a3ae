import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { zipOf } from '../fixtures/load/archives.ts'
import { lsoasText, wardsText } from '../fixtures/load/district.ts'
import { monthsFrom, streetFile } from '../fixtures/load/street.ts'
import { signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeAll(async () => {
  server = await Server.open()
})
test.afterAll(() => server.close())

const months = monthsFrom(2021, 6)
const wards = {
  name: 'wards.geojson',
  mimeType: 'application/json',
  buffer: Buffer.from(wardsText),
}
const noise = (text: string, name = 'noise.csv') => ({
  ...{ name, mimeType: 'text/csv', buffer: Buffer.from(text) },
})

async function streetZip(rows = 3000) {
  const files = months.map((month, at) => [
    `${month}/${month}-kent-street.csv`,
    streetFile({ month, rows, seed: at + 1 }),
  ])
  const zip = await zipOf('street.zip', Object.fromEntries(files))
  const buffer = Buffer.from(await zip.arrayBuffer())
  return { name: 'street.zip', mimeType: 'application/zip', buffer }
}

async function open(page: Page) {
  await signIn(page, server.origin, 'Analyst')
  await page.goto(`${server.origin}/assessment/load`)
  await expect(page.getByLabel('Drop files here, or choose them')).toBeVisible()
}
const choose = (page: Page, ...files: Awaited<ReturnType<typeof streetZip>>[]) =>
  page.getByLabel('Drop files here, or choose them').setInputFiles(files)

const desk = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }

test('an analyst loads months and a map, another browser has them, and a second load changes nothing', async ({
  browser,
}) => {
  const context = await browser.newContext(desk)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  await open(page)
  const zip = await streetZip()
  await choose(page, zip, wards)
  await expect(page.getByText('Nothing is kept yet.')).toBeVisible()
  await expect(page.getByText('47 rows are new.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Kent Police, by ward' })).toBeVisible()
  await expect(page.getByText('35 wards matched', { exact: false })).toBeVisible()
  // Nothing has been written by looking.
  await page.goto(`${server.origin}/assessment/load`)
  await expect(page.getByText('Nothing is loaded into this edition yet')).toBeVisible()
  await choose(page, zip, wards)
  await page.getByRole('button', { name: 'Load', exact: true }).click()
  await expect(page.getByText(/47 rows of .* saved on this device/)).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'Counts of Kent Police' })).toBeVisible()
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()

  const other = await browser.newContext(desk)
  const there = await other.newPage()
  await open(there)
  await expect(there.getByRole('rowheader', { name: 'Boundaries, wards of 2013' })).toBeVisible()
  await choose(there, zip, wards)
  await expect(
    there.getByText('All of this is here already: loading it changes nothing.'),
  ).toBeVisible()
  await expect(there.getByRole('button', { name: 'Load', exact: true })).toHaveCount(0)
  await other.close()
  expect(faults).toEqual([])
  await context.close()
})

test('what is wrong is listed by its line, what is good is loaded, and taken out again, by keyboard', async ({
  browser,
}) => {
  const context = await browser.newContext(desk)
  const page = await context.newPage()
  await open(page)
  await choose(
    page,
    noise(
      'type;month;ward;count\nNoise;2024-01;Victoria;4\nNoise;2024-02;Victoria;-2\nNoise;2024-03;Atlantis;2\nNoise;2024-04;Stour;7\n',
    ),
  )
  await expect(page.getByText('Line 3: -2 is below zero; a count never is')).toBeVisible()
  await expect(page.getByText('“Atlantis” is no ward of the district')).toBeVisible()
  await expect(page.getByText('has semicolons between its fields')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Load', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/2 rows of .* saved on this device/)).toBeVisible()
  const row = page.getByRole('row', { name: /Counts of Ashford Borough Council/ })
  await row.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await row.getByRole('button', { name: 'Take out', exact: true }).press('Enter')
  await expect(row).toHaveCount(0)
  await context.close()
})

test('a long reading can be cancelled, and the page answers meanwhile', async ({ browser }) => {
  const context = await browser.newContext(desk)
  const page = await context.newPage()
  await open(page)
  await page.evaluate(() => {
    const long: number[] = []
    Object.assign(window, { long })
    new PerformanceObserver((list) =>
      list.getEntries().forEach((it) => long.push(it.duration)),
    ).observe({ entryTypes: ['longtask'] })
  })
  const zip = await streetZip(60_000)
  await choose(page, zip, wards)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Drop files here, or choose them')).toBeVisible()
  await expect(page.getByText('Nothing is kept yet.')).toHaveCount(0)
  await context.close()
})

for (const [name, viewport] of [
  ['a phone', { width: 412, height: 915 }],
  ['a desk', desk.viewport],
] as const) {
  test(`loading passes WCAG 2.2 AA on ${name}, and fits its width`, async ({ browser }) => {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await open(page)
    const check = async (what: string) => {
      // As tall as the page: what a bar covers at one scroll position is not covered at another.
      await page.setViewportSize(viewport)
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ width: viewport.width, height })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        // The schemes differ in their colours and in nothing else.
        const axe = new AxeBuilder({ page })
        if (colorScheme === 'light')
          axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        else axe.withRules(['color-contrast', 'link-in-text-block'])
        const { violations } = await axe.analyze()
        const said = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        )
        expect.soft(said, `${what}, ${colorScheme}`).toEqual([])
      }
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }))
      expect.soft(scroll, what).toBeLessThanOrEqual(client)
    }
    await check('choosing')
    const bad = Array.from({ length: 60 }, () => 'Noise,2024-03,Atlantis,2').join('\n')
    const text = `type,month,ward,count\nLitter,2024-${viewport.width > 1000 ? '01' : '02'},Victoria,4\nNoise,2024-01,Victoria,4\nNoise,2024-03,Stour,-2\n${bad}\n`
    const lsoas = { ...wards, name: 'lsoas.geojson', buffer: Buffer.from(lsoasText) }
    await choose(page, await streetZip(), wards, lsoas, noise(text), noise('{', 'broken.geojson'))
    await expect(page.getByText('Nothing is kept yet.')).toBeVisible()
    await check('preview')
    await page.getByRole('button', { name: 'Load', exact: true }).click()
    await expect(page.getByText(/saved on this device/)).toBeVisible()
    await check('held')
    await context.close()
  })
}
