import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { zipOf } from '../fixtures/load/archives.ts'
import { wardsText } from '../fixtures/load/district.ts'
import { monthsFrom, streetFile, streetHeader } from '../fixtures/load/street.ts'
import { cspHeader, cspRows, csv } from '../fixtures/load/tables.ts'
import { signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeAll(async () => {
  server = await Server.open()
})
test.afterAll(() => server.close())

type Chosen = { name: string; mimeType: string; buffer: Buffer }
const file = (name: string, content: string | Uint8Array): Chosen => ({
  ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) },
})
const zip = async (name: string, files: Record<string, string | Uint8Array>) =>
  file(name, new Uint8Array(await (await zipOf(name, files)).arrayBuffer()))
const wards = file('wards.geojson', wardsText)
const streets = (count: number, rows: number, year = 2022) =>
  Object.fromEntries(
    monthsFrom(year, count).map((month, at) => [
      `${month}/${month}-kent-street.csv`,
      streetFile({ month, rows, seed: at + 1 }),
    ]),
  )

const desk = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }
const phone = { viewport: { width: 412, height: 915 } }

async function open(browser: Browser, size: object = desk) {
  const context = await browser.newContext(size)
  const page = await context.newPage()
  await signIn(page, server.origin, 'Analyst')
  await page.goto(`${server.origin}/assessment/load`)
  await expect(page.getByLabel('Drop files here, or choose them')).toBeVisible()
  return { context, page }
}
const choose = (page: Page, ...files: Chosen[]) =>
  page.getByLabel('Drop files here, or choose them').setInputFiles(files)
const load = (page: Page) => page.getByRole('button', { name: 'Load', exact: true })

for (const [where, size] of [
  ['a desk', desk],
  ['a phone', phone],
] as const) {
  test(`every sort of bad file at once, on ${where}: each says where, and the good is offered`, async ({
    browser,
  }, info) => {
    const { context, page } = await open(browser, size)
    const table = [cspHeader, ...cspRows(where === 'a desk' ? '2015/16' : '2016/17')]
    await choose(
      page,
      wards,
      file('good.csv', 'type,month,ward,count\nNoise,2024-01,Victoria,4\nNoise,2024-02,Stour,-2\n'),
      file('semicolons.csv', 'type;month;ward;count\nLitter;2024-01;Victoria;1,5\n'),
      file('cut.csv', 'type,month,ward,count\nGraffiti,2024-01,Victoria,4\nGraffiti,2024-02,Vic'),
      file('metres.geojson', JSON.stringify(inMetres)),
      file('2024-05-kent-street.csv', `${streetHeader}\n`),
      file(
        'csp.csv',
        csv([
          ...table,
          ['2016/17', 'Q4 (Jan to Mar 2016)', 'Kent', 'Ashford', 'a', 'b', 'c', '9', 4],
        ]),
      ),
      await zip('bomb.zip', { 'a.csv': new Uint8Array(60e6) }),
      file('holiday.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0, 1])),
    )
    await expect(page.getByText('Nothing is kept yet.')).toBeVisible()
    for (const said of [
      'Line 3: -2 is below zero; a count never is',
      '1,5',
      'breaks off after 3 of 4 fields',
      'is in metres of the British National Grid (EPSG:27700)',
      'May 2024 has no rows: not supplied, which is not zero',
      'and here it says 2016',
      'which no table does: it was not opened',
      'holiday.jpg',
    ])
      await expect(page.getByText(said, { exact: false }).first()).toBeVisible()
    await expect(
      page.getByRole('heading', { name: 'Home Office, for the whole district' }),
    ).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: info.outputPath(`bad-${colorScheme}.png`), fullPage: true })
    }
    await load(page).click()
    await expect(page.getByText(/saved on this device/)).toBeVisible()
    await page.screenshot({ path: info.outputPath('loaded.png'), fullPage: true })
    await context.close()
  })
}

const inMetres = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { WD24CD: 'E05000001', WD24NM: 'Far' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [590000, 140000],
            [590100, 140000],
            [590100, 140100],
            [590000, 140000],
          ],
        ],
      },
    },
  ],
}

