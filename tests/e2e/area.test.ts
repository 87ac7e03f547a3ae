import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { openZip } from '../../web/src/lib/load/zip.ts'
import { withoutDetails } from '../../shared/photo/clean.ts'
import { photoId } from '../../shared/photo/ids.ts'
import { wardFeatures, wardsText } from '../fixtures/load/district.ts'
import { lookAt } from './looks.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { plant } from './plant.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const LEAD = 'Lead officer, anti-social behaviour'
const DAY = '/events/event-cleansweep-brookfield'
const open = (page: Page, address: string) => page.goto(server.origin + address)
const text = (name: string, words: string) => ({
  ...{ name, mimeType: name.endsWith('csv') ? 'text/csv' : 'application/json' },
  buffer: Buffer.from(words),
})

/** An analyst loads the wards, and whatever else there is. */
async function load(browser: Browser, ...more: ReturnType<typeof text>[]) {
  const analyst = await deskAt(browser, server.origin, 'Analyst')
  await open(analyst, '/assessment/load')
  const field = analyst.getByLabel('Drop files here, or choose them')
  await field.setInputFiles([text('wards.geojson', wardsText), ...more])
  await analyst.getByRole('button', { name: 'Load', exact: true }).click()
  await expect(analyst.getByText(/rows? of .* saved on this device/)).toBeVisible()
  await allSent(analyst)
  return analyst
}

/** Taps the map at parts of its width and height. */
async function tapAt(page: Page, ...at: [x: number, y: number][]) {
  const map = page.locator('.map svg')
  await map.scrollIntoViewIfNeeded()
  for (const [x, y] of at) {
    const box = await map.boundingBox()
    if (!box) throw new Error('the map is on the screen')
    await page.mouse.click(box.x + x * box.width, box.y + y * box.height)
  }
}

test('an area is drawn on a phone without signal, and another desk sees and moves it', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, LEAD)
  await open(page, '/events/new')
  await expect(page.getByText(/There is no map to draw on/)).toBeVisible()
  await load(browser)
  await expect(page.getByText('Area on a map: not drawn')).toBeVisible({ timeout: 30_000 })
  await untilKept(page)
  await page.context().setOffline(true)
  await page.reload()

  await page.getByLabel('What it is called').fill('Cleansweep, Aylesford Green')
  await page.getByText('Wards: not said yet').tap()
  await page.getByLabel('Aylesford Green', { exact: true }).check()
  await page.getByText('Area on a map: not drawn').tap()
  await expect(page.getByText('Tap the map where the edge begins')).toBeVisible()
  await tapAt(page, [0.3, 0.3], [0.7, 0.3])
  await expect(page.getByText('1 more point makes an area.')).toBeVisible()

  // A line that crosses itself is said at once, and keeps the form until it is put right.
  await tapAt(page, [0.3, 0.7], [0.7, 0.7])
  await expect(page.getByText(/The line crosses itself/)).toBeVisible()
  await page.getByRole('button', { name: 'Plan the event' }).tap()
  await expect(page.getByText('Finish the outline on the map, or clear it')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).tap()
  await page.getByRole('button', { name: 'Undo' }).tap()
  await tapAt(page, [0.7, 0.7], [0.3, 0.7])
  const status = page.locator('#event-area').getByRole('status')
  await expect(status).toHaveText(
    /^Part of Aylesford Green, about \d+ hectares\.$|^Part of Aylesford Green.*km²\.$/,
  )

  // A point dragged over the border: the neighbour is offered for the list.
  const box = await page.locator('.map svg').boundingBox()
  if (!box) throw new Error('the map is on the screen')
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.02 * box.width, box.y + 0.02 * box.height, { steps: 5 })
  await page.mouse.up()
  await expect(status).toContainText(' and ')
  await page.getByRole('button', { name: /to the wards/ }).tap()
  await expect(page.getByText(/^Wards: Aylesford Green, /)).toBeVisible()
  await expect(page.getByRole('button', { name: /to the wards/ })).toBeHidden()

  // In the other mode a tap on the ward takes it out of the list, and in again.
  await page.getByText('Choose wards', { exact: true }).tap()
  await tapAt(page, [0.5, 0.5])
  await expect(status).not.toContainText('Aylesford Green')
  await tapAt(page, [0.5, 0.5])
  await expect(status).toContainText('Aylesford Green')

  await page.getByRole('button', { name: 'Plan the event' }).tap()
  const shown = page.getByRole('img', { name: /^Map of the area\. Part of Aylesford Green/ })
  await expect(shown).toBeVisible()
  const sentence = (await shown.getAttribute('aria-label')) ?? ''
  await page.context().setOffline(false)
  await allSent(page)
  const address = new URL(page.url()).pathname

  // By keyboard at a desk.
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await open(desk, address)
  await expect(desk.getByRole('img', { name: sentence })).toBeVisible()
  await open(desk, `${address}/edit`)
  await desk.getByText('Name, day, place, partners').click()
  await desk.getByText(/^Area on a map: drawn/).click()
  const before = await desk.locator('#event-area').getByRole('status').textContent()
  await desk.getByRole('button', { name: 'Next point' }).focus()
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('button', { name: /^Point 1 of 4/ })).toBeFocused()
  for (let times = 0; times < 12; times++) await desk.keyboard.press('ArrowLeft')
  await expect(desk.locator('#event-area').getByRole('status')).not.toHaveText(before ?? '')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByRole('img', { name: /^Map of the area/ })).toBeVisible()
  await expect(page.getByRole('img', { name: sentence })).toBeHidden({ timeout: 30_000 })

  await lookAt(desk, server.origin + address)
  await lookAt(desk, `${server.origin}${address}/edit`, async () => {
    await desk.getByText('Name, day, place, partners').click()
    await desk.getByText(/^Area on a map: drawn/).click()
    await desk.getByRole('button', { name: 'Next point' }).click()
  })
})

