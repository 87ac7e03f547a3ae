import type { CDPSession, Page } from '@playwright/test'
import { ACTION, EVENT } from './data.ts'
import type { Frames } from './page.ts'

/** A thumb that looks for something: strokes of so many px, at so many a frame, each of which flings the page on. */
const STROKES = 24
const STROKE_PX = 560
const FRAME_PX = 40
const BETWEEN_MS = 250
const FLOOR_LINES = 2_000

/** A page with as many plain lines and nothing else: what this browser draws at best on this machine. */
export async function scrollFloor(page: Page, cdp: CDPSession): Promise<Frames> {
  const lines = Array.from({ length: FLOOR_LINES }, (_, nth) => `<li>Line ${nth}</li>`).join('')
  await page.goto('about:blank')
  await page.setContent(
    `<meta name="viewport" content="width=device-width"><style>li{height:96px}</style><ol>${lines}</ol>`,
  )
  await page.waitForTimeout(1_000)
  return scrolled(page, cdp)
}

export async function scrollEntries(page: Page, cdp: CDPSession, origin: string) {
  await page.goto(`${origin}/events/${EVENT}/entries`)
  await page.getByText('The whole team’s').tap()
  await page.locator('main [role=listitem]').nth(5).waitFor({ state: 'attached' })
  await page.waitForTimeout(3_000)
  return scrolled(page, cdp)
}

export async function scrollLog(page: Page, cdp: CDPSession, origin: string) {
  await page.goto(`${origin}/actions/${ACTION}`)
  await page.locator('main [role=listitem]').nth(5).waitFor({ state: 'attached' })
  await page.waitForTimeout(4_000)
  return scrolled(page, cdp)
}

async function scrolled(page: Page, cdp: CDPSession): Promise<Frames> {
  await page.evaluate(() => {
    window.benchFrames = window.fieldBench.recordFrames()
  })
  for (let nth = 0; nth < STROKES; nth++) {
    await stroke(cdp)
    await page.waitForTimeout(BETWEEN_MS)
  }
  return page.evaluate(() => window.benchFrames())
}

async function stroke(cdp: CDPSession) {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...ys: number[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: ys.map((y) => ({ x: 200, y })) })
  const from = 760
  await touch('touchStart', from)
  for (let px = FRAME_PX; px <= STROKE_PX; px += FRAME_PX) {
    await touch('touchMove', from - px)
    await new Promise((resolve) => setTimeout(resolve, 1000 / 60))
  }
  await touch('touchEnd')
}
