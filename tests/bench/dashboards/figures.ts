import { KeptFigures } from '../../../shared/figures/kept.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import { canonical } from '../../../shared/sync/canonical.ts'
import { median, p95 } from '../run/stats.ts'
import { aloneIn, rowsOf } from './asks.ts'
import { dashboardRows, pageOfChanges } from './data.ts'

/**
 * What figures cost by themselves, without a screen: from nothing, a filter, and a page of a hundred
 * changes. One line each, in milliseconds of this machine; a phone or an old desk takes some four times that.
 */
const today = '2026-11-22'
const rounds = 15

/** Milliseconds of this thread's own time: what else runs on the machine does not count. */
function timed<T>(work: () => T): [number, T] {
  const from = process.threadCpuUsage()
  const done = work()
  const { user, system } = process.threadCpuUsage(from)
  return [(user + system) / 1000, done]
}

const times = new Map<string, number[]>()
const note = (name: string, ...ms: number[]) => times.set(name, [...(times.get(name) ?? []), ...ms])

const stored = dashboardRows(today)
for (let round = 0; round < rounds; round++) {
  const page = pageOfChanges(today, round + 1)
  const [took, kept] = aloneIn(timed, stored, page, today)
  note('from nothing', took.nothing)
  note('a filter', ...took.filters)
  note('a page of 100 changes', took.page)
  if (round > 0) continue
  // What is fast and wrong is of no use.
  const plain = plainQuestion(today)
  const changed = new Map([...stored, ...page].map((row) => [row.id, row]))
  const afresh = new KeptFigures(rowsOf([...changed.values()])).answer(plain)
  if (canonical(afresh) !== canonical(kept.answer(plain))) throw new Error('the figures differ')
  console.log(`${stored.length} rows; ${JSON.stringify(afresh).length} bytes of figures`)
}
for (const [name, ms] of times)
  console.log(
    `${name}: median ${median(ms).toFixed(1)} ms, 95th ${p95(ms).toFixed(1)} ms, first ${ms[0]?.toFixed(1)} ms`,
  )
