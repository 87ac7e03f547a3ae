import { FILL_ROWS } from '../../../../shared/sync/limits.ts'
import type { Row } from '../../../../shared/sync/protocol.ts'
import { sealNames } from './database.ts'
import type { Pack } from './database.ts'
import type { Sealer } from './vault.ts'

/** A row without what its pack says for all of them, and without what is said of few. */
type PackedRow = Omit<Row, 'scope' | 'deleted'> & { deleted?: true }

/** Sealed before the transaction that keeps them: each scope's rows by themselves, so that they go so. */
export async function packRows(vault: Sealer, rows: readonly Row[]): Promise<Pack[]> {
  const byScope = new Map<string, PackedRow[]>()
  for (const { scope, kind, id, version, deleted, data } of rows) {
    let some = byScope.get(scope)
    if (!some) byScope.set(scope, (some = []))
    some.push(deleted ? { kind, id, version, data, deleted } : { kind, id, version, data })
  }
  const packs: Promise<Pack>[] = []
  for (const [scope, all] of byScope) {
    // Few large records are much cheaper to a browser than many middling ones.
    for (let at = 0; at < all.length; at += FILL_ROWS) {
      const seal = vault.seal(sealNames.pack(scope), all.slice(at, at + FILL_ROWS))
      packs.push(seal.then((sealed) => ({ scope, sealed })))
    }
  }
  return Promise.all(packs)
}

/** Undefined when it cannot be read. */
export async function openPack(vault: Sealer, { scope, sealed }: Pack): Promise<Row[] | undefined> {
  const rows = (await vault.open(sealNames.pack(scope), sealed)) as PackedRow[] | undefined
  return rows?.map(({ kind, id, version, data, deleted = false }) => ({
    ...{ kind, id, scope, version, deleted, data },
  }))
}
