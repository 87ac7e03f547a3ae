import type { CDPSession, Page } from '@playwright/test'
import { ACTION, EVENT } from './data.ts'
import type { Frames } from './page.ts'

/** As far and as fast as a thumb that looks for something. */
const STROKES = 6
const STROKE_PX = 4_000
const PX_A_SECOND = 2_400
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
  await page.locator('main ul li').nth(5).waitFor({ state: 'attached' })
  await page.waitForTimeout(3_000)
  return scrolled(page, cdp)
}

export async function scrollLog(page: Page, cdp: CDPSession, origin: string) {
  await page.goto(`${origin}/actions/${ACTION}`)
  await page.locator('main ol li').nth(5).waitFor({ state: 'attached' })
  await page.waitForTimeout(4_000)
  return scrolled(page, cdp)
}

async function scrolled(page: Page, cdp: CDPSession): Promise<Frames> {
  await page.evaluate(() => {
    window.benchFrames = window.fieldBench.recordFrames()
  })
  for (let nth = 0; nth < STROKES; nth++) {
    await cdp.send('Input.synthesizeScrollGesture', {
      ...{ x: 200, y: 600, yDistance: -STROKE_PX, speed: PX_A_SECOND },
      ...{ gestureSourceType: 'touch', preventFling: true },
    })
  }
  return page.evaluate(() => window.benchFrames())
}
