import { mkdirSync, readFileSync } from 'node:fs'
import { checks } from './checks.mjs'
import { at, run, say } from './tools.mjs'

/** Runs every check and answers how many passed and failed; one failure does not hide the next. */
export async function runChecks() {
  let failed = 0
  for (const [name, work] of checks) {
    const start = performance.now()
    try {
      await work()
      say(`  ✓ ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
    } catch (error) {
      failed++
      say(`  ✗ ${name}: ${error.message}`)
    }
  }
  return { passed: checks.length - failed, failed }
}

/** Unit tests, in Node. */
export async function runUnits() {
  const file = at('.state/vitest.json')
  mkdirSync(at('.state'), { recursive: true })
  const args = ['run', '--config', 'tests/vitest.config.ts', '--root', '.', '--reporter', 'default']
  const error = await failureOf(
    run('vitest', [...args, '--reporter', 'json', '--outputFile.json', file]),
  )
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(file, 'utf8'))
  // A file that does not even load fails the run without a failed test in it.
  return { passed, failed: failed || (error ? 1 : 0) }
}

/** So that a change is judged by the same histories as the one before it. `npm run simulate` draws fresh ones. */
const SEED = 20_261_122

/** The phones' engine and the worker under every fault: histories of one seed, and the pinned ones. */
export async function runSimulator(histories) {
  const drawn = ['--histories', String(histories), '--seed', String(SEED)]
  const args = ['--no-warnings', 'tests/simulator/run.ts', ...drawn]
  const error = await failureOf(run('node', args))
  return { passed: error ? 0 : 1, failed: error ? 1 : 0 }
}

/** Stories in a real browser, against the real worker. */
export async function runStories(browser, rest = []) {
  const file = at('.state/playwright.json')
  const error = await failureOf(
    run('playwright', ['test', '--config', 'tests/e2e/playwright.config.ts', ...rest], {
      env: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    }),
  )
  const { stats } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected || (error ? 1 : 0) }
}

const failureOf = (work) =>
  work.then(
    () => null,
    (error) => error,
  )

export function total(results) {
  const sum = (key) => results.reduce((all, result) => all + result[key], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}

/** The closing line that a machine reads, alone on its line. */
export function close({ passed, failed }) {
  say(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}
