import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { Browser } from './browser.ts'
import { coldOpen } from './cold.ts'
import { firstSync } from './first.ts'
import { live } from './live.ts'
import { memory } from './memory.ts'
import { noChange } from './noChange.ts'
import { long, page, tap } from './patchwork.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { print } from './report.ts'
import type { Section } from './report.ts'
import { contenders, openSite } from './site.ts'
import type { Name } from './site.ts'
import { weight } from './weight.ts'

const ENTRIES = 40

/** What can be asked for by name, in the order in which it is run. */
type Work = (ask: Ask) => Promise<Section>
interface Ask {
  browser: Browser
  executablePath: string
  names: Name[]
  rounds: number
}
const works: Record<string, Work> = {
  first: ({ browser, names, rounds }) => firstSync(browser, names, rounds),
  cold: ({ browser, names, rounds }) => coldOpen(browser, names, rounds),
  tap: ({ browser, rounds }) => tap(browser, rounds),
  page: ({ browser, rounds }) => page(browser, rounds),
  long: ({ browser, rounds }) => long(browser, Math.min(rounds, 3)),
  memory: ({ browser, names }) => memory(browser, names, 3),
  weight: () => weight(),
  push: ({ rounds }) => push(rounds * 4),
  pull: ({ rounds }) => pull(rounds * 2),
  'no-change': ({ rounds }) => noChange(rounds),
  live: ({ executablePath }) => live(executablePath, ENTRIES),
}

/** Runs what was asked for, prints it as it comes, and with `--json` all of it once more on the last line. */
export async function main(args: string[], executablePath: string): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: Object.keys(works).join() },
      against: { type: 'string', default: Object.keys(contenders).join() },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  })
  const only = values.only.split(',')
  const unknown = only.find((name) => !Object.hasOwn(works, name))
  if (unknown)
    throw new Error(`There is no work called ${unknown}: ${Object.keys(works).join(', ')}.`)
  const rounds = Number(values.rounds)
  const names = (Object.keys(contenders) as Name[])
    .filter((name) => ['packed', 'patchwork', ...values.against.split(',')].includes(name))
    // The floor first: the report sets the others against it.
    .sort((a, b) => Number(b === 'packed') - Number(a === 'packed'))
  const site = await openSite(names)
  const browser = await Browser.open(executablePath, site)
  const place = {
    ...{ browser: browser.version, node: process.version, processors: cpus().length },
    ...{ processor: cpus()[0]?.model ?? 'unknown', rounds },
  }
  console.log(
    Object.entries(place)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
  )
  const sections: Record<string, Section & { load: number }> = {}
  try {
    for (const name of only) {
      const made = await (works[name] as Work)({ browser, executablePath, names, rounds })
      sections[name] = { ...made, load: loadavg()[0] ?? 0 }
      console.log(print(made))
    }
  } finally {
    await browser.close()
    site.close()
  }
  const verdicts = Object.values(sections).flatMap((it) => it.verdicts)
  const missed = verdicts.filter(({ isReached }) => !isReached)
  console.log(`\n${verdicts.length - missed.length} reached, ${missed.length} not reached`)
  for (const { work, target, found } of missed) console.log(`  ✗ ${work}: ${target}   →   ${found}`)
  if (values.json) console.log(JSON.stringify({ ...place, sections, missed }))
  return missed.length === 0
}
