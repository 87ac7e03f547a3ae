import * as v from 'valibot'
import { Bands, type BandFrom, ascending, bandIssues, bandOf } from './bands.ts'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { type AtMost, isFeasible } from './numeric/feasible.ts'
import { Id } from './schema.ts'

const ColouredMatrix = v.object({
  rows: v.array(
    v.object({ id: Id, colours: v.pipe(v.array(Id), v.minLength(1)), publishedBand: Id }),
  ),
  bands: Bands,
})
type ColouredMatrix = v.InferOutput<typeof ColouredMatrix>

/** A guess at the scores behind the colours, from the lowest colour up. */
export type ScaleTried = {
  /** "1–4", or the scores themselves where they are not evenly spaced. */
  scale: string
  scores: { colour: string; score: number }[]
  /** How many of the `of` printed bands the sums of these scores fall in. */
  matches: number
  of: number
}

export type ColoursReconciled = {
  scales: ScaleTried[]
  monotoneScalePossible: boolean
  /** Row A is at least row B in every place of their sorted colours, yet printed in a lower band. */
  proof?: [string, string]
  reason: string
}

/**
 * A matrix of which only colours were published (the 2021/22 source is one): can any one scale, on
 * which a worse colour never scores less, give every printed total band? Candidate scales are counted
 * against the printed bands. A pair of rows that contradict each other proves there is none; without
 * such a pair the question is put exactly, as a system of linear inequalities. `bands` name the
 * colours too, in the order of their `from`. All this takes the plain sum, every variable weighing one.
 *
 * Throws `ScoringError` on a colour or band the bands do not name, or rows of different length.
 */
export function reconcileColours(input: v.InferInput<typeof ColouredMatrix>): ColoursReconciled {
  const { rows, bands } = parse(ColouredMatrix, input, colourIssues)
  const order = ascending(bands).map(({ id }) => id)
  const levels = rows.map((row) => ({
    id: row.id,
    colours: row.colours.map((colour) => order.indexOf(colour)).sort((a, b) => a - b),
    band: order.indexOf(row.publishedBand),
  }))
  const scales = candidates(levels, order).map(({ scale, scores }) => ({
    scale,
    scores: scores.flatMap((score, index) =>
      score === null ? [] : [{ colour: order[index] ?? '', score }],
    ),
    matches: levels.filter(({ colours, band }) => {
      const total = colours.reduce((sum, colour) => sum + (scores[colour] ?? 0), 0)
      return bandOf(total, bands) === order[band]
    }).length,
    of: rows.length,
  }))

  const pair = contradictingPair(levels)
  if (pair) {
    const [a, b] = pair
    const reason = `${a} is coloured at least as high as ${b} throughout, yet its total is printed in a lower band.`
    return { scales, monotoneScalePossible: false, proof: [a, b], reason }
  }
  const possible =
    scales.some(({ matches, of }) => matches === of) ||
    isFeasible(inequalities(levels, ascending(bands)))
  const reason = possible
    ? 'Some scale gives every printed band.'
    : 'No scale gives every printed band, though no two rows contradict each other by themselves.'
  return { scales, monotoneScalePossible: possible, reason }
}

type Levels = { id: string; colours: number[]; band: number }

function colourIssues({ rows, bands }: ColouredMatrix): ScoringIssue[] {
  const known = new Set(bands.map(({ id }) => id))
  const issues = [...repeatedIds(rows, 'rows'), ...bandIssues(bands, 'bands')]
  rows.forEach((row, at) => {
    row.colours.forEach((colour, place) => {
      if (!known.has(colour))
        issues.push({ path: `rows.${at}.colours.${place}`, message: `is no band: ${colour}` })
    })
    if (!known.has(row.publishedBand))
      issues.push({ path: `rows.${at}.publishedBand`, message: `is no band: ${row.publishedBand}` })
    if (row.colours.length !== rows[0]?.colours.length)
      issues.push({ path: `rows.${at}.colours`, message: 'is not as long as the first row' })
  })
  return issues
}

function contradictingPair(levels: Levels[]): [string, string] | null {
  for (const a of levels)
    for (const b of levels)
      if (a.band < b.band && a.colours.every((colour, at) => colour >= (b.colours[at] ?? 0)))
        return [a.id, b.id]
  return null
}

/** Even scales over the colours in use and over all of them, from 1 and from 0, and one that doubles. */
function candidates(levels: Levels[], order: string[]) {
  const used = order.map((_, level) => levels.some(({ colours }) => colours.includes(level)))
  const everyUsed = used.every(Boolean)
  const inUse = (score: (place: number) => number) => {
    let place = 0
    return used.map((isUsed) => (isUsed ? score(place++) : null))
  }
  const all = (score: (place: number) => number) => order.map((_, place) => score(place))
  const tried = [
    inUse((place) => place + 1),
    inUse((place) => place),
    inUse((place) => 2 ** place),
    ...(everyUsed
      ? []
      : [all((place) => place + 1), all((place) => place), all((place) => 2 ** place)]),
  ]
  return tried.map((scores) => ({ scores, scale: nameOf(scores) }))
}

function nameOf(scores: (number | null)[]): string {
  const known = scores.filter((score) => score !== null)
  const isEven = known.every((score, at) => score === (known[0] ?? 0) + at)
  return isEven ? `${known[0] ?? 0}–${known.at(-1) ?? 0}` : known.join(', ')
}

/** The lowest colour's score is a difference of two unknowns, so it may be negative; each step up is one. */
function inequalities(levels: Levels[], bands: BandFrom[]): AtMost[] {
  const strictly = 1e-6
  return levels.flatMap(({ colours, band }) => {
    const steps = bands.slice(1).map((_, step) => colours.filter((level) => level > step).length)
    const sum = [colours.length, -colours.length, ...steps]
    const floor = { coefficients: sum.map((part) => -part), bound: -(bands[band]?.from ?? 0) }
    const ceiling = bands[band + 1]
    return ceiling ? [floor, { coefficients: sum, bound: ceiling.from - strictly }] : [floor]
  })
}
