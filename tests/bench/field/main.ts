import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { chromium } from '@playwright/test'
import type { CDPSession, Page } from '@playwright/test'
import { median } from '../run/stats.ts'
import { MEMBER, PARTNERSHIP } from '../plan/data.ts'
import type { Timed } from '../plan/page.ts'
import { openSite } from '../plan/site.ts'
import { ACTION, fieldRows, hashOf } from './data.ts'
import { drawn } from './draw.ts'

const flags = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run'],
  '--disable-background-networking',
]
const READY_MS = 1_500
const SAVED_MS = 50
const LONG_TASK_MS = 50
const PHOTOS = 300

interface Measured {
  work: string
  median: number
  worst: number
  longest: number
  most: number | null
}

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
  const browser = await chromium.launch({ executablePath, args: flags })
  const viewport = { width: 412, height: 915 }
  const context = await browser.newContext({ viewport, hasTouch: true, isMobile: true })
  await context.addInitScript({ content: await script() })
  const page = await context.newPage()
  const pictures: Buffer[] = []
  for (let nth = 0; nth < PHOTOS; nth++) pictures.push(await drawn(page, 1600, 1200, nth))
  const camera = await drawn(page, 4000, 3000, 99)
  const byHash = new Map(pictures.map((bytes) => [hashOf(bytes), bytes]))
  const site = await openSite(fieldRows(new Date(), pictures), (hash) => byHash.get(hash))
  const times = new Map<string, Timed[]>()
  const note = (work: string, it: Timed) => times.set(work, [...(times.get(work) ?? []), it])
  await signIn(page, site.origin)
  const cdp = await context.newCDPSession(page)
  const yardsticks: number[] = []
  for (let round = 0; round < rounds; round++) {
    await throttle(cdp, 1)
    yardsticks.push(await page.evaluate(() => window.planBench.yardstick()))
    // The browser slows the page and not its workers: what they took is also given as if it did.
    note('12 MP ready, unthrottled', await takePhoto(page, site.origin, camera))
    await throttle(cdp, speed)
    note('12 MP ready', await takePhoto(page, site.origin, camera))
    note('save with a photo', await save(page))
    note(`scroll 2,000 entries, ${PHOTOS} photos`, await scroll(page, site.origin))
  }
  const shown = await space(page, site.origin)
  await browser.close()
  site.close()
  const measured = [...times].map(([work, list]): Measured => {
    const ms = list.map((it) => it.ms)
    const longest = Math.max(...list.map((it) => it.longest))
    return { work, median: median(ms), worst: Math.max(...ms), longest, most: mostOf(work) }
  })
  const all = { rounds, speed, json: values.json, megabytes: camera.length / 1e6, shown }
  return print(measured, median(yardsticks), all)
}

const mostOf = (work: string) =>
  work === '12 MP ready' ? READY_MS : work.startsWith('save') ? SAVED_MS : null

async function signIn(page: Page, origin: string) {
  await page.goto(`${origin}/reset.css`)
  await page.evaluate((me) => localStorage.setItem('patchwork.me', JSON.stringify(me)), {
    partnershipId: PARTNERSHIP,
    memberId: MEMBER,
  })
  await page.goto(`${origin}/actions/${ACTION}`)
  await page.locator('main ol li').nth(20).waitFor({ state: 'attached', timeout: 60_000 })
  await page.waitForTimeout(5_000)
}

const click = (text: string) =>
  `[...document.querySelectorAll('button')].find((it) => it.textContent.trim() === '${text}').click()`

/** From the moment the camera hands it over until it is on the screen, kept. */
async function takePhoto(page: Page, origin: string, camera: Buffer): Promise<Timed> {
  await page.goto(`${origin}/actions/action-1/progress`)
  const leaveOut = page.getByRole('button', { name: /^Leave out/ })
  await page.getByRole('button', { name: 'Take a photo' }).waitFor()
  await page.waitForTimeout(1_500)
  while ((await leaveOut.count()) > 0) {
    await leaveOut.first().click()
    await page.waitForTimeout(300)
  }
  const name = 'window.benchFile'
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))
    Object.assign(window, { benchFile: new File([bytes], 'IMG.jpg', { type: 'image/jpeg' }) })
  }, camera.toString('base64'))
  await page.waitForTimeout(1_000)
  const act = `(() => {
    const input = document.querySelector('input[capture]')
    const files = new DataTransfer()
    files.items.add(${name})
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })()`
  return timed(page, act, `[...document.querySelectorAll('.tile img')].some((it) => it.complete)`)
}

const save = (page: Page) =>
  timed(page, click('Save'), `document.body.textContent.includes('saved on this phone')`)

async function scroll(page: Page, origin: string): Promise<Timed> {
  await page.goto(`${origin}/actions/${ACTION}`)
  await page.locator('main ol li').nth(20).waitFor({ state: 'attached' })
  await page.waitForTimeout(2_000)
  return page.evaluate(() => window.planBench.scrolled())
}

async function space(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/sync`)
  return (await page.getByText(/Photos take up/).textContent())?.trim() ?? ''
}

const throttle = (cdp: CDPSession, rate: number) =>
  cdp.send('Emulation.setCPUThrottlingRate', { rate })

async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../plan/page.ts', import.meta.url))],
    ...{ bundle: true, write: false, target: 'es2023', format: 'iife', logLevel: 'error' },
  })
  return outputFiles[0]?.text ?? ''
}

const timed = (page: Page, act: string, shows: string) =>
  page.evaluate<Timed>(`window.planBench.timed(() => ${act}, () => ${shows})`)

interface Around {
  rounds: number
  speed: number
  json: boolean
  megabytes: number
  shown: string
}

function print(measured: Measured[], stick: number, around: Around): boolean {
  const { rounds, speed, json, megabytes, shown } = around
  console.log(`a photo of 12 MP, ${megabytes.toFixed(1)} MB · ${speed}× slower · ${rounds} rounds`)
  console.log(`yardstick ${stick.toFixed(1)} ms (unthrottled)`)
  const plain = measured.find(({ work }) => work.endsWith('unthrottled'))
  const isLate = (it: Measured) =>
    (it.most !== null && it.median > it.most) ||
    (it.work === '12 MP ready' && it.longest > LONG_TASK_MS)
  for (const it of measured) {
    const most = it.most === null ? '' : `, at most ${it.most}`
    console.log(
      `${isLate(it) ? 'NO ' : '   '}${it.work.padEnd(36)} ${it.median.toFixed(0).padStart(5)} ms (worst ${it.worst.toFixed(0)}${most}), longest task ${it.longest.toFixed(0)} ms`,
    )
  }
  console.log(
    `   with its worker ${speed}× slower too, at most ${((plain?.median ?? 0) * speed).toFixed(0)} ms`,
  )
  console.log(`   ${shown}`)
  if (json) console.log(JSON.stringify({ speed, rounds, yardstick: stick, shown, measured }))
  return !measured.some(isLate)
}
