import { standingByFamily } from './family.ts'
import { hourInUk } from './hours.ts'
import type { Outreach, OutreachKind } from './outreach.ts'

type Stored<T> = T & { id: string }
export type Entry = Stored<Outreach>

/** What was done, counted. Every figure is a sum over entries, so of two tallies each adds up to the sum. */
export interface Figures {
  contacts: number
  noAnswer: number
  advice: number
  items: number
  /** People in a room or at a stall. */
  audience: number
  referrals: number
  vulnerable: number
  vehicles: number
  findings: number
}

/** Where a finding counts in a tally. */
export interface FoundHere {
  id: string
  eventId?: string | null | undefined
  streetId?: string | null | undefined
  agencyId?: string | null | undefined
  byId: string
  recordedAt: string
  /** Of one that was seen twice, the other: the two count as one. */
  joinedToId?: string | null | undefined
}

export interface Tally {
  all: Figures
  /** Entries that stand, findings not among them; those that were taken back count as none. */
  entries: number
  /** By the street's id; '' where none was said. */
  byStreet: Map<string, Figures>
  /** By the agency's id; '' where none is known. */
  byAgency: Map<string, Figures>
  /** "10" for ten o'clock to eleven in the United Kingdom; OTHER_DAY for what is of no hour of the day. */
  byHour: Map<string, Figures>
  byMember: Map<string, Figures>
  /** How many of what: items by name, audiences, options taken, referrals by agency. */
  items: Map<string, number>
  audiences: Map<string, number>
  options: Map<string, number>
  referredTo: Map<string, number>
}

export const OTHER_DAY = 'other day'

/** Which figure an entry of each kind counts into. */
export const figureOf: Record<OutreachKind, keyof Figures> = {
  'contact made': 'contacts',
  'no answer': 'noAnswer',
  'advice given': 'advice',
  'item issued': 'items',
  'audience reached': 'audience',
  'referral made': 'referrals',
  'vulnerability flagged': 'vulnerable',
  'vehicle stopped': 'vehicles',
}

export const noFigures = (): Figures => ({
  ...{ contacts: 0, noAnswer: 0, advice: 0, items: 0, audience: 0 },
  ...{ referrals: 0, vulnerable: 0, vehicles: 0, findings: 0 },
})

/** Of each family of entries of this event the one that stands, unless it was taken back. */
export function standingEntries(entries: readonly Entry[], eventId: string): Entry[] {
  const own = entries.filter((it) => it.eventId === eventId)
  return [...standingByFamily(own).values()].filter(({ count }) => count > 0)
}

/** What entries come to; those of one family must have been settled before. Findings are not among them. */
export function countEntries(standing: readonly Pick<Entry, 'kind' | 'count'>[]): Figures {
  const figures = noFigures()
  for (const { kind, count } of standing) figures[figureOf[kind]] += count
  return figures
}

const noTally = (): Tally => ({
  ...{ all: noFigures(), entries: 0, byStreet: new Map(), byAgency: new Map() },
  ...{ byHour: new Map(), byMember: new Map(), items: new Map(), audiences: new Map() },
  ...{ options: new Map(), referredTo: new Map() },
})

/** Says a member's agency, for an entry that says none. */
export type AgencyOf = (memberId: string) => string | undefined

/**
 * Counts a day. It depends on what was recorded and not on when or in which order it arrived, nor on
 * how often: an entry is counted once by its id.
 */
export function tallyOf(
  event: { id: string; onDate: string },
  entries: readonly Entry[],
  findings: readonly FoundHere[] = [],
  agencyOf: AgencyOf = () => undefined,
): Tally {
  return tallyStanding(event, standingEntries(entries, event.id), findings, agencyOf)
}

/** The same of entries that all stand. */
export function tallyStanding(
  event: { id: string; onDate: string },
  standing: readonly Entry[],
  findings: readonly FoundHere[],
  agencyOf: AgencyOf,
): Tally {
  const tally = noTally()
  for (const entry of standing) countEntry(tally, event.onDate, entry, agencyOf)
  const found = new Map(findings.map((it) => [it.id, it]))
  for (const it of found.values())
    if (it.eventId === event.id && !it.joinedToId)
      count(tally, event.onDate, it, 'findings', 1, agencyOf)
  return tally
}

/** Another tally, with one entry more: one that stands and is not counted in it yet. */
export function tallyWith(tally: Tally, onDate: string, entry: Entry, agencyOf: AgencyOf): Tally {
  const more = {
    ...{ all: { ...tally.all }, entries: tally.entries },
    ...{ byStreet: copied(tally.byStreet), byAgency: copied(tally.byAgency) },
    ...{ byHour: copied(tally.byHour), byMember: copied(tally.byMember) },
    ...{ items: new Map(tally.items), audiences: new Map(tally.audiences) },
    ...{ options: new Map(tally.options), referredTo: new Map(tally.referredTo) },
  }
  countEntry(more, onDate, entry, agencyOf)
  return more
}

const copied = (groups: ReadonlyMap<string, Figures>) =>
  new Map([...groups].map(([key, figures]) => [key, { ...figures }]))

function countEntry(tally: Tally, onDate: string, entry: Entry, agencyOf: AgencyOf) {
  tally.entries++
  count(tally, onDate, entry, figureOf[entry.kind], entry.count, agencyOf)
  const named = namedIn(tally, entry)
  if (named) named.in.set(named.as, (named.in.get(named.as) ?? 0) + entry.count)
}

function count(
  tally: Tally,
  onDate: string,
  it: Omit<FoundHere, 'id' | 'eventId'>,
  figure: keyof Figures,
  by: number,
  agencyOf: AgencyOf,
) {
  tally.all[figure] += by
  add(tally.byStreet, it.streetId ?? '', figure, by)
  add(tally.byAgency, it.agencyId ?? agencyOf(it.byId) ?? '', figure, by)
  add(tally.byHour, hourInUk(it.recordedAt, onDate) ?? OTHER_DAY, figure, by)
  add(tally.byMember, it.byId, figure, by)
}

function namedIn(tally: Tally, { kind, what, toAgencyId }: Entry) {
  const as = what ?? ''
  if (kind === 'item issued') return { in: tally.items, as }
  if (kind === 'audience reached') return { in: tally.audiences, as }
  if (kind === 'vehicle stopped') return { in: tally.options, as }
  return kind === 'referral made' ? { in: tally.referredTo, as: toAgencyId ?? '' } : null
}

function add(groups: Map<string, Figures>, key: string, figure: keyof Figures, by: number) {
  const figures = groups.get(key) ?? noFigures()
  figures[figure] += by
  groups.set(key, figures)
}

/** People spoken to: at doors, in rooms and in cars. Whoever had advice was met at one of these. */
export const peopleIn = ({ contacts, audience, vehicles }: Figures) =>
  contacts + audience + vehicles

/** Doors knocked at. */
export const doorsIn = ({ contacts, noAnswer }: Figures) => contacts + noAnswer
