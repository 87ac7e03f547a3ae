import { spawnSync } from 'node:child_process'
import { at, ensureInstalled, environment, say } from './tools.mjs'

// npm test: every check, every unit test and the stories that are told often, from a clean clone, on a machine
// with only Node 20. With --all, which is npm run test:all, also the long walks and many more histories.
const isAll = process.argv.includes('--all')
await ensureInstalled()
if (Number(process.versions.node.split('.')[0]) < 24) {
  // What follows needs the Node that has just been installed.
  const again = spawnSync(
    at('node_modules/.bin/node'),
    [at('.bin/test.mjs'), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: environment,
    },
  )
  process.exit(again.status ?? 1)
}

const { close, runChecks, runSimulator, runStories, runUnits, total } = await import('./report.mjs')
const { ensureBrowser } = await import('./browser.mjs')
say('Checks')
const results = [await runChecks()]
say('Unit tests')
results.push(await runUnits())
say('Simulated histories')
results.push(await runSimulator(isAll ? 2000 : 300))
say('Stories in a browser')
results.push(await runStories(await ensureBrowser(), isAll ? [] : ['--grep-invert', '@long']))
close(total(results))
