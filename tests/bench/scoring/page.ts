import type { Found, Known } from '../../../shared/load/found.ts'
import type { Said } from '../../../web/src/lib/load/worker.ts'
import { yardstick } from '../pages/yardstick.ts'
import { answers } from './answer.ts'
import type { How, Told } from './reader.ts'
import { sensitivity, temporal } from './timed.ts'

/** What is asked of the page. */
const longTasks: number[] = []
new PerformanceObserver((list) =>
  list.getEntries().forEach(({ duration }) => longTasks.push(duration)),
).observe({ entryTypes: ['longtask'] })

/** Does something, and says how long the page was deaf at the most meanwhile: 0 for under 50 ms. */
async function listening<Answer>(work: () => Promise<Answer>) {
  const calm = () => new Promise((resolve) => setTimeout(resolve, 60))
  await calm()
  longTasks.length = 0
  const answer = await work()
  await calm()
  return { ...answer, longestTaskMs: Math.max(0, ...longTasks) }
}

const chosen = (count: number) =>
  [...(document.querySelector('input')?.files ?? [])]
    .toSorted((a, b) => Number(a.name.endsWith('csv')) - Number(b.name.endsWith('csv')))
    .slice(0, 1 + count)

/** A worker of its own each time, so that nobody reads with another's warm code. */
function inWorker<Answer>(script: string, message: unknown, isLast: (said: Answer) => boolean) {
  const worker = new Worker(script, { type: 'module' })
  return new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (!isLast(data)) return
      worker.terminate()
      resolve(data)
    })
    worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    worker.postMessage(message)
  })
}

const scoring = {
  ...{ answers, sensitivity, temporal, yardstick },
  /** Milliseconds inside the worker, from its being asked to its answer. */
  read: (how: How, known: Known, months: number) =>
    listening(() => {
      const asked = { files: chosen(months), known, publisher: 'x' }
      return inWorker<Told>('/reader.js', { how, asked }, () => true)
    }),
  /** As a person waits for it: the product's own worker, from its start to the answer on the page. */
  wait: (known: Known, months: number) =>
    listening(async () => {
      const from = performance.now()
      const asked = { files: chosen(months), known, publisher: 'x' }
      const said = await inWorker<Said>('/product.js', asked, (it) => !('progress' in it))
      if (!('found' in said)) throw new Error('the worker failed')
      const { counts, files }: Found = said.found
      return { ms: performance.now() - from, counts: counts.length, files: files.length }
    }),
}
export type Scoring = typeof scoring
Object.assign(window, { scoring })
