import { markingOf } from '../access/marking.ts'
import { dayInUk } from '../words/dayInUk.ts'
import type { Table } from '../words/table.ts'
import type { BehindKind, Figure } from './figure.ts'
import type { Shelves } from './stand/shelves.ts'
import type { Standings } from './stand/standings.ts'

/** A row as a line of a table: its cells, and the rows whose marking it carries. */
interface Line {
  cells: readonly (string | null | undefined)[]
  marked: readonly (object | undefined)[]
}
type LineOf = (id: string, standings: Standings) => Line

const nameOf = (shelf: Shelves['agency' | 'member' | 'ward'], id: string | null | undefined) =>
  shelf.one(id)?.name
const titleOf = ({ plan }: Shelves, id: string | undefined) => plan.one(id)?.title

const columns: Record<BehindKind, readonly string[]> = {
  action: ['Ref', 'Action', 'Plan', 'Lead agency', 'Owners'],
  indicator: ['Indicator', 'Plan', 'Source agency'],
  event: ['Date', 'Event', 'Kind'],
  finding: ['Seen on', 'Problem', 'Ward', 'For'],
  barrier: ['Raised on', 'Barrier', 'Plan', 'Needs'],
  conflict: ['About', 'Field'],
  plan: ['Plan'],
  meeting: ['Date', 'Meeting'],
}

const lines: Record<BehindKind, LineOf> = {
  action: (id, { shelves }) => {
    const it = shelves.action.one(id)
    const owners = (it?.ownerIds ?? []).flatMap((owner) => nameOf(shelves.member, owner) ?? [])
    const plan = shelves.plan.one(it?.planId)
    const lead = nameOf(shelves.agency, it?.leadAgencyId)
    return { cells: [it?.ref, it?.text, plan?.title, lead, owners.join(', ')], marked: [it, plan] }
  },
  indicator: (id, { shelves }) => {
    const it = shelves.indicator.one(id)
    const plan = shelves.plan.one(it?.planId)
    const source = nameOf(shelves.agency, it?.sourceAgencyId)
    return { cells: [it?.label, plan?.title, source], marked: [it, plan] }
  },
  event: (id, { shelves }) => {
    const it = shelves.event.one(id)
    return { cells: [it?.onDate, it?.title, it?.kind], marked: [it] }
  },
  finding: (id, { shelves }) => {
    const it = shelves.finding.one(id)
    const ward = nameOf(shelves.ward, it?.wardId)
    const whose = nameOf(shelves.agency, it?.forAgencyId)
    const event = shelves.event.one(it?.eventId)
    return { cells: [it && dayInUk(it.recordedAt), it?.sort, ward, whose], marked: [it, event] }
  },
  barrier: (id, { shelves }) => {
    const it = shelves.barrier.one(id)
    const needs = nameOf(shelves.agency, it?.needsAgencyId)
    const cells = [it?.raisedOn, it?.text, titleOf(shelves, it?.planId), needs]
    return { cells, marked: [it, shelves.plan.one(it?.planId)] }
  },
  conflict: (id, { shelves }) => {
    const it = shelves.conflict.one(id)
    const action = shelves.action.one(it?.rowId)
    const cells = [action ? `${action.ref} ${action.text}` : it?.rowId, it?.field]
    return { cells, marked: [action, shelves.plan.one(action?.planId)] }
  },
  plan: (id, { shelves }) => ({
    cells: [titleOf(shelves, id)],
    marked: [shelves.plan.one(id)],
  }),
  meeting: (id, { shelves }) => {
    const it = shelves.meeting.one(id)
    return { cells: [it?.onDate, it?.title], marked: [it] }
  },
}

/**
 * The rows behind a figure, a line each, and what each brings to it: the column "Counts" adds up to the
 * figure. The first line is the highest marking of any row in it, for whoever the file is sent on to.
 */
export function tableOf({ kind, behind }: Figure, standings: Standings): Table {
  const found = behind.map(({ id, count, why }) => {
    const { cells, marked } = lines[kind](id, standings)
    return { marked, cells: [...cells.map((cell) => cell ?? ''), String(count), why] }
  })
  const rows = found.flatMap(({ marked }) => marked.flatMap((data) => (data ? { data } : [])))
  return {
    fields: [...columns[kind], 'Counts', 'Why'],
    data: [[markingOf(...rows)], ...found.map(({ cells }) => cells)],
  }
}
