import { readValue } from './readValue.ts'
import type { Place } from './move.ts'
import type { ValueRule } from './readValue.ts'

/** The grid a block is pasted into: its rows and its editable columns, in the order they are shown. */
export interface Target {
  rows: readonly { id: string; label: string }[]
  columns: readonly { id: string; label: string }[]
  rule: ValueRule
}

export interface BlockRead {
  cells: { rowId: string; columnId: string; value: number | null }[]
  /** One sentence for each cell, row or column that was left out, naming where it stood in the block. */
  problems: string[]
  /** Rows and columns were found by the names that were pasted with them, not by their position. */
  isByName: boolean
}

/** A spreadsheet of a whole partnership is far below this; more is a mistake of the mouse. */
const MOST_CELLS = 20_000

/**
 * Reads a block copied from a spreadsheet. With its headings (a first line that names columns, a first
 * column that names rows) each value goes where it is named, in whatever order; without them it is laid
 * out from `at`. What was good is kept, and everything else is said.
 */
export function readBlock(text: string, at: Place, { rows, columns, rule }: Target): BlockRead {
  const lines = linesOf(text)
  if (lines.reduce((sum, line) => sum + line.length, 0) > MOST_CELLS)
    return { cells: [], problems: [`More than ${MOST_CELLS} cells: copy less.`], isByName: false }
  const heading = namesIn(lines[0] ?? [], columns)
  const hasHeading = heading.known > 0 && heading.known >= heading.strange
  const body = hasHeading ? lines.slice(1) : lines
  const firsts = namesIn(
    body.map((line) => line[0] ?? ''),
    rows,
  )
  const hasNames = firsts.known > 0 && firsts.known >= firsts.strange
  const from = hasNames ? 1 : 0

  const problems: string[] = []
  const place = (list: readonly { id: string; label: string }[], index: number, what: string) => {
    const found = list[index]
    if (!found) problems.push(`${what} lies outside the matrix`)
    return found
  }
  const width = Math.max(0, ...lines.map((line) => line.length))
  const targets = Array.from({ length: width - from }, (_, index) => {
    const place_ = index + from
    if (!hasHeading) return place(columns, at.column + index, `Column ${place_ + 1}`)
    const name = (lines[0]?.[place_] ?? '').trim()
    const found = byName(columns, name)
    if (!found && name) problems.push(`Column “${name}” is not in this matrix`)
    return found
  })
  const seen = new Set<string>()
  const cells = body.flatMap((line, index) => {
    const number = index + (hasHeading ? 2 : 1)
    const name = (line[0] ?? '').trim()
    const row = hasNames ? byName(rows, name) : place(rows, at.row + index, `Line ${number}`)
    if (hasNames && !row && !isBlank(line))
      problems.push(`Line ${number}, “${name}”, is not a row of this matrix`)
    if (!row) return []
    if (hasNames && seen.has(row.id)) {
      problems.push(`Line ${number} names “${name}” a second time`)
      return []
    }
    seen.add(row.id)
    return line.slice(from).flatMap((typed, column) => {
      const target = targets[column]
      if (!target) return []
      const { value, problem } = readValue(typed, rule)
      if (problem) problems.push(`Line ${number}, ${target.label}: ${problem}`)
      return value === undefined ? [] : [{ rowId: row.id, columnId: target.id, value }]
    })
  })
  return { cells, problems, isByName: hasHeading || hasNames }
}

/** Lines and cells of tab-separated text as spreadsheets write it: a quoted cell may hold both. */
export function linesOf(text: string): string[][] {
  const lines: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  while (cell.lastIndex < source.length) {
    const start = cell.lastIndex
    const found = cell.exec(source) ?? plain(source, start, cell)
    lines.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    const end = found[3] ?? ''
    if (end === '\t' && cell.lastIndex >= source.length) lines.at(-1)?.push('')
    if (end !== '\t' && end !== '' && cell.lastIndex < source.length) lines.push([])
  }
  // An empty line in the middle is an empty cell; those at the end come with the copying.
  while (lines.length > 0 && isBlank(lines.at(-1) ?? [])) lines.pop()
  return lines
}

const isBlank = (line: readonly string[]) => line.length < 2 && (line[0] ?? '').trim() === ''

/** A quote that is never closed is a letter like any other. */
function plain(source: string, start: number, cell: RegExp): RegExpExecArray {
  const bare = /()([^\t\r\n]*)(\t|\r\n|\r|\n|$)/y
  bare.lastIndex = start
  const found = bare.exec(source) as RegExpExecArray
  cell.lastIndex = bare.lastIndex
  return Object.assign(found, { 1: undefined }) as RegExpExecArray
}

const byName = <T extends { label: string }>(list: readonly T[], name: string): T | undefined =>
  name ? list.find(({ label }) => spelled(label) === spelled(name)) : undefined

/** Names agree whatever their case, spacing and punctuation: "Theft from person" typed by three people. */
export const spelled = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

function namesIn(words: readonly string[], list: readonly { label: string }[]) {
  const given = words.filter((word) => word.trim() !== '')
  const known = given.filter((word) => byName(list, word)).length
  const strange = given.filter((word) => !byName(list, word) && !/^[\s\d.,–—-]*$/.test(word)).length
  return { known, strange }
}
