import { readFile } from 'node:fs/promises'
import type { Browser, Page } from '@playwright/test'
import { ashford } from '../../fixtures/load/district.ts'
import { Dice } from '../data/dice.ts'
import { section, spell } from '../run/report.ts'
import type { Section } from '../run/report.ts'
import { median } from '../run/stats.ts'
import { MONTHS, ROWS } from './site.ts'
import type { Site } from './site.ts'

const ways = ['itself', 'fed', 'ours'] as const
const MOST_MONTH_MS = 400
const LEAST_SHARE = 0.6
const MOST_MB = 300
const MOST_TASK_MS = 50

/** Street files read in the browser, beside the CSV library alone in the same worker. */
export async function months(site: Site, rounds: number): Promise<Section> {
  const made = section(`Street files: ${ROWS.toLocaleString('en-GB')} rows a month into 35 wards`, [
    `one: a month, from the start of the product’s worker to the answer on the page. all: ${MONTHS} months, ${(site.bytes / 1e6).toFixed(0)} MB, inside a worker of their own.`,
    'papa itself: the CSV library streaming each file. papa fed: given the same text in slices, which is quicker. Rows are thrown away; we count them in wards and LSOAs.',
    'memory: resident memory of the renderer’s whole process, code and page too, in a tab that did nothing else.',
  ])
  const page = await openWith(site)
  await page.evaluate(([known]) => window.scoring.wait(known, 1), [ashford] as const)
  const found: Record<(typeof ways)[number] | 'one' | 'stick', number[]> = {
    ...{ itself: [], fed: [], ours: [], one: [], stick: [] },
  }
  const longest: number[] = []
  const dice = new Dice(rounds)
  for (let round = 0; round < rounds; round++) {
    for (const how of dice.shuffle([...ways])) {
      const { rows, ms, longestTaskMs } = await page.evaluate(
        ([way, known, count]) => window.scoring.read(way, known, count),
        [how, ashford, MONTHS] as const,
      )
      // The library gives a header and, of each slice, an empty row behind its last line end.
      if (Math.abs(rows / (MONTHS * ROWS) - 1) > 0.001) throw new Error(`${how} read ${rows} rows`)
      found[how].push(ms)
      if (how === 'ours') longest.push(longestTaskMs)
    }
    const one = await page.evaluate(([known]) => window.scoring.wait(known, 1), [ashford] as const)
    found.one.push(one.ms)
    longest.push(one.longestTaskMs)
    found.stick.push(await page.evaluate(() => window.scoring.yardstick()))
  }
  await page.context().close()
  const peaks = [await peakOf(site), await peakOf(site), await peakOf(site)]
  report(made, found, peaks, longest)
  return made
}

async function openWith(site: Site): Promise<Page> {
  const page = await site.open()
  await page.setInputFiles('input', site.paths)
  return page
}

/** Resident memory at rest and at the most, in MB, of a tab whose one work is to load 36 months. */
async function peakOf(site: Site) {
  const page = await openWith(site)
  const rest = await residentMb(site.browser)
  let peak = rest
  let isOn = true
  const watch = (async () => {
    while (isOn) {
      peak = Math.max(peak, await residentMb(site.browser))
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  })()
  await page.evaluate(([known, count]) => window.scoring.wait(known, count), [
    ashford,
    MONTHS,
  ] as const)
  isOn = false
  await watch
  await page.context().close()
  return { rest, peak }
}

async function residentMb(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const sizes = await Promise.all(
    renderers.map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000
    }),
  )
  return Math.max(...sizes)
}

function report(
  made: Section,
  found: Record<(typeof ways)[number] | 'one' | 'stick', number[]>,
  peaks: { rest: number; peak: number }[],
  tasks: readonly number[],
) {
  const stick = median(found.stick)
  const add = (what: string, contender: string, values: number[], unit = 'ms') =>
    made.figures.push({
      ...{ work: 'months', what, contender, speed: null, unit, value: median(values) },
      of: `median of ${values.length}`,
      ...(unit === 'ms' ? { yardsticks: median(values) / stick } : {}),
    })
  add('all', 'papa fed', found.fed)
  add('all', 'papa itself', found.itself)
  add('all', 'patchwork', found.ours)
  add('one', 'patchwork', found.one)
  add(
    'memory',
    'at rest',
    peaks.map((it) => it.rest),
    'MB',
  )
  add(
    'memory',
    'patchwork',
    peaks.map((it) => it.peak),
    'MB',
  )
  // Round by round: what else the machine does then slows both alike.
  const shareOf = (how: 'fed' | 'itself') =>
    median(found.ours.map((ms, at) => (found[how][at] as number) / ms))
  const judge = (target: string, said: string, isReached: boolean) =>
    made.verdicts.push({ work: 'months', target, found: said, isReached })
  const [one, peak] = [median(found.one), Math.max(...peaks.map((it) => it.peak))]
  judge(`a month: at most ${MOST_MONTH_MS} ms`, spell(one, 'ms'), one <= MOST_MONTH_MS)
  for (const how of ['fed', 'itself'] as const) {
    const share = shareOf(how)
    const target = `${MONTHS} months: at least ${100 * LEAST_SHARE} % of the speed of papa ${how}`
    judge(target, `${(100 * share).toFixed(0)} %`, share >= LEAST_SHARE)
  }
  judge(`memory at the most: under ${MOST_MB} MB`, spell(peak, 'MB'), peak < MOST_MB)
  // A busy machine takes the processor away in the middle of a short task: once is chance, every second time is not.
  const longest = median(tasks)
  const worst = Math.max(...tasks)
  const task =
    longest === 0
      ? `none over ${MOST_TASK_MS} ms, at worst ${spell(worst, 'ms')}`
      : spell(longest, 'ms')
  judge(`no task over ${MOST_TASK_MS} ms on the page`, task, longest <= MOST_TASK_MS)
}
