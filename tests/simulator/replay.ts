import { isSame } from '../../shared/sync/canonical.ts'
import { refsOf } from '../../shared/sync/refs.ts'
import { isKind, ruleOf } from '../../shared/kinds.ts'
import { readField, writeField } from '../../shared/sync/fields.ts'
import type { Mutation } from '../../shared/sync/protocol.ts'
import { PARTNERSHIP } from './district.ts'
import type { History } from './history.ts'
import type { Kept } from './watch.ts'

type Data = Record<string, unknown>

interface Entry {
  version: number
  kind: string
  seq: number
  mid: string
  row_id: string
  device_id: string
  changes: string
}

/**
 * Plays the office's history from its first entry. Each must find what it says it found (I7), nothing
 * that was deleted may come back by anything but a restore (I9), each piece of work appears once (I2) and
 * each device's in its order (I8); and what comes out is what the rows hold.
 */
export function replay(history: History) {
  const { office } = history
  const entries = office.d1.look<Entry>(
    `select version, kind, seq, mid, row_id, device_id, changes from history
     where partnership_id = ? order by version, seq`,
    PARTNERSHIP,
  )
  const works = worksByName(history)
  const rows = new Map<string, Data | null>()
  const touched = new Map<string, number[]>()
  const names = new Set<string>()
  const last = new Map<string, Entry>()
  for (const entry of entries) {
    const { mid, row_id: id, version } = entry
    const said = `${mid.slice(0, 8)} on ${id} at ${version}`
    if (names.has(mid) && !mid.startsWith('m-')) history.fail('I2', `${said} was done twice`)
    names.add(mid)
    const before = last.get(entry.device_id)
    if (before && (before.seq >= entry.seq || before.version > version))
      history.fail('I8', `${said}: ${entry.device_id} number ${entry.seq} came after ${before.seq}`)
    last.set(entry.device_id, entry)
    const work = works.get(mid)
    const mutation = work?.mutation
    const versions = touched.get(id) ?? []
    for (const [field, [from, to]] of Object.entries(
      JSON.parse(entry.changes) as Record<string, [unknown, unknown]>,
    )) {
      if (field === '*') whole(history, rows, id, from, to, mutation, said)
      if (field === '*' && from === null) standsOn(history, rows, entry.kind, to, said)
      if (field !== '*') part(history, rows, id, field, from, to, said)
      if (work && field !== '*') overwrites(history, work, field, from, versions, version, said)
    }
    touched.set(id, [...versions, version])
  }
  for (const { id, deleted, data } of office.rows.values()) {
    const played = rows.get(id) ?? null
    if (!isSame(played, deleted ? null : data))
      history.fail('I7', `${id} is not what its history says`)
  }
}

/** A row begins, ends, or is brought back. */
function whole(
  history: History,
  rows: Map<string, Data | null>,
  id: string,
  from: unknown,
  to: unknown,
  mutation: Mutation | undefined,
  said: string,
) {
  const now = rows.get(id)
  if (!isSame(now ?? null, from)) history.fail('I7', `${said} did not find what it says it found`)
  const isBack = now === null && to !== null
  if (isBack && mutation && mutation.op !== 'restore')
    history.fail('I9', `${said} brought back what was deleted`)
  rows.set(id, to as Data | null)
}

/** I1: what depended on something that was not taken is refused, and does not hang in the air. */
function standsOn(
  history: History,
  rows: Map<string, Data | null>,
  kind: string,
  data: unknown,
  said: string,
) {
  if (!isKind(kind)) return
  for (const { field, id } of refsOf(data, ruleOf(kind)))
    if (!rows.get(id)) history.fail('I1', `${said}: ${field} names ${id}, which is not there`)
}

function part(
  history: History,
  rows: Map<string, Data | null>,
  id: string,
  field: string,
  from: unknown,
  to: unknown,
  said: string,
) {
  const now = rows.get(id)
  if (!now) return history.fail('I9', `${said} wrote into what is not there`)
  if (!isSame(readField(now, field), from))
    history.fail(
      'I7',
      `${said}: ${field} was ${JSON.stringify(readField(now, field))} and not ${JSON.stringify(from)}`,
    )
  rows.set(id, { ...writeField(now, field, to) })
}

/**
 * I7: what is written over is what the person saw, unless nobody had touched the row since; and of a past
 * that a restore took away nobody can say that.
 */
function overwrites(
  history: History,
  { mutation, at }: Kept,
  field: string,
  found: unknown,
  versions: readonly number[],
  version: number,
  said: string,
) {
  if (mutation.op !== 'edit' && mutation.op !== 'settle') return
  const { baseVersion } = mutation
  const seen = mutation.op === 'settle' ? mutation.base : mutation.fields[field]?.base
  if (isSame(found, seen ?? null)) return
  const isOfAnotherPast = history.hasTravelled && at !== null && !history.office.wrote(at)
  const isTouched = isOfAnotherPast || versions.some((it) => it > baseVersion && it < version)
  if (isTouched)
    history.fail(
      'I7',
      `${said} wrote over ${JSON.stringify(found)} in ${field}, having seen ${JSON.stringify(seen)}`,
    )
}

function worksByName({ watch }: History): Map<string, Kept> {
  const found = new Map<string, Kept>()
  for (const works of watch.kept.values()) for (const [mid, kept] of works) found.set(mid, kept)
  return found
}
