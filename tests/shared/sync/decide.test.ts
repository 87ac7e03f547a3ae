import type { Actor } from '../../../shared/access/may.ts'
import { describe, expect, test } from 'vitest'
import type { Role } from '../../../shared/access/role.ts'
import { hashText } from '../../../shared/sync/canonical.ts'
import { decidePush } from '../../../shared/sync/decide.ts'
import type { Decision, Receipt } from '../../../shared/sync/decide.ts'
import type { KnownConflict } from '../../../shared/sync/effect.ts'
import { MAX_ROW_BYTES } from '../../../shared/sync/limits.ts'
import type { Mutation, Numbered, Result, Row } from '../../../shared/sync/protocol.ts'
import { touchedIds } from '../../../shared/sync/refs.ts'
import { creating, district, progress } from '../../sync/office.ts'

const stored = (kind: string, id: string, data: unknown, version = 5): Row => ({
  kind,
  id,
  scope: 'partnership',
  version,
  deleted: data === null,
  data,
})

const line = {
  editionId: 'edition',
  label: 'Arson',
  order: 1,
  cells: { volume: { score: 2 }, trend: { score: 3 } },
}
const actor = (role: Role): Actor => ({
  ...{ memberId: 'pcso', role, agencyId: 'council' },
  ...{ wardIds: [], groupIds: [], scopes: null },
})
const member = { name: 'PCSO', role: 'contributor', agencyId: 'council', wardIds: [] }

const office: Row[] = [
  stored('agency', 'council', district.agency),
  stored('agency', 'police', { ...district.agency, name: 'Kent Police' }),
  stored('agency', 'fire', { ...district.agency, name: 'Kent Fire & Rescue' }),
  stored('member', 'pcso', member),
  stored('plan', 'plan', district.plan),
  stored('priority', 'priority', district.priority),
  stored('theme', 'theme', district.theme),
  stored('action', 'action', district.action),
  stored('action', 'gone', null),
  stored('update', 'update', progress('pcso')),
  stored('edition', 'edition', {}),
  stored('matrixRow', 'line', line),
]

interface Setting {
  role?: Role
  rows?: Row[]
  lastSeq?: number
  receipts?: ReadonlyMap<number, Receipt>
  since?: number
  staleTo?: number
  buried?: Row[]
  conflicts?: KnownConflict[]
}

/** Decides over what the worker reads: the rows that the mutations name, and no others. */
function decide(mutations: readonly Numbered[], setting: Setting = {}) {
  const { role = 'manager', rows = office, lastSeq = 0, receipts = new Map() } = setting
  const { since, staleTo, buried = [], conflicts = [] } = setting
  const touched = new Set(touchedIds(mutations))
  return decidePush(mutations, {
    actor: actor(role),
    deviceId: 'phone',
    lastSeq,
    receipts,
    ...{ since, staleTo },
    buried: new Map(buried.map((row) => [row.id, row])),
    conflicts: new Map(conflicts.map((it) => [it.id, it])),
    rows: new Map(rows.filter(({ id }) => touched.has(id)).map((row) => [row.id, row])),
  })
}

function decided(mutations: readonly Numbered[], setting: Setting = {}): Decision {
  const verdict = decide(mutations, setting)
  if (verdict.status !== 'ok') throw new Error(verdict.status)
  return verdict
}

const head = (kind: string, id: string, seq: number) => ({
  mid: `m-${seq}`,
  seq,
  schemaVersion: 1,
  deviceTime: '2026-11-22T09:00:00.000Z',
  kind,
  id,
})

type Changes = Record<string, [base: unknown, value: unknown]>

const editing = (id: string, changes: Changes, more: object = {}): Mutation => ({
  ...head(id === 'line' ? 'matrixRow' : id === 'update' ? 'update' : 'action', id, 1),
  op: 'edit',
  baseVersion: 5,
  fields: Object.fromEntries(
    Object.entries(changes).map(([field, [base, value]]) => [field, { base, value }]),
  ),
  ...more,
})

const deleting = (kind: string, id: string, seq = 1): Mutation => ({
  ...head(kind, id, seq),
  op: 'delete',
  baseVersion: 5,
})

const only = ({ results }: Decision): Result => {
  const [result, ...others] = results
  if (!result || others.length > 0) throw new Error('not one result')
  return result
}

/** The row as decided, or as it stood when nothing was written. */
const rowAfter = (decision: Decision, id: string) =>
  (decision.rows.find((row) => row.id === id) ?? office.find((row) => row.id === id))?.data as
    Record<string, unknown> | null | undefined

