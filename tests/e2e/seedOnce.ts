import { rm } from 'node:fs/promises'
import { at, bundleWorker, migrate, run, startWorker, untilReady } from '../../.bin/tools.mjs'
import { BUNDLED, freePort, SEEDED } from './server.ts'

/** Seeds one database and bundles the worker once; every story then starts from a copy of both. */
export default async function seedOnce() {
  await rm(at(SEEDED), { recursive: true, force: true })
  await Promise.all([migrate(SEEDED), bundleWorker(BUNDLED)])
  const port = await freePort()
  const worker = startWorker({ port, state: SEEDED, bundle: `${BUNDLED}/dev.js` })
  try {
    await untilReady(port, worker.ended)
    await run('node', ['.bin/seed.mjs', `http://localhost:${port}`], { quiet: true })
  } finally {
    await worker.stop()
  }
}
