import { fetchParts } from './parts.ts'
import { readFiles } from './readFiles.ts'
import type { Asked, Progress } from './readFiles.ts'
import type { Found } from '../../../../shared/load/found.ts'

/** Reads files away from the page, which goes on answering. To cancel, the page ends this worker. */
export type Said =
  { progress: Progress } | { found: Found } | { failed: string } | { isReady: true }

const tell = (said: Said) => self.postMessage(said)

self.addEventListener('message', ({ data }: MessageEvent<Asked | 'get ready'>) => {
  if (data === 'get ready') {
    const done = () => tell({ isReady: true })
    return void fetchParts().then(done, done)
  }
  let toldAt = 0
  readFiles(data, (progress) => {
    if (performance.now() - toldAt < 100) return
    toldAt = performance.now()
    tell({ progress })
  }).then(
    (found) => tell({ found }),
    (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }),
  )
})