/** A line of a matrix whose data is `bytes` long as JSON. */
function lineOf(bytes: number) {
  const cell = (length: number) => ({ score: null, note: 'n'.repeat(length) })
  const sized = (full: number, rest: number) => ({
    editionId: 'edition',
    label: 'l'.repeat(1 + Math.max(0, rest - 300)),
    order: 1,
    cells: Object.fromEntries([
      ...Array.from({ length: full }, (_, at) => [`c${1000 + at}`, cell(300)] as const),
      ['rest', cell(Math.min(rest, 300))],
    ]),
  })
  const size = (value: unknown) => JSON.stringify(value).length
  let full = 0
  while (bytes - size(sized(full, 0)) > 500) full++
  return sized(full, bytes - size(sized(full, 0)))
}

const someoneMoved = (id: string, data: object): Row[] =>
  office.map((row) => (row.id === id ? { ...row, version: 9, data } : row))

describe('what becomes of one mutation', () => {
  const action = district.action
  const older = { baseVersion: 4 }
  const moved = someoneMoved('action', { ...action, text: 'theirs', order: 2 })

  test.each<[what: string, mutation: Numbered, outcome: Result['outcome'], setting?: Setting]>([
    ['a new update', creating('update', 'u', progress('pcso'), 1), 'applied'],
    ['an edit of a row nobody has moved', editing('action', { text: ['?', 'mine'] }), 'applied'],
    ['an edit that changes nothing', editing('action', {}), 'applied'],
    ['a delete', deleting('action', 'action'), 'applied'],
    [
      'the same create again, from a device with a new id',
      creating('action', 'action', action, 1),
      'applied',
    ],
    ['an edit beside somebody else’s', editing('action', { order: [1, 1] }, older), 'merged'],
    [
      'an edit of what only looks moved',
      editing('action', { text: [action.text, 'mine'] }, older),
      'merged',
    ],
    [
      'the value somebody else wrote too',
      editing('action', { text: [action.text, 'theirs'] }),
      'merged',
      { rows: moved },
    ],
    [
      'another field than somebody else’s',
      editing('action', { ref: ['1.1', '1.2'] }),
      'merged',
      { rows: moved },
    ],
    [
      'a field somebody else has changed',
      editing('action', { text: [action.text, 'mine'] }),
      'conflict',
      { rows: moved },
    ],
    [
      'one field free and one taken',
      editing('action', { ref: ['1.1', '1.2'], order: [1, 7] }),
      'conflict',
      { rows: moved },
    ],
  ])('%s: %s', (_what, mutation, outcome, setting) => {
    const decision = decided([mutation], setting)
    expect(only(decision)).toEqual({ mid: mutation.mid, seq: 1, outcome })
    expect(decision.deadLetters).toEqual([])
    expect(decision.conflicts).toHaveLength(outcome === 'conflict' ? 1 : 0)
  })

  const asPcso: Setting = { role: 'contributor' }

  test.each<
    [
      reason: string,
      what: string,
      mutation: Numbered,
      detail: string | undefined,
      setting?: Setting,
    ]
  >([
    ['invalid', 'half a mutation', { mid: 'm-1', seq: 1 }, 'op: '],
    ['invalid', 'an op that is none', { ...editing('action', {}), op: 'replace' }, 'op: '],
    [
      'invalid',
      'an id that is none',
      { ...deleting('action', 'action'), id: 'a b' },
      'id: is not an id',
    ],
    ['invalid', 'half an update', creating('update', 'u', { note: 'x' }, 1), 'actionId: '],
    [
      'invalid',
      'an edit without what was seen',
      editing('action', {}, { fields: { text: { value: 'x' } } }),
      'fields.text.base: ',
    ],
    ['invalid', 'an empty text', editing('action', { text: [action.text, ' '] }), 'text: is empty'],
    [
      'invalid',
      'a field the row does not have',
      editing('action', { colour: [null, 'red'] }),
      'colour is not a field of action',
    ],
    [
      'invalid',
      'a part of a field that has none',
      editing('action', { 'text/0': [null, 'x'] }),
      'text/0 is not a field of action',
    ],
    [
      'invalid',
      'a cell that is none',
      editing('line', { 'cells/volume': [null, 7] }),
      'cells.volume: ',
    ],
    [
      'invalid',
      'a required field taken away',
      editing('action', { text: [action.text, null] }),
      'text: ',
    ],
    ['unknown-kind', 'a kind of row not known here', creating('parade', 'e', {}, 1), 'parade'],
    [
      'unknown-kind',
      'a kind named after JavaScript’s own',
      creating('constructor', 'e', {}, 1),
      'constructor',
    ],
    [
      'too-new',
      'a form of a later version',
      { ...editing('action', {}), schemaVersion: 2 },
      undefined,
    ],
    [
      'too-new',
      'an op of a later version',
      { ...editing('action', {}), op: 'merge', schemaVersion: 2 },
      undefined,
    ],
    ['forbidden', 'an officer’s new action', creating('action', 'a', action, 1), undefined, asPcso],
    [
      'forbidden',
      'an officer’s edit of the plan',
      editing('action', { text: ['', 'x'] }),
      undefined,
      asPcso,
    ],
    ['forbidden', 'an officer’s delete', deleting('action', 'action'), undefined, asPcso],
    [
      'forbidden',
      'an update in somebody else’s name',
      creating('update', 'u', progress('lead'), 1),
      undefined,
      asPcso,
    ],
    [
      'dependency',
      'an edit of a row that is not here',
      editing('nowhere', {}),
      'there is no action nowhere',
    ],
    [
      'dependency',
      'an edit of a row of another kind',
      { ...editing('action', {}), id: 'plan' },
      'there is no action plan',
    ],
    [
      'dependency',
      'a delete of a row that is not here',
      deleting('plan', 'nowhere'),
      'there is no plan nowhere',
    ],
    [
      'dependency',
      'an update of a deleted action',
      creating('update', 'u', { ...progress('pcso'), actionId: 'gone' }, 1),
      'actionId names gone, which is not here',
    ],
    [
      'dependency',
      'an owner who is an agency',
      editing('action', { ownerIds: [['pcso'], ['pcso', 'council']] }),
      'ownerIds names council, which is not here',
    ],
    [
      'dependency',
      'a correction of nothing',
      creating('update', 'u', { ...progress('pcso'), supersedes: 'u' }, 1),
      'supersedes names u, which is not here',
    ],
    [
      'exists',
      'an id that another row has',
      creating('action', 'action', { ...action, text: 'x' }, 1),
      undefined,
    ],
    [
      'exists',
      'an id that a row of another kind has',
      creating('action', 'plan', action, 1),
      undefined,
    ],
    ['deleted', 'an edit of a deleted row', editing('gone', { text: ['', 'x'] }), undefined],
    ['deleted', 'a second delete', deleting('action', 'gone'), undefined],
    [
      'deleted',
      'a create that would bring a deleted row back',
      creating('action', 'gone', action, 1),
      undefined,
    ],
    [
      'append-only',
      'an edit of a recorded fact',
      editing('update', { note: ['', 'x'] }),
      undefined,
    ],
    ['append-only', 'a delete of a recorded fact', deleting('update', 'update'), undefined],
  ])('rejected as %s: %s', (reason, _what, mutation, detail, setting) => {
    const decision = decided([mutation], setting)
    const result = only(decision)
    expect(result).toMatchObject({ mid: mutation.mid, seq: 1, outcome: 'rejected', reason })
    if (detail === undefined) expect(result.detail).toBeUndefined()
    else expect(result.detail).toContain(detail)
    expect(decision).toMatchObject({ rows: [], history: [], conflicts: [], lastSeq: 1 })
    expect(decision.deadLetters).toEqual([{ seq: 1, reason, payload: mutation }])
  })

  test.each<[over: number, outcome: Result['outcome']]>([
    [0, 'applied'],
    [1, 'rejected'],
  ])('a row %d characters over the limit is %s, made new or grown', (over, outcome) => {
    const data = lineOf(MAX_ROW_BYTES + over)
    expect(JSON.stringify(data)).toHaveLength(MAX_ROW_BYTES + over)
    const made = only(decided([creating('matrixRow', 'wide', data, 1)]))
    const grown = only(
      decided([editing('line', { label: ['', data.label], cells: [{}, data.cells] })]),
    )
    const reason = outcome === 'rejected' ? { reason: 'too-large' } : {}
    expect(made).toMatchObject({ outcome, ...reason })
    expect(grown).toMatchObject({ outcome, ...reason })
  })
})

