import { spawn } from 'node:child_process'
import type { Page } from '@playwright/test'
import { environment, root } from '../../../.bin/tools.mjs'
import { freePort } from '../../e2e/freePort.ts'
import { section } from '../run/report.ts'
import type { Section } from '../run/report.ts'
import { answers, functions } from './answer.ts'

const INPUTS = 10_000
const STEP = 500

/** The browser's answers, the worker's and Node's, byte for byte. */
export async function alike(page: Page): Promise<Section> {
  const made = section('One answer everywhere', [
    `${INPUTS.toLocaleString('en-GB')} random inputs to ${functions.length} functions, one in twenty with something wrong in it; Chromium, workerd and Node answer alone.`,
  ])
  const worker = await openWorker()
  let [bytes, refused, agreed] = [0, 0, 0]
  let parts: string | null = null
  try {
    for (let from = 0; from < INPUTS && parts === null; from += STEP) {
      const range = [from, from + STEP] as const
      const browser = await page.evaluate(([a, b]) => window.scoring.answers(a, b), range)
      parts = part('worker', browser, await worker.answers(...range))
      parts ??= part('Node', browser, answers(...range))
      if (parts !== null) break
      bytes += Buffer.byteLength(browser)
      refused += browser.split('\n').filter((line) => / refused /.test(line)).length
      agreed += STEP
    }
  } finally {
    await worker.close()
  }
  const figure = { work: 'alike', contender: 'patchwork', speed: null, of: '1 run' } as const
  made.figures.push(
    { ...figure, what: 'inputs answered alike', value: agreed, unit: '' },
    { ...figure, what: 'of them refused', value: refused, unit: '' },
    { ...figure, what: 'bytes compared', value: bytes / 1e6, unit: 'MB' },
  )
  const found = parts ?? `${agreed} of ${INPUTS}`
  const target = 'worker and browser agree byte for byte over 10,000 inputs'
  made.verdicts.push({ work: 'alike', target, found, isReached: agreed === INPUTS })
  return made
}

/** The first place where two texts part, for whoever has to find out why. */
function part(name: string, ours: string, theirs: string): string | null {
  if (ours === theirs) return null
  const lines = theirs.split('\n')
  const [at, line] = [...ours.split('\n').entries()].find(([n, it]) => it !== lines[n]) ?? [0, '']
  const other = lines[at] ?? ''
  const from = Math.max(0, [...line].findIndex((letter, n) => letter !== other[n]) - 60)
  return `${line.slice(0, 30)}: browser …${line.slice(from, from + 90)}… ${name} …${other.slice(from, from + 90)}…`
}

/** The worker's own runtime, with the same functions in it. */
async function openWorker() {
  const port = await freePort()
  const given = ['--config', 'tests/bench/scoring/wrangler.toml', '--local', '--port', `${port}`]
  const quiet = ['--log-level', 'error', '--inspector-port', '0']
  const child = spawn('wrangler', ['dev', ...given, ...quiet], {
    ...{ cwd: root, env: environment, stdio: 'ignore', detached: true },
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  const ask = (from: number, to: number) => fetch(`http://localhost:${port}/?from=${from}&to=${to}`)
  const close = async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  for (let tries = 0; !(await ask(0, 1).catch(() => null))?.ok; tries++) {
    if (tries > 300) {
      await close()
      throw new Error('the worker did not answer')
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return { answers: async (from: number, to: number) => (await ask(from, to)).text(), close }
}
