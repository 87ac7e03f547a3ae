import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { between, isWithin, moveBy } from '../../../shared/assessment/grid/move.ts'
import { linesOf, readBlock } from '../../../shared/assessment/grid/readBlock.ts'
import { readValue } from '../../../shared/assessment/grid/readValue.ts'
import {
  type CellChange,
  inverse,
  recounted,
  rescored,
  standing,
  withChanges,
} from '../../../shared/assessment/grid/changes.ts'
import type { Cell } from '../../../shared/assessment/matrixRow.ts'

const size = { rows: 19, columns: 11 }

describe('the keys of a grid', () => {
  test.each<[key: string, isControl: boolean, to: [number, number] | null]>([
    ['ArrowUp', false, [4, 3]],
    ['ArrowDown', false, [6, 3]],
    ['ArrowLeft', false, [5, 2]],
    ['ArrowRight', false, [5, 4]],
    ['Home', false, [5, 0]],
    ['End', false, [5, 10]],
    ['Home', true, [0, 0]],
    ['End', true, [18, 10]],
    ['ArrowDown', true, [18, 3]],
    ['ArrowLeft', true, [5, 0]],
    ['PageUp', false, [0, 3]],
    ['PageDown', false, [15, 3]],
    ['Tab', false, null],
    ['a', false, null],
    ['toString', false, null],
  ])('%s (with control: %s)', (key, isControl, to) => {
    const from = { row: 5, column: 3 }
    const place = to && { row: to[0], column: to[1] }
    expect(moveBy({ key, isControl }, from, size)).toEqual(place)
  })

  test('no key leaves the grid', () => {
    const keys = [
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'Home',
      'End',
      'PageUp',
      'PageDown',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.boolean(),
        fc.nat(18),
        fc.nat(10),
        (key, isControl, row, column) => {
          const to = moveBy({ key, isControl }, { row, column }, size)
          expect(to && to.row >= 0 && to.row < 19 && to.column >= 0 && to.column < 11).toBe(true)
        },
      ),
    )
  })

  test('a block is the same from either corner', () => {
    const a = { row: 2, column: 7 }
    const b = { row: 5, column: 1 }
    expect(between(a, b)).toEqual(between(b, a))
    expect(isWithin(between(a, b), { row: 3, column: 4 })).toBe(true)
    expect(isWithin(between(a, b), { row: 6, column: 4 })).toBe(false)
  })
})

const scale = { min: 1, max: 5 }
const counts = { min: 0, max: 1e9, isWhole: true }

describe('what is typed into a cell', () => {
  test.each([
    ['4', 4],
    [' 4.5 ', 4.5],
    ['1', 1],
    ['5.0', 5],
    ['', null],
    ['–', null],
    ['-', null],
    ['N/A', null],
  ])('%j is the score %s', (typed, value) => {
    expect(readValue(typed, scale)).toEqual({ value })
  })
  test.each([
    ['0', '0 is outside 1 to 5'],
    ['6', '6 is outside 1 to 5'],
    ['5.01', '5.01 is outside 1 to 5'],
    ['high', '“high” is not a number'],
    ['4,5', '“4,5” is not a number'],
    ['4 5', '“4 5” is not a number'],
    ['1e1', '“1e1” is not a number'],
    ['.', '“.” is not a number'],
    ['NaN', '“NaN” is not a number'],
    ['Infinity', '“Infinity” is not a number'],
  ])('%j is no score', (typed, problem) => {
    expect(readValue(typed, scale)).toEqual({ problem })
  })
  test.each([
    ['1,234', { value: 1234 }],
    ['0', { value: 0 }],
    ['2.4', { problem: '2.4 is not a whole number' }],
    ['-3', { problem: '-3 is negative' }],
  ])('%j as a count', (typed, read) => {
    expect(readValue(typed, counts)).toEqual(read)
  })
})

const target = {
  rows: ['Rape', 'Theft from the person', 'Arson'].map((label, at) => ({ id: `r${at}`, label })),
  columns: ['Volume', 'Trend', 'Cost'].map((label, at) => ({ id: `c${at}`, label })),
  rule: scale,
}
const origin = { row: 0, column: 0 }
const said = ({ cells }: ReturnType<typeof readBlock>) =>
  cells.map(({ rowId, columnId, value }) => `${rowId}${columnId}=${value}`).join(' ')

