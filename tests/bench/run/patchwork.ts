import { speeds } from './browser.ts'
import type { Browser, Speed, Tab } from './browser.ts'
import { section, spell, valueOf } from './report.ts'
import type { Section } from './report.ts'
import { median, p95 } from './stats.ts'

const NAME = 'patchwork.works'
const ROWS = 10_000

const fill = (browser: Browser) =>
  browser.visit('works', 1, ({ page }) =>
    page.evaluate(([name, rows]) => window.bench.fill(name, rows), [NAME, ROWS] as const),
  )

const add = (made: Section, what: string, speed: Speed, value: number, of: string, stick: number) =>
  made.figures.push({
    ...{ work: made.title, contender: 'patchwork', what, speed, value, unit: 'ms', of },
    yardsticks: value / stick,
  })

/** A tap on "Save" until the entry is on the disk. */
export async function tap(browser: Browser, rounds: number): Promise<Section> {
  const [pending, taps, most] = [200, 30, 50]
  const made = section(`Tap to durable with ${pending} pending, ${ROWS} rows on the phone`, [
    'store.create() of an update until it resolves: checked, sealed, committed strictly, shown. A screen follows.',
    'disk: one strict IndexedDB put of the same entry, between taps: what remains when there is no engine.',
  ])
  for (const speed of speeds) {
    const found = { taps: [] as number[], writes: [] as number[], sticks: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      await fill(browser)
      const one = await browser.visit('works', speed, ({ page }) =>
        page.evaluate(([name, ...rest]) => window.bench.tapAndKeep(name, ...rest), [
          NAME,
          ROWS,
          pending,
          taps,
        ] as const),
      )
      found.taps.push(...one.taps)
      found.writes.push(...one.writes)
      found.sticks.push(one.yardstickMs)
      await browser.erase('packed')
    }
    const [stick, of] = [median(found.sticks), `of ${found.taps.length} taps`]
    add(made, 'p95', speed, p95(found.taps), of, stick)
    add(made, 'median', speed, median(found.taps), of, stick)
    add(made, 'disk p95', speed, p95(found.writes), of, stick)
    add(made, 'disk median', speed, median(found.writes), of, stick)
  }
  const found = valueOf(made, 'patchwork', 'p95', 4)
  const target = `p95 at 4×: at most ${most} ms`
  made.verdicts.push({ work: 'tap', target, found: spell(found, 'ms'), isReached: found <= most })
  return made
}

/** A page of changes from a colleague, until the screen shows it. */
export async function page(browser: Browser, rounds: number): Promise<Section> {
  const [changes, pages] = [100, 10]
  const made = section(
    `A pulled page of ${changes} changes to the screen, ${ROWS} rows on the phone`,
    [
      'Main-thread work: what the browser itself counts as time in tasks of the page (Performance.getMetrics, TaskDuration),',
      'from the text in hand to two frames after the list shows it, less the same of an idle wait as long.',
      'At 4× the counted time includes what the throttle holds back, so it is what a slow phone would take.',
    ],
  )
  for (const speed of speeds) {
    const found = { work: [] as number[], wall: [] as number[], sticks: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      await fill(browser)
      await browser.visit('works', speed, async (tab) => {
        await tab.cdp.send('Performance.enable')
        found.sticks.push(
          await tab.page.evaluate(([name, ...rest]) => window.bench.followPages(name, ...rest), [
            NAME,
            ROWS,
            changes,
            pages + 2,
          ] as const),
        )
        // The first ones run code that is not compiled yet; a phone that has been open has done so.
        for (let n = 0; n < 2; n++) await taskTime(tab)
        for (let n = 0; n < pages; n++) {
          const { workMs, wallMs } = await taskTime(tab)
          const nothing = await taskTime(tab, wallMs)
          found.work.push(workMs - nothing.workMs)
          found.wall.push(wallMs)
        }
      })
      await browser.erase('packed')
    }
    const [stick, of] = [median(found.sticks), `of ${found.work.length} pages`]
    add(made, 'main thread, median', speed, median(found.work), of, stick)
    add(made, 'main thread, p95', speed, p95(found.work), of, stick)
    add(made, 'until shown, median', speed, median(found.wall), of, stick)
  }
  for (const [speed, most] of [
    [1, 1000 / 60],
    [4, 100],
  ] as const) {
    const found = valueOf(made, 'patchwork', 'main thread, median', speed)
    const target = `main thread at ${speed}×: at most ${spell(most, 'ms')}`
    made.verdicts.push({
      work: 'page',
      target,
      found: spell(found, 'ms'),
      isReached: found <= most,
    })
  }
  return made
}

/** Of a page taken in, or of doing nothing for so long. */
async function taskTime({ page, cdp }: Tab, idleMs = 0) {
  const before = await busy(cdp)
  const wallMs = await page.evaluate(
    (ms) => (ms > 0 ? window.bench.idle(ms) : window.bench.takePage()),
    idleMs,
  )
  await page.waitForTimeout(150)
  return { workMs: (await busy(cdp)) - before, wallMs }
}

async function busy(cdp: Tab['cdp']): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}

/** 100,000 rows: usable soon, and never stuck. */
export async function long(browser: Browser, rounds: number): Promise<Section> {
  const [rows, soon, most] = [100_000, 1_000, 50]
  const made = section(`First sync of ${rows} rows`, [
    'Until the first page is on screen as a list of 50, and until all is kept; pages arrive each in a task of its own.',
    'Long tasks are those the browser reports (over 50 ms of the main thread without a break).',
  ])
  for (const speed of speeds) {
    const found: Awaited<ReturnType<typeof window.bench.longSync>>[] = []
    for (let round = 0; round < rounds; round++) {
      found.push(
        await browser.visit('works', speed, ({ page }) =>
          page.evaluate(([name, count]) => window.bench.longSync(name, count, 'outreach'), [
            NAME,
            rows,
          ] as const),
        ),
      )
      await browser.erase('packed')
    }
    const stick = median(found.map((it) => it.yardstickMs))
    const tasks = found.map(({ longTasks }) => longTasks)
    const of = `median of ${found.length}`
    add(made, 'first page shown', speed, median(found.map((it) => it.firstPageMs)), of, stick)
    add(made, 'all kept', speed, median(found.map((it) => it.allMs)), of, stick)
    const longest = median(tasks.map((it) => Math.max(0, ...it)))
    add(made, 'longest task over 50 ms', speed, longest, of, stick)
    made.figures.push({
      ...{ work: 'long', contender: 'patchwork', what: 'tasks over 50 ms', speed, unit: '', of },
      value: median(tasks.map((it) => it.length)),
    })
  }
  const first = valueOf(made, 'patchwork', 'first page shown', 1)
  const longest = valueOf(made, 'patchwork', 'longest task over 50 ms', 1)
  made.verdicts.push(
    {
      ...{ work: 'long', target: `first page usable within ${soon} ms at 1×` },
      ...{ found: spell(first, 'ms'), isReached: first <= soon },
    },
    {
      ...{ work: 'long', target: `no task over ${most} ms at 1×` },
      ...{ found: longest > 0 ? spell(longest, 'ms') : 'none', isReached: longest <= most },
    },
  )
  return made
}
