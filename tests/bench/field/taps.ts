import type { Page } from '@playwright/test'
import { ACTION, EVENT } from './data.ts'
import type { Tapped } from './page.ts'

const buttons = ['Contact made', 'No answer', 'Advice given', 'Door alarm given']
/** A quick hand at a door. */
const BETWEEN_MS = 450

export async function openLog(page: Page, origin: string) {
  await page.goto(`${origin}/events/${EVENT}/log`)
  await page.getByRole('button', { name: /^Contact made/ }).waitFor({ timeout: 120_000 })
  await page.locator('main label').first().tap()
  await page.waitForTimeout(3_000)
}

/** Taps on the log of an event, each another button than the one before it, so that what it says is new. */
export async function tapLog(page: Page, times: number): Promise<Tapped[]> {
  const taps: Tapped[] = []
  for (let nth = 0; nth < times; nth++) {
    const words = buttons[nth % buttons.length] ?? ''
    taps.push(await tapped(page, new RegExp(`^${words}`), `${words} · saved on this phone`))
    await page.waitForTimeout(BETWEEN_MS)
  }
  return taps
}

/** Progress recorded, from the action's page to the action's page. */
export async function saveProgress(
  page: Page,
  origin: string,
  times: number,
  action = ACTION,
): Promise<Tapped[]> {
  await page.goto(`${origin}/actions/${action}`)
  const record = page.getByRole('link', { name: 'Record progress' })
  const note = page.getByLabel('What happened?')
  const saves: Tapped[] = []
  for (let nth = 0; nth < times; nth++) {
    await record.tap()
    await note.fill(`Two more doors fitted with a chain, visit ${nth}`)
    await page.waitForTimeout(700)
    saves.push(await tapped(page, /^Save$/, 'saved on this phone'))
    await page.waitForTimeout(BETWEEN_MS)
  }
  return saves
}

async function tapped(page: Page, name: RegExp, words: string): Promise<Tapped> {
  const button = page.getByRole('button', { name })
  await page.evaluate((said) => {
    window.benchTap = window.fieldBench.untilSaid(said)
    window.benchTap.catch(() => undefined)
  }, words)
  await button.tap()
  return page.evaluate(() => window.benchTap)
}
