/** A stretch of words: in both texts, only in the second (`in`), or only in the first (`out`). */
export interface Stretch {
  text: string
  is: 'same' | 'in' | 'out'
}

/** Two long texts with nothing in common would take a phone's memory to line up. */
const MOST_PAIRS = 4_000_000

/** A word with the white space before it, so that a line break stays where it was. */
const wordsOf = (text: string): string[] => text.match(/\s*\S+/g) ?? []
const isSameWord = (a: string | undefined, b: string | undefined) => a?.trim() === b?.trim()

/**
 * Where two texts differ, word by word: what they have in common is as much as can be (the longest
 * common subsequence), so that as little as possible is marked.
 */
export function compareWords(before: string, after: string): Stretch[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < a.length && start < b.length && isSameWord(a[start], b[start])) start++
  let end = 0
  const room = Math.min(a.length, b.length) - start
  while (end < room && isSameWord(a[a.length - 1 - end], b[b.length - 1 - end])) end++
  const middle = lineUp(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const same = (words: string[]): Stretch[] => words.map((text) => ({ text, is: 'same' }))
  return join([...same(b.slice(0, start)), ...middle, ...same(b.slice(b.length - end))])
}

function lineUp(a: readonly string[], b: readonly string[]): Stretch[] {
  const out = a.map((text): Stretch => ({ text, is: 'out' }))
  const into = b.map((text): Stretch => ({ text, is: 'in' }))
  if (a.length * b.length > MOST_PAIRS) return [...out, ...into]
  const width = b.length + 1
  // How many words the rests of both have in common, from each pair of places on.
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = isSameWord(a[i], b[j])
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const found: Stretch[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (isSameWord(a[i], b[j])) found.push({ text: b[(i++, j++)] ?? '', is: 'same' })
    else if (at(i + 1, j) >= at(i, j + 1)) found.push(...out.slice(i, ++i))
    else found.push(...into.slice(j, ++j))
  }
  return [...found, ...out.slice(i), ...into.slice(j)]
}

/** Neighbours become one stretch; between two that are the same, what went comes before what came. */
function join(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  let [out, into] = ['', '']
  const flush = () => {
    if (out) joined.push({ text: out, is: 'out' })
    if (into) joined.push({ text: into, is: 'in' })
    out = into = ''
  }
  for (const { text, is } of stretches) {
    if (is === 'out') out += text
    else if (is === 'in') into += text
    else {
      flush()
      const last = joined.at(-1)
      if (last?.is === 'same') last.text += text
      else joined.push({ text, is })
    }
  }
  flush()
  // The first word of either text has no space before it.
  return joined.map(({ text, is }, at) => ({
    text: at > 0 && /^\S/.test(text) ? ` ${text}` : text,
    is,
  }))
}
