import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Failure, Report } from './batch.ts'
import { kindsOfTransaction } from './boundary.ts'
import { Dice } from './dice.ts'
import { Tally } from './faults.ts'
import type { Case } from './history.ts'
import { planted } from './planted.ts'

/**
 * node tests/simulator/run.ts [--histories N] [--seed S] [--json] [--workers 2]: draws N histories from a
 * seed and runs them, and before them those that are pinned. With `--only I` the I-th alone, or with
 * `--case JSON` one that was printed, and its log.
 */
const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
    only: { type: 'string' },
    case: { type: 'string' },
    part: { type: 'string' },
    // A bug to plant: the run then ends with the first history that notices it.
    planted: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
})
const seed =
  values.seed === undefined ? Number(process.hrtime.bigint() % 4294967296n) : Number(values.seed)
const histories = Number(values.histories)
const workers = Number(values.workers)
const say = (line: string) => void (values.json || console.log(line))

/** The seed of one history. Each stands alone: it is the same whichever others run. */
const seedOf = (at: number) => Math.floor(new Dice(seed).of(`history ${at}`).next() * 4294967296)

const pinned = JSON.parse(readFileSync(new URL('pinned.json', import.meta.url), 'utf8')) as {
  why: string
  case: Case
}[]

/** A part of the histories, in a process of its own. */
async function runPart(part: number) {
  const { Batch, drawCase } = await import('./batch.ts')
  const batch = new Batch(values.planted ? 1 : 5)
  const finish = (failures: Failure[]) => {
    const report = { ...batch.report(), failures }
    process.send?.({ report }, () => process.exit(0))
  }
  setInterval(() => {
    const failure = batch.hanging()
    if (failure) finish([failure, ...batch.failures])
  }, 5_000)
  for (const [at, it] of values.planted ? [] : pinned.entries())
    if (at % workers === part) await batch.run(it.case)
  for (let at = part; at < histories && !batch.isOver; at += workers) {
    await batch.run(drawCase(seedOf(at)))
    if (at % 200 < workers) process.send?.({ histories: batch.histories })
  }
  const shrunk: Failure[] = []
  for (const failure of values.planted ? [] : batch.failures.slice(0, 2))
    shrunk.push(await batch.shrunk(failure))
  const report = {
    ...batch.report(),
    failures: [...shrunk, ...batch.failures.slice(shrunk.length)],
  }
  process.send?.({ report }, () => process.exit(0))
}

/** One history with everything that happened in it. */
async function runOne() {
  const { Batch, drawCase } = await import('./batch.ts')
  const batch = new Batch()
  const it = values.case ? (JSON.parse(values.case) as Case) : drawCase(seedOf(Number(values.only)))
  const outcome = await batch.run(it, true)
  for (const line of outcome.log) console.log(line)
  console.log(createHash('sha256').update(outcome.log.join('\n')).digest('hex'))
  process.exit(outcome.violation ? 1 : 0)
}

async function runAll() {
  const start = performance.now()
  say(`seed ${seed}, ${histories} histories and ${pinned.length} pinned`)
  const parts = Array.from({ length: workers }, (_, part) => startPart(part))
  const reports = await Promise.all(parts)
  const [faults, boundaries] = [new Tally(), new Tally()]
  for (const report of reports) {
    faults.take(report.faults)
    boundaries.take(report.boundaries)
  }
  const sum = (key: 'histories' | 'operations' | 'events') =>
    reports.reduce((all, it) => all + it[key], 0)
  const failures = reports.flatMap((it) => it.failures)
  const stalls = failures.filter(({ invariant }) => invariant === 'I10').length
  const result = {
    ...{ histories: sum('histories'), operations: sum('operations') },
    ...{ faults: sorted(faults.counts), boundaries: withAll(boundaries.counts) },
    ...{ violations: failures.length - stalls, stalls, seed },
    ...(values.planted && { caughtBy: failures[0]?.message ?? null }),
  }
  say(`\n${result.histories} histories, ${result.operations} operations, ${sum('events')} events`)
  say('\nFaults')
  for (const [name, count] of Object.entries(result.faults))
    say(`${String(count).padStart(8)}  ${name}`)
  say('\nTabs killed at')
  for (const [name, count] of Object.entries(result.boundaries))
    say(`${String(count).padStart(8)}  ${name}`)
  for (const failure of failures) {
    say(
      `\n${failure.message}\nto pin: ${JSON.stringify({ why: failure.invariant, case: failure.case })}`,
    )
  }
  const seconds = (performance.now() - start) / 1000
  say(`\n${result.violations} violations, ${stalls} stalls, seed ${seed}, ${seconds.toFixed(0)} s`)
  if (values.json) console.log(JSON.stringify(result))
  process.exit(failures.length > 0 || result.histories === 0 ? 1 : 0)
}

function startPart(part: number): Promise<Report> {
  const args = [
    '--histories',
    String(histories),
    '--seed',
    String(seed),
    '--workers',
    String(workers),
  ]
  const bug = values.planted ? ['--planted', values.planted] : []
  const child = fork(new URL(import.meta.url), [...args, ...bug, '--part', String(part)], {
    env: { ...process.env, ...(values.planted && { PLANTED: values.planted }) },
    // Much is made and thrown away: a larger nursery saves most of the collecting.
    execArgv: [...process.execArgv, '--max-semi-space-size=64', '--no-warnings'],
  })
  return new Promise((resolve, reject) => {
    child.on('message', (message: { report?: Report }) => message.report && resolve(message.report))
    child.on('exit', (code) => reject(new Error(`a part of the histories ended with ${code}`)))
  })
}

const sorted = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a))

/** Also those at which no tab was killed, so that a gap is seen. */
const withAll = (counts: Record<string, number>) =>
  Object.fromEntries(
    kindsOfTransaction.flatMap((kind) =>
      ['before', 'after'].map((moment) => {
        const name = `${kind}, ${moment} commit`
        return [name, counts[name] ?? 0]
      }),
    ),
  )

const fail = (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
if (values.list) console.log(JSON.stringify(planted.map(({ name }) => name)))
else if (values.part !== undefined) await runPart(Number(values.part)).catch(fail)
else if (values.only ?? values.case) await runOne().catch(fail)
else await runAll().catch(fail)
