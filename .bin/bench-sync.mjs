import { bench } from './bench.mjs'
import { at, once, run, say } from './tools.mjs'

// npm run bench:sync [-- --only=first,cold --against=dexie,replicache --rounds=5 --json]. What Patchwork is
// measured against is installed by the benchmark itself; the product has none of it.
await bench('run', () =>
  once('bench', ['tests/bench/package-lock.json'], async () => {
    say('Installing what Patchwork is measured against …')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    await run(npm, ['ci', '--no-audit', '--no-fund'], { quiet: true, cwd: at('tests/bench') })
  }),
)
