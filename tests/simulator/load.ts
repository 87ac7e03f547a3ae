import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/** One place in the product's source that reads otherwise while it is being simulated. */
export interface Change {
  file: string
  find: string
  put: string
}

/**
 * A district of thirty rows must meet what a real one meets at thousands: pages that end in the middle,
 * logs that are folded. And one format has changed since the oldest builds, as it will some day.
 */
const small: readonly [file: string, name: string, value: number][] = [
  ['shared/sync/limits.ts', 'SCHEMA_VERSION', 2],
  ['shared/sync/limits.ts', 'PAGE_ROWS', 4],
  ['shared/sync/limits.ts', 'FILL_ROWS', 12],
  ['web/src/lib/sync/fold.ts', 'SPARE_PACKS', 2],
  ['web/src/lib/store/store.ts', 'LONG_LOG', 6],
]

const root = new URL('../../', import.meta.url)

/** Reads the product with these changes in it. Throws where one no longer finds its place. */
export function readWith(changes: readonly Change[]) {
  const byUrl = new Map<string, string>()
  const change = (file: string, find: RegExp | string, put: string) => {
    const url = new URL(file, root).href
    const source = byUrl.get(url) ?? readFileSync(fileURLToPath(url), 'utf8')
    if (source.split(find).length !== 2)
      throw new Error(`${file} does not say once: ${String(find)}`)
    byUrl.set(
      url,
      source.replace(find, () => put),
    )
  }
  for (const [file, name, value] of small)
    change(file, new RegExp(`\\b${name} = [\\d_]+`), `${name} = ${value}`)
  for (const { file, find, put } of changes) change(file, find, put)
  registerHooks({
    load(url, context, next) {
      const source = byUrl.get(url)
      return source === undefined
        ? next(url, context)
        : { format: 'module-typescript', source, shortCircuit: true }
    },
  })
}