test('a ward that stands out starts a roadshow, and its seven days run from today', async ({
  browser,
}) => {
  const wards = wardFeatures.map(({ properties: { WD13CD = '', WD13NM = '' } }) => ({
    WD13CD,
    WD13NM,
  }))
  const people = wards.map(({ WD13CD }) => `2022,${WD13CD},3000`)
  const counts = wards.flatMap(({ WD13NM }) =>
    ['2021-04', '2021-05'].map(
      (month) => `Noise,${month},${WD13NM},${WD13NM === 'Victoria' ? 90 : 9}`,
    ),
  )
  await load(
    browser,
    text('people.csv', ['DATE,GEOGRAPHY_CODE,OBS_VALUE', ...people].join('\n')),
    text('noise.csv', ['type,month,ward,count', ...counts].join('\n')),
  )
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await open(desk, '/assessment/edition-priority-2021-22/places')
  await desk.getByRole('button', { name: 'Charing', exact: true }).click()
  await expect(desk.getByRole('link', { name: /Start a roadshow/ })).toBeHidden()
  await desk.getByRole('button', { name: 'Victoria', exact: true }).click()
  const there = desk.url()
  await desk.getByRole('link', { name: 'Start a roadshow here: Noise in Victoria' }).click()
  await expect(desk.getByLabel('What it is called')).toHaveValue('Roadshow, Noise in Victoria')
  await expect(desk.getByText('Wards: Victoria')).toBeVisible()
  await desk.getByRole('button', { name: 'Plan the event' }).click()
  await expect(desk.getByText(/Seven-day clock: 7 days left/)).toBeVisible()
  await lookAt(desk, there, () =>
    desk.getByRole('button', { name: 'Victoria', exact: true }).click(),
  )
  await expect(desk.getByRole('link', { name: 'Roadshow, Noise in Victoria' })).toBeVisible()
})

