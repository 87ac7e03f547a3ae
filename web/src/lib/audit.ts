import { isKind, ruleOf } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'
import { sayDate, sayInstant } from '../../../shared/words/dates.ts'
import { api } from './api.ts'
import { ask } from './answer.ts'
import type { Shell } from './shell.svelte.ts'

/** Who did what, when, from what to what: asked of the office, and put into words here. */
export interface Search {
  words?: string
  byId?: string
  about?: string
  fromOn?: string
  toOn?: string
  kept?: '1'
}
const names = ['words', 'byId', 'about', 'fromOn', 'toOn', 'kept'] as const

export const searchIn = ({ searchParams }: URL): Search =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = searchParams.get(name)?.trim()
      return value ? [[name, value]] : []
    }),
  )

export const addressOf = (search: Search, base = '/audit'): string => {
  const query = new URLSearchParams(
    Object.entries(search).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString()
  return query ? `${base}?${query}` : base
}

/** The same search as a file. Taking it away is itself recorded. */
export const exportAddress = (search: Search) => addressOf(search, '/api/audit/export')

export const readTrail = (search: Search, before?: string) =>
  ask((it) => api.audit.$get({ query: { ...search, ...(before ? { before } : {}) } }, it))
export type Page = Extract<Awaited<ReturnType<typeof readTrail>>, { ok: true }>['is']
export type Entry = Page['entries'][number]

const kindWords: Partial<Record<Kind, string>> = {
  update: 'progress entry',
  outreach: 'outreach entry',
  matrixRow: 'row of a matrix',
  edition: 'matrix',
}
export const sayKind = (kind: Kind) => kindWords[kind] ?? kind

const deeds: Record<string, string> = {
  refused: 'was refused',
  invited: 'invited',
  'access removed': 'took away the sign-in of',
  'sign-out ordered': 'told a browser to sign out, of',
  'wipe ordered': 'told a browser to wipe itself, of',
  'pass issued': 'issued a one-day pass for',
  'pass withdrawn': 'withdrew a one-day pass',
  'took a pass': 'came in with a one-day pass for',
  exported: 'exported the audit',
  'signed in': 'signed in',
  'signed out': 'signed out',
  founded: 'founded the partnership',
}

/** The row, member or event that an entry is about, by the name people know it by. */
export function nameOf(shell: Shell, kind: string | null, id: string | null): string {
  if (!id) return ''
  for (const it of kind ? [kind] : ['member', 'event', 'action', 'plan']) {
    const row = isKind(it) ? (shell.one(it, id) as Record<string, unknown> | undefined) : undefined
    if (row) return naming(shell, row)
  }
  return ''
}

function naming(shell: Shell, row: Record<string, unknown>): string {
  const own = row.name ?? row.title ?? row.text ?? row.label
  if (typeof own === 'string') return own
  if (typeof row.indicatorId === 'string')
    return shell.one('indicator', row.indicatorId)?.label ?? ''
  return typeof row.actionId === 'string' ? (shell.one('action', row.actionId)?.text ?? '') : ''
}

/** What was done, without who and when: "changed the action". */
export function sayDeed({ what, kind, changes }: Entry): string {
  if (!kind || !isKind(kind)) return deeds[what] ?? what
  const whole = changes?.['*']
  if (!whole) return `changed the ${sayKind(kind)}`
  return whole[1] === null ? `took out the ${sayKind(kind)}` : `added the ${sayKind(kind)}`
}

export interface Change {
  field: string
  from: string
  to: string
}

/** Field by field, in words. What was added or taken out is told field by field too. */
export function sayChanges(shell: Shell, { kind, changes }: Entry): Change[] {
  if (!changes || !kind || !isKind(kind)) return []
  return pairsOf(changes)
    .map(([field, from, to]) => ({
      field: labels[field] ?? plainName(field),
      from: sayValue(shell, kind, field, from),
      to: sayValue(shell, kind, field, to),
    }))
    .filter(({ from, to }) => from !== to)
}

type Pair = [field: string, from: unknown, to: unknown]

function pairsOf(changes: NonNullable<Entry['changes']>): Pair[] {
  const whole = changes['*']
  if (!whole) return Object.entries(changes).map(([field, [from, to]]): Pair => [field, from, to])
  const isAdded = whole[1] !== null
  const row = (isAdded ? whole[1] : whole[0]) as Record<string, unknown>
  return Object.entries(row).map(([field, value]): Pair =>
    isAdded ? [field, null, value] : [field, value, null],
  )
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
  agencyId: 'Agency',
}

/** `desiredOutcome` as "Desired outcome", `cells/volume` as "Cells, volume". */
function plainName(field: string): string {
  const words = field
    .replace(/(Ids|Id|On|At)$/, '')
    .replace('/', ', ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function sayValue(shell: Shell, kind: Kind, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (Array.isArray(value))
    return value.map((it) => sayValue(shell, kind, field, it)).join(', ') || 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(
        ([name, part]) => `${plainName(name).toLowerCase()} ${sayValue(shell, kind, name, part)}`,
      )
      .join(', ')
  if (typeof value !== 'string') return String(value)
  const target = ruleOf(kind).refs?.[field]
  if (target) return nameOf(shell, target, value) || 'something not on this device'
  if (/On$/.test(field)) return sayDate(value, shell.today)
  return /At$/.test(field) ? sayInstant(value, shell.today) : value
}
