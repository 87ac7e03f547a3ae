import { SCHEMA_VERSION } from '../../shared/sync/limits.ts'
import type { DataOf, Kind } from '../../shared/kinds.ts'
import type { Server } from './server.ts'

export type Planted = { [K in Kind]: Created<K> | Edited }[Kind]
type Created<K extends Kind> = { op: 'create'; kind: K; id: string; entry: DataOf<K> }
interface Edited {
  op: 'edit'
  kind: Kind
  id: string
  fields: Record<string, { base: unknown; value: unknown }>
}

let serial = 0

/** What a manager has done at another desk: sent as that desk would send it. */
export async function plant({ origin }: Server, rows: readonly Planted[], manager = 'csp-manager') {
  const post = async (path: string, body: unknown, cookie = '') => {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const who = { partnershipId: 'ashford', memberId: `member-${manager}` }
  const signedIn = await post('/api/demo/sign-in', who)
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const deviceId = `d-plant-${++serial}`
  const deviceTime = new Date().toISOString()
  const mutations = rows.map((row, at) => ({
    ...{ mid: `${deviceId}-${at}`, seq: at + 1, schemaVersion: SCHEMA_VERSION, deviceTime },
    ...(row.op === 'edit' && { baseVersion: 1_000_000 }),
    ...row,
  }))
  const pushed = await post('/api/sync/push', { deviceId, mutations }, cookie)
  const { results } = (await pushed.json()) as { results: { outcome: string }[] }
  const refused = results.filter(({ outcome }) => outcome !== 'applied')
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
}

const timescale = (dueOn: string | null) =>
  dueOn ? ({ means: 'due', words: '', dueOn } as const) : ({ means: 'none', words: 'TBC' } as const)

/** A step of one of the demonstration's actions. */
export const milestone = (
  actionId: string,
  id: string,
  text: string,
  dueOn: string | null = null,
  order = 1,
): Planted => ({
  ...{ op: 'create', kind: 'milestone', id },
  entry: { actionId, text, order, timescale: timescale(dueOn) },
})
