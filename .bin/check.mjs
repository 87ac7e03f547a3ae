import { ensureInstalled } from './tools.mjs'

// npm run check: format, lint, types and unit tests; what the pre-push hook runs.
await ensureInstalled()
const { close, runChecks, runUnits, total } = await import('./report.mjs')
close(total([await runChecks(), await runUnits()]))
