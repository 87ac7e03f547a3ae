import { expect } from '@playwright/test'
import fc from 'fast-check'
import { build } from 'vite'
import { at } from '../../.bin/tools.mjs'
import { Server } from './server.ts'
import { test } from './story.ts'

/** The scoring module as the browser gets it: one script that leaves its functions on `window`. */
async function scoringForBrowser(): Promise<string> {
  const built = await build({
    root: at('shared'),
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: at('shared/scoring/index.ts'), formats: ['iife'], name: 'scoring' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

const score = fc.option(
  fc.integer({ min: 0, max: 40 }).map((n) => n / 8),
  { nil: null },
)
const ids = ['volume', 'trend', 'cost', 'seriousness']
const matrix = fc.record({
  variables: fc.constant(ids.map((id) => ({ id, label: id }))),
  rows: fc
    .array(fc.record({ cells: fc.tuple(score, score, score, score) }), {
      minLength: 1,
      maxLength: 19,
    })
    .map((rows) =>
      rows.map(({ cells }, at) => ({
        id: `row-${at}`,
        label: `Row ${at}`,
        cells: Object.fromEntries(ids.map((id, column) => [id, { score: cells[column] ?? null }])),
      })),
    ),
  method: fc.constant({
    minScore: 0,
    maxScore: 5,
    bands: [
      { id: 'green', from: 0 },
      { id: 'yellow', from: 7.5 },
      { id: 'red', from: 14 },
    ],
  }),
})

const target = fc
  .record({
    unit: fc.constantFrom('count', 'percent', 'rate', 'currency'),
    polarity: fc.constantFrom('lower', 'higher', 'neutral'),
    base: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: null }),
    by: fc.integer({ min: -80, max: 80 }).map((n) => n / 4),
    values: fc.array(fc.option(fc.integer({ min: 0, max: 900 }), { nil: null }), {
      minLength: 1,
      maxLength: 12,
    }),
  })
  .map(({ unit, polarity, base, by, values }) => ({
    indicator: {
      unit,
      polarity,
      baseline: base === null ? null : { value: base, from: '2020-04-01', to: '2021-03-31' },
      rule: { kind: 'change-percent', by },
      period: { from: '2021-04-01', to: '2022-03-31' },
    },
    observations: values.map((value, month) => {
      const start = new Date(Date.UTC(2021, 3 + month, 1))
      const end = new Date(Date.UTC(2021, 4 + month, 0))
      const on = (date: Date) => date.toISOString().slice(0, 10)
      return {
        from: on(start),
        to: on(end),
        value,
        ...(value === null ? { missing: 'unavailable' } : {}),
      }
    }),
    asAt: '2022-02-15',
  }))

test('the phone and the worker answer the same bytes, over random matrices and targets', async ({
  page,
  request,
}) => {
  const server = await Server.open()
  const partnershipId = 'ashford'
  await request.post(`${server.origin}/api/demo/sign-in`, {
    data: { partnershipId, memberId: 'member-analyst' },
  })
  await page.goto(`${server.origin}/reset`)
  const code = await scoringForBrowser()
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed}`)

  const compare = async (path: string, name: string, inputs: unknown[]) => {
    const here = (await page.evaluate(
      `${code};(${JSON.stringify(inputs)}).map((input) => JSON.stringify(scoring.${name}(input)))`,
    )) as string[]
    let answered = 0
    for (const [at, input] of inputs.entries()) {
      const response = await request.post(`${server.origin}/api/scoring/${path}`, {
        data: input as object,
      })
      expect(response.status(), JSON.stringify(input)).toBe(200)
      expect(await response.text()).toBe(here[at])
      answered++
    }
    expect(answered).toBe(inputs.length)
  }
  await compare('priority-matrix', 'scorePriorityMatrix', fc.sample(matrix, { numRuns: 150, seed }))
  await compare('target', 'evaluateTarget', fc.sample(target, { numRuns: 150, seed }))
  await server.close()
})
