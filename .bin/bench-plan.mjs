import { bench } from './bench.mjs'
import { ensureBuilt } from './tools.mjs'

// npm run bench:plan [-- --rounds=5 --speed=4 --json]: how quickly a plan of 500 actions and 5,000
// entries opens, is filtered and scrolls, in the built app.
await bench('plan', ensureBuilt)
