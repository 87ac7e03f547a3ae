import { sensitivity } from '../../../../shared/scoring/index.ts'
import type { Shaken, ToShake } from './shake.ts'

// The draws are made beside the page, which goes on answering while they are.
addEventListener('message', ({ data }: MessageEvent<ToShake>) => {
  const answer: Shaken = { id: data.id, sensitivity: sensitivity(data.input) }
  postMessage(answer)
})
