import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { chromium } from '@playwright/test'
import type { CDPSession, Page } from '@playwright/test'
import { addressOf, narrowings, plainQuestion } from '../../../shared/figures/question.ts'
import { openSite } from '../plan/site.ts'
import { median } from '../run/stats.ts'
import { filtersOf } from './asks.ts'
import { MEMBER, PARTNERSHIP, PLAN, dashboardRows } from './data.ts'
import { Office } from './office.ts'
import type { Settled } from './page.ts'
import { lookInPrecache } from './precached.ts'
import { lineOf, print } from './report.ts'
import type { Work } from './report.ts'

const flags = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run'],
  '--disable-background-networking',
]
const OPEN_MS = 300
const FILTER_MS = 100
const PAGE_MS = 100
/** What stands on the overview once there are figures, however it is drawn: a way to a priority. */
const FIGURES = 'main a[href*="priority-"]'
/** The same page of an address that asks for nothing that there is: all but figures. */
const NONE = '/overview?nothing=asked'
const FRAME = 'main nav[aria-label="Dashboards"]'
/** So long the app has stood open when somebody opens the overview. */
const WARM_MS = 4_000

/** Prints what it measured; `--json` prints it once more on one line. Answers whether all was in time. */
export async function main(args: string[], executablePath: string): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      speed: { type: 'string', default: '4' },
      pages: { type: 'string', default: '4' },
      json: { type: 'boolean', default: false },
    },
  })
  const [rounds, speed] = [Number(values.rounds), Number(values.speed)]
  const today = new Date().toISOString().slice(0, 10)
  const rows = dashboardRows(today)
  const office = new Office(rows, today)
  const site = await openSite(rows, undefined, office.answer)
  const browser = await chromium.launch({ executablePath, args: flags })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addInitScript({ content: await script() })
  const page = await context.newPage()
  await signIn(page, site.origin)
  const cdp = await context.newCDPSession(page)
  const times = new Map<string, Settled[]>()
  const note: Note = (work, ...its) => times.set(work, [...(times.get(work) ?? []), ...its])
  const sticks: number[] = []
  for (let round = 0; round < rounds; round++) {
    await throttle(cdp, 1)
    sticks.push(await page.evaluate(() => window.dashBench.yardstick()))
    await throttle(cdp, speed)
    await alone(page, site.origin, today, round, note)
    await oneRound({ page, origin: site.origin, office, note, today, pages: Number(values.pages) })
  }
  await browser.close()
  site.close()
  const stick = median(sticks)
  const lines = works.map(([work, most, isSmooth]) =>
    lineOf({ work, most, isSmooth, runs: times.get(work) ?? [] } satisfies Work, stick),
  )
  console.log(`${rows.length} rows · ${speed}× slower · ${rounds} rounds`)
  console.log(`yardstick ${stick.toFixed(1)} ms (unthrottled)`)
  print(lines)
  const kept = lookInPrecache()
  const isLight = kept.ofDesk.length + kept.unseen.length === 0
  console.log(
    `${isLight ? 'ok' : 'NO'} what a phone keeps: ${kept.files} files, ${kept.kilobytes.toFixed(0)} KB of scripts, none of them the desk's`,
  )
  for (const words of [...kept.ofDesk, ...kept.unseen.map((it) => `"${it}" stands nowhere`)])
    console.log(`      ${words}`)
  if (values.json) console.log(JSON.stringify({ speed, rounds, yardstick: stick, lines, kept }))
  return isLight && lines.every(({ isMet }) => isMet !== false)
}

const OPEN = 'first figures, from a warm start'
const AGAIN = 'figures again'
const HASTY = 'first figures, the app has just opened'
const FILTER = 'filter'
const PULLED = 'a page of 100 changes'
/** Each with its floor: the same without any figures, or the figures without a screen. */
const works: readonly [work: string, most: number | null, isSmooth: boolean][] = [
  [OPEN, OPEN_MS, false],
  [`${OPEN}: floor, the page without figures`, null, false],
  [`${OPEN}: the figures alone`, null, false],
  [AGAIN, OPEN_MS, false],
  [HASTY, null, false],
  ['cold page load', null, false],
  [FILTER, FILTER_MS, false],
  [`${FILTER}: floor, what changes nothing`, null, false],
  [`${FILTER}: the figures alone`, null, false],
  [PULLED, PAGE_MS, true],
  [`${PULLED}: floor, the page without figures`, null, false],
  [`${PULLED}: the figures alone`, null, false],
]

