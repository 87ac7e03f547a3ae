/** One row behind a figure, what it brings to it, and in a few words why it is there. */
export interface Behind {
  id: string
  count: number
  why: string
}

/** A figure that opens: `count` is always the sum over what stands behind it. */
export interface Figure {
  /** The kind of row that the ids are of. */
  kind: BehindKind
  count: number
  behind: readonly Behind[]
}
export type BehindKind =
  'action' | 'indicator' | 'event' | 'finding' | 'barrier' | 'conflict' | 'plan' | 'meeting'

export function figureOf(kind: BehindKind, behind: readonly Behind[]): Figure {
  let count = 0
  for (const it of behind) count += it.count
  return { kind, count, behind }
}

/** A figure of things that count one each. `whyOf` answers null for what is none of its business. */
export function countOf<T>(
  kind: BehindKind,
  things: readonly T[],
  idOf: (thing: T) => string,
  whyOf: (thing: T) => string | null,
): Figure {
  const behind: Behind[] = []
  for (const thing of things) {
    const why = whyOf(thing)
    if (why !== null) behind.push({ id: idOf(thing), count: 1, why })
  }
  return { kind, count: behind.length, behind }
}
