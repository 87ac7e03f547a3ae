import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { chromium } from '@playwright/test'
import type { CDPSession, Page } from '@playwright/test'
import { median } from '../run/stats.ts'
import { MEMBER, PARTNERSHIP, planRows } from './data.ts'
import type { Timed } from './page.ts'
import { openSite } from './site.ts'

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]
const OPEN_MS = 300
const FILTER_MS = 100
const LONG_TASK_MS = 50

interface Measured {
  work: string
  median: number
  worst: number
  longest: number
  most: number | null
}

const rowsShown = `document.querySelectorAll('main section li a').length > 15`
const click = (selector: string) => `document.querySelector(${JSON.stringify(selector)}).click()`
const choose = (label: string, value: string) => `(() => {
  const select = [...document.querySelectorAll('search label')]
    .find((it) => it.textContent === '${label}').nextElementSibling
  select.value = '${value}'
  select.dispatchEvent(new Event('change', { bubbles: true }))
})()`
const type = (words: string) => `(() => {
  const field = document.querySelector('search input')
  field.value = ${JSON.stringify(words)}
  field.dispatchEvent(new Event('input', { bubbles: true }))
})()`
const found = `document.querySelector('p.found').textContent !== ''`
const all = `document.querySelector('p.found').textContent === ''`

/** Each is what a person does, and what then has to be on the screen. */
const filters: [work: string, act: string, shows: string][] = [
  ['filter by how it stands', choose('How it stands', 'off-track'), found],
  ['and back to all', choose('How it stands', ''), all],
  ['search, first letters', type('al'), found],
  ['search, more letters', type('alley'), found],
  ['search, and back to all', type(''), all],
]

/** Prints what it measured; `--json` prints it once more on one line. Answers whether all was in time. */
export async function main(args: string[], executablePath: string): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      speed: { type: 'string', default: '4' },
      json: { type: 'boolean', default: false },
    },
  })
  const [rounds, speed] = [Number(values.rounds), Number(values.speed)]
  const site = await openSite(planRows(new Date()))
  const browser = await chromium.launch({ executablePath, args: flags })
  const content = await script()
  const times = new Map<string, Timed[]>()
  const note: Note = (work, it) => times.set(work, [...(times.get(work) ?? []), it])
  const yardsticks: number[] = []
  for (const [name, viewport] of Object.entries(screens)) {
    const context = await browser.newContext({ viewport })
    await context.addInitScript({ content })
    const page = await context.newPage()
    await signIn(page, site.origin)
    const cdp = await context.newCDPSession(page)
    for (let round = 0; round < rounds; round++) {
      await throttle(cdp, 1)
      yardsticks.push(await page.evaluate(() => window.planBench.yardstick()))
      await throttle(cdp, speed)
      await oneRound(page, site.origin, (work, it) => note(`${work}, ${name}`, it))
    }
    await context.close()
  }
  await browser.close()
  site.close()
  const measured = [...times].map(([work, list]): Measured => {
    const ms = list.map((it) => it.ms)
    const longest = Math.max(...list.map((it) => it.longest))
    return { work, median: median(ms), worst: Math.max(...ms), longest, most: mostOf(work) }
  })
  return print(measured, median(yardsticks), { rounds, speed, json: values.json })
}

const screens = { phone: { width: 412, height: 915 }, desk: { width: 1280, height: 900 } }
const mostOf = (work: string) =>
  work.startsWith('open,') ? OPEN_MS : /^(filter|search|and)/.test(work) ? FILTER_MS : null

async function signIn(page: Page, origin: string) {
  await page.goto(`${origin}/reset.css`)
  await page.evaluate((me) => localStorage.setItem('patchwork.me', JSON.stringify(me)), {
    partnershipId: PARTNERSHIP,
    memberId: MEMBER,
  })
  await page.goto(`${origin}/plan`)
  // While a first sync goes on there are none yet; the list must fill nevertheless.
  await page.locator('main section li a').nth(499).waitFor({ state: 'attached', timeout: 60_000 })
  await page.waitForTimeout(3_000)
}

type Note = (work: string, it: Timed) => void

async function oneRound(page: Page, origin: string, note: Note) {
  await page.goto(`${origin}/plan`)
  await page.waitForSelector('main section li a')
  const cold = await page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  )
  note('cold page', { ms: cold, longest: 0 })
  // A place away from the plan, from which it is opened as a person opens it.
  await page.evaluate(click('a[href="/more"]'))
  await page.waitForURL('**/more')
  await page.waitForTimeout(1_500)
  note('open', await timed(page, click('a[href="/plan"]'), rowsShown))
  await page.locator('main section li a').nth(499).waitFor({ state: 'attached' })
  await page.waitForTimeout(1_000)
  for (const [work, act, shows] of filters) {
    note(work, await timed(page, act, shows))
    // The words reach the address after a pause, which is no part of what somebody waits for.
    await page.waitForTimeout(900)
  }
  note('scroll', await page.evaluate(() => window.planBench.scrolled()))
}

const throttle = (cdp: CDPSession, rate: number) =>
  cdp.send('Emulation.setCPUThrottlingRate', { rate })

/** What is timed in the page, as a script that a page has from its first moment. */
async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    ...{ bundle: true, write: false, target: 'es2023', format: 'iife', logLevel: 'error' },
  })
  return outputFiles[0]?.text ?? ''
}

const timed = (page: Page, act: string, shows: string) =>
  page.evaluate<Timed>(`window.planBench.timed(() => ${act}, () => ${shows})`)

function print(
  measured: Measured[],
  stick: number,
  { rounds, speed, json }: { rounds: number; speed: number; json: boolean },
): boolean {
  console.log(`500 actions, 5,000 entries · ${speed}× slower · ${rounds} rounds`)
  console.log(`yardstick ${stick.toFixed(1)} ms (unthrottled)`)
  const isLong = ({ work, longest }: Measured) =>
    work.startsWith('scroll') && longest > LONG_TASK_MS
  for (const it of measured) {
    const most = it.most === null ? '' : `, at most ${it.most}`
    const verdict = (it.most !== null && it.median > it.most) || isLong(it) ? 'NO ' : '   '
    console.log(
      `${verdict}${it.work.padEnd(32)} ${it.median.toFixed(0).padStart(5)} ms (worst ${it.worst.toFixed(0)}${most}), longest task ${it.longest.toFixed(0)} ms`,
    )
  }
  if (json) console.log(JSON.stringify({ speed, rounds, yardstick: stick, measured }))
  return measured.every((it) => (it.most === null || it.median <= it.most) && !isLong(it))
}
