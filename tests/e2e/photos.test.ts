import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { ascii, exif, gif, resized, withFirst, baseline } from '../fixtures/photo/files.ts'
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
const MANAGER = 'CSP manager'
const FORM = '/actions/action-a.1/progress'
const LOG = '/actions/action-a.1'
const open = (page: Page, address: string) => page.goto(server.origin + address)
const manager = (browser: Browser) => deskAt(browser, server.origin, MANAGER)

/** A JPEG of this size: its left half red with a white corner on top, its right half noise. */
async function camera(page: Page, widthPx: number, heightPx: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      const noise = new OffscreenCanvas(w / 4, h / 2)
      const dots = noise.getContext('2d')?.createImageData(w / 4, h / 2)
      if (!dots) throw new Error('no canvas')
      let seed = 1
      for (let at = 0; at < dots.data.length; at++) {
        seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
        dots.data[at] = at % 4 === 3 ? 255 : (seed >> 16) & 255
      }
      noise.getContext('2d')?.putImageData(dots, 0, 0)
      context.fillStyle = 'rgb(200 20 20)'
      context.fillRect(0, 0, w, h)
      context.drawImage(noise, w / 2, 0, w / 2, h)
      context.fillStyle = 'white'
      context.fillRect(0, 0, w / 4, h / 4)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
      const bytes = new Uint8Array(await blob.arrayBuffer())
      let text = ''
      for (let at = 0; at < bytes.length; at += 8192) {
        text += String.fromCharCode(...bytes.subarray(at, at + 8192))
      }
      return btoa(text)
    },
    [widthPx, heightPx] as const,
  )
  return Buffer.from(base64, 'base64')
}

/** As a phone's camera hands it over: held upright, which is orientation 6, with the place in it. */
const held = (jpeg: Buffer) => Buffer.from(withFirst(jpeg, exif(6)))

const file = (name: string, buffer: Buffer | Uint8Array, mimeType = 'image/jpeg') => ({
  ...{ name, mimeType },
  buffer: Buffer.from(buffer),
})
const take = (page: Page, given: ReturnType<typeof file> | ReturnType<typeof file>[]) =>
  page.locator('input[type=file]:not([capture])').setInputFiles(given)
const snap = (page: Page, given: ReturnType<typeof file>) =>
  page.locator('input[capture]').setInputFiles(given)

/** What a picture on the screen shows at some places, each given in parts of it, as [red, green, blue]. */
const coloursOf = (page: Page, selector: string, places: [number, number][]) =>
  page
    .locator(selector)
    .first()
    .evaluate(async (img, points) => {
      const picture = img as HTMLImageElement
      await picture.decode()
      const { naturalWidth: w, naturalHeight: h } = picture
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      context?.drawImage(picture, 0, 0)
      return {
        ...{ w, h },
        at: points.map(([x, y]) => [
          ...(context?.getImageData(Math.floor(x * w), Math.floor(y * h), 1, 1).data.slice(0, 3) ??
            []),
        ]),
      }
    }, places)

const isRed = ([r = 0, g = 0]: number[] = []) => r > 150 && g < 90
const isWhite = ([r = 0, g = 0, b = 0]: number[] = []) => r > 200 && g > 200 && b > 200

