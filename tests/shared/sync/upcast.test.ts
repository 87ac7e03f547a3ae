import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashText } from '../../../shared/sync/canonical.ts'
import { decidePush } from '../../../shared/sync/decide.ts'
import { readField, writeField } from '../../../shared/sync/fields.ts'
import { SCHEMA_VERSION } from '../../../shared/sync/limits.ts'
import type { Numbered, Row } from '../../../shared/sync/protocol.ts'
import { formats, upcast } from '../../../shared/sync/upcast.ts'
import type { Formats } from '../../../shared/sync/upcast.ts'
import { district } from '../../sync/office.ts'

type Data = Record<string, unknown>

/**
 * Two releases that never were. The first calls an action's `wording` its text, turns the marks of a
 * matrix row into cells with a score, and a `task` into an action. The second takes `span` apart.
 */
const invented: Formats = [
  {
    task: { kind: 'action', fields: { wording: 'text' } },
    action: { fields: { wording: 'text' } },
    matrixRow: { fields: { marks: 'cells', 'marks/*': (mark) => ({ score: mark }) } },
  },
  {
    action: {
      fields: {
        span: (span) => {
          const [from, to] = typeof span === 'string' ? span.split(' to ') : [null, null]
          return { fromOn: from ?? null, toOn: to ?? null }
        },
      },
    },
  },
]

const head = {
  ...{ mid: 'm-1', seq: 1, schemaVersion: 1, kind: 'action', id: 'a' },
  deviceTime: '2026-11-22T09:00:00.000Z',
}
const cast = (mutation: object) => upcast({ ...head, ...mutation }, invented)

describe('work in an older format', () => {
  test('the real list reaches from version 1 to today’s', () => {
    expect(formats.length + 1).toBe(SCHEMA_VERSION)
  })

  test('in today’s format it is left as it is', () => {
    const today = { ...head, op: 'edit', baseVersion: 1, fields: { text: { base: 1, value: 2 } } }
    expect(upcast(today)).toEqual(today)
  })

  test('a field with another name, whole and entry by entry', () => {
    expect(cast({ op: 'create', entry: { wording: 'x', order: 1 } })).toMatchObject({
      entry: { text: 'x', order: 1 },
    })
    const line = { kind: 'matrixRow', op: 'edit', baseVersion: 1 }
    expect(cast({ ...line, fields: { 'marks/volume': { base: 2, value: null } } })).toMatchObject({
      fields: { 'cells/volume': { base: { score: 2 }, value: null } },
    })
    expect(cast({ ...line, op: 'create', entry: { marks: { volume: 2 } } })).toMatchObject({
      entry: { cells: { volume: { score: 2 } } },
    })
  })

  test('a field that became two, through both releases', () => {
    const fields = { span: { base: null, value: '2026-04-01 to 2027-03-31' } }
    expect(cast({ kind: 'task', op: 'edit', baseVersion: 1, fields })).toEqual({
      ...{ ...head, op: 'edit', baseVersion: 1, schemaVersion: SCHEMA_VERSION, kind: 'action' },
      fields: {
        fromOn: { base: null, value: '2026-04-01' },
        toOn: { base: null, value: '2027-03-31' },
      },
    })
  })

  test('of the second release it is raised by one step only', () => {
    const fields = { wording: { base: 1, value: 2 } }
    expect(cast({ schemaVersion: 2, op: 'edit', baseVersion: 1, fields })).toMatchObject({ fields })
  })

  test('a settling follows its field; where that became two, its words are kept as an edit', () => {
    const settle = { op: 'settle', baseVersion: 1, conflictId: 'c', base: 'x', value: 'y' }
    expect(cast({ ...settle, field: 'wording' })).toMatchObject({
      ...{ op: 'settle', field: 'text', base: 'x', value: 'y' },
    })
    expect(cast({ ...settle, field: 'span', value: 'a to b' })).toMatchObject({
      op: 'edit',
      fields: { fromOn: { base: 'x', value: 'a' }, toOn: { base: null, value: 'b' } },
    })
  })

  test('fields and ops that nobody knows are left for the schema to judge', () => {
    const odd = { op: 'merge', entry: { colour: 'teal' }, fields: 7, mood: 'hopeful' }
    expect(cast(odd)).toEqual({ ...head, ...odd, schemaVersion: SCHEMA_VERSION })
  })

  test.each([undefined, null, 0, -1, 1.5, '1', 4, 9])('version %j is left as it is', (version) => {
    const odd = { ...head, schemaVersion: version, entry: { wording: 'x' } }
    expect(upcast(odd, invented)).toBe(odd)
  })

  test('whatever is sent, nothing breaks, and its number and name stay', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer(), (rest, version) => {
        const sent: Numbered = { ...rest, mid: 'm', seq: 3, kind: 'action', schemaVersion: version }
        expect(upcast(sent, invented)).toMatchObject({ mid: 'm', seq: 3 })
      }),
    )
  })

  test('an entry edited and then raised is the same as raised and then edited', () => {
    const mark = fc.option(fc.integer({ min: 1, max: 5 }))
    const text = fc.option(fc.constantFrom('a', 'b', 'x to y'))
    const entry = fc.record({ wording: text, span: text, order: fc.nat(), marks: fc.constant({}) })
    const edit = fc.record(
      { wording: text, span: text, order: fc.nat(), 'marks/one': mark, 'marks/two': mark },
      { requiredKeys: [] },
    )
    for (const kind of ['task', 'action', 'matrixRow']) {
      fc.assert(
        fc.property(entry, edit, (was, values) => {
          const lay = (data: Data, fields: Data) =>
            Object.entries(fields).reduce<Data>(
              (row, [path, value]) => ({ ...writeField(row, path, value) }),
              data,
            )
          const fields = Object.fromEntries(
            Object.entries(values).map(([path, value]) => [
              path,
              { base: readField(was, path), value },
            ]),
          )
          const raise = (data: Data) => cast({ kind, op: 'create', entry: data }).entry as Data
          const edited = cast({ kind, op: 'edit', baseVersion: 1, fields })
          const raised = Object.entries(edited.fields as Record<string, { value: unknown }>)
          const after = lay(
            raise(was),
            Object.fromEntries(raised.map(([path, { value }]) => [path, value])),
          )
          expect(after).toEqual(raise(lay(was, values)))
          // What the person saw is raised with it.
          for (const [path, { base }] of Object.entries(edited.fields as Data) as [string, Data][])
            expect(base).toEqual(readField(raise(was), path))
        }),
      )
    }
  })
})

