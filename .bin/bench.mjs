import { spawnSync } from 'node:child_process'
import { at, ensureInstalled, environment } from './tools.mjs'

/**
 * Runs the benchmark of a room of tests/bench and ends with its verdict. Whatever started it is started again on the Node
 * that the packages bring, where it runs on an older one. `prepare` is done before the browser is looked for.
 */
export async function bench(room, prepare) {
  await ensureInstalled()
  if (Number(process.versions.node.split('.')[0]) < 24) {
    const again = spawnSync(at('node_modules/.bin/node'), process.argv.slice(1), {
      stdio: 'inherit',
      env: environment,
    })
    process.exit(again.status ?? 1)
  }
  await prepare()
  const { ensureBrowser } = await import('./browser.mjs')
  const { main } = await import(`../tests/bench/${room}/main.ts`)
  const isReached = await main(process.argv.slice(2), await ensureBrowser())
  process.exit(isReached ? 0 : 1)
}
