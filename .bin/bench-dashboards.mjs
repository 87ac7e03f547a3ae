import { bench } from './bench.mjs'
import { ensureBuilt } from './tools.mjs'

// npm run bench:dashboards [-- --rounds=5 --speed=4 --pages=4 --json]: how quickly figures of 20,000 rows
// are shown, filtered, and shown again after a page of changes, in the built app.
await bench('dashboards', ensureBuilt)
