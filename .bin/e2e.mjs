import { ensureBrowser } from './browser.mjs'
import { close, runStories } from './report.mjs'
import { ensureBuilt, ensureInstalled } from './tools.mjs'

// npm run e2e [-- file or options of Playwright]
await ensureInstalled()
await ensureBuilt()
close(await runStories(await ensureBrowser(), process.argv.slice(2)))
