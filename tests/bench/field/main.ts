import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { chromium } from '@playwright/test'
import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { median } from '../run/stats.ts'
import { MEMBER, PARTNERSHIP } from '../plan/data.ts'
import type { Timed } from '../plan/page.ts'
import { openSite } from '../plan/site.ts'
import { fieldRows, hashOf, scopeOf } from './data.ts'
import { drawn } from './draw.ts'
import { Office } from './office.ts'
import type { Frames, Tapped } from './page.ts'
import { takePhoto } from './photo.ts'
import { print, sayFrames, sayPhotos, sayTaps } from './report.ts'
import { scrollEntries, scrollFloor, scrollLog } from './scroll.ts'
import { openLog, saveProgress, tapLog, Thumb } from './taps.ts'

const flags = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run'],
  '--disable-background-networking',
]
const works = ['taps', 'saves', 'photo', 'scroll']

/** Prints what it measured; `--json` prints it once more on one line. Answers whether all was in time. */
export async function main(args: string[], executablePath: string): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '3' },
      speed: { type: 'string', default: '4' },
      taps: { type: 'string', default: '40' },
      photos: { type: 'string', default: '300' },
      only: { type: 'string', default: works.join() },
      json: { type: 'boolean', default: false },
    },
  })
  const [rounds, speed, taps] = [Number(values.rounds), Number(values.speed), Number(values.taps)]
  const only = new Set(values.only.split(','))
  const browser = await chromium.launch({ executablePath, args: flags })
  const viewport = { width: 412, height: 915 }
  const context = await browser.newContext({ viewport, hasTouch: true, isMobile: true })
  await context.addInitScript({ content: await script() })
  const { origin, camera, close } = await openOffice(context, Number(values.photos))
  const page = await context.newPage()
  await signIn(page, origin)
  const cdp = await context.newCDPSession(page)
  const thumb = new Thumb(page, cdp)
  const sticks: number[] = []
  const tapped: Record<string, Tapped[]> = {}
  const photos: Record<string, Timed[]> = {}
  const frames: Record<string, Frames[]> = {}
  const add = <T>(to: Record<string, T[]>, work: string, ...more: T[]) =>
    (to[work] = [...(to[work] ?? []), ...more])
  for (let round = 0; round < rounds; round++) {
    await throttle(cdp, 1)
    sticks.push(await page.evaluate(() => window.planBench.yardstick()))
    // The browser slows the page and not its workers: so what they took is also given as if it did.
    if (only.has('photo')) add(photos, `${MP} unthrottled`, await takePhoto(page, origin, camera))
    await throttle(cdp, speed)
    if (only.has('photo')) add(photos, MP, await takePhoto(page, origin, camera))
    if (only.has('taps')) {
      await openLog(page, origin)
      add(tapped, 'outreach tap, with signal', ...(await tapLog(thumb, taps)))
      await context.setOffline(true)
      add(tapped, 'outreach tap, no signal', ...(await tapLog(thumb, taps)))
      await context.setOffline(false)
      await allSent(page)
    }
    if (only.has('saves')) {
      const few = Math.ceil(taps / 2)
      add(tapped, 'record progress', ...(await saveProgress(thumb, origin, few, 'action-1')))
      add(tapped, 'record progress, log of 2,000', ...(await saveProgress(thumb, origin, few)))
    }
    if (only.has('scroll')) {
      add(frames, FLOOR, await scrollFloor(page, cdp))
      add(frames, 'entries of an event', await scrollEntries(page, cdp, origin))
      const visit =
        round === 0 ? 'log of an action, photos fetched' : 'log of an action, photos here'
      add(frames, visit, await scrollLog(page, cdp, origin))
    }
  }
  const room = await sayRoom(page, origin)
  await browser.close()
  close()
  const lines = [
    ...Object.entries(tapped).flatMap(([work, list]) => sayTaps(work, list)),
    ...Object.entries(photos).map(([work, list]) => sayPhotos(work, list, work === MP)),
    ...Object.entries(frames).map(([work, list]) => sayFrames(work, list, frames[FLOOR] ?? [])),
  ]
  const yardstick = median(sticks)
  console.log(`${speed}× slower · ${rounds} rounds · yardstick ${yardstick.toFixed(1)} ms`)
  print(lines)
  const plain = lines.find(({ work }) => work.endsWith('unthrottled'))
  if (plain) {
    const asIf = (plain.median * speed).toFixed(0)
    console.log(
      `   a photo of ${(camera.length / 1e6).toFixed(1)} MB; were workers ${speed}× slower too, ${asIf} ms at most`,
    )
  }
  for (const words of room) console.log(`   on /sync: ${words}`)
  if (values.json) console.log(JSON.stringify({ speed, rounds, yardstick, room, lines }))
  return lines.every(({ isMet }) => isMet !== false)
}

const MP = '12 MP ready'
const FLOOR = 'plain page'
const allSent = (page: Page) =>
  page.getByRole('link', { name: /^All sent/ }).waitFor({ timeout: 60_000 })

async function openOffice(context: BrowserContext, count: number) {
  const page = await context.newPage()
  const pictures: Buffer[] = []
  for (let nth = 0; nth < count; nth++) pictures.push(await drawn(page, 1600, 1200, nth))
  const camera = await drawn(page, 4000, 3000, 99)
  await page.close()
  const byHash = new Map(pictures.map((bytes) => [hashOf(bytes), bytes]))
  const rows = fieldRows(new Date(), pictures)
  const office = new Office(rows, scopeOf)
  const site = await openSite(rows, (hash) => byHash.get(hash), office.answer)
  return { ...site, camera }
}

async function signIn(page: Page, origin: string) {
  await page.goto(`${origin}/reset.css`)
  await page.evaluate((me) => localStorage.setItem('patchwork.me', JSON.stringify(me)), {
    partnershipId: PARTNERSHIP,
    memberId: MEMBER,
  })
  await page.goto(`${origin}/patch`)
  await allSent(page)
  await page.waitForTimeout(3_000)
}

/** What the person is told of the room that is left. */
async function sayRoom(page: Page, origin: string): Promise<string[]> {
  await page.goto(`${origin}/sync`)
  await page.waitForTimeout(2_000)
  const texts = page.getByText(/Photos take up|used, .* free/)
  return (await texts.allTextContents()).map((text) => text.trim())
}

const throttle = (cdp: CDPSession, rate: number) =>
  cdp.send('Emulation.setCPUThrottlingRate', { rate })

async function script(): Promise<string> {
  const both = await Promise.all(
    ['../plan/page.ts', 'page.ts'].map((file) =>
      build({
        entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
        ...{ bundle: true, write: false, target: 'es2023', format: 'iife', logLevel: 'error' },
      }),
    ),
  )
  return both.map(({ outputFiles }) => outputFiles[0]?.text ?? '').join('\n')
}
