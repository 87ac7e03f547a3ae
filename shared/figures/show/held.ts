import { isSame } from '../../sync/canonical.ts'
import type { AskLine, OffLine, ReachLine, Slide, TargetLine } from './slides.ts'

/** What has become of a line since the room first saw it. */
export type Mark = 'new' | 'changed' | 'gone'
export interface HeldLine<T> {
  /** As it stands now; of one that is gone, as it last stood. */
  line: T
  mark: Mark | null
}

/**
 * Lines that are being looked at, and have changed meanwhile: none of them moves. What was there keeps its
 * place, what is new comes after it, what is gone stays and says so. `opened` is what was there first,
 * `held` what stands there now.
 */
export function hold<T extends { id: string }>(
  opened: readonly T[],
  held: readonly HeldLine<T>[],
  now: readonly T[],
): HeldLine<T>[] {
  const first = new Map(opened.map((line) => [line.id, line]))
  const current = new Map(now.map((line) => [line.id, line]))
  const there = new Set(held.map(({ line }) => line.id))
  const markOf = (line: T): Mark | null => {
    const before = first.get(line.id)
    if (!before) return 'new'
    return before === line || isSame(before, line) ? null : 'changed'
  }
  const stayed = held.map(({ line: last }): HeldLine<T> => {
    const line = current.get(last.id)
    return line ? { line, mark: markOf(line) } : { line: last, mark: 'gone' }
  })
  const fresh = now.filter(({ id }) => !there.has(id))
  return [...stayed, ...fresh.map((line) => ({ line, mark: markOf(line) }))]
}

/** A slide that is being shown, with everything where it was when it was opened. */
export interface HeldSlide {
  opened: Slide
  slide: Slide
  off: readonly HeldLine<OffLine>[]
  targets: readonly HeldLine<TargetLine>[]
  reach: readonly HeldLine<ReachLine>[]
  asks: readonly HeldLine<AskLine>[]
  /** How many of its lines bear a mark. */
  changes: number
}

/** The slide as it is to be shown after `before`, which is null, or of another slide, where this one is opened. */
export function holdSlide(before: HeldSlide | null, slide: Slide): HeldSlide {
  if (before?.slide === slide) return before
  const from = before?.opened.id === slide.id ? before : openedAt(slide)
  const { opened } = from
  const parts = {
    off: hold(opened.off, from.off, slide.off),
    targets: hold(opened.targets, from.targets, slide.targets),
    reach: hold(opened.reach, from.reach, slide.reach),
    asks: hold(opened.asks, from.asks, slide.asks),
  }
  const lines: readonly { mark: Mark | null }[] = Object.values(parts).flat()
  return { opened, slide, ...parts, changes: lines.filter(({ mark }) => mark !== null).length }
}

const plain = <T>(lines: readonly T[]) => lines.map((line) => ({ line, mark: null }))
const openedAt = (slide: Slide): HeldSlide => ({
  ...{ opened: slide, slide, changes: 0 },
  ...{ off: plain(slide.off), targets: plain(slide.targets) },
  ...{ reach: plain(slide.reach), asks: plain(slide.asks) },
})