/** JPEGs that differ, as a phone of the team would have made them. */
async function photographs(page: Page, count: number): Promise<Buffer[]> {
  const made = await page.evaluate(async (many) => {
    const all: number[][] = []
    for (let nth = 0; nth < many; nth++) {
      const [w, h] = nth % 3 === 2 ? [600, 800] : [800, 600]
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.fillStyle = `hsl(${nth * 25} 45% 55%)`
      context.fillRect(0, 0, w, h)
      context.fillStyle = 'white'
      context.font = '200px sans-serif'
      context.fillText(String(nth + 1), 200, 350)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 })
      all.push([...new Uint8Array(await blob.arrayBuffer())])
    }
    return all
  }, count)
  return made.map((it) => Buffer.from(withoutDetails(Uint8Array.from(it)) ?? new Uint8Array()))
}

test('the debrief shows the photos of its day, and its document says how many are missing', async ({
  browser,
}) => {
  const desk = await deskAt(browser, server.origin, LEAD)
  const bytes = await photographs(desk, 14)
  const hashes = bytes.map((it) => createHash('sha256').update(it).digest('hex'))
  const subjects = ['finding-brookfield-1', 'finding-brookfield-2', 'event-cleansweep-brookfield']
  await plant(
    server,
    bytes.map((it, nth) => {
      const hash = hashes[nth] ?? ''
      const [widthPx, heightPx] = nth % 3 === 2 ? [600, 800] : [800, 600]
      const ofId = subjects[nth % 3] ?? ''
      return {
        ...{ op: 'create', kind: 'photo', id: photoId(hash, `chance${nth}`) },
        entry: {
          ...{ ofKind: nth % 3 === 2 ? 'event' : 'finding', ofId },
          eventId: 'event-cleansweep-brookfield',
          ...{ byId: 'member-csp-manager', recordedAt: `2026-11-20T10:${10 + nth}:00.000Z` },
          picture: { hash, type: 'image/jpeg', bytes: it.length, widthPx, heightPx },
        },
      }
    }),
  )
  // One of them is on a phone that has not been heard from since.
  for (const [nth, hash] of hashes.slice(0, 13).entries()) {
    const put = await desk.request.put(`${server.origin}/api/photos/${hash}/0`, {
      headers: { Origin: server.origin, 'Content-Type': 'application/octet-stream' },
      data: bytes[nth],
    })
    expect(await put.json()).toEqual({ hasBytes: bytes[nth]?.length })
  }

  await open(desk, `${DAY}/debrief`)
  await expect(desk.getByText('• 14 photos')).toBeVisible()
  await expect(desk.getByText('12 of the day’s 14 photos.')).toBeVisible()
  await expect(desk.getByRole('figure')).toHaveCount(12)
  await desk.getByText('Photos in the debrief: 12 of 14').click()
  const boxes = desk.getByRole('listitem').getByRole('checkbox')
  await expect(boxes).toHaveCount(14)
  await expect(boxes.nth(0)).toBeDisabled()
  for (const nth of [2, 3, 4, 5, 6, 7, 8]) await boxes.nth(nth).uncheck()
  await boxes.nth(0).check()
  await expect(desk.getByRole('figure')).toHaveCount(6)
  await allSent(desk)

  const download = async (page: Page) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /Download as a document/ }).click(),
    ])
    const parts = new Map<string, string>()
    for (const { name, open: read } of await openZip(new Blob([await readFile(await file.path())])))
      parts.set(name, await new Response(read()).text())
    return parts
  }
  const parts = await download(desk)
  expect([...parts.keys()].filter((it) => it.includes('media/'))).toHaveLength(5)
  expect(parts.get('word/document.xml')).toContain('1 photo is missing here')
  expect(parts.get('word/document.xml')).toContain('descr="Graffiti')

  // Another desk has what was chosen here; without signal it says what it cannot fetch.
  const other = await deskAt(browser, server.origin, 'CSP manager')
  await open(other, DAY)
  await untilKept(other)
  await other.context().setOffline(true)
  await open(other, `${DAY}/debrief`)
  await expect(other.getByRole('figure')).toHaveCount(6)
  expect((await download(other)).get('word/document.xml')).toContain('6 photos are missing here')
  await other.context().setOffline(false)

  await lookAt(desk, `${server.origin}${DAY}/debrief`, async () => {
    await desk.getByText('Photos in the debrief: 6 of 14').click()
  })
})
