import { hashOf } from './canonical.ts'
import type { Hash } from './canonical.ts'
import type { CheckRange, Digest, Row } from './protocol.ts'

/**
 * What two ends compare of a row: what it is and what it says. Its version and its scope are left out,
 * for a row that is written again as it was is the same row.
 */
export const rowHash = ({ id, kind, deleted, data }: Omit<Row, 'scope' | 'version'>): Hash =>
  hashOf({ id, kind, deleted, data })

/**
 * A count, and the sums of both halves of the hashes: it does not matter in which order rows are added,
 * and the digests of two parts add up to that of the whole. The sums stay exact up to two million rows.
 */
export function digestOf(rows: Iterable<Row>): Digest {
  const digest = { count: 0, hi: 0, lo: 0 }
  for (const row of rows) {
    const { hi, lo } = rowHash(row)
    digest.count++
    digest.hi += hi
    digest.lo += lo
  }
  return digest
}

/**
 * The parts of the asked ranges that an answer brought whole, when it left `rest` for later: only there
 * may what the phone holds be replaced.
 */
export function broughtWhole(
  asked: readonly CheckRange[],
  rest: readonly CheckRange[],
): CheckRange[] {
  const [first] = rest
  if (!first) return [...asked]
  const whole = asked.slice(0, asked.length - rest.length)
  const begun = asked[asked.length - rest.length]
  return begun && begun.from < first.from ? [...whole, { ...begun, to: first.from }] : whole
}
