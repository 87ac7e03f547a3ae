import type { Page } from '@playwright/test'
import { section, spell } from '../run/report.ts'
import type { Section } from '../run/report.ts'
import { median } from '../run/stats.ts'
import type { Round } from './timed.ts'

const MOST_SENSITIVITY_MS = 30
const MOST_TEMPORAL_MS = 1000

/** The two pieces of arithmetic that a person waits for. */
export async function matrices(page: Page, rounds: number): Promise<Section> {
  const made = section('Matrices, on the page', [
    'sensitivity: 19 types × 9 variables, 2,000 draws of weights. Its floor: as many weighted sums, with weights in hand, and their order.',
    'temporal: exact tests of 310 partnerships × 20 types × 12 months. Its floor: each month over its average, which tests nothing.',
  ])
  const times = rounds * 3
  const judge = (what: string, found: Round[], most: number) => {
    const ms = median(found.map((it) => it.ms))
    const of = `median of ${found.length}`
    const figure = { work: 'matrices', what, speed: null, unit: 'ms', of } as const
    const sticks = (of: (it: Round) => number) => median(found.map((it) => of(it) / it.yardstickMs))
    made.figures.push(
      {
        ...{ ...figure, contender: 'floor', value: median(found.map((it) => it.floorMs)) },
        yardsticks: sticks((it) => it.floorMs),
      },
      { ...figure, contender: 'patchwork', value: ms, yardsticks: sticks((it) => it.ms) },
    )
    made.verdicts.push({
      ...{ work: 'matrices', target: `${what}: at most ${most} ms`, found: spell(ms, 'ms') },
      isReached: ms <= most,
    })
  }
  const shaken = await page.evaluate((of) => window.scoring.sensitivity(of), times)
  judge('sensitivity', shaken, MOST_SENSITIVITY_MS)
  const years = await page.evaluate((of) => window.scoring.temporal(of), rounds)
  judge('temporal', years, MOST_TEMPORAL_MS)
  return made
}
