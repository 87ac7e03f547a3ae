import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { at, migrate, run, startWorker, untilReady } from '../../.bin/tools.mjs'
import { dateInUk } from '../../shared/words/dates.ts'
import { freePort } from './freePort.ts'

export const BUNDLED = '.state/e2e-worker'
const SEEDED = '.state/e2e-seeded'

export const today = () => dateInUk(new Date())

/**
 * The folder of a database with the demonstration as it stands on `day`. The demonstration is written around the day
 * it is seeded on ("3 days late"), so stories that are told across midnight are seeded once more.
 */
export async function seeded(day: string): Promise<string> {
  const kept = `${SEEDED}-${day}`
  if (existsSync(at(kept))) return kept
  const making = `${SEEDED}-making-${process.pid}`
  await rm(at(making), { recursive: true, force: true })
  await migrate(making)
  const port = await freePort()
  const worker = startWorker({ port, state: making, bundle: `${BUNDLED}/dev.js` })
  try {
    await untilReady(port, worker.ended)
    await run('node', ['.bin/seed.mjs', `http://localhost:${port}`], { quiet: true })
  } finally {
    await worker.stop()
  }
  await rename(at(making), at(kept))
  return kept
}