/** Everything that this phone keeps, as text: nothing readable may stand in it. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const names: string[] = []
    for (const { name = '' } of await indexedDB.databases()) names.push(name)
    return names
  })

test('a photo is taken without signal, survives a killed tab, and the manager sees it upright, with no place in it', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const given = held(await camera(page, 4000, 3000))
  expect(given.includes('Exif')).toBe(true)
  await untilKept(page)
  await open(page, FORM)
  await page.context().setOffline(true)
  await page.getByLabel('What happened?').fill('Fly-tipping behind the garages')
  await snap(page, file('IMG_0001.jpg', given))
  await expect(page.getByText('Kept on this phone.')).toBeVisible()
  const tile = page.getByRole('img', { name: 'Photo 1 of 1' })
  await expect(tile).toBeVisible()

  // The tab is killed before anything is saved: words and photo are there again.
  const context = page.context()
  await page.close()
  const again = await context.newPage()
  await open(again, FORM)
  await expect(again.getByLabel('What happened?')).toHaveValue('Fly-tipping behind the garages')
  await expect(again.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await again.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(again.getByText(/saved on this phone/).first()).toBeVisible()
  await again.getByRole('button', { name: /^Photo 1 of 1/ }).tap()
  await expect(again.getByText(/not sent yet/)).toBeVisible()
  const upright = await coloursOf(again, 'figure img', [
    [0.9, 0.05],
    [0.9, 0.4],
  ])
  // Held as 6, what was the first corner is now on the right: 3000 × 4000, fitted.
  expect([upright.w, upright.h]).toEqual([1200, 1600])
  expect(isWhite(upright.at[0])).toBe(true)
  expect(isRed(upright.at[1])).toBe(true)

  await context.setOffline(false)
  await allSent(again)
  const desk = await manager(browser)
  await open(desk, LOG)
  await desk.getByRole('button', { name: /^Photo 1 of 1/ }).click()
  const seen = await coloursOf(desk, 'figure img', [
    [0.9, 0.05],
    [0.9, 0.4],
  ])
  expect([seen.w, seen.h]).toEqual([1200, 1600])
  expect(isWhite(seen.at[0]) && isRed(seen.at[1])).toBe(true)
})

test('the office has nothing of it but the picture, and no cache keeps that', async ({ page }) => {
  await signIn(page, server.origin, PCSO)
  const given = held(await camera(page, 1000, 800))
  await open(page, FORM)
  const sent = page.waitForRequest(
    (it) => it.method() === 'PUT' && it.url().includes('/api/photos/'),
  )
  await snap(page, file('IMG_0002.jpg', given))
  await expect(page.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  const request = await sent
  const [, hash] = /photos\/([0-9a-f]{64})/.exec(request.url()) ?? []
  await allSent(page)
  const answer = await page.request.get(`${server.origin}/api/photos/${hash}`)
  expect(answer.status()).toBe(200)
  expect(answer.headers()).toMatchObject({
    ...{ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' },
    'cache-control': 'private, no-store',
  })
  const body = await answer.body()
  for (const word of ['Exif', 'GPS', 'JFXX', 'http']) expect(body.includes(word)).toBe(false)
  expect(body.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
})

test('what is no photo is told apart in a plain sentence, and nothing that was written is lost', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const whole = await camera(page, 800, 600)
  await open(page, FORM)
  await page.getByLabel('What happened?').fill('Two bikes marked')
  const cases: [said: string, given: ReturnType<typeof file>, sentence: RegExp][] = [
    ['nothing', file('a.jpg', Buffer.alloc(0)), /empty file/],
    ['words', file('b.jpg', ascii('Dear Sir')), /not a picture, whatever its name says/],
    [
      'half of one',
      file('c.jpg', whole.subarray(0, whole.length / 2)),
      /damaged or only half there/,
    ],
    ['one that moves', file('d.gif', gif(4), 'image/gif'), /This picture moves/],
    [
      '108 megapixels',
      file('e.jpg', resized(baseline(), 12000, 9000)),
      /more detail than this phone/,
    ],
    ['rubbish that begins well', file('f.jpg', resized(baseline(), 0, 9)), /damaged/],
  ]
  for (const [said, given, sentence] of cases) {
    await take(page, given)
    await expect(page.getByRole('alert').filter({ hasText: sentence }), said).toBeVisible()
  }
  await page.locator('input[capture]').dispatchEvent('cancel')
  await expect(page.getByText(/If the camera did not open, allow it/)).toBeVisible()
  await expect(page.getByLabel('What happened?')).toHaveValue('Two bikes marked')
  // And the next, which is one, under a wrong name, is taken.
  await take(page, file('g.png', whole, 'image/png'))
  await expect(page.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText('Two bikes marked')).toBeVisible()
  await expect(page.getByRole('img', { name: /^Photo 1 of 1/ })).toBeVisible()
})

test('a full phone says so, keeps the words, and takes the photo once there is room', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const given = file('a.jpg', await camera(page, 1600, 1200))
  await open(page, FORM)
  await page.getByLabel('What happened?').fill('Gate forced')
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
      if (this.name === 'pictures') throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, args)
    }
    Object.assign(window, { makeRoom: () => (IDBObjectStore.prototype.put = put) })
  })
  await take(page, given)
  await expect(page.getByText(/This phone is full, so the photo has not been kept/)).toBeVisible()
  await expect(page.getByLabel('What happened?')).toHaveValue('Gate forced')
  await page.evaluate('window.makeRoom()')
  await page.getByRole('button', { name: 'Try again' }).tap()
  await expect(page.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
})

test('a face is blurred by dragging, a plate with the keyboard, the rest is cropped away; none of it is left', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const given = file('a.jpg', await camera(page, 1600, 1200))
  await open(page, FORM)
  await take(page, given)
  await page.getByRole('button', { name: /Blur or crop/ }).tap()
  const sheet = page.getByRole('group', { name: 'Photo 1 of 1', exact: true })
  await sheet.scrollIntoViewIfNeeded()
  const at = await sheet.boundingBox()
  if (!at) throw new Error('no picture')
  await page.mouse.move(at.x + at.width * 0.55, at.y + at.height * 0.1)
  await page.mouse.down()
  await page.mouse.move(at.x + at.width * 0.95, at.y + at.height * 0.5, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Add a box' }).click()
  const box = page.getByRole('button', { name: /^Blurred box: 35 % from the left/ })
  await box.focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'Shift+ArrowRight']) await page.keyboard.press(key)
  await expect(
    page.getByRole('button', {
      name: /^Blurred box: 37 % from the left, 37 % from the top, 32 % wide/,
    }),
  ).toBeFocused()
  await page.getByRole('button', { name: 'Use it like this' }).click()
  await expect(page.getByText(/What was there cannot be brought back/)).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await page.getByRole('button', { name: /^Photo 1 of 1/ }).tap()
  /** How much neighbouring dots differ along a line: noise differs, what was melted hardly does. */
  const roughness = (y: number) =>
    page.locator('figure img').evaluate(async (img, line) => {
      const picture = img as HTMLImageElement
      await picture.decode()
      const { naturalWidth: w, naturalHeight: h } = picture
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      context?.drawImage(picture, 0, 0)
      const data =
        context?.getImageData(Math.floor(w * 0.7), Math.floor(line * h), 200, 1).data ?? []
      let sum = 0
      for (let dot = 4; dot < data.length; dot += 4) {
        sum += Math.abs((data[dot] ?? 0) - (data[dot - 4] ?? 0))
      }
      return sum / 200
    }, y)
  expect(await roughness(0.3)).toBeLessThan(4)
  expect(await roughness(0.85)).toBeGreaterThan(8)

  // And cropped: the part that is kept is the red one.
  await open(page, FORM)
  await take(page, given)
  await page.getByRole('button', { name: /Blur or crop/ }).tap()
  await page.getByText('Crop', { exact: true }).tap()
  await sheet.scrollIntoViewIfNeeded()
  const there = await sheet.boundingBox()
  if (!there) throw new Error('no picture')
  await page.mouse.move(there.x + there.width * 0.05, there.y + there.height * 0.5)
  await page.mouse.down()
  await page.mouse.move(there.x + there.width * 0.45, there.y + there.height * 0.9, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Use it like this' }).click()
  await expect(page.getByText(/What was there cannot be brought back/)).toBeVisible()
  await page.getByLabel('What happened?').fill('Cropped')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await page
    .getByRole('button', { name: /^Photo 1 of 1/ })
    .first()
    .tap()
  const left = await coloursOf(page, 'figure img', [
    [0.05, 0.05],
    [0.95, 0.95],
  ])
  expect(left.w).toBeLessThan(700)
  expect(left.at.every(isRed)).toBe(true)
})

