import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { ensureBrowser } from './browser.mjs'
import { at, ensureBuilt, ensureInstalled, run, say } from './tools.mjs'

// npm run test:security [-- --json]: tries every hostile input there is, at the worker and in a browser,
// and says how many were tried and how many got through.
const isJson = process.argv.includes('--json')
const quiet = { quiet: isJson }
await ensureInstalled()
await ensureBuilt()
rmSync(at('.state/security'), { recursive: true, force: true })
mkdirSync(at('.state/security'), { recursive: true })

let isBroken = false
const attempt = (work) => work.catch(() => (isBroken = true))
await attempt(
  run(
    'vitest',
    ['run', '--config', 'tests/vitest.config.ts', '--root', '.', 'tests/security'],
    quiet,
  ),
)
const file = at('.state/security-browser.json')
rmSync(file, { force: true })
await attempt(
  run('playwright', ['test', '--config', 'tests/e2e/playwright.config.ts', '--grep', '@security'], {
    ...quiet,
    env: { CHROMIUM_PATH: await ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  }),
)

const classes = {}
const count = (kind, tried, through) => {
  const known = (classes[kind] ??= { tried: 0, through: 0 })
  known.tried += tried
  known.through += through
}
for (const name of readdirSync(at('.state/security'))) {
  const counts = JSON.parse(readFileSync(at('.state/security', name), 'utf8'))
  for (const [kind, { tried, through }] of Object.entries(counts)) count(kind, tried, through)
}
// In the browser each story is one attempt, and one that fails got through.
const walk = (suites) => suites.flatMap((it) => [...it.specs, ...walk(it.suites ?? [])])
for (const { title, ok } of walk(JSON.parse(readFileSync(file, 'utf8')).suites)) {
  count(`browser: ${title.replace(/ ?@security/, '')}`, 1, ok ? 0 : 1)
}

const sum = (key) => Object.values(classes).reduce((all, it) => all + it[key], 0)
const result = { tried: sum('tried'), through: sum('through'), classes }
if (isJson) say(JSON.stringify(result))
else {
  for (const [kind, { tried, through }] of Object.entries(classes).sort()) {
    say(`${String(tried).padStart(6)} tried, ${through} through   ${kind}`)
  }
  say(`\n${result.tried} tried, ${result.through} got through`)
}
process.exit(isBroken || result.through > 0 || result.tried === 0 ? 1 : 0)
