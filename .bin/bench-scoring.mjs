import { spawnSync } from 'node:child_process'
import { at, ensureBuilt, ensureInstalled, environment } from './tools.mjs'

// npm run bench:scoring [-- --only=matrices,months,screen,alike --rounds=5 --json]
await ensureInstalled()
if (Number(process.versions.node.split('.')[0]) < 24) {
  // What follows needs the Node that has just been installed.
  const args = [at('.bin/bench-scoring.mjs'), ...process.argv.slice(2)]
  const again = spawnSync(at('node_modules/.bin/node'), args, {
    stdio: 'inherit',
    env: environment,
  })
  process.exit(again.status ?? 1)
}
await ensureBuilt()
const { ensureBrowser } = await import('./browser.mjs')
const { main } = await import('../tests/bench/scoring/main.ts')
const isReached = await main(process.argv.slice(2), await ensureBrowser())
process.exit(isReached ? 0 : 1)
