import { spawnSync } from 'node:child_process'
import { at, ensureInstalled, environment } from './tools.mjs'

// npm run simulate -- [--histories N] [--seed S] [--json]: the phones' own engine and the worker's own
// handlers through N histories of everything that can go wrong, and through those that once failed.
await ensureInstalled()
const args = [at('tests/simulator/run.ts'), ...process.argv.slice(2)]
const { status } = spawnSync('node', ['--no-warnings', ...args], {
  stdio: 'inherit',
  env: environment,
})
process.exit(status ?? 1)
