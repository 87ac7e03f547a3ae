import { carryForward } from '../scoring/index.ts'
import type { Edition, PriorityEdition } from './edition.ts'
import type { Cell, MatrixRow } from './matrixRow.ts'
import { shortMonths } from './words.ts'

/** The nine variables of the 2021/22 rolling plan's priority matrix, in its order. */
export const standardVariables = [
  { id: 'volume', label: 'Volume' },
  { id: 'performance', label: 'Performance' },
  { id: 'trend', label: 'Trend' },
  { id: 'cost', label: 'Cost' },
  { id: 'seriousness', label: 'Seriousness' },
  { id: 'generator', label: 'Generator' },
  { id: 'public-concern', label: 'Public concern' },
  { id: 'priority', label: 'Priority' },
  { id: 'pestelo', label: 'PESTELO' },
] as const

/** The nineteen types of that matrix, in its order, for a partnership that begins with none. */
export const standardTypes = [
  'Violence with injury',
  'Violence without injury',
  'Possession of weapon offences',
  'Other sexual offences',
  'Rape',
  'Residential burglary',
  'Business and community burglary',
  'Robbery (all)',
  'Theft from the person',
  'Bicycle theft',
  'Vehicle offences',
  'Shoplifting',
  'All other theft offences',
  'Drug offences',
  'Public order offences / antisocial behaviour',
  'Domestic abuse',
  'Criminal damage',
  'Arson',
  'Racially/religiously aggravated',
] as const

/** Scores 1 to 5 and the bands printed in 2021/22: a start for a partnership to replace. */
export const standardMethod: PriorityEdition['method'] = {
  minScore: 1,
  maxScore: 5,
  bands: [
    { id: 'blue', from: 9 },
    { id: 'green', from: 15 },
    { id: 'yellow', from: 20 },
    { id: 'orange', from: 24 },
    { id: 'red', from: 26 },
  ],
}

export interface Beginning {
  label: string
  fromOn: string
  toOn: string
  /** The variables that are scored anew this year; the cells of all others are carried. */
  changed: readonly string[]
}

export interface Begun {
  edition: PriorityEdition
  rows: Omit<MatrixRow, 'editionId'>[]
}

/** An edition with the standard types and variables, and not one score. */
export function beginAfresh({ label, fromOn, toOn }: Omit<Beginning, 'changed'>): Begun {
  return {
    edition: {
      matrix: 'priority',
      label,
      fromOn,
      toOn,
      variables: standardVariables.map((it) => ({ ...it })),
      method: standardMethod,
    },
    rows: standardTypes.map((type, at) => ({ label: type, order: at + 1, cells: {} })),
  }
}

/**
 * A partial update of an earlier edition, as the 2021/22 plan made one: "only the volume, performance and
 * trend" anew, the rest carried and marked with the edition it was scored in. Who may see it and how it
 * is marked go with it. Throws `ScoringError` on a changed variable that the edition does not have.
 */
export function beginFrom(
  previous: PriorityEdition,
  lines: readonly (MatrixRow & { id: string })[],
  { label, fromOn, toOn, changed }: Beginning,
): Begun {
  const { note: _note, ...kept } = previous
  const { rows } = carryForward({ ...kept, id: yearOf(previous.label), rows: lines }, changed)
  return {
    edition: { ...kept, label, fromOn, toOn },
    rows: rows.map(({ label: type, order, cells, isFlag }) => ({
      label: type,
      order,
      cells: scoredOnly(cells),
      ...(isFlag ? { isFlag } : {}),
    })),
  }
}

/** What people call an edition for short: "Priority matrix 2021/22" is 2021/22. */
export const yearOf = (label: string) => /\b\d{4}[/–-]\d{2,4}\b/.exec(label)?.[0] ?? label

/** A colour without a number was never a score: there is nothing in it to carry. */
const scoredOnly = (cells: Record<string, Cell | { score: null }>): Record<string, Cell> =>
  Object.fromEntries(Object.entries(cells).filter(([, { score }]) => score !== null))

const groups: Record<string, readonly string[]> = {
  Age: ['Under 18', '18 to 24', '25 to 34', '35 to 44', '45 to 54', '55 to 64', '65 and over'],
  Sex: ['Female', 'Male'],
  Repeat: ['First time', 'Repeat'],
}

/** The columns of a victim or accused matrix to begin with: age, sex and repeat status. */
export const standardColumns = Object.entries(groups).flatMap(([facet, labels]) =>
  labels.map((label) => ({
    id: `${facet}-${label}`.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    label,
    facet,
  })),
)

/** A matrix of counts with the given types and not one count. Twelve months begin with that of `fromOn`. */
export function beginCounted(
  matrix: Exclude<Edition['matrix'], 'priority'>,
  { label, fromOn, toOn }: Omit<Beginning, 'changed'>,
  types: readonly string[],
): { edition: Edition; rows: Begun['rows'] } {
  const rows = types.map((type, at) => ({ label: type, order: at + 1, cells: {} }))
  const about = { label, fromOn, toOn }
  if (matrix !== 'temporal')
    return {
      edition: { matrix, ...about, columns: standardColumns.map((it) => ({ ...it })) },
      rows,
    }
  const first = Number(fromOn.slice(5, 7)) - 1
  const months = shortMonths.map((_, at) => shortMonths[(first + at) % 12] ?? '')
  return {
    edition: {
      matrix,
      ...about,
      months: months.map((name) => ({ id: name.toLowerCase(), label: name })),
    },
    rows,
  }
}
