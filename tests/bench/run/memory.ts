import type { Browser, Tab } from './browser.ts'
import { section, spell, valueOf } from './report.ts'
import type { Name } from './site.ts'
import { median } from './stats.ts'

const ROWS = 10_000
const MOST_MB = 40
const MB = 2 ** 20

/** What a page holds with 10,000 rows opened and listed, over the same page with an empty database. */
export async function memory(browser: Browser, names: readonly Name[], rounds: number) {
  const made = section(`Memory for ${ROWS} rows`, [
    'A page that has opened its database and shows the list, less one whose database is empty; both after a full garbage collection.',
    'heap: JSHeapUsedSize of the page. measured: performance.measureUserAgentSpecificMemory(), which counts buffers and the document too.',
    'Those who leave their rows in IndexedDB hold next to nothing here, and read for every list.',
  ])
  for (const contender of names) {
    try {
      const [empty, full] = [`patchwork.${contender}.empty`, `patchwork.${contender}.full`]
      await browser.visit(contender, 1, ({ page }) =>
        page.evaluate(([name, rows]) => window.bench.fill(name, rows), [full, ROWS] as const),
      )
      const found: { heap: number; measured: number }[] = []
      for (let round = 0; round < rounds; round++) {
        const less = await weightOf(browser, contender, empty)
        const more = await weightOf(browser, contender, full)
        found.push({ heap: more.heap - less.heap, measured: more.measured - less.measured })
      }
      for (const what of ['heap', 'measured'] as const) {
        made.figures.push({
          ...{
            work: 'memory',
            contender,
            what,
            speed: null,
            unit: 'MB',
            of: `median of ${rounds}`,
          },
          value: median(found.map((it) => it[what])),
        })
      }
    } catch (error) {
      made.notRun.push({ contender, why: String(error).split('\n')[0] ?? '' })
    }
    await browser.erase('packed')
  }
  const found = valueOf(made, 'patchwork', 'measured', null)
  made.verdicts.push({
    ...{ work: 'memory', target: `at most ${MOST_MB} MB over the empty app` },
    ...{ found: spell(found, 'MB'), isReached: found <= MOST_MB },
  })
  made.figures.sort((a, b) => a.what.localeCompare(b.what))
  return made
}

const weightOf = (browser: Browser, name: Name, database: string) =>
  browser.visit(
    name,
    1,
    async (tab) => {
      await tab.page.evaluate(() => window.bench.opened)
      await tab.page.waitForTimeout(1_000)
      return { heap: await heapOf(tab), measured: await measured(tab) }
    },
    `?cold=${database}`,
  )

async function heapOf({ cdp }: Tab): Promise<number> {
  await cdp.send('Performance.enable')
  for (let n = 0; n < 3; n++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / MB
}

interface Measuring {
  measureUserAgentSpecificMemory(): Promise<{ bytes: number }>
}
const measured = async ({ page }: Tab): Promise<number> => {
  const bytes = await page.evaluate(async () => {
    const { bytes } = await (performance as unknown as Measuring).measureUserAgentSpecificMemory()
    return bytes
  })
  return bytes / MB
}
