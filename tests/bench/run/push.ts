import { randomUUID } from 'node:crypto'
import { MAX_MUTATIONS, SCHEMA_VERSION } from '../../../shared/sync/limits.ts'
import type { Mutation, PushResponse } from '../../../shared/sync/protocol.ts'
import { Dice } from '../data/dice.ts'
import { District } from '../data/district.ts'
import type { Client } from './client.ts'
import { Office } from './office.ts'
import { ok } from './phone.ts'
import { section, spell, valueOf } from './report.ts'
import type { Section } from './report.ts'
import { Times } from './times.ts'

const creating = (district: District, seq: number): Mutation => {
  const { id, entry } = district.newUpdate()
  return {
    ...{ op: 'create', mid: randomUUID(), seq, schemaVersion: SCHEMA_VERSION, kind: 'update', id },
    ...{ deviceTime: new Date().toISOString(), entry },
  }
}

/** Sends what a phone has queued, by hundreds; answers the time and the round trips of each hundred. */
async function send(
  client: Client,
  path: string,
  district: District,
  count: number,
  limit = MAX_MUTATIONS,
) {
  const deviceId = `d-${randomUUID()}`
  const as = { partnershipId: district.partnershipId, memberId: district.managerId }
  const found = { ms: 0, trips: [] as number[] }
  for (let sent = 0; sent < count; sent += limit) {
    const mutations = Array.from({ length: limit }, (_, at) => creating(district, sent + at + 1))
    const { ms, trips, text } = ok(
      await client.post(path, { deviceId, as, since: sent, mutations }),
    )
    found.ms += ms
    found.trips.push(trips)
    if (path.startsWith('/bench/')) continue
    const answer = JSON.parse(text) as PushResponse
    const isDone = answer.status === 'ok' && answer.results.every((it) => it.outcome === 'applied')
    if (!isDone) throw new Error(`the push was answered ${text.slice(0, 300)}`)
  }
  return found
}

/** Pushes of 100 and of 1,000, beside raw batches of the same rows. */
export async function push(rounds: number): Promise<Section> {
  const made = section('Push at the worker', [
    'On the local D1 (workerd), a partnership of 20,000 rows, timed from outside over one kept-alive connection, in turns.',
    'all records: one D1 batch by hand that writes the same rows and what has to stand beside them (history, receipts, the device).',
    'rows, set: one batch with one insert of the rows alone. rows, each: one batch with an insert a row, as such batches are mostly written.',
    'None of the three reads, checks, decides, guards or hashes anything. nothing: an empty request to the same worker.',
  ])
  const [office, district] = [await Office.open(), new District(20_000)]
  try {
    await office.hold(district)
    const { client } = await office.seat(district.partnershipId, district.managerId)
    const times = new Times()
    const trips: number[] = []
    const dice = new Dice(rounds)
    const ways = ['/api/sync/push', '/bench/records', '/bench/set', '/bench/each']
    const turns = [
      ...ways.map((path) => ({ path, count: 100, limit: 100 })),
      ...ways.map((path) => ({ path, count: 1_000, limit: 100 })),
      ...ways.slice(1).map((path) => ({ path: path, count: 1_000, limit: 1_000 })),
    ]
    for (let round = -1; round < rounds; round++) {
      for (const { path, count, limit } of dice.shuffle(turns)) {
        const found = await send(client, path, district, count, limit)
        if (round < 0) continue
        times.add(`${path} ${count}/${limit}`, found.ms)
        if (path === '/api/sync/push') trips.push(...found.trips)
      }
      const { ms } = ok(await client.post('/bench/nothing', {}))
      if (round >= 0) times.add('nothing', ms)
    }
    const names = { '/bench/records': 'all records', '/api/sync/push': 'patchwork' }
    const rest = { '/bench/set': 'rows, set', '/bench/each': 'rows, each' }
    for (const [size, what] of [
      ['100/100', '100 mutations'],
      ['1000/100', '1,000, in hundreds'],
      ['1000/1000', '1,000, in one batch'],
    ] as const) {
      times.into(made, 'push', asLines({ ...names, ...rest }, size, what))
    }
    times.into(made, 'push', { nothing: 'an empty request: nothing' })
    made.figures = made.figures.filter(({ value }) => !Number.isNaN(value))
    judgePush(made, Math.max(...trips))
  } finally {
    await office.close()
  }
  return made
}

const asLines = (names: Record<string, string>, size: string, what: string) =>
  Object.fromEntries(
    Object.entries(names).map(([path, name]) => [`${path} ${size}`, `${what}: ${name}`]),
  )

function judgePush(made: Section, trips: number) {
  made.verdicts.push({
    ...{ work: 'push', target: '2 D1 round trips each hundred' },
    ...{ found: `${trips} at most`, isReached: trips <= 2 },
  })
  for (const what of ['100 mutations', '1,000, in hundreds']) {
    for (const name of ['all records', 'rows, each']) {
      const [own, floor] = ['patchwork', name].map((it) => valueOf(made, it, what, null))
      const ratio = (own as number) / (floor as number)
      made.verdicts.push({
        ...{ work: 'push', target: `${what}: at most 1.5 × a raw batch (${name})` },
        found: `${spell(own as number, 'ms')} against ${spell(floor as number, 'ms')}: ${spell(ratio, '×')}`,
        isReached: ratio <= 1.5,
      })
    }
  }
}
