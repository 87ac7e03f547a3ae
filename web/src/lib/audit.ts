import { isKind } from '../../../shared/kinds.ts'
import { api } from './api.ts'
import { ask } from './answer.ts'
import { sayField, sayKind, sayValue } from './fieldWords.ts'
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
      field: sayField(kind, field),
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
