import type { Found } from '../../../../shared/load/found.ts'
import type { Asked, Progress } from './readFiles.ts'
import type { Said } from './worker.ts'

export type Stage = 'choosing' | 'reading' | 'read' | 'failed'

const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/**
 * Has the worker and all it may need fetched once, so that files can be read after the signal is gone: what was fetched
 * stays on this device with the screens that were opened.
 */
export function getReady() {
  const worker = startWorker()
  const end = () => worker.terminate()
  worker.addEventListener('message', end)
  worker.addEventListener('error', end)
  worker.postMessage('get ready')
  return end
}

/** One reading of files, in a worker of its own. Nothing is kept by it. */
export class Loader {
  #stage = $state<Stage>('choosing')
  #progress = $state.raw<Progress | null>(null)
  #found = $state.raw<Found | null>(null)
  #why = $state('')
  #worker: Worker | null = null

  get stage() {
    return this.#stage
  }
  get progress() {
    return this.#progress
  }
  get found() {
    return this.#found
  }
  /** Why the reading itself broke; what is wrong in a file is in `found`. */
  get why() {
    return this.#why
  }

  start(asked: Asked) {
    this.cancel()
    this.#stage = 'reading'
    const worker = startWorker()
    this.#worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if ('progress' in data) this.#progress = data.progress
      else if ('found' in data) {
        this.#found = data.found
        this.#end('read')
      } else if ('failed' in data) this.#fail(data.failed)
    })
    worker.addEventListener('error', ({ message }) => this.#fail(message))
    worker.postMessage(asked)
  }

  /** Stops at once, in the middle of a file too, and forgets what was read. */
  cancel() {
    this.#progress = null
    this.#found = null
    this.#why = ''
    this.#end('choosing')
  }

  #fail(why: string) {
    // A script that could not be fetched says nothing.
    this.#why = why || 'what reads them is not on this device yet, and fetching it needs signal'
    this.#end('failed')
  }

  #end(stage: Stage) {
    this.#worker?.terminate()
    this.#worker = null
    this.#stage = stage
  }
}
