import { flushSync } from 'svelte'
import { painted } from './ui/painted.ts'

/** Work that nobody waits for, a piece at a time: between two pieces the screen is drawn and hears its person. */

declare const scheduler: { yield?: () => Promise<void> } | undefined

/** Lets the browser draw, and hear whoever taps, before work goes on. */
export const breathe = (): Promise<void> =>
  typeof scheduler !== 'undefined' && scheduler.yield
    ? scheduler.yield()
    : new Promise((resolve) => setTimeout(resolve))

const waiting = new Map<() => void, boolean>()
let isAtWork = false

/**
 * Does it when its turn comes: whatever was handed in first, first. What is `seen` is not worth a frame of
 * waiting. Handed in once more before that, it is done once. Answers how to take it back.
 */
export function inTurn(work: () => void, isSeen: boolean): () => void {
  waiting.set(work, isSeen)
  if (!isAtWork) {
    isAtWork = true
    void takeTurns().finally(() => (isAtWork = false))
  }
  return () => void waiting.delete(work)
}

/** So long what is seen is drawn in one go: each frame in between costs as much as a part of a page. */
const SLICE_MS = 16

async function takeTurns() {
  let since = -Infinity
  for (const [work, isSeen] of waiting) {
    const isPutOff = !isSeen && !document.hidden
    if (isPutOff || performance.now() - since > SLICE_MS) {
      await (isPutOff ? painted() : breathe())
      since = performance.now()
    }
    if (waiting.delete(work)) flushSync(work)
  }
}

/** On paper stands everything. */
if (typeof addEventListener === 'function')
  addEventListener('beforeprint', () => {
    for (const work of waiting.keys()) if (waiting.delete(work)) work()
    flushSync()
  })
