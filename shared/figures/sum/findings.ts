import { urgencies } from '../../finding/finding.ts'
import type { Urgency } from '../../finding/finding.ts'
import { byNeed } from '../../finding/standing.ts'
import type { FindingStanding } from '../../finding/standing.ts'
import { day } from '../../scoring/target/words.ts'
import { dayInUk } from '../../words/dayInUk.ts'
import { countOf } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { Question } from '../question.ts'
import type { Standings } from '../stand/standings.ts'
import { sayLate } from '../stand/behind.ts'

export interface FindingFigures {
  /** The longest overdue first. */
  open: Figure
  late: Figure
  byUrgency: Record<Urgency, Figure>
  /** Open ones by the agency they are for; null for those that are for nobody yet. */
  byAgency: readonly { agencyId: string | null; open: Figure; late: Figure }[]
  /** Seen within the period, and ended within it. */
  seen: Figure
  ended: Figure
}

const idOf = ({ finding }: FindingStanding) => finding.id
const count = (of: readonly FindingStanding[], whyOf: (it: FindingStanding) => string | null) =>
  countOf('finding', of, idOf, whyOf)
/** What is said of a standing, once: it stands in several figures, and in the next sum as well. */
const said = new WeakMap<FindingStanding, { open: string; urgency: Urgency }>()
function wordsOf(it: FindingStanding) {
  const known = said.get(it)
  if (known) return known
  const { daysLate, dueOn } = it
  const open = daysLate > 0 ? sayLate(daysLate) : `Due ${day(dueOn)}`
  const words = { open, urgency: mostUrgent(it) }
  said.set(it, words)
  return words
}
const sayOpen = (it: FindingStanding) => wordsOf(it).open
const urgencyOf = (it: FindingStanding) => wordsOf(it).urgency
const sayIfLate = (it: FindingStanding) => (it.daysLate > 0 ? sayOpen(it) : null)

/** Of several that say the same the most urgent counts. */
const mostUrgent = ({ finding, joined }: FindingStanding): Urgency =>
  urgencies.find((it) => [finding, ...joined].some(({ urgency }) => urgency === it)) ??
  finding.urgency

export function sumFindings(
  { findings }: Standings,
  { agencyId, wardId, period: { from, to } }: Question,
): FindingFigures {
  const mine = findings
    .filter(
      ({ finding, joined }) =>
        (!agencyId || finding.forAgencyId === agencyId) &&
        (!wardId || [finding, ...joined].some((it) => it.wardId === wardId)),
    )
    .toSorted(byNeed)
  const open = mine.filter(({ isOpen }) => isOpen)
  const inPeriod = (at: string, why: (on: string) => string) => {
    const on = dayInUk(at)
    return on >= from && on <= to ? why(on) : null
  }
  return {
    open: count(open, sayOpen),
    late: count(open, sayIfLate),
    byUrgency: Object.fromEntries(
      urgencies.map((urgency) => [
        urgency,
        count(open, (it) => (urgencyOf(it) === urgency ? sayOpen(it) : null)),
      ]),
    ) as Record<Urgency, Figure>,
    byAgency: byAgency(open),
    seen: count(mine, ({ finding }) =>
      inPeriod(finding.recordedAt, (on) => `${finding.sort}, ${day(on)}`),
    ),
    ended: count(mine, ({ isOpen, latest, step }) =>
      isOpen || !latest ? null : inPeriod(latest.recordedAt, (on) => `${step}, ${day(on)}`),
    ),
  }
}

function byAgency(open: readonly FindingStanding[]): FindingFigures['byAgency'] {
  const groups = new Map<string, FindingStanding[]>()
  for (const it of open) {
    const key = it.finding.forAgencyId ?? ''
    const group = groups.get(key)
    if (group) group.push(it)
    else groups.set(key, [it])
  }
  return [...groups]
    .map(([id, of]) => ({
      ...{ agencyId: id || null, open: count(of, sayOpen), late: count(of, sayIfLate) },
    }))
    .sort(
      (a, b) =>
        b.late.count - a.late.count ||
        b.open.count - a.open.count ||
        ((a.agencyId ?? '') < (b.agencyId ?? '') ? -1 : 1),
    )
}
