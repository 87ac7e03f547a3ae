import { bench } from './bench.mjs'
import { ensureBuilt } from './tools.mjs'

// npm run bench:scoring [-- --only=matrices,months,screen,alike --rounds=5 --json]
await bench('scoring', ensureBuilt)
