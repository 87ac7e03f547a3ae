import { Dice } from '../data/dice.ts'
import type { Cold } from '../pages/harness.ts'
import { speeds } from './browser.ts'
import type { Browser } from './browser.ts'
import { section, spell, valueOf } from './report.ts'
import type { Name } from './site.ts'
import { median } from './stats.ts'

const ROWS = 10_000
const MOST_MS = 500

/** A start of the app without signal: the page loads, opens what is kept and shows the list. */
export async function coldOpen(browser: Browser, names: readonly Name[], rounds: number) {
  const made = section(`Cold open of ${ROWS} rows`, [
    'From the start of the navigation (the page and its script come from localhost) to the newest 50 in the document',
    'and two frames later. The database was filled by an earlier page; each open is a new page.',
  ])
  const dice = new Dice(rounds)
  const found = new Map<string, Cold[]>()
  const ready: Name[] = []
  for (const name of names) {
    try {
      await browser.visit(name, 1, ({ page }) =>
        page.evaluate(([db, count]) => window.bench.fill(db, count), [
          databaseOf(name),
          ROWS,
        ] as const),
      )
      ready.push(name)
    } catch (error) {
      made.notRun.push({ contender: name, why: String(error).split('\n')[0] ?? '' })
    }
  }
  for (let round = 0; round < rounds; round++) {
    const turns = speeds.flatMap((speed) => ready.map((name) => ({ name, speed })))
    for (const { name, speed } of dice.shuffle(turns)) {
      const one = await browser.visit(name, speed, async ({ page }) => {
        await page.goto(`${page.url()}?cold=${databaseOf(name)}`)
        await page.waitForFunction(() => 'bench' in window)
        return page.evaluate(() => window.bench.opened)
      })
      if (one?.listed !== 50) throw new Error(`${name} showed ${one?.listed} rows`)
      found.set(`${name} ${speed}`, [...(found.get(`${name} ${speed}`) ?? []), one])
    }
  }
  await browser.erase('packed')
  for (const [key, what] of parts) {
    for (const contender of ready) {
      for (const speed of speeds) {
        const all = found.get(`${contender} ${speed}`) ?? []
        made.figures.push({
          ...{ work: 'cold', contender, what, speed, unit: 'ms', of: `median of ${all.length}` },
          value: median(all.map((it) => it[key])),
          yardsticks: median(all.map((it) => it[key] / it.yardstickMs)),
        })
      }
    }
  }
  const own = valueOf(made, 'patchwork', 'shown', 4)
  made.verdicts.push({
    ...{ work: 'cold', target: `list usable within ${MOST_MS} ms at 4×` },
    ...{ found: spell(own, 'ms'), isReached: own <= MOST_MS },
  })
  return made
}

const parts = [
  ['shownMs', 'shown'],
  ['scriptMs', 'script begins'],
  ['openedMs', 'store open'],
] as const
const databaseOf = (name: Name) => `patchwork.cold-${name}`
