import { median } from '../run/stats.ts'
import type { Settled } from './page.ts'

const LONG_TASK_MS = 50

export interface Work {
  work: string
  /** Milliseconds its median may take; null where nothing is asked. */
  most: number | null
  /** Whether a long task is a fault. */
  isSmooth?: boolean
  runs: readonly Pick<Settled, 'ms' | 'wholeMs' | 'longest' | 'changes'>[]
}

export interface Line {
  work: string
  median: number
  worst: number
  /** Until all of the page stood, below the window too; its median. */
  whole: number
  longest: number
  most: number | null
  /** The median in yardsticks of the same run. */
  yardsticks: number
  /** Null where nothing is asked. */
  isMet: boolean | null
  /** Nothing on the screen changed: what was to be timed did not happen. */
  isIdle: boolean
}

export function lineOf({ work, most, isSmooth = false, runs }: Work, stick: number): Line {
  const ms = runs.map((it) => it.ms)
  const longest = Math.max(0, ...runs.map((it) => it.longest))
  const mid = median(ms)
  const isInTime = most === null ? null : mid <= most && !(isSmooth && longest > LONG_TASK_MS)
  return {
    ...{ work, median: mid, worst: Math.max(...ms), longest, most, yardsticks: mid / stick },
    whole: median(runs.map(({ wholeMs }) => wholeMs)),
    ...{ isMet: isInTime, isIdle: runs.every(({ changes }) => changes === 0) },
  }
}

export function print(lines: readonly Line[]): void {
  for (const {
    work,
    median: mid,
    worst,
    whole,
    longest,
    most,
    yardsticks,
    isMet,
    isIdle,
  } of lines) {
    const verdict = isMet === false ? 'NO' : isMet ? 'ok' : '  '
    const said = [
      `${verdict} ${work.padEnd(46)} ${mid.toFixed(0).padStart(5)} ms`,
      `worst ${worst.toFixed(0)}`,
      `whole page ${whole.toFixed(0)}`,
      `longest task ${longest.toFixed(0)} ms`,
      `${yardsticks.toFixed(1)} yardsticks`,
      ...(most === null ? [] : [`at most ${most}`]),
      ...(isIdle ? ['nothing on the screen changed'] : []),
    ]
    console.log(said.join(', '))
  }
}
