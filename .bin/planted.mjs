import { spawn } from 'node:child_process'
import { at, ensureInstalled, environment, say } from './tools.mjs'

// npm run simulate:planted [-- --histories N] [--seed S] [--only WORDS] [--json]: plants each bug of the
// list in the product, one at a time, and runs histories until one notices it. Each must be noticed.
await ensureInstalled()
const option = (name, otherwise) => {
  const found = process.argv.indexOf(`--${name}`)
  return found < 0 ? otherwise : process.argv[found + 1]
}
const isJson = process.argv.includes('--json')
const seed = option('seed', String(Date.now() % 1_000_000))
const histories = option('histories', '600')
const run = at('tests/simulator/run.ts')

/** What a run in the background says on its last line. */
const ask = (args) =>
  new Promise((resolve) => {
    const child = spawn('node', ['--no-warnings', run, ...args, '--json'], { env: environment })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('exit', () => {
      const last = output.trim().split('\n').at(-1) ?? ''
      resolve(last.startsWith('{') || last.startsWith('[') ? JSON.parse(last) : { error: output })
    })
  })

const names = (await ask(['--list'])).filter((name) => name.includes(option('only', '')))
const waiting = [...names]
const results = []
const work = async () => {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const args = ['--planted', name, '--histories', histories, '--seed', seed, '--workers', '1']
    const { caughtBy = null, histories: after = 0, error } = await ask(args)
    results.push({ name, caughtBy, histories: after, ...(error && { error }) })
    if (isJson) continue
    say(
      caughtBy
        ? `  ✓ ${name}\n      after ${after}: ${caughtBy.slice(0, 160)}`
        : `  ✗ ${name}: not caught`,
    )
    if (error) say(error)
  }
}
await Promise.all([work(), work()])

const missed = results.filter(({ caughtBy }) => !caughtBy).length
if (isJson) say(JSON.stringify({ planted: results.length, missed, seed: Number(seed), results }))
else say(`\n${results.length} bugs planted, ${missed} not caught, seed ${seed}`)
process.exit(missed > 0 || results.length < 20 ? 1 : 0)
