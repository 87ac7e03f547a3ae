import type { PullResponse } from '../../../shared/sync/protocol.ts'
import { District } from '../data/district.ts'
import { Office } from './office.ts'
import { ok, pullAll } from './phone.ts'
import { section, spell, valueOf } from './report.ts'
import type { Section } from './report.ts'
import { median } from './stats.ts'

/** A pull that brings nothing, in a database of one partnership and in one of thirty. */
export async function noChange(rounds: number): Promise<Section> {
  const [few, many, asks] = [1, 30, 40]
  const made = section('A pull that brings nothing', [
    `Two workers side by side, one whose D1 holds ${few} partnership of 20,000 rows and one whose D1 holds ${many} such; asked in turns,`,
    `${asks} times a round. Bytes are counted on the connection, with all headers, both ways.`,
  ])
  const district = new District(20_000)
  const offices = [await Office.open(), await Office.open()] as const
  try {
    for (const office of offices) await office.hold(district)
    for (let n = 1; n < many; n++) await offices[1].copy(district.partnershipId, `bench-copy-${n}`)
    const phones = await Promise.all(
      offices.map(async (office) => {
        const { client } = await office.seat(district.partnershipId, district.managerId)
        const { request } = await pullAll(client, district)
        return { client, request }
      }),
    )
    const [times, nothing] = [phones.map((): number[] => []), phones.map((): number[] => [])]
    let [bytes, trips] = [0, 0]
    for (let round = -1; round < rounds; round++) {
      for (let n = 0; n < asks; n++) {
        for (const [at, { client, request }] of phones.entries()) {
          const answer = ok(await client.post('/api/sync/pull', request))
          const page = JSON.parse(answer.text) as PullResponse
          if (page.rows.length + page.fill.length > 0 || page.more)
            throw new Error('something came')
          const { ms } = ok(await client.post('/bench/nothing', {}))
          if (round < 0) continue
          times[at]?.push(answer.ms)
          nothing[at]?.push(ms)
          bytes = Math.max(bytes, answer.bytesIn + answer.bytesOut)
          trips = Math.max(trips, answer.trips)
        }
      }
    }
    const add = (what: string, contender: string, all: number[] | undefined) =>
      made.figures.push({
        ...{ work: 'no-change', contender, what, speed: null, unit: 'ms' },
        ...{ of: `median of ${all?.length}`, value: median(all ?? []) },
      })
    for (const [at, count] of [few, many].entries())
      add('no-change pull', `${count} held`, times[at])
    for (const [at, count] of [few, many].entries())
      add('an empty request', `${count} held`, nothing[at])
    const [one, thirty] = [few, many].map((count) =>
      valueOf(made, `${count} held`, 'no-change pull', null),
    )
    const ratio = (thirty as number) / (one as number)
    made.verdicts.push(
      {
        ...{ work: 'no-change', target: 'request and answer: at most 2 KB (2,048 bytes)' },
        ...{ found: `${bytes} bytes with all headers`, isReached: bytes <= 2048 },
      },
      {
        ...{ work: 'no-change', target: '1 D1 round trip' },
        ...{ found: String(trips), isReached: trips === 1 },
      },
      {
        ...{
          work: 'no-change',
          target: `with ${many} partnerships at most 1.3 × as long as with ${few}`,
        },
        ...{ found: spell(ratio, '×'), isReached: ratio <= 1.3 },
      },
    )
  } finally {
    await Promise.all(offices.map((office) => office.close()))
  }
  return made
}
