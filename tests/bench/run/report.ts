/** One measured number. */
export interface Figure {
  work: string
  contender: string
  what: string
  speed: 1 | 4 | null
  value: number
  unit: string
  /** How often it was measured, and what of that `value` is. */
  of: string
  /** Against the fixed yardstick of the same run: comparable between machines. */
  yardsticks?: number
}

/** What was to be reached, and whether it was. */
export interface Verdict {
  work: string
  target: string
  found: string
  isReached: boolean
}

export interface Section {
  title: string
  /** What exactly was timed, and how. */
  notes: string[]
  figures: Figure[]
  verdicts: Verdict[]
  /** Contenders that could not be run, and why. */
  notRun: { contender: string; why: string }[]
}

export const section = (title: string, notes: string[] = []): Section => ({
  ...{ title, notes, figures: [], verdicts: [], notRun: [] },
})

/** The value of a figure, or NaN: a verdict on what was not measured is `no`. */
export const valueOf = (
  { figures }: Section,
  contender: string,
  what: string,
  speed: Figure['speed'],
): number =>
  figures.find((it) => it.contender === contender && it.what === what && it.speed === speed)
    ?.value ?? Number.NaN

const digits = (value: number) =>
  Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 10
      ? value.toFixed(1)
      : value.toFixed(2)
export const spell = (value: number, unit: string) =>
  Number.isNaN(value) ? '·' : `${digits(value)}${unit ? ` ${unit}` : ''}`

/** A section as people read it: a line a contender, a column a speed. */
export function print({ title, notes, figures, verdicts, notRun }: Section): string {
  const lines = [...new Set(figures.map(({ what, contender }) => `${what}\u0000${contender}`))]
  const floors = new Map<string, number>()
  const cells = lines.map((line) => {
    const [what = '', contender = ''] = line.split('\u0000')
    const at = (speed: Figure['speed']) =>
      figures.find((it) => it.what === what && it.contender === contender && it.speed === speed)
    const [plain, slow, only] = [at(1), at(4), at(null)]
    const first = plain ?? slow ?? only
    if (first && !floors.has(what)) floors.set(what, first.value)
    const ratio = first ? first.value / (floors.get(what) as number) : Number.NaN
    const say = (it?: Figure) => (it ? spell(it.value, it.unit) : '')
    const sticks = first?.yardsticks === undefined ? '' : `${first.yardsticks.toFixed(1)}`
    return [
      what,
      contender,
      say(plain ?? only),
      say(slow),
      spell(ratio, '×'),
      sticks,
      first?.of ?? '',
    ]
  })
  return [
    `\n## ${title}`,
    ...notes.map((note) => `   ${note}`),
    ...table([['what', 'contender', '1×', '4×', 'to first', 'yardsticks', 'of'], ...cells]),
    ...notRun.map(({ contender, why }) => `   not run: ${contender}: ${why}`),
    ...verdicts.map(
      ({ target, found, isReached }) => `   ${isReached ? '✓' : '✗'} ${target}   →   ${found}`,
    ),
  ].join('\n')
}

function table(rows: string[][]): string[] {
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length))) ?? []
  return rows.map((row) =>
    `   ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
  )
}
