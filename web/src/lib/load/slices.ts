export interface Slice {
  /** Whole rows. */
  text: string
  /** The line its first row begins in; lines count from 1. */
  line: number
  /** Nothing follows: its last row may lack an end. */
  isLast: boolean
  /** A quote was opened and never closed: only this row is lost. */
  isOpen?: boolean
}

/** Less is not worth a call. */
const WANTED = 32 * 1024
/** No field of any table is this long: a quote is still open. */
const MOST_OPEN = 2 * 1024 * 1024

const QUOTE = 34
const isEdge = (code: number, separator: number) =>
  code === separator || code === 10 || code === 13 || Number.isNaN(code)

/**
 * Cuts text where a row ends, so that each piece can be parsed by itself. A line end inside quotes is no
 * row's end; a quote counts only where a field begins.
 */
export async function* slicesOf(
  chunks: AsyncIterable<string>,
  separator: string,
): AsyncGenerator<Slice, void, undefined> {
  const comma = separator.charCodeAt(0)
  let held = ''
  let line = 1
  for await (const chunk of chunks) {
    held += chunk
    while (held.length >= WANTED) {
      const end = lastRowEnd(held, comma)
      if (end > 0) {
        const text = held.slice(0, end)
        yield { text, line, isLast: false }
        line += lineEnds(text)
        held = held.slice(end)
      } else if (held.length > MOST_OPEN) {
        const text = held.slice(0, held.indexOf('\n') + 1 || held.length)
        yield { text, line, isLast: false, isOpen: true }
        line += lineEnds(text)
        held = held.slice(text.length)
        continue
      }
      break
    }
  }
  // An open quote would swallow the rest of the file: only its own line is given up.
  for (let from = openQuote(held, comma); from >= 0; from = openQuote(held, comma)) {
    const start = held.lastIndexOf('\n', from) + 1
    const end = held.indexOf('\n', from) + 1 || held.length
    if (start > 0) yield { text: held.slice(0, start), line, isLast: false }
    line += lineEnds(held.slice(0, start))
    yield { text: held.slice(start, end), line, isLast: end === held.length, isOpen: true }
    line += lineEnds(held.slice(start, end))
    held = held.slice(end)
  }
  if (held) yield { text: held, line, isLast: true }
}

/** One past the last line end outside quotes; 0 when there is none. */
function lastRowEnd(text: string, comma: number): number {
  if (!text.includes('"')) return text.lastIndexOf('\n') + 1
  let end = 0
  for (const [from, to] of plainRuns(text, comma)) {
    const at = text.lastIndexOf('\n', to - 1)
    if (at >= from) end = at + 1
  }
  return end
}

/** Where a quote opens that never closes; -1 when each one does. */
function openQuote(text: string, comma: number): number {
  let at = 0
  for (const [, to, isOpen] of plainRuns(text, comma)) {
    at = to
    if (isOpen) return at
  }
  return -1
}

/** The stretches outside quotes; the last says whether an open quote ends it. */
function* plainRuns(
  text: string,
  comma: number,
): Generator<[from: number, to: number, isOpen: boolean]> {
  let from = 0
  let at = text.indexOf('"')
  while (at >= 0) {
    if (!isEdge(text.charCodeAt(at - 1), comma)) {
      at = text.indexOf('"', at + 1)
      continue
    }
    let close = text.indexOf('"', at + 1)
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2)
    yield [from, at, close < 0]
    if (close < 0) return
    from = close + 1
    at = text.indexOf('"', from)
  }
  yield [from, text.length, false]
}

export function lineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
