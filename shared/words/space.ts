const units = ['KB', 'MB', 'GB', 'TB'] as const

/** Room on a disk as people say it: "640 KB", "12 MB", "3.1 GB". */
export function saySpace(bytes: number): string {
  let size = Math.max(bytes, 0) / 1000
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  const isFine = size < 9.95 && unit >= 2
  return `${(isFine ? size.toFixed(1) : Math.round(size).toString()).replace(/\.0$/, '')} ${units[unit]}`
}
