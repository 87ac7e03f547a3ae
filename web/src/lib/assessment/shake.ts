import type { Sensitivity, sensitivity } from '../../../../shared/scoring/index.ts'

type Input = Parameters<typeof sensitivity>[0]
export interface ToShake {
  id: number
  input: Input
}
export interface Shaken {
  id: number
  sensitivity: Sensitivity
}

/**
 * Asks the worker what other weights would do to a matrix. Only the latest question matters: an answer
 * to an earlier one resolves to null. Close it when the page goes.
 */
export class Shaker {
  #worker: Worker | null = null
  #latest = 0
  #waiting = new Map<number, (answer: Sensitivity | null) => void>()

  async shake(input: Input): Promise<Sensitivity | null> {
    const worker = this.#open()
    const id = ++this.#latest
    for (const [earlier, done] of this.#waiting) {
      done(null)
      this.#waiting.delete(earlier)
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve)
      worker.onerror = () => reject(new Error('the draws could not be made'))
      worker.postMessage({ id, input } satisfies ToShake)
    })
  }

  close() {
    this.#worker?.terminate()
    this.#worker = null
  }

  #open(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./shake.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Shaken>) => {
      this.#waiting.get(data.id)?.(data.sensitivity)
      this.#waiting.delete(data.id)
    })
    return (this.#worker = worker)
  }
}
