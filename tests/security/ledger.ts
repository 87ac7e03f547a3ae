import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, expect } from 'vitest'

export interface Count {
  tried: number
  through: number
}

/** Where each file of the suite leaves its counts; the closing command adds them up. */
const folder = new URL('../../.state/security/', import.meta.url)
const counts: Record<string, Count> = {}

/**
 * Tries one hostile input. `gotThrough` answers whether it did any harm; if it did, the test fails,
 * and the count says so too.
 */
export async function attack(
  kind: string,
  input: string,
  gotThrough: () => Promise<boolean>,
): Promise<void> {
  const count = (counts[kind] ??= { tried: 0, through: 0 })
  count.tried++
  // Counted as harm until shown otherwise: a case that breaks proves nothing.
  count.through++
  const isHarmed = await gotThrough()
  if (!isHarmed) count.through--
  expect.soft(isHarmed, `${kind}: ${input} got through`).toBe(false)
}

/** Called once in each file of the suite. */
export function keepCounts(name: string) {
  afterAll(() => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(counts))
  })
}
