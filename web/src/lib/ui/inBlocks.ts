export interface Block<T> {
  /** Counted from the list's end, so that what comes in at its top moves nothing from one block to another. */
  nth: number
  entries: T[]
}

/** The first `most` of a list in blocks of `size`, so that a browser can pass over those that are off the screen. */
export function inBlocks<T>(all: readonly T[], most: number, size: number): Block<T>[] {
  const blocks: Block<T>[] = []
  for (const [at, entry] of all.slice(0, most).entries()) {
    const nth = Math.floor((all.length - 1 - at) / size)
    const last = blocks.at(-1)
    if (last?.nth === nth) last.entries.push(entry)
    else blocks.push({ nth, entries: [entry] })
  }
  return blocks
}
