import { ensureBuilt, ensureInstalled, say } from './tools.mjs'

await ensureInstalled()
if (!(await ensureBuilt())) say('Nothing changed since the last build.')
