import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../shared/access/may.ts'
import type { Role } from '../../../shared/access/role.ts'
import { decidePush } from '../../../shared/sync/decide.ts'
import type { Decision } from '../../../shared/sync/decide.ts'
import type { KnownConflict } from '../../../shared/sync/effect.ts'
import type { Mutation, Result, Row } from '../../../shared/sync/protocol.ts'
import { district, progress } from '../../sync/office.ts'

const action = { ...district.action, text: 'theirs' }
const row = (kind: string, id: string, data: unknown, more: Partial<Row> = {}): Row => ({
  ...{ kind, id, scope: 'plan:plan', version: 5, deleted: data === null, data },
  ...more,
})
const office: Row[] = [
  row('agency', 'council', district.agency, { scope: 'partnership' }),
  row('member', 'pcso', {}, { scope: 'partnership' }),
  row('plan', 'plan', district.plan),
  row('priority', 'priority', district.priority),
  row('theme', 'theme', district.theme),
  row('action', 'action', action),
  row('action', 'gone', null, { version: 8 }),
  row('update', 'update', progress('pcso')),
]
const conflict = (more: Partial<KnownConflict> = {}): KnownConflict => ({
  ...{ id: 'other:action:text', rowId: 'action', field: 'text' },
  ...{ mine: 'mine', theirs: 'theirs', mineById: 'lead', settled: false, settledById: null },
  ...more,
})

interface Setting {
  role?: Role
  memberId?: string
  scopes?: ReadonlySet<string> | null
  rows?: readonly Row[]
  buried?: readonly Row[]
  conflicts?: readonly KnownConflict[]
  staleTo?: number
}
const byId = <T extends { id: string }>(list: readonly T[]) =>
  new Map(list.map((it) => [it.id, it]))

function decide(mutations: readonly Mutation[], setting: Setting = {}): Decision {
  const { role = 'manager', memberId = 'pcso', scopes = null, rows = office } = setting
  const actor: Actor = {
    ...{ memberId, role, agencyId: 'council', wardIds: [], groupIds: [], scopes },
  }
  const verdict = decidePush(mutations, {
    ...{ actor, deviceId: 'phone', lastSeq: 0, receipts: new Map() },
    staleTo: setting.staleTo,
    rows: byId(rows),
    buried: byId(setting.buried ?? []),
    conflicts: byId(setting.conflicts ?? [conflict()]),
  })
  if (verdict.status !== 'ok') throw new Error(verdict.status)
  return verdict
}

const head = (id: string, seq = 1, kind = 'action') => ({
  ...{ mid: `m-${seq}`, seq, schemaVersion: 1, kind, id, baseVersion: 5 },
  deviceTime: '2026-11-22T09:00:00.000Z',
})
const settling = (value: unknown, more: object = {}, seq = 1): Mutation => ({
  ...head('action', seq),
  ...{ op: 'settle', conflictId: 'other:action:text', field: 'text', base: 'theirs', value },
  ...more,
})
const editing = (value: unknown, base: unknown, seq: number, more: object = {}): Mutation => ({
  ...head('action', seq),
  ...{ op: 'edit', fields: { text: { base, value } } },
  ...more,
})
const restoring = (fields: Record<string, [unknown, unknown]>, more: object = {}): Mutation => ({
  ...head('gone'),
  op: 'restore',
  fields: Object.fromEntries(
    Object.entries(fields).map(([field, [base, value]]) => [field, { base, value }]),
  ),
  ...more,
})

const textOf = (decision: Decision) =>
  (decision.rows.find(({ id }) => id === 'action')?.data as { text: string } | undefined)?.text
const only = ({ results: [result] }: Decision): Result => result as Result
const moved = (text: string, version = 9) =>
  office.map((it) => (it.id === 'action' ? { ...it, version, data: { ...action, text } } : it))

