import './globals.ts'
import { readWith } from './load.ts'
import { planted } from './planted.ts'

const bug = process.env.PLANTED
const found = planted.filter(({ name }) => name === bug)
if (bug && found.length === 0) throw new Error(`there is no planted bug called ${bug}`)
readWith(found)

/** Loads everything once, with the clock and the dice in hand, before the first history. */
const [history, office, plan] = await Promise.all([
  import('./history.ts'),
  import('./office.ts'),
  import('./plan.ts'),
])
// What the app loads when it first needs it would be read from the disk in the middle of a history.
await Promise.all([
  import('../../web/src/lib/sync/check.ts'),
  import('../../web/src/lib/sync/fold.ts'),
  import('../../web/src/lib/store/write.ts'),
])

export const { History } = history
export const { drawCase } = plan
export const openOffice = () => office.Office.found()