describe('a block from a spreadsheet', () => {
  test('without headings is laid out from where the cursor stands', () => {
    const read = readBlock('1\t2\r\n3\t\r\n', { row: 1, column: 1 }, target)
    expect(said(read)).toBe('r1c1=1 r1c2=2 r2c1=3 r2c2=null')
    expect(read).toMatchObject({ problems: [], isByName: false })
  })

  test('with headings goes where it is named, in whatever order', () => {
    const text = 'Type\tCost\tVolume\nARSON\t1\t2\ntheft from the  person\t3\t4'
    const read = readBlock(text, { row: 2, column: 2 }, target)
    expect(said(read)).toBe('r2c2=1 r2c0=2 r1c2=3 r1c0=4')
    expect(read.isByName).toBe(true)
  })

  test('with names of rows alone starts at the cursor’s column', () => {
    expect(said(readBlock('Arson\t5\t4', { row: 0, column: 1 }, target))).toBe('r2c1=5 r2c2=4')
  })

  test('what was good is kept, and everything else is said', () => {
    const text =
      'Type\tVolume\tWeather\tTrend\nRape\t9\t1\t2\nJaywalking\t1\t1\t1\nRape\t3\t3\t3\nArson\tlow\t\t4'
    const read = readBlock(text, origin, target)
    expect(said(read)).toBe('r0c1=2 r2c1=4')
    expect(read.problems).toEqual([
      'Column “Weather” is not in this matrix',
      'Line 2, Volume: 9 is outside 1 to 5',
      'Line 3, “Jaywalking”, is not a row of this matrix',
      'Line 4 names “Rape” a second time',
      'Line 5, Volume: “low” is not a number',
    ])
  })

  test('an empty line in a column is an empty cell, and pushes nothing up', () => {
    expect(said(readBlock('1\n\n3\n', origin, target))).toBe('r0c0=1 r1c0=null r2c0=3')
    expect(said(readBlock('Volume\n1\n2', { row: 1, column: 2 }, target))).toBe('r1c0=1 r2c0=2')
  })

  test('what would fall off the edge is said', () => {
    const read = readBlock('1\t2\n3\t4', { row: 2, column: 2 }, target)
    expect(said(read)).toBe('r2c2=1')
    expect(read.problems).toEqual([
      'Column 2 lies outside the matrix',
      'Line 2 lies outside the matrix',
    ])
  })

  test('a cell may hold tabs, quotes and line ends, and a stray quote is a letter', () => {
    expect(linesOf('"a\tb"\t"say ""x"""\n"c\nd"\te')).toEqual([
      ['a\tb', 'say "x"'],
      ['c\nd', 'e'],
    ])
    expect(linesOf('"open\t2\n3\t4')).toEqual([
      ['"open', '2'],
      ['3', '4'],
    ])
    expect(linesOf('\uFEFF1\t\n')).toEqual([['1', '']])
    expect(linesOf('1\t')).toEqual([['1', '']])
  })

  test('any text at all is read without a fault', () => {
    const piece = fc.constantFrom(
      '"',
      '\t',
      '\n',
      '\r\n',
      'Arson',
      'Volume',
      '3',
      ' ',
      '\u00a0',
      'é',
      ',',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.nat(2),
        fc.nat(2),
        (pieces, row, column) => {
          const { cells } = readBlock(pieces.join(''), { row, column }, target)
          for (const { value } of cells)
            expect(value === null || (value >= 1 && value <= 5)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('what is copied out comes back in', () => {
    const value = fc.option(fc.integer({ min: 2, max: 10 }).map((n) => n / 2))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value), { minLength: 3, maxLength: 3 }),
        (block) => {
          const text = block.map((line) => line.map((it) => it ?? '–').join('\t')).join('\n')
          const back = readBlock(text, origin, target).cells.map((it) => it.value)
          expect(back).toEqual(block.flat())
        },
      ),
    )
  })
})

const carried: Cell = {
  score: 2,
  source: 'Police',
  period: '2019',
  note: 'x',
  carriedFrom: '2019/20',
  colour: 'red',
}

describe('what becomes of a cell', () => {
  test('a carried cell that is scored again is this year’s own, without last year’s source', () => {
    expect(rescored(carried, 4)).toEqual({ score: 4, colour: 'red' })
  })
  test('a carried cell given the score it has stays carried', () => {
    expect(rescored(carried, 2)).toBe(carried)
  })
  test('a correction keeps the source', () => {
    expect(rescored({ score: 2, source: 'Police' }, 4)).toEqual({ score: 4, source: 'Police' })
  })
  test('an emptied cell keeps what is known about it; a cell that never was stays away', () => {
    expect(rescored({ score: 2, source: 'Police' }, null)).toEqual({
      score: null,
      source: 'Police',
    })
    expect(rescored(null, null)).toBeNull()
  })
  test('a count is not a score, and zero is a count', () => {
    expect(recounted(null, 0)).toEqual({ score: null, count: 0 })
    expect(recounted({ score: null, count: 3 }, null)).toBeNull()
    expect(recounted({ score: null, colour: 'red', count: 3 }, null)).toEqual({
      score: null,
      colour: 'red',
    })
  })

  test('undoing gives back what stood there, and leaves alone what somebody else has scored since', () => {
    const rows: Record<string, { cells: Record<string, Cell> }> = {
      a: { cells: { v: carried } },
      b: { cells: {} },
    }
    const one = (id: string) => rows[id]
    const done: CellChange[] = [
      { rowId: 'a', columnId: 'v', before: carried, after: rescored(carried, 5) },
      { rowId: 'b', columnId: 'v', before: null, after: { score: 3 } },
      { rowId: 'gone', columnId: 'v', before: null, after: { score: 3 } },
    ]
    const apply = (changes: CellChange[]) => {
      for (const it of changes) {
        const row = rows[it.rowId]
        if (row) row.cells = withChanges(row.cells, [it])
      }
    }
    apply(standing(done, { one }).mine)
    expect(rows.b?.cells).toEqual({ v: { score: 3 } })
    const somebody = { score: 1 }
    rows.b = { cells: { v: somebody } }
    const { mine, theirs } = standing(inverse(done), { one })
    apply(mine)
    expect(rows).toEqual({ a: { cells: { v: carried } }, b: { cells: { v: somebody } } })
    expect(theirs.map(({ rowId }) => rowId)).toEqual(['b', 'gone'])
  })
})
