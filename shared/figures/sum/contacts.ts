import { daysBetween } from '../../words/dates.ts'
import { dayInUk } from '../../words/dayInUk.ts'
import type { Question } from '../question.ts'
import type { EntryKind } from '../stand/entries.ts'
import type { Standings } from '../stand/standings.ts'
import type { Narrowed } from './narrow.ts'

/** When an agency was last heard of, by anything anybody recorded for it. */
export interface Contact {
  agencyId: string
  /** Null where there has never been anything. */
  lastAt: string | null
  /** Whole days ago; below 0 where the day asked about is an earlier one. */
  days: number | null
  /** What it was. */
  entry: { kind: EntryKind; id: string } | null
  /** Of the actions counted, how many it leads and how many it has a part in. */
  leads: number
  joins: number
}

/**
 * The agencies that have something to do with what is counted or have recorded anything, those of whom there
 * is nothing first, then the longest silence.
 */
export function sumContacts(
  { shelves, entries }: Standings,
  { actions }: Narrowed,
  { agencyId, asAt }: Question,
): Contact[] {
  const leads = new Map<string, number>()
  const joins = new Map<string, number>()
  for (const { action } of actions) {
    if (action.leadAgencyId) add(leads, action.leadAgencyId)
    for (const id of new Set(action.stakeholderIds)) if (id !== action.leadAgencyId) add(joins, id)
  }
  return shelves.agency
    .all()
    .filter(({ id }) => !agencyId || id === agencyId)
    .flatMap(({ id }): Contact[] => {
      const members = shelves.member.under(id).map((it) => it.id)
      const entry = entries.of(id, members)
      const has = { leads: leads.get(id) ?? 0, joins: joins.get(id) ?? 0 }
      if (!entry && has.leads + has.joins === 0 && id !== agencyId) return []
      return [
        {
          ...{ agencyId: id, lastAt: entry?.row.recordedAt ?? null },
          days: entry ? daysBetween(dayInUk(entry.row.recordedAt), asAt) : null,
          entry: entry && { kind: entry.kind, id: entry.row.id },
          ...has,
        },
      ]
    })
    .sort((a, b) => compare(a.lastAt ?? '', b.lastAt ?? '') || compare(a.agencyId, b.agencyId))
}

const add = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
