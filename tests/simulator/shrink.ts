import type { Failure } from './batch.ts'
import type { Case } from './history.ts'

type Try = (it: Case) => Promise<Failure | null>

const MAX_TRIES = 250
const PATIENCE_MS = 40_000

/**
 * Takes away what a failing history does not need: steps by halves and then one by one, faults, people,
 * waiting. What still fails, at the same promise, is what is left.
 */
export async function shrink(failure: Failure, attempt: Try): Promise<Failure> {
  let best = failure
  let tries = 0
  const start = performance.now()
  const take = async (change: Partial<Case>): Promise<boolean> => {
    if (tries++ > MAX_TRIES || performance.now() - start > PATIENCE_MS) return false
    const found = await attempt({ ...best.case, ...change })
    if (found?.invariant !== failure.invariant) return false
    best = found
    return true
  }
  for (let size = best.case.steps.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.case.steps.length;) {
      const steps = best.case.steps.toSpliced(at, size)
      if (!(await take({ steps }))) at += size
    }
  }
  for (const fault of Object.keys(best.case.rates)) {
    const { [fault as 'abort']: _gone, ...rates } = best.case.rates
    await take({ rates })
  }
  for (let at = best.case.people.length - 1; at > 0; at--)
    await take({ people: best.case.people.toSpliced(at, 1) })
  if (best.case.hasPoke) await take({ hasPoke: false })
  for (const [at, step] of best.case.steps.entries()) {
    if (step.wait > 0) await take({ steps: best.case.steps.with(at, { ...step, wait: 0 }) })
  }
  return best
}