test('a finding is photographed without signal, the tab is killed, and the lead adds how it looks since', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const given = file('before.jpg', await camera(page, 1600, 1200))
  await open(page, '/findings/new')
  await untilKept(page)
  await page.context().setOffline(true)
  await page.getByText('Graffiti', { exact: true }).tap()
  await page.getByLabel('Street', { exact: true }).fill('Beaver Road')
  await snap(page, given)
  await expect(page.getByText('Kept on this phone.')).toBeVisible()
  const context = page.context()
  await page.close()

  const again = await context.newPage()
  await open(again, '/findings/new')
  await expect(again.getByLabel('Street', { exact: true })).toHaveValue('Beaver Road')
  await expect(again.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await again.getByRole('button', { name: 'Save the finding' }).tap()
  await again.waitForURL('**/findings')
  // The next finding begins with no photo of this one.
  await open(again, '/findings/new')
  await expect(again.getByRole('button', { name: 'Take a photo' })).toBeVisible()
  await expect(again.getByRole('img', { name: /^Photo/ })).toHaveCount(0)
  await context.setOffline(false)
  await allSent(again)

  const desk = await manager(browser)
  await open(desk, '/findings')
  await desk.getByText('All open').click()
  await desk
    .getByRole('article')
    .filter({ hasText: 'Beaver Road' })
    .getByRole('link')
    .first()
    .click()
  await expect(desk.getByRole('button', { name: /^Photo 1 of 1/ })).toBeVisible()
  await desk.getByText('Add to them').click()
  await take(desk, file('after.jpg', await camera(desk, 1200, 1600)))
  await desk.getByRole('button', { name: 'Save the photo' }).click()
  await expect(desk.getByRole('button', { name: /^Photo 2 of 2/ })).toBeVisible()
})