describe('settling a conflict', () => {
  test.each<[what: string, value: string, how: string, text: string | undefined]>([
    ['with what was refused then', 'mine', 'mine', 'mine'],
    ['with what stands there', 'theirs', 'theirs', undefined],
    ['with other words', 'both of it', 'other', 'both of it'],
  ])('%s', (_what, value, how, text) => {
    const decision = decide([settling(value)])
    expect(only(decision).outcome).toBe('applied')
    expect(decision.settled).toEqual([{ id: 'other:action:text', how }])
    expect(textOf(decision)).toBe(text)
    expect(decision.conflicts).toEqual([])
    expect(decision.history).toHaveLength(text === undefined ? 0 : 1)
  })

  test('keeping what the field has come to since is theirs too', () => {
    const decision = decide([settling('moved on', { base: 'moved on' })], {
      rows: moved('moved on'),
    })
    expect(decision.settled).toMatchObject([{ how: 'theirs' }])
  })

  test('over what somebody changed meanwhile is a new conflict, and the old one stays open', () => {
    const decision = decide([settling('mine')], { rows: moved('moved on') })
    expect(only(decision).outcome).toBe('conflict')
    expect(decision.settled).toEqual([])
    expect(decision.rows).toEqual([])
    expect(decision.conflicts).toMatchObject([
      { id: 'phone:action:text', base: 'theirs', mine: 'mine', theirs: 'moved on' },
    ])
  })

  test.each<[reason: string, what: string, mutation: Mutation, setting?: Setting]>([
    ['dependency', 'that nobody knows', settling('mine', { conflictId: 'x:action:text' })],
    ['dependency', 'about another field', settling('mine', { field: 'how' })],
    [
      'dependency',
      'about another row',
      settling('mine'),
      { conflicts: [conflict({ rowId: 'theme' })] },
    ],
    ['forbidden', 'of somebody else’s', settling('theirs'), { role: 'contributor' }],
    [
      'forbidden',
      'of one’s own in a plan one may not edit, with one’s own words',
      settling('mine'),
      { role: 'contributor', memberId: 'lead' },
    ],
    ['forbidden', 'in a scope that was closed', settling('mine'), { scopes: new Set() }],
    ['deleted', 'about a row that went', { ...settling('mine'), id: 'gone' }],
    ['invalid', 'with nothing where something must be', settling(null)],
    ['personal-data', 'with a resident in it', settling('Call Mrs Smith on 07700 900123')],
  ])('%s: %s', (reason, _what, mutation, setting) => {
    const decision = decide([mutation], setting)
    expect(only(decision)).toMatchObject({ outcome: 'rejected', reason })
    expect(decision).toMatchObject({ settled: [], rows: [], conflicts: [] })
    expect(decision.deadLetters).toHaveLength(1)
  })

  test('keeping theirs takes no right to edit, only that the conflict is one’s own', () => {
    const decision = decide([settling('theirs')], { role: 'contributor', memberId: 'lead' })
    expect(decision.settled).toMatchObject([{ how: 'theirs' }])
  })

  describe('that is settled already', () => {
    const settled = (by: string) => [conflict({ settled: true, settledById: by })]

    test('and says the same: nothing to do, and who settled it first has settled it', () => {
      const decision = decide([settling('theirs')], { conflicts: settled('lead') })
      expect(only(decision).outcome).toBe('applied')
      expect(decision.settled).toEqual([])
    })

    test('by somebody else and otherwise: a question again', () => {
      const decision = decide([settling('mine')], { conflicts: settled('lead') })
      expect(only(decision).outcome).toBe('conflict')
      expect(decision).toMatchObject({ settled: [], rows: [] })
      expect(decision.conflicts).toMatchObject([{ mine: 'mine', theirs: 'theirs', base: 'theirs' }])
    })

    test('by oneself: a mind that has changed', () => {
      const decision = decide([settling('mine')], { conflicts: settled('pcso') })
      expect(decision.settled).toMatchObject([{ how: 'mine' }])
      expect(textOf(decision)).toBe('mine')
    })
  })

  describe('several in one push', () => {
    test('one after the other: the last word of the same person counts', () => {
      const decision = decide([settling('theirs'), settling('mine', {}, 2)])
      expect(decision.results.map((it) => it.outcome)).toEqual(['applied', 'applied'])
      expect(decision.settled).toEqual([{ id: 'other:action:text', how: 'mine' }])
    })

    test('and an edit after it is a chain like any other', () => {
      const decision = decide([settling('mine'), editing('mine, longer', 'mine', 2)])
      expect(decision.conflicts).toEqual([])
      expect(textOf(decision)).toBe('mine, longer')
    })

    test('one that the same push has made', () => {
      const clash = editing('mine', 'long ago', 1, { baseVersion: 3 })
      const own = { conflictId: 'phone:action:text' }
      const decision = decide([clash, settling('mine', own, 2)], { conflicts: [] })
      expect(decision.results.map((it) => it.outcome)).toEqual(['conflict', 'applied'])
      expect(decision.conflicts).toHaveLength(1)
      expect(decision.settled).toEqual([{ id: 'phone:action:text', how: 'mine' }])
    })

    test('one that is settled and then clashes again stays open', () => {
      const own = { conflictId: 'phone:action:text' }
      const known = [conflict({ id: 'phone:action:text' })]
      const clash = editing('late', 'long ago', 2, { baseVersion: 3 })
      const decision = decide([settling('theirs', own), clash], { conflicts: known })
      expect(decision.settled).toEqual([])
      expect(decision.conflicts).toHaveLength(1)
    })
  })
})

