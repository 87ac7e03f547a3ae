import { plainQuestion } from '../../../../../shared/figures/question.ts'
import { answerInSteps } from '$lib/figures.ts'
import type { Shell } from '$lib/shell.svelte.ts'
import { fetchAll } from './rooms.ts'

const made = new WeakSet<Shell>()
const idle = () =>
  new Promise<unknown>((resolve) =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(resolve) : setTimeout(resolve, 200),
  )

/**
 * Fetches the overview and works out its first figures while nothing else is done, so that it opens with
 * them. They are those of the rows here, and what changes until then is all that has to be worked out again.
 */
export async function makeReady(shell: Shell): Promise<void> {
  if (made.has(shell)) return
  made.add(shell)
  fetchAll()
  await answerInSteps(shell, plainQuestion(shell.today), idle, () => !shell.isClosed)
}
