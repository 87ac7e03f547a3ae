import type { PhotoFault } from '../../../../shared/photo/fault.ts'
import { changePhoto, makePhoto, makeSmall } from './make.ts'
import type { Change, Made } from './make.ts'
import { hasOffscreen, workerStudio } from './studio.ts'

/** Pictures are made away from the page, which goes on answering. */
export type Asked = { nth: number } & (
  | { make: Blob }
  | { change: Uint8Array<ArrayBuffer>; to: Change }
  | { small: Uint8Array<ArrayBuffer> }
)
export type Answer = Made | PhotoFault | Uint8Array<ArrayBuffer> | null
/** `unable`: a worker of this browser has no canvas; the page has to do it. */
export type Said = { nth: number } & ({ answer: Answer } | { unable: true } | { failed: string })

const tell = (said: Said, moved: Transferable[] = []) => self.postMessage(said, { transfer: moved })

function work(asked: Asked): Promise<Answer> {
  if ('make' in asked) return makePhoto(asked.make, workerStudio)
  if ('change' in asked) return changePhoto(asked.change, asked.to, workerStudio)
  return makeSmall(asked.small, workerStudio)
}

self.addEventListener('message', ({ data: asked }: MessageEvent<Asked>) => {
  const { nth } = asked
  if (!hasOffscreen()) return tell({ nth, unable: true })
  work(asked).then(
    (answer) => tell({ nth, answer }, movable(answer)),
    (error: unknown) =>
      tell({ nth, failed: error instanceof Error ? error.message : String(error) }),
  )
})

/** Handed over rather than copied. */
function movable(answer: Answer): Transferable[] {
  if (answer === null || typeof answer === 'string') return []
  return answer instanceof Uint8Array ? [answer.buffer] : [answer.bytes.buffer, answer.small.buffer]
}