describe('bringing back what was deleted', () => {
  const buried = [row('action', 'gone', { ...action, how: 'as it was' }, { version: 5 })]

  test('it is as it last stood, with what was written in it', () => {
    const decision = decide([restoring({ text: ['theirs', 'mine'] })], { buried })
    expect(only(decision).outcome).toBe('applied')
    const data = { ...action, how: 'as it was', text: 'mine' }
    expect(decision.rows).toEqual([row('action', 'gone', data, { version: 8 })])
    expect(decision.history[0]?.changes).toEqual({ '*': [null, data] })
  })

  test('what was changed before it was deleted is a conflict, and the row is back', () => {
    const changed = buried.map((it) => ({ ...it, version: 7 }))
    const decision = decide([restoring({ text: ['older', 'mine'] })], { buried: changed })
    expect(only(decision).outcome).toBe('conflict')
    expect(decision.rows).toMatchObject([{ id: 'gone', deleted: false, data: { text: 'theirs' } }])
    expect(decision.conflicts).toMatchObject([{ rowId: 'gone', mine: 'mine', theirs: 'theirs' }])
  })

  test('a row that is not deleted is edited', () => {
    const decision = decide([{ ...restoring({ text: ['theirs', 'mine'] }), id: 'action' }])
    expect(decision.history[0]?.changes).toEqual({ text: ['theirs', 'mine'] })
  })

  test('deleted and brought back in one push', () => {
    const away: Mutation = { ...head('action'), op: 'delete' }
    const back = { ...restoring({}), id: 'action', seq: 2 }
    const decision = decide([away, back])
    expect(decision.results.map((it) => it.outcome)).toEqual(['applied', 'applied'])
    expect(decision.rows).toEqual([row('action', 'action', action)])
  })

  test.each<[reason: string, what: string, mutation: Mutation, setting?: Setting]>([
    ['deleted', 'whose history is gone', restoring({}), { buried: [] }],
    ['forbidden', 'by who may not delete', restoring({}), { buried, role: 'contributor' }],
    ['forbidden', 'in a scope that was closed', restoring({}), { buried, scopes: new Set() }],
    ['append-only', 'a fact', { ...restoring({}), kind: 'update', id: 'update' }],
    ['dependency', 'that never was', { ...restoring({}), id: 'nowhere' }],
    [
      'dependency',
      'whose theme is gone',
      restoring({}),
      { buried, rows: office.filter(({ id }) => id !== 'theme') },
    ],
    ['invalid', 'with an empty text', restoring({ text: ['theirs', ''] }), { buried }],
    ['invalid', 'in another plan', restoring({ planId: ['plan', 'other'] }), { buried }],
    ['invalid', 'with a stray', restoring({ colour: [null, 1] }), { buried }],
  ])('%s: %s', (reason, _what, mutation, setting) => {
    const decision = decide([mutation], setting)
    expect(only(decision)).toMatchObject({ outcome: 'rejected', reason })
    expect(decision).toMatchObject({ rows: [], history: [], conflicts: [] })
  })

  describe('a plan, which took its scope with it', () => {
    const rows = office.map((it) => (it.id === 'plan' ? row('plan', 'plan', null) : it))
    const restorePlan = { ...restoring({}), kind: 'plan', id: 'plan' }
    const scopes = new Set(['partnership', 'events'])
    const last = [row('plan', 'plan', district.plan)]

    test('comes back for who saw it, and is open to what follows', () => {
      const next: Mutation = { ...editing('mine', 'theirs', 2) }
      const decision = decide([restorePlan, next], { rows, scopes, buried: last })
      expect(decision.results.map((it) => it.outcome)).toEqual(['applied', 'applied'])
      expect(decision.rows.map(({ id, deleted }) => [id, deleted])).toEqual([
        ['plan', false],
        ['action', false],
      ])
    })

    test('is said to be deleted to them, and to nobody whom it was kept from', () => {
      const edit: Mutation = { ...head('plan', 1, 'plan'), op: 'edit', fields: {} }
      const kept = [row('plan', 'plan', { ...district.plan, restrictedToId: 'group' })]
      expect(only(decide([edit], { rows, scopes, buried: last })).reason).toBe('deleted')
      expect(only(decide([edit], { rows, scopes, buried: kept })).reason).toBe('forbidden')
      expect(only(decide([restorePlan], { rows, scopes, buried: kept })).reason).toBe('forbidden')
    })
  })
})

describe('after a restore of the database', () => {
  const rows = moved('written since', 4)

  test('a version of before counts for nothing: what was seen does', () => {
    const late = editing('mine', 'as it was then', 1)
    expect(only(decide([late], { rows })).outcome).toBe('applied')
    expect(only(decide([late], { rows, staleTo: 1 })).outcome).toBe('conflict')
    expect(only(decide([editing('mine', 'as it was then', 2)], { rows, staleTo: 1 })).outcome).toBe(
      'applied',
    )
  })
})
