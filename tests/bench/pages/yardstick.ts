const TIMES = 3

/**
 * A fixed piece of work beside every measurement: parsing a megabyte and hashing it. A machine that is busy or slow shows here
 * first, so figures of two runs can be compared by their ratio to it.
 */
export function yardstick(): number {
  text ??= JSON.stringify(Array.from({ length: 8_000 }, (_, n) => ({ n, words: 'x'.repeat(100) })))
  const times = Array.from({ length: TIMES }, () => timed(text as string))
  return times.sort((a, b) => a - b)[1] as number
}
let text: string | null = null

function timed(json: string): number {
  const start = performance.now()
  const list = JSON.parse(json) as { n: number; words: string }[]
  let hash = 0
  for (const { n, words } of list) {
    for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 31) + n
  }
  if (hash === 1) throw new Error('never')
  return performance.now() - start
}
