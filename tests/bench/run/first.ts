import { Dice } from '../data/dice.ts'
import { speeds } from './browser.ts'
import type { Browser } from './browser.ts'
import { section, spell, valueOf } from './report.ts'
import type { Section } from './report.ts'
import type { Name } from './site.ts'
import { median } from './stats.ts'

const ROWS = 10_000

/**
 * A first sync of 10,000 rows. In every round each contender has its turn at both speeds, in an order that changes from round to
 * round, so that whatever drifts (heat, a busy disk) hits all alike.
 */
export async function firstSync(browser: Browser, names: readonly Name[], rounds: number) {
  const made = section(`First sync of ${ROWS} rows`, [
    'From text in hand (parsing included) in an empty, open database to the newest 50 of one kind in the document',
    '(listed), two frames later (shown), and until all of it is kept (durable).',
    'Patchwork seals what it keeps and waits for the disk (strict) before it shows it; packed+sealed does both too.',
    'The others write as they do by default, which in Chromium does not wait for the disk.',
  ])
  const found = new Map<
    string,
    { listedMs: number; shownMs: number; durableMs: number; yardstickMs: number }[]
  >()
  const dice = new Dice(rounds)
  for (let round = 0; round < rounds; round++) {
    const turns = speeds.flatMap((speed) => names.map((name) => ({ name, speed })))
    for (const { name, speed } of dice.shuffle(turns)) {
      try {
        const one = await browser.visit(name, speed, ({ page }) =>
          page.evaluate(([database, count]) => window.bench.first(database, count), [
            `patchwork.${name}.${round}`,
            ROWS,
          ] as const),
        )
        found.set(`${name} ${speed}`, [...(found.get(`${name} ${speed}`) ?? []), one])
      } catch (error) {
        if (!made.notRun.some(({ contender }) => contender === name)) {
          made.notRun.push({ contender: name, why: String(error).split('\n')[0] ?? '' })
        }
      }
      await browser.erase('packed')
    }
  }
  for (const [key, what] of [
    ['shownMs', 'shown'],
    ['listedMs', 'listed'],
    ['durableMs', 'durable'],
  ] as const) {
    for (const contender of names) {
      for (const speed of speeds) {
        const all = found.get(`${contender} ${speed}`) ?? []
        if (all.length === 0) continue
        made.figures.push({
          ...{ work: 'first', contender, what, speed, unit: 'ms', of: `median of ${all.length}` },
          value: median(all.map((it) => it[key])),
          yardsticks: median(all.map((it) => it[key] / it.yardstickMs)),
        })
      }
    }
  }
  judge(made)
  return made
}

/** Two frames are the same for all, and would flatter whoever is slower: the floor is held against `listed` too. */
function judge(made: Section) {
  for (const speed of speeds) {
    const own = (what: string) => valueOf(made, 'patchwork', what, speed)
    const say = (what: string, name: Name) => {
      const other = valueOf(made, name, what, speed)
      return `${spell(own(what), 'ms')} against ${spell(other, 'ms')}: ${spell(own(what) / other, '×')}`
    }
    const add = (what: string, most: number, name: Name, target: string) =>
      made.verdicts.push({
        ...{ work: 'first', target: `${what} at ${speed}×: ${target}`, found: say(what, name) },
        isReached: own(what) <= most * valueOf(made, name, what, speed),
      })
    if (made.figures.some(({ contender }) => contender === 'replicache')) {
      add('shown', 1, 'replicache', 'ahead of Replicache')
    }
    if (made.figures.some(({ contender }) => contender === 'dexie')) {
      add('shown', 1 / 4, 'dexie', 'at most a quarter of Dexie bulkPut')
    }
    add('shown', 3, 'packed', 'at most 3 × the packed floor')
    add('listed', 3, 'packed', 'at most 3 × the packed floor')
  }
}
