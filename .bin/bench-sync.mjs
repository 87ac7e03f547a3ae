import { spawnSync } from 'node:child_process'
import { at, ensureInstalled, environment, once, run, say } from './tools.mjs'

// npm run bench:sync [-- --only=first,cold --against=dexie,replicache --rounds=5 --json]
await ensureInstalled()
if (Number(process.versions.node.split('.')[0]) < 24) {
  // What follows needs the Node that has just been installed.
  const args = [at('.bin/bench-sync.mjs'), ...process.argv.slice(2)]
  const again = spawnSync(at('node_modules/.bin/node'), args, {
    stdio: 'inherit',
    env: environment,
  })
  process.exit(again.status ?? 1)
}

/** What Patchwork is measured against is installed by the benchmark itself; the product has none of it. */
await once('bench', ['tests/bench/package-lock.json'], async () => {
  say('Installing what Patchwork is measured against …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  await run(npm, ['ci', '--no-audit', '--no-fund'], { quiet: true, cwd: at('tests/bench') })
})
const { ensureBrowser } = await import('./browser.mjs')
const { main } = await import('../tests/bench/run/main.ts')
const isReached = await main(process.argv.slice(2), await ensureBrowser())
process.exit(isReached ? 0 : 1)
