import type { Say } from '../../../../shared/load/problem.ts'

/**
 * The text of a stream of bytes, chunk by chunk: UTF-8 with or without its mark, UTF-16 with one, and else
 * Windows-1252, which is what a spreadsheet on a British desk saves. Bytes that are no UTF-8 may come late
 * in a file, so what was decoded before them stands: up to there the two agree, or it was UTF-8 all along.
 */
export async function* textOf(
  bytes: AsyncIterable<Uint8Array>,
  say: Say,
): AsyncGenerator<string, void, undefined> {
  let decoder = new TextDecoder('utf-8', { fatal: true })
  let left = new Uint8Array(0)
  let isFirst = true
  let isGuessed = false
  const decode = (chunk: Uint8Array) => {
    if (isGuessed) return decoder.decode(chunk, { stream: true })
    try {
      return decoder.decode(chunk, { stream: true })
    } catch {
      isGuessed = true
      decoder = new TextDecoder('windows-1252')
      say('encoding', 'is not UTF-8: read as Windows-1252, so look at names with accents or £', {
        weight: 'note',
      })
      return decoder.decode(chunk, { stream: true })
    }
  }
  for await (const chunk of piecesOf(bytes)) {
    const given = left.length === 0 ? chunk : joined(left, chunk)
    if (isFirst) {
      const wide = wideMark(given)
      if (wide) {
        isGuessed = true
        decoder = new TextDecoder(wide)
        say('encoding', 'is UTF-16: read as such', { weight: 'note' })
      }
    }
    // A letter that ends in the next chunk waits for it, so that a failure leaves nothing half decoded.
    const whole = isGuessed ? given.length : wholeUtf8(given)
    left = given.slice(whole)
    const text = decode(given.subarray(0, whole))
    isFirst = false
    if (text) yield text
  }
  const last = decode(left) + (isGuessed ? decoder.decode() : '')
  if (last) yield last
}

/**
 * What is decoded and parsed at once: large enough to be quick, small enough that its text is young garbage. Engines put
 * longer texts among old things, which they are slow to clear away; a browser hands over two megabytes at a time.
 */
const PIECE = 64 * 1024

async function* piecesOf(bytes: AsyncIterable<Uint8Array>) {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE)
  }
}

const wideMark = ([a, b]: Uint8Array) =>
  a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null

/** How many bytes there are without a letter begun at the end. */
function wholeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** A stream's chunks; the next one is on its way while one is worked on. Safari's streams cannot be iterated. */
export async function* chunksOf<T>(stream: ReadableStream<T>): AsyncGenerator<T, void, undefined> {
  const reader = stream.getReader()
  try {
    let next = reader.read()
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = reader.read()
      // If it fails nobody may be waiting yet; whoever then does is told.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
