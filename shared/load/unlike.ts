import { isSame } from '../sync/canonical.ts'
import type { FoundCounts } from './found.ts'
import { sayPeriod } from './periods.ts'
import type { Say } from './problem.ts'

/** What a row of counts is about. */
export const aboutOf = ({ source, publisher, areaKind, fromOn, toOn }: FoundCounts) =>
  [source, publisher, areaKind, fromOn, toOn] as const

/** What a row of counts says, whichever file said it. */
const saidIn = ({ areas, types, rebuiltFrom }: FoundCounts) => ({ areas, types, rebuiltFrom })

export const saysSame = (a: FoundCounts, b: FoundCounts) => isSame(saidIn(a), saidIn(b))

/**
 * Whether counts are about something no other file of this load has said. If one has, they are left out,
 * and only if the two say different things is something wrong. A partner's table of other types adds to the first.
 */
export function unlike(counts: FoundCounts, before: FoundCounts[], say: Say): boolean {
  const about = aboutOf(counts)
  const at = before.findIndex((it) => isSame(aboutOf(it), about))
  const other = before[at]
  if (!other) return true
  const what = `${sayPeriod(counts)} of ${counts.publisher}`
  if (saysSame(counts, other)) {
    if (counts.areaKind !== 'lsoa')
      say('twice', `has ${what} as ${other.file} has it: counted once`, { weight: 'note' })
  } else if (counts.source === 'partner' && sharesNoType(counts, other)) {
    before[at] = addTypes(other, counts)
  } else if (counts.areaKind !== 'lsoa') {
    const text = `has ${what} with other numbers than ${other.file}, which stands: load them one by one to choose`
    say('twice', text, { weight: 'refused' })
  }
  return false
}

const sharesNoType = (a: FoundCounts, b: FoundCounts) =>
  a.types.every(({ type }) => !b.types.some((it) => it.type === type))

/** A partner's types laid over those already there: what a table does not speak of stays. */
export function addTypes<Counts extends FoundCounts>(under: Counts, over: FoundCounts): Counts {
  const areas = [...new Set([...under.areas, ...over.areas])].sort()
  const rows = new Map(
    [under, over].flatMap((it) =>
      it.types.map(({ type, counts }) => [
        type,
        areas.map((area) => counts[it.areas.indexOf(area)] ?? null),
      ]),
    ),
  )
  const types = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, counts]) => ({ type, counts }))
  return { ...under, areas, types, file: over.file }
}
