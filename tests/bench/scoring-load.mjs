import { createServer } from 'node:http'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { ashford, wardsText } from '../fixtures/load/district.ts'
import { monthsFrom, streetFile } from '../fixtures/load/street.ts'

// node tests/bench/scoring-load.mjs [--json]: how quickly files are read, in Chromium, against the CSV library alone.
const MONTHS = 36
const ROWS = 15_000
const ROUNDS = 5
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

const scripts = await build({
  entryPoints: {
    page: here('scoring-load/page.ts'),
    bare: here('scoring-load/bare.ts'),
    worker: here('../../web/src/lib/load/worker.ts'),
  },
  ...{ bundle: true, minify: true, format: 'esm', write: false, outdir: '/', logLevel: 'error' },
})
const served = new Map(scripts.outputFiles.map(({ path, contents }) => [path, contents]))
const server = createServer((request, response) => {
  const script = served.get(request.url)
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
  response.end(
    script ??
      '<!doctype html><input type="file" multiple><script type="module" src="/page.js"></script>',
  )
})
await new Promise((resolve) => server.listen(0, resolve))

const folder = await mkdtemp(join(tmpdir(), 'load-'))
for (const [at, month] of monthsFrom(2022, MONTHS).entries())
  await writeFile(
    join(folder, `${month}-kent-street.csv`),
    streetFile({ month, rows: ROWS, seed: at + 1 }),
  )
await writeFile(join(folder, 'wards.geojson'), wardsText)
const paths = (await readdir(folder)).map((name) => join(folder, name))

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
})
try {
  const page = await browser.newPage()
  await page.goto(`http://localhost:${server.address().port}/`)
  await page.setInputFiles('input', paths)
  const devtools = await browser.newBrowserCDPSession()
  const bare = (how, count) => page.evaluate(([a, b]) => window.bench.bare(a, b), [how, count])
  const ours = (count) => page.evaluate(([a, b]) => window.bench.ours(a, b), [ashford, count])

  /** Resident memory of the page's own process, workers among it, in MB. */
  const memory = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    const sizes = await Promise.all(
      processInfo
        .filter(({ type }) => type === 'renderer')
        .map(async ({ id }) => /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${id}/status`, 'utf8'))),
    )
    return Math.max(...sizes.map((it) => Number(it?.[1] ?? 0) / 1000))
  }

  const figures = { itself: [], fed: [], ours: [], month: [], peakMb: 0 }
  await ours(1)
  const atRest = await memory()
  await page.evaluate(() => void (window.bench.longTasks.length = 0))
  for (let round = 0; round < ROUNDS; round++) {
    figures.itself.push((await bare('itself', MONTHS)).wholeMs)
    figures.fed.push((await bare('fed', MONTHS)).wholeMs)
    let isOn = true
    const watch = (async () => {
      while (isOn) {
        figures.peakMb = Math.max(figures.peakMb, await memory())
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    figures.ours.push((await ours(MONTHS)).ms)
    isOn = false
    await watch
    figures.month.push((await ours(1)).ms)
  }
  const longest = Math.max(0, ...(await page.evaluate(() => window.bench.longTasks)))
  const library = Math.min(median(figures.itself), median(figures.fed))
  // Round by round: what else the machine does then slows both alike.
  const share = median(
    figures.ours.map((ms, at) => Math.min(figures.itself[at], figures.fed[at]) / ms),
  )
  const bytes = (await Promise.all(paths.map((path) => readFile(path)))).reduce(
    (sum, it) => sum + it.length,
    0,
  )
  const rows = [
    [
      'a month of 15,000 rows into 35 wards',
      median(figures.month),
      '≤ 400 ms',
      median(figures.month) <= 400,
      'ms',
    ],
    [`36 months, ${Math.round(bytes / 1e6)} MB`, median(figures.ours), '', true, 'ms'],
    ['the CSV library alone, at its quicker', library, '', true, 'ms'],
    ['of the library’s speed', 100 * share, '≥ 60 %', share >= 0.6, '%'],
    [
      'memory of page and worker at the most',
      figures.peakMb,
      '< 300 MB',
      figures.peakMb < 300,
      'MB',
    ],
    ['of which before reading', atRest, '', true, 'MB'],
    ['longest task on the page', longest, '≤ 50 ms', longest <= 50, 'ms'],
  ]
  if (process.argv.includes('--json')) {
    const out = rows.map(([what, value, wanted, isMet, unit]) => ({
      what,
      value: Math.round(value * 10) / 10,
      unit,
      wanted,
      isMet,
    }))
    console.log(JSON.stringify({ bench: 'scoring-load', rows: out, rounds: figures }, null, 2))
  } else {
    for (const [what, value, wanted, isMet, unit] of rows)
      console.log(
        `${what.padEnd(42)} ${value.toFixed(0).padStart(6)} ${unit.padEnd(3)} ${wanted.padEnd(9)} ${wanted && (isMet ? 'met' : 'MISSED')}`,
      )
  }
  if (rows.some(([, , , isMet]) => !isMet)) process.exitCode = 1
} finally {
  await browser.close()
  server.close()
  await rm(folder, { recursive: true, force: true })
}
