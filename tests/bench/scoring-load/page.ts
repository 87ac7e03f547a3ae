import type { Known } from '../../../shared/load/found.ts'

/** What the bench asks of the page: to read the chosen files with one worker or the other. */
const chosen = () => [...(document.querySelector('input')?.files ?? [])]
const longTasks: number[] = []
new PerformanceObserver((list) =>
  list.getEntries().forEach(({ duration }) => longTasks.push(duration)),
).observe({ entryTypes: ['longtask'] })

function ask(worker: Worker, message: unknown) {
  const from = performance.now()
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Record<string, unknown>>) => {
      if ('progress' in data) return
      resolve({ ...data, wholeMs: performance.now() - from })
      worker.terminate()
    })
    worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    worker.postMessage(message)
  })
}
const workerOf = (name: string) => new Worker(`/${name}.js`, { type: 'module' })
const csvs = (count: number) =>
  chosen()
    .filter(({ name }) => name.endsWith('.csv'))
    .slice(0, count)

Object.assign(window, {
  bench: {
    bare: (how: string, count: number) => ask(workerOf('bare'), { files: csvs(count), how }),
    async ours(known: Known, count: number) {
      const maps = chosen().filter(({ name }) => name.endsWith('.geojson'))
      const asked = { files: [...maps, ...csvs(count)], known, publisher: 'x' }
      const { found, wholeMs } = await ask(workerOf('worker'), asked)
      return { counts: (found as { counts: unknown[] }).counts.length, ms: wholeMs }
    },
    longTasks,
  },
})
