import { readdir, rm } from 'node:fs/promises'
import { at, bundleWorker } from '../../.bin/tools.mjs'
import { BUNDLED, seeded, today } from './seeded.ts'

/** Bundles the worker and seeds one database; every story then starts from a copy of both. */
export default async function seedOnce() {
  const before = await readdir(at('.state')).catch(() => [])
  for (const name of before) {
    if (name.startsWith('e2e-seeded')) await rm(at('.state', name), { recursive: true })
  }
  await bundleWorker(BUNDLED)
  await seeded(today())
}
