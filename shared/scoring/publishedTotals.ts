import { bandOf } from './bands.ts'
import type { MatrixMethod, Row } from './matrix.ts'

/** A place where what was printed and what the cells add up to part ways. */
/** What the cells give: a total, or the interval that missing ones allow, and a band if one is sure. */
type Computed = {
  total: number | null
  interval: { low: number; high: number } | null
  band: string | null
}

export type MatrixContradiction = {
  rowId: string
  kind: 'total-mismatch' | 'band-mismatch' | 'band-not-in-method'
  published: number | string
  /** What the cells give: a total, the interval of an incomplete one, a band, or null for none. */
  computed: number | { low: number; high: number } | string | null
  message: string
}

/**
 * Holds a row's printed total and band against its cells. A printed total is right when the computed
 * one rounds to it at the decimals it was printed with. A row too incomplete for a total of its own
 * is held against what its missing cells allow, and its printed band against its printed total.
 */
export function publishedAgainst(
  row: Row,
  scored: Computed | undefined,
  method: MatrixMethod,
): MatrixContradiction[] {
  if (!row.published || !scored) return []
  const { total, band } = row.published
  const found: MatrixContradiction[] = []
  const add = (kind: MatrixContradiction['kind'], about: Said) =>
    found.push({ rowId: row.id, kind, ...about })

  if (total !== undefined && !agrees(total, scored))
    add('total-mismatch', aboutTotal(total, scored))
  if (band === undefined) return found
  if (!method.bands.some(({ id }) => id === band)) {
    const message = `The printed band, ${band}, is not one of the method's bands.`
    add('band-not-in-method', { published: band, computed: scored.band, message })
    return found
  }
  const possible = possibleBands(scored, method)
  if (!possible.includes(band)) {
    const message = `The printed band is ${band} but the scores give ${possible.join(' or ') || 'none'}.`
    add('band-mismatch', { published: band, computed: scored.band, message })
  } else if (total !== undefined && scored.total === null) {
    const computed = bandOf(total, method.bands)
    const message = `The printed total ${total} lies in ${computed ?? 'no band'}, not in ${band}.`
    if (computed !== band) add('band-mismatch', { published: band, computed, message })
  }
  return found
}

type Said = Pick<MatrixContradiction, 'published' | 'computed' | 'message'>

function aboutTotal(total: number, { total: sum, interval }: Computed): Said {
  const message = interval
    ? `The printed total is ${total} but the scores allow only ${interval.low} to ${interval.high}.`
    : `The printed total is ${total} but the scores add up to ${sum}.`
  return { published: total, computed: sum ?? interval, message }
}

function agrees(printed: number, { total, interval }: Computed): boolean {
  const unit = 1 / 10 ** decimalsOf(printed)
  const rounded = (value: number) => Math.floor(value / unit + 0.5 + 1e-7)
  if (total !== null) return rounded(total) === rounded(printed)
  if (interval === null) return true
  return rounded(interval.low) <= rounded(printed) && rounded(printed) <= rounded(interval.high)
}

const decimalsOf = (value: number) => String(value).split('.')[1]?.split('e')[0]?.length ?? 0

function possibleBands({ total, interval }: Computed, { bands }: MatrixMethod): string[] {
  const { low, high } = interval ?? { low: total ?? 0, high: total ?? 0 }
  const from = bandOf(low, bands)
  return bands
    .filter((band) => band.id === from || (band.from > low && band.from <= high))
    .map(({ id }) => id)
}
