import { spawnSync } from 'node:child_process'
import { at, ensureBuilt, ensureInstalled, environment } from './tools.mjs'

// npm run bench:dashboards [-- --rounds=5 --speed=4 --pages=4 --json]: how quickly figures of 20,000 rows
// are shown, filtered, and shown again after a page of changes, in the built app.
await ensureInstalled()
if (Number(process.versions.node.split('.')[0]) < 24) {
  // What follows needs the Node that has just been installed.
  const args = [at('.bin/bench-dashboards.mjs'), ...process.argv.slice(2)]
  const again = spawnSync(at('node_modules/.bin/node'), args, {
    stdio: 'inherit',
    env: environment,
  })
  process.exit(again.status ?? 1)
}
await ensureBuilt()
const { ensureBrowser } = await import('./browser.mjs')
const { main } = await import('../tests/bench/dashboards/main.ts')
process.exit((await main(process.argv.slice(2), await ensureBrowser())) ? 0 : 1)
