import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { countOn, DAY } from './fieldDay.ts'
import { allSent, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PCSO = 'PCSO, Victoria'
const SAVED = /saved on this phone/

/** A thumb that counts how often it comes down on the glass, as the phone itself tells it. */
async function counting(page: Page) {
  await page.addInitScript(() => {
    const count = () => Number(sessionStorage.getItem('taps') ?? 0)
    addEventListener('pointerdown', () => sessionStorage.setItem('taps', `${count() + 1}`), {
      capture: true,
    })
  })
  await page.reload()
  const taps = () => page.evaluate(() => Number(sessionStorage.getItem('taps') ?? 0))
  const begin = () => page.evaluate(() => sessionStorage.removeItem('taps'))
  return { taps, begin }
}

const middleOf = async (button: Locator) => {
  const box = await button.boundingBox()
  if (!box) throw new Error('the button is on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A thumb that stays down for so long. */
async function hold(page: Page, button: Locator, forMs: number) {
  await button.scrollIntoViewIfNeeded()
  const point = await middleOf(button)
  const hand = await page.context().newCDPSession(page)
  await hand.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await page.waitForTimeout(forMs)
  await hand.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await hand.detach()
}

const stands = (page: Page, status: string) =>
  page.getByRole('group', { name: 'How does it stand?' }).getByText(status, { exact: true })

test('from My patch, progress is on the phone within four taps, signal or not', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await untilKept(page)
  const { taps, begin } = await counting(page)
  await page.context().setOffline(true)
  await begin()
  // By the one button: which action, what stands, Save.
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await expect(page.getByRole('heading', { name: 'Progress on what?' })).toBeVisible()
  await page.locator('main a[href$="/progress"]').first().tap()
  await stands(page, 'On track').tap()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(SAVED).first()).toBeVisible()
  expect(await taps()).toBeLessThanOrEqual(4)

  // By its card.
  await page.goto(`${server.origin}/patch`)
  const card = page.locator('main a[href^="/actions/"]').first()
  await card.waitFor()
  await begin()
  await card.tap()
  await page.waitForURL(/\/actions\/[^/]+$/)
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await stands(page, 'At risk').tap()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(/At risk · saved on this phone/)).toBeVisible()
  expect(await taps()).toBeLessThanOrEqual(4)
  await page.context().setOffline(false)
  await allSent(page)
})

test('an entry is one tap, a referral two, several at once by a held thumb; each is counted once', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const { taps, begin } = await counting(page)
  await page.goto(`${server.origin}${DAY}/log`)
  await untilKept(page)
  await page.context().setOffline(true)
  const contact = page.getByRole('button', { name: /^Contact made/ })
  await contact.waitFor()
  await begin()
  await contact.tap()
  await expect(page.getByText('Contact made · saved on this phone')).toBeVisible()
  expect(await taps()).toBe(1)
  await expect.poll(() => countOn(page, 'contact')).toBe(1)

  await begin()
  await page.getByRole('button', { name: /^Referral to an agency/ }).tap()
  await page.getByRole('button', { name: 'Kent Fire & Rescue Service' }).tap()
  await expect(page.getByText(/Referral to Kent Fire & Rescue Service · saved/)).toBeVisible()
  expect(await taps()).toBe(2)

  // Held and let go: it asks how many, and the thumb that came up logged nothing.
  await begin()
  await hold(page, page.getByRole('button', { name: /^No answer/ }), 700)
  await expect(page.getByRole('heading', { name: 'How many?' })).toBeVisible()
  expect(await countOn(page, 'none')).toBe(0)
  await page.getByLabel('How many', { exact: true }).fill('6')
  await page.getByRole('button', { name: 'Log 6 × No answer' }).tap()
  await expect.poll(() => countOn(page, 'none')).toBe(6)
  expect(await taps()).toBe(2)

  // A short press is a tap.
  await hold(page, page.getByRole('button', { name: /^Advice given/ }), 150)
  await expect.poll(() => countOn(page, 'advice')).toBe(1)
  await page.context().setOffline(false)
  await allSent(page)
})

test('for ten seconds an entry is taken back by one tap; then the button is gone and the entry stands', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await page.goto(`${server.origin}${DAY}/log`)
  const contact = page.getByRole('button', { name: /^Contact made/ })
  const undo = page.getByRole('button', { name: /^Undo/ })
  await contact.waitFor()
  await page.clock.install({ time: new Date() })
  await contact.tap()
  await expect(undo).toBeVisible()
  await page.clock.runFor(6_000)
  await undo.tap()
  await expect.poll(() => countOn(page, 'contact')).toBe(0)
  await expect(undo).toBeHidden()

  await contact.tap()
  await expect.poll(() => countOn(page, 'contact')).toBe(1)
  await page.clock.runFor(10_500)
  await expect(undo).toBeHidden()
  expect(await countOn(page, 'contact')).toBe(1)
})

test('on a full phone the log says that nothing was kept, counts nothing, and goes on once there is room', async ({
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await page.goto(`${server.origin}${DAY}/log`)
  const contact = page.getByRole('button', { name: /^Contact made/ })
  await contact.tap()
  await expect.poll(() => countOn(page, 'contact')).toBe(1)
  await page.evaluate(() => {
    const add = IDBObjectStore.prototype.add
    IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args) {
      if (this.name === 'outbox') throw new DOMException('no room', 'QuotaExceededError')
      return add.apply(this, args)
    }
    Object.assign(window, { makeRoom: () => (IDBObjectStore.prototype.add = add) })
  })
  await contact.tap()
  const alert = page.getByRole('alert').filter({ hasText: 'Not saved' })
  await expect(alert).toContainText('This phone is full')
  await expect(alert).toContainText('tap again')
  // The entry before it stands, and the one that was not kept is counted nowhere.
  await expect(page.getByText('Contact made · saved on this phone')).toBeHidden()
  expect(await countOn(page, 'contact')).toBe(1)
  await page.evaluate('window.makeRoom()')
  await contact.tap()
  await expect.poll(() => countOn(page, 'contact')).toBe(2)
  await expect(alert).toBeHidden()
  await allSent(page)
})
