import { median, p95 } from '../run/stats.ts'
import type { Timed } from '../plan/page.ts'
import type { Frames, Tapped } from './page.ts'

const LONG_TASK_MS = 50
const READY_MS = 1_500
const SAVED_MS = 50
/** A bare write takes longer only while something else has the processor or the disk. */
const FREE_MS = 12
const FREE = '… while the machine was free'
/** Longer than one frame and a half: something was not drawn in time. */
const LATE_FRAME_MS = (1000 / 60) * 1.5
/** So many more frames in a hundred may be late than of the plain page beside it. */
const MORE_LATE = 0.05

export interface Line {
  work: string
  count: number
  median: number
  p95: number
  worst: number
  longestTask: number
  /** Null where nothing is asked. */
  isMet: boolean | null
  beside: string
}

/** Two lines: all taps, and those that were made while nothing else held the machine up. */
export function sayTaps(work: string, taps: readonly Tapped[]): Line[] {
  const free = taps.filter(({ bare }) => bare <= FREE_MS)
  const all = sayTapped(work, taps)
  return [all, ...(free.length > 0 && free.length < taps.length ? [sayTapped(FREE, free)] : [])]
}

function sayTapped(work: string, taps: readonly Tapped[]): Line {
  const of = (name: 'heard' | 'saved' | 'durable' | 'painted' | 'bare') =>
    taps.map((it) => it[name])
  const both = (ms: readonly number[]) => `${say(median(ms))}, p95 ${say(p95(ms))}`
  const line = figures(work, of('saved'), Math.max(...taps.map(({ longest }) => longest)))
  const early = taps.filter(({ saved, durable }) => saved < durable).length
  return {
    ...line,
    isMet: line.p95 <= SAVED_MS && early === 0,
    beside:
      `heard ${both(of('heard'))}; on the disk ${both(of('durable'))}; painted ${both(of('painted'))}; a bare write ${both(of('bare'))}` +
      (early > 0 ? `; ${early} said so before it was` : ''),
  }
}

export function sayPhotos(work: string, photos: readonly Timed[], isAsked: boolean): Line {
  const longest = Math.max(...photos.map((it) => it.longest))
  const line = figures(
    work,
    photos.map(({ ms }) => ms),
    longest,
  )
  const isMet = isAsked ? line.p95 <= READY_MS && longest <= LONG_TASK_MS : null
  return { ...line, isMet, beside: `at most ${READY_MS} ms and no task over ${LONG_TASK_MS}` }
}

const lateShare = (gaps: readonly number[]) =>
  gaps.filter((gap) => gap > LATE_FRAME_MS).length / Math.max(1, gaps.length)

export function sayFrames(work: string, runs: readonly Frames[], floor: readonly Frames[]): Line {
  const gaps = runs.flatMap((it) => it.gaps)
  const plain = floor.flatMap((it) => it.gaps)
  const [late, least] = [lateShare(gaps), lateShare(plain)]
  const line = figures(work, gaps, Math.max(...runs.map(({ longest }) => longest)))
  const isFloor = runs === floor
  const px = median(runs.map(({ scrolledPx }) => scrolledPx))
  return {
    ...line,
    isMet: isFloor ? null : late <= least + MORE_LATE,
    beside:
      `${percent(late)} of frames late over ${px.toFixed(0)} px` +
      (isFloor ? '' : `, plain page ${percent(least)}; p95 ${ratio(line.p95, p95(plain))} of its`),
  }
}

function figures(work: string, ms: readonly number[], longestTask: number): Omit<Line, 'isMet'> {
  return {
    ...{ work, count: ms.length, median: median(ms), p95: p95(ms), worst: Math.max(...ms) },
    ...{ longestTask, beside: '' },
  }
}

const say = (ms: number) => `${ms.toFixed(0)} ms`
const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const ratio = (a: number, b: number) => `${(a / b).toFixed(2)} ×`

export const print = (lines: readonly Line[]) => {
  for (const { work, count, median: mid, p95: most, worst, longestTask, isMet, beside } of lines) {
    const verdict = isMet === false ? 'NO' : isMet ? 'ok' : '  '
    console.log(
      `${verdict} ${work.padEnd(38)} n ${String(count).padStart(4)}  median ${say(mid).padStart(7)}  p95 ${say(most).padStart(7)}  worst ${say(worst).padStart(7)}  longest task ${say(longestTask)}`,
    )
    if (beside) console.log(`      ${beside}`)
  }
}