describe('what is kept of an edit', () => {
  const action = district.action

  test('two people changing different fields are both kept', () => {
    const rows = someoneMoved('action', { ...action, order: 2 })
    const decision = decided([editing('action', { ref: ['1.1', '1.2'] })], { rows })
    expect(rowAfter(decision, 'action')).toEqual({ ...action, order: 2, ref: '1.2' })
  })

  test('two people changing different cells of a line are both kept', () => {
    const cells = { ...line.cells, volume: { score: 5 } }
    const rows = someoneMoved('line', { ...line, cells })
    const edit = editing('line', { 'cells/trend': [{ score: 3 }, { score: 1 }] })
    expect(rowAfter(decided([edit], { rows }), 'line')).toEqual({
      ...line,
      cells: { volume: { score: 5 }, trend: { score: 1 } },
    })
  })

  test('two people changing the same field: the first stays, both values wait for a person', () => {
    const rows = someoneMoved('action', { ...action, text: 'theirs' })
    const decision = decided([editing('action', { text: [action.text, 'mine'] })], { rows })
    expect(decision.rows).toEqual([])
    expect(decision.history).toEqual([])
    expect(decision.conflicts).toEqual([
      {
        id: 'phone:action:text',
        seq: 1,
        rowId: 'action',
        scope: 'partnership',
        field: 'text',
        base: action.text,
        mine: 'mine',
        theirs: 'theirs',
      },
    ])
  })

  test('a cell taken away while somebody else scored it is a conflict with nothing on one side', () => {
    const rows = someoneMoved('line', { ...line, cells: { volume: { score: 5 } } })
    const edit = editing('line', { 'cells/volume': [{ score: 2 }, null] })
    expect(decided([edit], { rows }).conflicts).toMatchObject([
      { field: 'cells/volume', base: { score: 2 }, mine: null, theirs: { score: 5 } },
    ])
  })

  test('history says from what to what, field by field, and * for a whole row', () => {
    const [edited] = decided([editing('action', { ref: ['1.1', '1.2'] })]).history
    expect(edited).toMatchObject({ rowId: 'action', changes: { ref: ['1.1', '1.2'] } })
    const made = progress('pcso')
    expect(decided([creating('update', 'u', made, 1)]).history[0]?.changes).toEqual({
      '*': [null, made],
    })
    expect(decided([deleting('action', 'action')]).history[0]?.changes).toEqual({
      '*': [action, null],
    })
  })

  test('a field that an older row has from a newer build stays when another is edited', () => {
    const rows = someoneMoved('action', { ...action, colour: 'teal' })
    const decision = decided([editing('action', { ref: ['1.1', '1.2'] })], { rows })
    expect(rowAfter(decision, 'action')).toEqual({ ...action, colour: 'teal', ref: '1.2' })
    expect(decision.history[0]?.changes).toEqual({ ref: ['1.1', '1.2'] })
  })

  test('a mutation with words in its head that this build does not know is taken all the same', () => {
    const mutation = { ...editing('action', { ref: ['1.1', '1.2'] }), mood: 'hopeful' }
    expect(only(decided([mutation]))).toMatchObject({ outcome: 'applied' })
  })
})