describe('a push from an older build', () => {
  const row = (kind: string, id: string, data: unknown): Row => ({
    ...{ kind, id, scope: 'plan:plan', version: 5, deleted: false, data },
  })
  const rows = [
    row('agency', 'council', district.agency),
    row('plan', 'plan', district.plan),
    row('action', 'a', district.action),
  ]
  const push = (mutation: Numbered, receipts = new Map()) =>
    decidePush(
      [mutation],
      {
        actor: {
          ...{ memberId: 'm', role: 'manager', agencyId: 'council' },
          ...{ wardIds: [], groupIds: [], scopes: null },
        },
        ...{ deviceId: 'phone', lastSeq: receipts.size, receipts, buried: new Map() },
        ...{ rows: new Map(rows.map((it) => [it.id, it])), conflicts: new Map() },
      },
      invented,
    )
  const base = district.action.text
  const old = { ...head, kind: 'task', op: 'edit', baseVersion: 5 }
  const mutation = { ...old, fields: { wording: { base, value: 'Raised' } } }

  test('writes today’s fields', () => {
    const decision = push(mutation)
    expect(decision).toMatchObject({
      status: 'ok',
      results: [{ outcome: 'applied' }],
      history: [{ kind: 'action', changes: { text: [base, 'Raised'] } }],
    })
  })

  test('has the receipt of the words that were sent, whatever they are raised to', () => {
    const first = push(mutation)
    if (first.status !== 'ok') throw new Error(first.status)
    const [receipt] = first.receipts
    expect(receipt?.hash).toBe(hashText(mutation))
    const again = push(mutation, new Map([[1, receipt]]))
    expect(again).toMatchObject({ status: 'ok', results: [receipt?.result], receipts: [] })
  })

  test('is kept as it was sent when it is refused', () => {
    const bad = { ...old, fields: { wording: { base, value: '' } } }
    expect(push(bad)).toMatchObject({ deadLetters: [{ reason: 'invalid', payload: bad }] })
  })

  test('of a later build is too new', () => {
    expect(push({ ...mutation, schemaVersion: 4 })).toMatchObject({
      results: [{ reason: 'too-new' }],
    })
  })
})
