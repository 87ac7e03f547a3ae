import { spelled } from '../grid/readBlock.ts'
import type { MatrixRow } from '../matrixRow.ts'

/**
 * Which recorded types make up the types of a matrix. Each line is one way a publisher cuts it, and the
 * first whose every name was recorded holds: police.uk has one "Burglary" where the Home Office has two.
 */
const usual: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'possession of weapon offences': [['Possession of weapons offences'], ['Possession of weapons']],
  'residential burglary': [['Domestic burglary'], ['Residential burglary']],
  'business and community burglary': [
    ['Non-domestic burglary'],
    ['Non-residential burglary'],
    ['Burglary - non-residential'],
  ],
  'robbery all': [['Robbery of business property', 'Robbery of personal property'], ['Robbery']],
  'theft from the person': [['Theft from the person']],
  'bicycle theft': [['Bicycle theft']],
  'vehicle offences': [['Vehicle offences'], ['Vehicle crime']],
  'all other theft offences': [['Other theft offences'], ['Other theft']],
  'drug offences': [['Possession of drugs', 'Trafficking of drugs'], ['Drug offences'], ['Drugs']],
  'public order offences antisocial behaviour': [
    ['Public order offences', 'Anti-social behaviour'],
    ['Public order', 'Anti-social behaviour'],
  ],
  'criminal damage': [['Criminal damage']],
}

/** Recorded types by row: what somebody chose, else what goes by the same name, else the usual cut. */
export function madeOf(
  { label, madeOf: chosen }: Pick<MatrixRow, 'label' | 'madeOf'>,
  recorded: readonly string[],
): string[] {
  const named = (name: string) => recorded.find((it) => spelled(it) === spelled(name))
  if (chosen) return chosen.flatMap((name) => named(name) ?? name)
  const same = named(label)
  if (same) return [same]
  for (const names of usual[spelled(label)] ?? []) {
    const found = names.map(named)
    if (found.every((it) => it !== undefined)) return found
  }
  return []
}

export interface Sharing {
  /** Recorded types that more than one row counts, flags aside: the same crimes twice. */
  twice: { type: string; labels: string[] }[]
  /** Recorded types that no row counts. */
  unused: string[]
}

export function sharingOf(
  rows: readonly { label: string; types: readonly string[]; isFlag: boolean }[],
  recorded: readonly string[],
): Sharing {
  const users = (type: string) =>
    rows.filter((row) => !row.isFlag && row.types.includes(type)).map(({ label }) => label)
  return {
    twice: recorded
      .map((type) => ({ type, labels: users(type) }))
      .filter(({ labels }) => labels.length > 1),
    unused: recorded.filter((type) => !rows.some(({ types }) => types.includes(type))),
  }
}