describe('one queue', () => {
  const entry = (seq: number) => creating('update', `u-${seq}`, progress('pcso'), seq)
  const bad = (seq: number) => creating('update', `bad-${seq}`, { note: 'half' }, seq)

  test('what refers to a row made earlier in the same push finds it', () => {
    const action = creating('action', 'a', district.action, 1)
    const update = creating('update', 'u', { ...progress('pcso'), actionId: 'a' }, 2)
    expect(decided([action, update]).results.map((it) => it.outcome)).toEqual([
      'applied',
      'applied',
    ])
  })

  test('what depended on a refused create is refused with it, not lost', () => {
    const action = creating('action', 'a', { ...district.action, text: '' }, 1)
    const update = creating('update', 'u', { ...progress('pcso'), actionId: 'a' }, 2)
    const decision = decided([action, update])
    expect(decision.results.map((it) => it.reason)).toEqual(['invalid', 'dependency'])
    expect(decision.deadLetters.map((it) => it.payload)).toEqual([action, update])
  })

  test('a row made and deleted in one push is written once, as deleted', () => {
    const decision = decided([
      creating('action', 'a', district.action, 1),
      deleting('action', 'a', 2),
    ])
    expect(decision.rows).toMatchObject([{ id: 'a', deleted: true, data: null }])
    expect(decision.history).toHaveLength(2)
  })

  test('the last number moves past refusals', () => {
    expect(decided([bad(8), bad(9)], { lastSeq: 7 }).lastSeq).toBe(9)
  })

  test('numbers may be skipped, and answers come in the order of numbers', () => {
    const decision = decided([entry(30), bad(12), entry(11)], { lastSeq: 10 })
    expect(decision.results.map((it) => [it.seq, it.outcome])).toEqual([
      [11, 'applied'],
      [12, 'rejected'],
      [30, 'applied'],
    ])
  })

  const answer: Result = { mid: 'm', seq: 3, outcome: 'conflict', version: 41 }
  const receipts = (mutation: Numbered) =>
    new Map([[mutation.seq, { hash: hashText(mutation), result: answer }]])

  test('a mutation that was answered before gets its stored answer, and nothing is written', () => {
    const decision = decided([entry(3)], { lastSeq: 3, receipts: receipts(entry(3)) })
    expect(decision.results).toEqual([answer])
    expect(decision).toMatchObject({ rows: [], history: [], receipts: [], lastSeq: 3 })
  })

  test.each<[what: string, mutations: Numbered[], setting: Setting]>([
    ['the same number with other words', [bad(3)], { lastSeq: 3, receipts: receipts(entry(3)) }],
    ['a number passed long ago, of which nothing is known', [entry(3)], { lastSeq: 3 }],
    ['one number twice in one push', [entry(4), bad(4)], { lastSeq: 3 }],
    ['a fork behind good work', [entry(4), bad(3)], { lastSeq: 3, receipts: receipts(entry(3)) }],
  ])('a copied browser is told so: %s', (_what, mutations, setting) => {
    expect(decide(mutations, setting)).toEqual({ status: 'device-forked' })
  })

  test.each([
    [2, 'ok'],
    [3, 'ok'],
    [4, 'rewound'],
  ])('a device that had %d answered where 3 are known: %s', (since, status) => {
    expect(decide([entry(5)], { lastSeq: 3, since }).status).toBe(status)
  })

  test('a server that was restored says so before it calls anything a fork', () => {
    const setting = { lastSeq: 3, since: 5, receipts: receipts(bad(3)) }
    expect(decide([entry(3)], setting)).toEqual({ status: 'rewound' })
  })

  test('the number after the last is no fork', () => {
    expect(decide([entry(4)], { lastSeq: 3 }).status).toBe('ok')
  })
})

