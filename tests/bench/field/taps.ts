import type { CDPSession, Locator, Page } from '@playwright/test'
import { ACTION, EVENT } from './data.ts'
import type { Tapped } from './page.ts'

const buttons = ['Contact made', 'No answer', 'Advice given', 'Door alarm given']
/** A quick hand at a door. */
const BETWEEN_MS = 450
/** A thumb stays on the glass for so long. */
const PRESS_MS = 60

/** A thumb on a page. It presses where a button is and does nothing else: a test's own looks would be timed too. */
export class Thumb {
  readonly page: Page
  readonly #cdp: CDPSession

  constructor(page: Page, cdp: CDPSession) {
    this.page = page
    this.#cdp = cdp
  }

  async press(button: Locator, words: string): Promise<Tapped> {
    await button.waitFor()
    const box = await button.boundingBox()
    if (!box) throw new Error(`${words}: the button is not on the screen`)
    await this.page.evaluate((said) => {
      window.benchTap = window.fieldBench.untilSaid(said)
      window.benchTap.catch(() => undefined)
    }, words)
    await this.page.waitForTimeout(BETWEEN_MS)
    const bare = await this.page.evaluate(() => window.fieldBench.bareWrite())
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
    await this.#cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    await this.page.waitForTimeout(PRESS_MS)
    await this.#cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    return { ...(await this.page.evaluate(() => window.benchTap)), bare }
  }
}

export async function openLog(page: Page, origin: string) {
  await page.goto(`${origin}/events/${EVENT}/log`)
  await page.getByRole('button', { name: /^Contact made/ }).waitFor({ timeout: 120_000 })
  await page.locator('main label').first().tap()
  await page.waitForTimeout(3_000)
}

/** Taps on the log of an event, each another button than the one before it, so that what it says is new. */
export async function tapLog(thumb: Thumb, times: number): Promise<Tapped[]> {
  const taps: Tapped[] = []
  for (let nth = 0; nth < times; nth++) {
    const words = buttons[nth % buttons.length] ?? ''
    const button = thumb.page.getByRole('button', { name: new RegExp(`^${words}`) })
    taps.push(await thumb.press(button, `${words} · saved on this phone`))
  }
  return taps
}

/** Progress recorded, from the action's page to the action's page. */
export async function saveProgress(
  thumb: Thumb,
  origin: string,
  times: number,
  action = ACTION,
): Promise<Tapped[]> {
  const { page } = thumb
  await page.goto(`${origin}/actions/${action}`)
  const record = page.getByRole('link', { name: 'Record progress' })
  const saves: Tapped[] = []
  for (let nth = 0; nth < times; nth++) {
    await record.tap()
    await page.getByLabel('What happened?').fill(`Two more doors fitted with a chain, visit ${nth}`)
    await page.waitForTimeout(BETWEEN_MS)
    const button = page.getByRole('button', { name: 'Save', exact: true })
    saves.push(await thumb.press(button, 'saved on this phone'))
    await record.waitFor()
  }
  return saves
}
