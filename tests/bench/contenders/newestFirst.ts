import type { Line } from './contract.ts'

/** For those who hold rows in memory: sorts them as a screen would. */
export const newestFirst = (lines: Line[], count: number): Line[] =>
  lines.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, count)
