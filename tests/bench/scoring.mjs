import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { chromium } from '@playwright/test'
import { ensureBrowser } from '../../.bin/browser.mjs'
import { at, environment, root } from '../../.bin/tools.mjs'

// npm run bench:scoring [-- --json]: how fast the scoring functions are where people meet them, and
// whether the worker and the browser answer alike.
const INPUTS = 10_000
const STEP = 500
const quietFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/** The functions as one script that puts them on `globalThis.bench`. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [at('tests/bench/scoring/answer.ts')],
    ...{ bundle: true, write: false, target: 'es2023', format: 'iife', globalName: 'bench' },
  })
  return outputFiles[0].text
}

/** The worker's own runtime, with the same functions in it. */
async function openWorker() {
  const port = await freePort()
  const given = ['--config', 'tests/bench/scoring/wrangler.toml', '--local', '--port', String(port)]
  const child = spawn(
    'wrangler',
    ['dev', ...given, '--log-level', 'error', '--inspector-port', '0'],
    {
      cwd: root,
      env: environment,
      stdio: 'ignore',
      detached: true,
    },
  )
  const ended = new Promise((resolve) => child.on('exit', resolve))
  const ask = (from, to) => fetch(`http://localhost:${port}/?from=${from}&to=${to}`)
  for (let tries = 0; !(await ask(0, 1).catch(() => null))?.ok; tries++) {
    if (tries > 300) throw new Error('the worker did not answer')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    answers: async (from, to) => (await ask(from, to)).text(),
    close: async () => {
      process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

async function openBrowser() {
  const executablePath = await ensureBrowser()
  const browser = await chromium.launch({ executablePath, args: quietFlags })
  const script = await bundle()
  const server = createServer((asked, answer) => {
    const isScript = asked.url === '/bench.js'
    answer.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' })
    answer.end(isScript ? script : '<!doctype html><script src="/bench.js"></script>')
  })
  await new Promise((resolve) => server.listen(0, resolve))
  const page = await browser.newPage()
  await page.goto(`http://localhost:${server.address().port}/`)
  return {
    run: (name, ...args) =>
      page.evaluate(([verb, given]) => globalThis.bench[verb](...given), [name, args]),
    version: browser.version(),
    close: async () => {
      await browser.close()
      server.close()
    },
  }
}

const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
const tidy = (ms) => Math.round(ms * 10) / 10

/** The first place where two texts part, for whoever has to find out why. */
function difference(a, b) {
  const [ours, theirs] = [a.split('\n'), b.split('\n')]
  const line = ours.findIndex((text, index) => text !== theirs[index])
  return line < 0
    ? null
    : { browser: ours[line].slice(0, 300), worker: (theirs[line] ?? '').slice(0, 300) }
}

async function agree(browser, worker) {
  let [bytes, refused] = [0, 0]
  for (let from = 0; from < INPUTS; from += STEP) {
    const [ours, theirs] = [
      await browser.run('answers', from, from + STEP),
      await worker.answers(from, from + STEP),
    ]
    if (ours !== theirs)
      return { agreed: from, bytes, refused, difference: difference(ours, theirs) }
    bytes += Buffer.byteLength(ours)
    refused += ours.split('\n').filter((line) => / refused /.test(line)).length
  }
  return { agreed: INPUTS, bytes, refused, difference: null }
}

const browser = await openBrowser()
const worker = await openWorker()
const sensitivity = await browser.run('timeSensitivity')
const temporal = await browser.run('timeTemporal')
const alike = await agree(browser, worker)
await Promise.all([browser.close(), worker.close()])

const figures = [
  {
    what: 'sensitivity, 19 types × 9 variables, 2,000 draws',
    ms: tidy(middle(sensitivity)),
    most: 30,
  },
  {
    what: 'temporal matrices, 310 partnerships × 20 types',
    ms: tidy(middle(temporal)),
    most: 1000,
  },
]
const isMet = figures.every(({ ms, most }) => ms <= most) && alike.agreed === INPUTS
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ browser: browser.version, figures, alike, met: isMet }, null, 2))
} else {
  console.log(`Chromium ${browser.version}; the middle of several runs`)
  for (const { what, ms, most } of figures)
    console.log(
      `${ms <= most ? '  ok' : 'LATE'}  ${String(ms).padStart(7)} ms, at most ${most}  ${what}`,
    )
  console.log(
    alike.difference
      ? `DIFFER  after ${alike.agreed} inputs: ${JSON.stringify(alike.difference, null, 2)}`
      : `  ok  browser and worker alike, byte for byte, over ${INPUTS} random inputs (${Math.round(alike.bytes / 1024)} KB, ${alike.refused} of them refusals)`,
  )
}
process.exitCode = isMet ? 0 : 1
