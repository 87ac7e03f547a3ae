import { rm } from 'node:fs/promises'
import { at, migrate, run, startWorker, untilReady } from '../../.bin/tools.mjs'
import { freePort } from './server.ts'

export const SEEDED = '.state/e2e-seeded'

/** Seeds one database; every story then starts from a copy of it. */
export default async function seedOnce() {
  await rm(at(SEEDED), { recursive: true, force: true })
  await migrate(SEEDED)
  const port = await freePort()
  const worker = startWorker({ port, state: SEEDED })
  try {
    await untilReady(port, worker.ended)
    await run('node', ['.bin/seed.mjs', `http://localhost:${port}`], { quiet: true })
  } finally {
    await worker.stop()
  }
}
