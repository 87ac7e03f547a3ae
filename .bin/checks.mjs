import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { at, ensureBuilt, run } from './tools.mjs'

const KB = 1024
const MOST_SCRIPT = 90 * KB
const MOST_STYLE = 12 * KB

const quiet = { quiet: true }

/** What `npm run check` does before the tests, and `npm test` too: a name and the work. */
export const checks = [
  ['format', () => run('prettier', ['--check', '--log-level', 'warn', '.'], quiet)],
  [
    'lint',
    () => run('eslint', ['--config', '.config/eslint.js', '--max-warnings', '0', '.'], quiet),
  ],
  ['build', ensureBuilt],
  ['types', () => run('tsc', ['-b'], quiet)],
  [
    'types of screens',
    () =>
      run('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings'], {
        quiet: true,
        cwd: at('web'),
      }),
  ],
  ['weight of the first field screen', weigh],
  ['migrations say what the schema says', checkMigrations],
]

/** The first field screen must open on an old phone: scripts and styles, gzipped, closed over imports. */
async function weigh() {
  const files = JSON.parse(readFileSync(at('.state/first-screen.json'), 'utf8'))
  const sum = (ending) =>
    files
      .filter((file) => file.endsWith(ending))
      .reduce(
        (total, file) =>
          total + gzipSync(readFileSync(at('web/.svelte-kit/output/client', file))).length,
        0,
      )
  const scripts = sum('.js')
  const styles = sum('.css')
  const say = (bytes) => `${(bytes / KB).toFixed(1)} KB`
  console.log(
    `    first field screen, gzipped: ${say(scripts)} of scripts, ${say(styles)} of styles`,
  )
  if (scripts > MOST_SCRIPT)
    throw new Error(`scripts weigh ${say(scripts)}, at most ${say(MOST_SCRIPT)}`)
  if (styles > MOST_STYLE)
    throw new Error(`styles weigh ${say(styles)}, at most ${say(MOST_STYLE)}`)
}

async function checkMigrations() {
  const before = readdirSync(at('migrations')).join()
  await run(
    'drizzle-kit',
    ['generate', '--config', 'worker/drizzle.config.ts', '--name', 'unwritten'],
    quiet,
  )
  if (readdirSync(at('migrations')).join() !== before) {
    throw new Error('worker/db/schema.ts has changed: keep the migration that was just generated')
  }
}
