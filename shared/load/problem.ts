/**
 * What was not understood, said so that a person can find it and mend it. `left out`: this line or part,
 * and nothing else. `refused`: the whole file. `note`: read, and worth knowing.
 */
export type Weight = 'left out' | 'refused' | 'note'

/** One word for each thing that can be wrong: what a report counts by. */
export const sorts = [
  'fields',
  'number',
  'negative',
  'fraction',
  'month',
  'quarter',
  'future',
  'type',
  'ward',
  'repeat',
  'scale',
  'band',
  'months',
  'metres',
  'swapped',
  'geometry',
  'quote',
  'truncated',
  'separator',
  'encoding',
  'not supplied',
  'bomb',
  'damaged',
  'too large',
  'not known',
  'not used',
  'no place',
  'twice',
  'simplified',
  'published',
] as const
export type Sort = (typeof sorts)[number]

export interface Problem {
  file: string
  /** Lines count from 1, the header among them. */
  line?: number
  /** Where in a file that has no lines: `features.3.geometry`. */
  path?: string
  sort: Sort
  weight: Weight
  message: string
}

export interface Tally {
  file: string
  sort: Sort
  weight: Weight
  count: number
}

const SHOWN = 20

/** Gathers problems: the first 20 of each sort of each file word by word, and how many there were. */
export class Report {
  readonly shown: Problem[] = []
  readonly #tallies = new Map<string, Tally>()

  add(problem: Problem) {
    const { file, sort, weight } = problem
    const key = `${sort}\n${weight}\n${file}`
    let tally = this.#tallies.get(key)
    if (!tally) this.#tallies.set(key, (tally = { file, sort, weight, count: 0 }))
    tally.count++
    if (tally.count <= SHOWN) this.shown.push(problem)
  }

  get tallies(): Tally[] {
    return [...this.#tallies.values()]
  }
}

/** Says problems of one file at a line or path. */
export type Say = (
  sort: Sort,
  message: string,
  where?: { line?: number; path?: string; weight?: Weight },
) => void

export const sayIn =
  (report: Report, file: string): Say =>
  (sort, message, { weight = 'left out', ...where } = {}) =>
    report.add({ file, ...where, sort, weight, message })