type Note = (work: string, ...its: Settled[]) => void
interface Round {
  page: Page
  origin: string
  office: Office
  note: Note
  today: string
  pages: number
}

const opened = (page: Page, href: string, selector = FIGURES) =>
  page.evaluate(([to, what]) => window.dashBench.opened(to, what), [href, selector] as const)

async function oneRound({ page, origin, office, note, today, pages }: Round) {
  await page.goto(`${origin}/overview`)
  await page.waitForSelector(FIGURES)
  const cold = await page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  )
  note('cold page load', { ms: cold, wholeMs: cold, longest: 0, changes: 1 })
  // The rows are on the device and in memory. Whoever is quicker than the desk waits for the figures.
  await atDesk(page, origin, 0)
  note(HASTY, await opened(page, '/overview'))
  await atDesk(page, origin, WARM_MS)
  note(`${OPEN}: floor, the page without figures`, await opened(page, NONE, FRAME))
  await atDesk(page, origin, WARM_MS)
  note(OPEN, await opened(page, '/overview'))
  await opened(page, '/more', 'main')
  note(AGAIN, await opened(page, '/overview'))
  await filtered(page, note, today)
  await opened(page, '/overview')
  for (let n = 0; n < pages; n++) note(PULLED, await pulled(page, office, true))
  await opened(page, NONE, FRAME)
  await page.waitForTimeout(1_000)
  for (let n = 0; n < pages; n++)
    note(`${PULLED}: floor, the page without figures`, await pulled(page, office, false))
}

/** The app opens elsewhere, and stands for a while. */
async function atDesk(page: Page, origin: string, ms: number) {
  await page.goto(`${origin}/more`)
  await page.waitForSelector('main')
  await page.waitForTimeout(ms)
}

/** Each field of the filters is chosen in, one by one, and then empty again. */
async function filtered(page: Page, note: Note, today: string) {
  let question = plainQuestion(today)
  const choose = (key: keyof typeof labels, value: string) => {
    question = { ...question, [key]: value || undefined }
    const address = addressOf(question, today)
    return page.evaluate(([label, what, href]) => window.dashBench.chosen(label, what, href), [
      labels[key],
      value,
      `/overview${address && `?${address}`}`,
    ] as const)
  }
  // There is one plan, and it is shown already.
  note(`${FILTER}: floor, what changes nothing`, await choose('planId', PLAN))
  for (const wanted of filtersOf(question)) {
    const keys = narrowings.filter((key) => key !== 'planId' && wanted[key])
    for (const key of keys) note(FILTER, await choose(key, wanted[key] ?? ''))
    for (const key of keys) note(FILTER, await choose(key, ''))
  }
}
const labels = {
  ...{ planId: 'Plan', priorityId: 'Priority', fourP: '4P', agencyId: 'Agency' },
  ...{ wardId: 'Ward', groupId: 'Group' },
}

let told = 0
/** Over when the name of a priority that stands among figures is read; or that of a group, which stands above them. */
function pulled(page: Page, office: Office, isOfFigures: boolean) {
  const [priority, group] = [`Priority as of page ${++told}`, `Group as of page ${told}`]
  office.tell(priority, group)
  return page.evaluate((what) => window.dashBench.pulled(what), isOfFigures ? priority : group)
}

async function alone(page: Page, origin: string, today: string, round: number, note: Note) {
  await page.goto(`${origin}/reset.css`)
  const took = await page.evaluate(([day, nth]) => window.dashBench.alone(day, nth), [
    today,
    round + 1,
  ] as const)
  const of = (ms: number): Settled => ({ ms, wholeMs: ms, longest: 0, changes: 1 })
  note(`${OPEN}: the figures alone`, of(took.nothing))
  note(`${FILTER}: the figures alone`, ...took.filters.map(of))
  note(`${PULLED}: the figures alone`, of(took.page))
}

async function signIn(page: Page, origin: string) {
  await page.goto(`${origin}/reset.css`)
  await page.evaluate((me) => localStorage.setItem('patchwork.me', JSON.stringify(me)), {
    partnershipId: PARTNERSHIP,
    memberId: MEMBER,
  })
  await page.goto(`${origin}/overview`)
  // The first sync is over when nothing is fetched any more.
  await page.getByRole('link', { name: /^All sent/ }).waitFor({ timeout: 120_000 })
  await page.waitForTimeout(3_000)
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
