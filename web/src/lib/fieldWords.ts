import { isKind, ruleOf } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'
import { sayPounds } from '../../../shared/money/pounds.ts'
import { dueOn } from '../../../shared/plan/due.ts'
import type { Timescale } from '../../../shared/plan/timescale.ts'
import { sayDate, sayInstant } from '../../../shared/words/dates.ts'
import type { Shell } from './shell.svelte.ts'

/** Rows, their fields and what stands in them, said by the names people know them by. */

const kindWords: Partial<Record<Kind, string>> = {
  update: 'progress entry',
  riskReview: 'review of a risk',
  spend: 'spending entry',
  outreach: 'outreach entry',
  findingStep: 'step of a finding',
  matrixRow: 'row of a matrix',
  edition: 'matrix',
}
export const sayKind = (kind: Kind) => kindWords[kind] ?? kind

/** The row, member or event of an id, by the name people know it by; empty when it is not here. */
export function nameOf(shell: Shell, kind: string | null, id: string | null): string {
  if (!id) return ''
  for (const it of kind ? [kind] : ['member', 'event', 'action', 'plan']) {
    const row = isKind(it) ? (shell.one(it, id) as Record<string, unknown> | undefined) : undefined
    if (row) return naming(shell, row)
  }
  return ''
}

/** What a row calls itself, or what it is an entry of. */
export function naming(shell: Shell, row: Readonly<Record<string, unknown>>): string {
  for (const [field, kind] of [
    ['actionId', 'action'],
    ['indicatorId', 'indicator'],
    ['findingId', 'finding'],
    ['riskId', 'risk'],
    ['awardId', 'award'],
  ] as const) {
    const id = row[field]
    // A comment on an action is about the action; a member's event is not what they are called.
    if (typeof id === 'string' && typeof row.name !== 'string') return nameOf(shell, kind, id)
  }
  if (typeof row.ofKind === 'string') return nameOf(shell, row.ofKind, String(row.ofId))
  const own = row.name ?? row.title ?? row.text ?? row.label ?? row.sort
  if (typeof own === 'string') return own
  return typeof row.eventId === 'string' ? nameOf(shell, 'event', row.eventId) : ''
}

const labels: Record<string, string> = {
  restrictedToId: 'Who may see it',
  leadAgencyId: 'Lead agency',
  stakeholderIds: 'Together with',
  ownerIds: 'Owners',
  byId: 'Recorded by',
  leaseDays: 'Days without contact',
  isOnLegalHold: 'Legal hold',
  untilAt: 'Until',
  pence: 'How much',
  agencyId: 'Agency',
}

const labelsOfKind: Partial<Record<Kind, Record<string, string>>> = {
  action: { text: 'What is to be done', how: 'How it is done' },
  update: { note: 'What happened', reached: 'People reached', happenedOn: 'Day' },
  outreach: { what: 'What or who', toAgencyId: 'Referred to', agencyId: 'Logged for' },
  finding: { what: 'What was seen', sort: 'What it is', forAgencyId: 'For', spot: 'On the map' },
  event: {
    leadId: 'Who leads the day',
    riskNote: 'What to look out for',
    went: 'How it went',
    area: 'Area on the map',
  },
  risk: {
    text: 'What may go wrong',
    consequence: 'What would follow',
    controlled: 'With controls',
  },
  award: { bought: 'What it bought' },
  group: { remit: 'What it is for' },
  indicator: { rule: 'Target', targetWords: 'Target in words' },
}

/** `desiredOutcome` as "Desired outcome"; a matrix's cell by the name of its column. */
export function sayField(kind: Kind | null, field: string): string {
  return (kind && labelsOfKind[kind]?.[field]) ?? labels[field] ?? plainName(field)
}

/** `cells/volume` as "Cells, volume". */
function plainName(field: string): string {
  const words = field
    .replace(/(Ids|Id|On|At)$/, '')
    .replace('/', ', ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const NOTHING = 'nothing'

export function sayValue(shell: Shell, kind: Kind, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING
  if (field === 'area' && Array.isArray(value)) return `an outline of ${value.length} points`
  if (Array.isArray(value))
    return value.map((it) => sayValue(shell, kind, field, it)).join(', ') || NOTHING
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object') return sayWhole(shell, kind, value as Record<string, unknown>)
  if (field === 'pence' && typeof value === 'number') return sayPounds(value)
  if (typeof value !== 'string')
    return typeof value === 'number' ? value.toLocaleString('en-GB') : String(value)
  const target = ruleOf(kind).refs?.[field]
  if (target) return nameOf(shell, target, value) || 'something not on this device'
  if (/On$/.test(field) && isDay(value)) return sayDate(value, shell.today)
  return /At$/.test(field) && !Number.isNaN(Date.parse(value))
    ? sayInstant(value, shell.today)
    : value
}

const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/.test(value)

function sayWhole(shell: Shell, kind: Kind, whole: Readonly<Record<string, unknown>>): string {
  if (typeof whole.means === 'string') return sayTimescale(whole as Timescale, shell.today)
  if (typeof whole.count === 'number' && 'audience' in whole)
    return `${whole.count.toLocaleString('en-GB')} ${String(whole.audience)}`.trim()
  return Object.entries(whole)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => `${plainName(name).toLowerCase()} ${sayValue(shell, kind, name, part)}`)
    .join(', ')
}

/** What was written, and the day it means where the words leave that open. */
function sayTimescale(timescale: Timescale, today: string): string {
  const { words } = timescale
  const on = dueOn(timescale)
  const day = on && isDay(on) ? `due ${sayDate(on, today)}` : ''
  return [words, day && (words ? `(${day})` : day)].filter(Boolean).join(' ') || 'no date'
}
