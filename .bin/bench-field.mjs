import { bench } from './bench.mjs'
import { ensureBuilt } from './tools.mjs'

// npm run bench:field [-- --rounds=5 --speed=4 --json]: how long a 12-megapixel photo takes to be ready,
// whether the page answers meanwhile, and a log of 2,000 entries with 300 photos, in the built app.
await bench('field', ensureBuilt)