test('sending is broken off half way and the tab is killed: it goes on where it was', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const given = file('a.jpg', await camera(page, 3200, 2400))
  const context = page.context()
  let puts = 0
  await context.route('**/api/photos/**', async (route) => {
    if (route.request().method() === 'PUT' && ++puts > 1) await route.abort()
    else await route.continue()
  })
  await open(page, FORM)
  await take(page, given)
  await expect(page.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByRole('link', { name: '1 photo to send' })).toBeVisible()
  await expect.poll(() => puts).toBeGreaterThan(1)
  await open(page, '/sync')
  await expect(page.getByText(/^26\d KB of \d+ KB sent/)).toBeVisible()
  await expect(page.getByText(/Photos take up .* on this phone/)).toBeVisible()
  await page.close()
  await context.unroute('**/api/photos/**')
  const sent: string[] = []
  context.on('request', (it) => void (it.method() === 'PUT' && sent.push(it.url())))
  const again = await context.newPage()
  await open(again, '/patch')
  await allSent(again)
  // The first part is not sent a second time.
  expect(sent.length).toBeGreaterThan(0)
  expect(sent.some((url) => url.endsWith('/0'))).toBe(false)
})

test('the manager takes a photo out: nobody sees it any more, and the log says that it was there', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await open(page, FORM)
  await take(page, file('a.jpg', await camera(page, 800, 600)))
  await expect(page.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await allSent(page)
  const desk = await manager(browser)
  await open(desk, LOG)
  await desk.getByRole('button', { name: /^Photo 1 of 1/ }).click()
  await desk.getByRole('button', { name: 'Take this photo out' }).click()
  await desk.getByRole('button', { name: 'Take it out' }).click()
  await expect(desk.getByRole('button', { name: /^Photo 1 of 1/ })).toBeHidden()
  await allSent(desk)
  await expect(page.getByRole('button', { name: /^Photo 1 of 1/ })).toBeHidden()
})

test('signing out with a photo that was not sent warns, and leaves nothing here', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await page.context().route('**/api/photos/**', (route) => route.abort())
  await open(page, FORM)
  await take(page, file('a.jpg', await camera(page, 800, 600)))
  await expect(page.getByRole('img', { name: 'Photo 1 of 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByRole('link', { name: '1 photo to send' })).toBeVisible()
  await open(page, '/account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).tap()
  await expect(page.getByText('1 photo not sent yet')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out all the same' }).tap()
  await page.waitForURL(/sign-in/)
  await expect
    .poll(async () => (await stored(page)).filter((it) => it !== 'patchwork.keys'))
    .toEqual([])
})

test('rooms with photos in them, in every look @long', async ({ browser, page }) => {
  await signIn(page, server.origin, PCSO)
  const given = [
    file('a.jpg', await camera(page, 1600, 1200)),
    file('b.jpg', await camera(page, 1200, 1600)),
  ]
  await open(page, FORM)
  await take(page, given)
  await expect(page.getByRole('img', { name: 'Photo 2 of 2' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await allSent(page)
  const desk = await manager(browser)
  await lookAt(desk, `${server.origin}${LOG}`, async () => {
    await desk.getByRole('button', { name: /^Photo 2 of 2/ }).click()
    await expect(desk.getByRole('img', { name: /^Photo 2 of 2/ }).last()).toBeVisible()
  })
  await lookAt(desk, `${server.origin}${FORM}`, async () => {
    await take(desk, given)
    await expect(desk.getByRole('img', { name: 'Photo 2 of 2' })).toBeVisible()
    await desk.getByRole('button', { name: 'Blur or crop photo 1 of 2' }).click()
    await desk.getByRole('button', { name: 'Add a box' }).click()
    await expect(desk.getByText('Kept on this phone.')).toBeVisible()
    const whole = desk.getByRole('group', { name: 'Photo 1 of 2', exact: true }).getByRole('img')
    await expect(whole).toBeVisible()
    await whole.evaluate((img) => (img as HTMLImageElement).decode())
  })
  await desk.context().route('**/api/photos/**', (route) => route.abort())
  await desk.getByRole('button', { name: 'Leave it as it was' }).click()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await lookAt(desk, `${server.origin}/sync`)
})
