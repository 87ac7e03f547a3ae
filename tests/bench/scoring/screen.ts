import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page, Request } from '@playwright/test'
import { zipOf } from '../../fixtures/load/archives.ts'
import { signIn } from '../../e2e/people.ts'
import seedOnce from '../../e2e/seedOnce.ts'
import { Server } from '../../e2e/server.ts'
import { section, spell } from '../run/report.ts'
import type { Section } from '../run/report.ts'
import { median } from '../run/stats.ts'
import { MONTHS } from './site.ts'
import type { Site } from './site.ts'

const MOST_TASK_MS = 50
const MOST_PHONE_KB = 200
const desk = { viewport: { width: 1280, height: 900 } }

/** The real screen on the real worker: 36 months in a zip, kept, sent, and what of it reaches a warden's phone. */
export async function screen(site: Site, rounds: number): Promise<Section> {
  const made = section(`The screen, with ${MONTHS} months in a zip`, [
    'read: from choosing the files to the preview on screen, inflating included. kept: from the tap to its being safe on the device.',
    'longest task: of the page in that time, as the browser counts them; none is under 50 ms. sent, desk, phone: bytes of JSON on the wire.',
  ])
  await seedOnce()
  const zip = await zipped(site)
  const found: Load[] = []
  const none = { plain: 0, zipped: 0 }
  let phone = { before: none, after: none }
  for (let round = 0; round < rounds; round++) {
    const server = await Server.open()
    try {
      const before = await pulledBy(site, server.origin, 'Warden')
      found.push(await load(site, server.origin, zip))
      phone = { before, after: await pulledBy(site, server.origin, 'Warden') }
    } finally {
      await server.close()
    }
  }
  report(made, found, phone)
  return made
}

interface Timed {
  ms: number
  longestTaskMs: number
}
interface Bytes {
  plain: number
  zipped: number
}
interface Load {
  read: Timed
  kept: Timed
  rows: number
  sent: Bytes
  desk: Bytes
}

/** On the disk, as a person has it: what a test hands over in memory is unpacked on the page, and counts as its work. */
async function zipped({ paths }: Site): Promise<string[]> {
  const [map = '', ...csvs] = paths
  const entries = csvs.map(async (path) => {
    const name = basename(path)
    return [`${name.slice(0, 7)}/${name}`, await readFile(path)] as const
  })
  const zip = await zipOf('months.zip', Object.fromEntries(await Promise.all(entries)))
  const path = join(dirname(map), zip.name)
  await writeFile(path, new Uint8Array(await zip.arrayBuffer()))
  return [map, path]
}

/** What goes over the wire in one direction of sync. */
function weigh(context: BrowserContext, road: 'push' | 'pull') {
  const bytes: Bytes = { plain: 0, zipped: 0 }
  const waiting: Promise<unknown>[] = []
  const add = (text: string | Buffer | null) => {
    if (text === null) return
    bytes.plain += Buffer.byteLength(text)
    bytes.zipped += gzipSync(text).length
  }
  context.on('requestfinished', (request: Request) => {
    if (!request.url().endsWith(`/api/sync/${road}`)) return
    if (road === 'push') return add(request.postData())
    const body = request.response().then((it) => it?.body() ?? null)
    waiting.push(body.then(add, () => undefined))
  })
  return {
    async bytes() {
      await Promise.all(waiting)
      return bytes
    },
  }
}

/** Does something on the page, until it shows; how long that took, and how long the page was deaf at the most. */
async function timed(page: Page, work: () => Promise<unknown>, shows: string): Promise<Timed> {
  await page.evaluate(() => {
    const held = window as unknown as { tasks?: number[] }
    if (!held.tasks) {
      const tasks: number[] = (held.tasks = [])
      new PerformanceObserver((list) =>
        list.getEntries().forEach(({ duration }) => tasks.push(duration)),
      ).observe({ entryTypes: ['longtask'] })
    }
    held.tasks.length = 0
  })
  const from = performance.now()
  await work()
  await page.getByText(shows, { exact: false }).first().waitFor({ timeout: 60_000 })
  const ms = performance.now() - from
  await page.waitForTimeout(300)
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks)
  return { ms, longestTaskMs: Math.max(0, ...tasks) }
}

async function load({ browser }: Site, origin: string, files: string[]): Promise<Load> {
  const context = await browser.newContext(desk)
  const [up, down] = [weigh(context, 'push'), weigh(context, 'pull')]
  const page = await context.newPage()
  await signIn(page, origin, 'Analyst')
  await page.goto(`${origin}/assessment/load`)
  const input = page.getByLabel('Drop files here, or choose them')
  await input.waitFor()
  const read = await timed(page, () => input.setInputFiles(files), 'Nothing is kept yet.')
  const button = page.getByRole('button', { name: 'Load', exact: true })
  const kept = await timed(page, () => button.click(), 'saved on this device')
  const said = await page.getByText('saved on this device').innerText()
  await page.getByRole('link', { name: /All sent/ }).waitFor({ timeout: 60_000 })
  const it = {
    ...{ read, kept, rows: Number(/[\d,]+/.exec(said)?.[0].replace(',', '')) },
    ...{ sent: await up.bytes(), desk: await down.bytes() },
  }
  await context.close()
  return it
}

/** What a new browser of somebody pulls until it holds everything. */
async function pulledBy({ browser }: Site, origin: string, who: string): Promise<Bytes> {
  const context = await browser.newContext({ viewport: { width: 412, height: 915 } })
  const down = weigh(context, 'pull')
  const page = await context.newPage()
  await signIn(page, origin, who)
  await page.waitForTimeout(1500)
  const bytes = await down.bytes()
  await context.close()
  return bytes
}

function report(made: Section, found: Load[], phone: { before: Bytes; after: Bytes }) {
  const of = `median of ${found.length}`
  const add = (what: string, contender: string, value: number, unit: string) =>
    made.figures.push({ work: 'screen', what, contender, speed: null, unit, value, of })
  const times = (pick: (it: Load) => Timed) => ({
    ms: median(found.map((it) => pick(it).ms)),
    longest: median(found.map((it) => pick(it).longestTaskMs)),
    worst: Math.max(...found.map((it) => pick(it).longestTaskMs)),
  })
  for (const what of ['read', 'kept'] as const) {
    const { ms, longest, worst } = times((it) => it[what])
    add(what, 'patchwork', ms, 'ms')
    add(`longest task, ${what}`, 'patchwork', longest, 'ms')
    const target = `no task over ${MOST_TASK_MS} ms on the page while it is ${what}`
    const said = `${longest === 0 ? `none over ${MOST_TASK_MS} ms` : spell(longest, 'ms')}, at worst ${spell(worst, 'ms')}`
    made.verdicts.push({ work: 'screen', target, found: said, isReached: longest <= MOST_TASK_MS })
  }
  const kb = (bytes: number) => bytes / 1024
  add('rows', 'patchwork', median(found.map((it) => it.rows)), '')
  for (const what of ['plain', 'zipped'] as const) {
    add(`sent, ${what}`, 'patchwork', kb(median(found.map((it) => it.sent[what]))), 'KB')
    add(`phone before, ${what}`, 'warden', kb(phone.before[what]), 'KB')
    add(`phone after, ${what}`, 'warden', kb(phone.after[what]), 'KB')
  }
  const more = kb(phone.after.plain - phone.before.plain)
  const target = `it adds at most ${MOST_PHONE_KB} KB to what a warden’s phone pulls`
  const isReached = more <= MOST_PHONE_KB
  made.verdicts.push({ work: 'screen', target, found: spell(more, 'KB'), isReached })
}