describe('what once slipped through', () => {
  const action = district.action

  // edit() checks the links of every field the mutation names, also of one that stays as somebody
  // else wrote it; the worker has not read that row, so the conflict is refused as `dependency`.
  test('two people naming different lead agencies is a conflict like any other', () => {
    const rows = someoneMoved('action', { ...action, leadAgencyId: 'police' })
    const edit = editing('action', { leadAgencyId: ['council', 'fire'] })
    const decision = decided([edit], { rows })
    expect(only(decision).outcome).toBe('conflict')
    expect(decision.conflicts).toMatchObject([{ mine: 'fire', theirs: 'police' }])
  })

  // `{ ...after, ...known }` keeps unknown fields of the row, but `known` has lost those inside its
  // cells, timescale and so on.
  test('what a newer build put inside a cell stays when another field is edited', () => {
    const cells = { ...line.cells, volume: { score: 2, confidence: 'low' } }
    const rows = someoneMoved('line', { ...line, cells })
    const decision = decided([editing('line', { order: [1, 2] })], { rows })
    expect(rowAfter(decision, 'line')).toEqual({ ...line, order: 2, cells })
  })

  // The phone says null for a field that was emptied; v.optional() accepts absence and not null.
  test('a field that may be absent can be taken away again', () => {
    const rows = someoneMoved('action', { ...action, evidence: 'Attendance sheets' })
    const decision = decided([editing('action', { evidence: ['Attendance sheets', null] })], {
      rows,
    })
    expect(only(decision).outcome).toBe('merged')
    expect(rowAfter(decision, 'action')?.evidence ?? null).toBeNull()
  })

  // create() keeps what its schema knows and answers `applied` for the rest as well.
  test('a new row with a field not known here keeps it or is refused, never shortened', () => {
    const decision = decided([creating('action', 'a', { ...action, colour: 'teal' }, 1)])
    if (only(decision).outcome === 'applied')
      expect(rowAfter(decision, 'a')).toMatchObject({ colour: 'teal' })
  })

  // valibot's record leaves out these names without an issue.
  test.each(['constructor', 'prototype', 'cells/constructor'])(
    'an edit of %s is refused, not answered as applied and dropped',
    (field) => {
      const decision = decided([editing('line', { [field]: [null, { score: 5 }] })])
      expect(only(decision).outcome).toBe('rejected')
    },
  )

  // canonical() and JSON.stringify() recurse; the worker answers 503 and the phone tries for ever.
  test('a form nested a hundred thousand deep is refused alone', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    const good = creating('update', 'u', progress('pcso'), 2)
    const decision = decided([creating('update', 'deep', deep, 1), good])
    expect(decision.results.map((it) => it.outcome)).toEqual(['rejected', 'applied'])
  })
})
