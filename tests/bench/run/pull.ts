import { FILL_ROWS } from '../../../shared/sync/limits.ts'
import { Dice } from '../data/dice.ts'
import { District } from '../data/district.ts'
import { Office } from './office.ts'
import { ok, pullAll } from './phone.ts'
import { section, spell, valueOf } from './report.ts'
import type { Section } from './report.ts'
import { Times } from './times.ts'

/** A first sync of 10,000 rows at the worker, beside selects that cut the same pages. */
export async function pull(rounds: number): Promise<Section> {
  const made = section('Pull of 10,000 rows at the worker', [
    'All pages of a first sync, one after the other, against one `select kind, id, scope, version, deleted, data … order by scope,',
    `version, id` +
      ' limit n` a page, answered as JSON, that cuts the very same pages: same rows, same order, same database and process.',
    'in one: the same select once, for all 10,000. The select neither asks who it is for nor what they may see.',
  ])
  const [office, district] = [await Office.open(), new District(10_000)]
  const { partnershipId } = district
  try {
    await office.hold(district)
    const { client } = await office.seat(partnershipId, district.managerId)
    const { cuts, rows, trips, bytes } = await pullAll(client, district)
    if (rows !== district.rows.length) throw new Error(`${rows} rows came`)
    const times = new Times()
    const dice = new Dice(rounds)
    let selected = 0
    const ways = {
      patchwork: async () => (await pullAll(client, district)).ms,
      pages: async () => {
        let [ms, after] = [0, { scope: '', version: 0, id: '' }]
        selected = 0
        for (const { count, ...cut } of cuts) {
          const answer = ok(
            await client.post('/bench/select', { partnershipId, after, limit: count }),
          )
          ms += answer.ms
          selected += answer.text.length
          after = cut
        }
        return ms
      },
      once: async () => {
        const after = { scope: '', version: 0, id: '' }
        return ok(await client.post('/bench/select', { partnershipId, after, limit: rows })).ms
      },
    }
    for (let round = -2; round < rounds; round++) {
      for (const way of dice.shuffle(Object.keys(ways)) as (keyof typeof ways)[]) {
        const ms = await ways[way]()
        if (round >= 0) times.add(way, ms)
      }
    }
    const what = `${rows} rows`
    times.into(made, 'pull', {
      pages: `${what}: select, ${cuts.length} pages`,
      patchwork: `${what}: patchwork, ${cuts.length} pages`,
      once: `${what}: select, in one`,
    })
    made.notes.push(
      `Bytes: Patchwork ${spell(bytes / 1e6, 'MB')}, the selects ${spell(selected / 1e6, 'MB')}. ` +
        `D1 round trips a page: ${Math.max(...trips)}. Pages are of at most ${FILL_ROWS} rows.`,
    )
    const [own, floor] = ['patchwork', 'select'].map((name) =>
      valueOf(made, `${name}, ${cuts.length} pages`, what, null),
    )
    const ratio = (own as number) / (floor as number)
    made.verdicts.push({
      ...{ work: 'pull', target: 'at most 1.5 × a bare select of the same pages' },
      found: `${spell(own as number, 'ms')} against ${spell(floor as number, 'ms')}: ${spell(ratio, '×')}`,
      isReached: ratio <= 1.5,
    })
  } finally {
    await office.close()
  }
  return made
}
