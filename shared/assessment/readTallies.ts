import { linesOf } from './grid/readBlock.ts'
import { readValue } from './grid/readValue.ts'

export interface Tally {
  label: string
  count: number
}

/**
 * Tallies of a survey as pasted or typed: an issue and a count a line, with a tab, comma or spaces
 * between. What is not understood is said by line; two lines of one issue are not added up by guess.
 */
export function readTallies(
  text: string,
  respondents: number,
): { tallies: Tally[]; problems: string[] } {
  const problems: string[] = []
  const tallies: Tally[] = []
  linesOf(text).forEach((cells, index) => {
    const [label, typed] = cells.length > 1 ? [cells[0], cells[1]] : parted(cells[0] ?? '')
    if (!label?.trim() && !typed?.trim()) return
    const at = `Line ${index + 1}`
    const { value, problem } = readValue(typed ?? '', { min: 0, max: 1e9, isWhole: true })
    if (!label?.trim()) problems.push(`${at} names no issue`)
    else if (problem) {
      // A heading above the numbers is no fault.
      if (index > 0 || tallies.length > 0 || /\d/.test(typed ?? ''))
        problems.push(`${at}: ${problem}`)
    } else if (value === null || value === undefined)
      problems.push(`${at}, ${label.trim()}: has no count`)
    else if (value > respondents)
      problems.push(`${at}, ${label.trim()}: ${value} is more than the ${respondents} who answered`)
    else if (tallies.some((it) => it.label.toLowerCase() === label.trim().toLowerCase()))
      problems.push(`${at} names ${label.trim()} a second time`)
    else tallies.push({ label: label.trim(), count: value })
  })
  return { tallies, problems }
}

const parted = (line: string): [string, string] => {
  const found = /^(.*?)[\s,;:]+([\d,.]+)\s*$/.exec(line)
  return found ? [found[1] ?? '', found[2] ?? ''] : [line, '']
}
