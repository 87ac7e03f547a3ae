import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { print } from '../run/report.ts'
import type { Section } from '../run/report.ts'
import { alike } from './alike.ts'
import { matrices } from './matrices.ts'
import { months } from './months.ts'
import { screen } from './screen.ts'
import { openSite } from './site.ts'
import type { Site } from './site.ts'

/** What can be asked for by name, in the order in which it is run. */
type Work = (ask: { site: Site; rounds: number }) => Promise<Section>
const works: Record<string, Work> = {
  matrices: ({ site, rounds }) => onPage(site, (page) => matrices(page, rounds)),
  months: ({ site, rounds }) => months(site, rounds),
  screen: ({ site, rounds }) => screen(site, Math.min(rounds, 3)),
  alike: ({ site }) => onPage(site, alike),
}

async function onPage(
  site: Site,
  work: (page: Awaited<ReturnType<Site['open']>>) => Promise<Section>,
) {
  const page = await site.open()
  try {
    return await work(page)
  } finally {
    await page.context().close()
  }
}

/** Runs what was asked for, prints it as it comes, and with `--json` all of it once more on the last line. */
export async function main(args: string[], executablePath: string): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: Object.keys(works).join() },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  })
  const only = values.only.split(',')
  const unknown = only.find((name) => !Object.hasOwn(works, name))
  if (unknown)
    throw new Error(`There is no work called ${unknown}: ${Object.keys(works).join(', ')}.`)
  const rounds = Number(values.rounds)
  const site = await openSite(executablePath)
  const place = {
    ...{ browser: site.browser.version(), node: process.version, processors: cpus().length },
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
      const made = await (works[name] as Work)({ site, rounds })
      sections[name] = { ...made, load: loadavg()[0] ?? 0 }
      console.log(print(made))
    }
  } finally {
    await site.close()
  }
  const verdicts = Object.values(sections).flatMap((it) => it.verdicts)
  const missed = verdicts.filter(({ isReached }) => !isReached)
  console.log(`\n${verdicts.length - missed.length} reached, ${missed.length} not reached`)
  for (const { work, target, found } of missed) console.log(`  ✗ ${work}: ${target}   →   ${found}`)
  if (values.json) console.log(JSON.stringify({ ...place, sections, missed }))
  return missed.length === 0
}
