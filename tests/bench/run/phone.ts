import { randomUUID } from 'node:crypto'
import { PROTOCOL } from '../../../shared/sync/limits.ts'
import type { PullRequest, PullResponse } from '../../../shared/sync/protocol.ts'
import type { District } from '../data/district.ts'
import type { Answer, Client } from './client.ts'

export const ok = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text.slice(0, 200)}`)
  return answer
}

const asking = ({ partnershipId, managerId }: District): PullRequest => ({
  ...{ deviceId: `d-${randomUUID()}`, as: { partnershipId, memberId: managerId } },
  ...{ at: null, held: [], filling: null, pendingFrom: null, unsent: 0, speaks: PROTOCOL },
})

export interface Pulled {
  ms: number
  bytes: number
  rows: number
  trips: number[]
  /** Where each page ended, for a select that cuts the same pages. */
  cuts: { scope: string; version: number; id: string; count: number }[]
  /** What the phone would ask next. */
  request: PullRequest
}

/** A first sync, page by page, as a phone asks for it. */
export async function pullAll(client: Client, district: District): Promise<Pulled> {
  const request = asking(district)
  const found: Pulled = {
    ...{ ms: 0, bytes: 0, rows: 0, trips: [], cuts: [] },
    request,
  }
  const held = new Set<string>()
  for (;;) {
    const { ms, text, trips } = ok(await client.post('/api/sync/pull', request))
    const page = JSON.parse(text) as PullResponse
    for (const scope of page.filled) held.add(scope)
    const last = page.fill.at(-1)
    found.ms += ms
    found.bytes += text.length
    found.rows += page.fill.length
    found.trips.push(trips)
    if (last) {
      const { scope, version, id } = last
      found.cuts.push({ scope, version, id, count: page.fill.length })
    }
    Object.assign(request, { at: page.at, held: [...held], filling: page.filling })
    if (!page.more) return found
  }
}
