import { yardstick } from '../pages/yardstick.ts'

/** What is timed in the page itself. */
export interface Timed {
  ms: number
  /** The longest task meanwhile; 0 where none took 50 ms. */
  longest: number
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

/** From a tap until what it brings, as `shows` knows it, has been painted. */
async function timed(act: () => void, shows: () => boolean): Promise<Timed> {
  let longest = 0
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  watch.observe({ entryTypes: ['longtask'] })
  const start = performance.now()
  act()
  while (!shows()) {
    if (performance.now() - start > 20_000) throw new Error(`never: ${shows.toString()}`)
    await frame()
  }
  // In the first frame it is laid out, by the second it has been painted.
  await frame()
  await frame()
  const ms = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 300))
  watch.disconnect()
  return { ms, longest }
}

/** Scrolls the whole page, a finger's length a frame. Answers the longest task. */
async function scrolled(): Promise<Timed & { frames: number; slowest: number }> {
  let longest = 0
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  watch.observe({ entryTypes: ['longtask'] })
  const start = performance.now()
  let [frames, slowest, before] = [0, 0, await frame()]
  while (scrollY + innerHeight < document.documentElement.scrollHeight - 2) {
    scrollBy({ top: 160, behavior: 'instant' })
    const now = await frame()
    slowest = Math.max(slowest, now - before)
    before = now
    frames++
  }
  const ms = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 300))
  watch.disconnect()
  return { ms, longest, frames, slowest }
}

const planBench = { timed, scrolled, yardstick }
declare global {
  interface Window {
    planBench: typeof planBench
  }
}
window.planBench = planBench