test('the Home Office’s table says the same as ODS, XLSX and CSV: what one has loaded the others do not change', async ({
  browser,
}) => {
  const { context, page } = await open(browser)
  const rows = [cspHeader, ...cspRows('2017/18')]
  const sheets = [
    { name: 'Notes', rows: [['Police recorded crime']] },
    { name: '2017_18', rows },
  ]
  await choose(page, file('csp.ods', await writeOds({ sheets })))
  await expect(page.getByText('4 rows are new.')).toBeVisible()
  await load(page).click()
  await expect(page.getByText(/4 rows of .* saved on this device/)).toBeVisible()
  for (const again of [file('csp.xlsx', await writeXlsx({ sheets })), file('csp.csv', csv(rows))]) {
    await choose(page, again)
    await expect(page.getByText('All of this is here already')).toBeVisible()
    await page.getByRole('button', { name: 'Choose other files' }).click()
  }
  await context.close()
})

/** How many files of the reading worker, its parts among them, are kept on this device. */
const workersKept = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(url)
    return found.filter((url) => url.includes('/workers/') && !/shake|photo/.test(url)).length
  })

test('a warden’s phone is sent none of what reads files', async ({ browser }) => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  await signIn(page, server.origin, 'Warden')
  await untilKept(page)
  const kept = (await (await page.request.get(`${server.origin}/precache.json`)).json()) as string[]
  expect(kept.length).toBeGreaterThan(5)
  const texts = await Promise.all(
    kept.map(async (url) => (await page.request.get(server.origin + url)).text()),
  )
  // A word of each: the reader of spreadsheets, of zips, of CSV, and of street files.
  for (const word of [
    'number-columns-repeated',
    'checkOverlappingEntry',
    'delimitersToGuess',
    'falls within',
  ])
    expect(
      texts.filter((text) => text.includes(word)),
      word,
    ).toEqual([])
  const workers = asked.filter((url) => url.includes('/workers/') && !url.includes('/photo.'))
  expect(workers).toEqual([])
  await context.close()
})

test('without signal files are read and kept, and sent when there is signal again', async ({
  browser,
}) => {
  const { context, page } = await open(browser)
  await untilKept(page)
  // Once more under the service worker's eyes: what the screen gets ready is there to stay.
  await page.reload()
  await expect.poll(() => workersKept(page)).toBe(4)
  await context.setOffline(true)
  const rows = [cspHeader, ...cspRows('2018/19')]
  const sheets = [{ name: 'A', rows }]
  await choose(
    page,
    wards,
    await zip('street.zip', streets(2, 300, 2019)),
    file('csp.ods', await writeOds({ sheets })),
    file('again.xlsx', await writeXlsx({ sheets })),
  )
  await load(page).click()
  await expect(page.getByText(/saved on this device/)).toBeVisible()
  await expect(page.getByRole('link', { name: /to send/ })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
  await context.close()
})

test('a tab closed while it reads has kept nothing; one closed while it keeps has kept all or nothing', async ({
  browser,
}) => {
  const { context, page } = await open(browser)
  const held = async (tab: Page) => {
    await tab.goto(`${server.origin}/assessment/load`)
    await expect(tab.getByLabel('Drop files here, or choose them')).toBeVisible()
    const row = tab.getByRole('row', { name: /Counts of Kent Police/ })
    await tab.waitForTimeout(500)
    return (await row.count()) === 0 ? null : row.innerText()
  }
  const before = await held(page)
  await choose(page, wards, await zip('street.zip', streets(12, 12_000, 2025)))
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.close()
  const second = await context.newPage()
  expect(await held(second)).toBe(before)

  await choose(second, wards, await zip('street.zip', streets(12, 300, 2025)))
  await expect(load(second)).toBeVisible()
  await load(second).dispatchEvent('click')
  await second.close()
  const third = await context.newPage()
  const after = await held(third)
  if (after !== before) expect(after).toMatch(/12 periods|14 periods/)
  await choose(third, wards, await zip('street.zip', streets(12, 300, 2025)))
  // Whatever the closed tab got to, the same files make it whole.
  await expect(third.getByText(/rows are new|All of this is here already/)).toBeVisible()
  if (after === before) await load(third).click()
  else await expect(third.getByText('All of this is here already')).toBeVisible()
  await context.close()
})
