import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The schemes of colour differ in their colours and in nothing else. */
const ofColour = ['color-contrast', 'link-in-text-block']

/** Where pictures of the rooms go, if anybody wants them. */
const { SHOTS } = process.env

/**
 * One visit of a room, looked at in every way: on a desk, in the dark, on a phone (412 × 915) and at 400 % (320 CSS
 * px wide): axe finds nothing, and the page scrolls one way only. `open` is done in the room first, so that what can
 * be opened is seen open. The page keeps the size of a desk.
 */
export async function lookAt(page: Page, address: string, open?: () => Promise<void>) {
  // A colour on its way from one scheme to the other is nobody's contrast.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await open?.()

  const name = new URL(address).pathname + new URL(address).search
  await widen(page, 1280, 900)
  await fits(page, name)
  await findNothing(page, name)
  await shoot(page, `${name}-desk`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await findNothing(page, `${name} in the dark`, ofColour)
  await shoot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await widen(page, 412, 915)
  await fits(page, `${name} on a phone`)
  await findNothing(page, `${name} on a phone`)
  await shoot(page, `${name}-phone`)
  await widen(page, 320, 256)
  await fits(page, `${name} at 400 %`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** As tall as the page: what a bar covers at one scroll position is not covered at another. */
async function widen(page: Page, width: number, least: number) {
  await page.setViewportSize({ width, height: least })
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: whole })
}

async function fits(page: Page, name: string) {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)
  expect.soft(isWide, `${name} is wider than the screen`).toBe(false)
}

async function findNothing(page: Page, name: string, rules?: string[]) {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(everything)).analyze()
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(' ')}`)
  expect.soft(said, name).toEqual([])
}

async function shoot(page: Page, name: string) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name.replaceAll(/\W+/g, '-')}.png` })
}
