import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../../shared/sync/canonical.ts'
import { overlay } from '../../../shared/sync/overlay.ts'
import type { Mutation, Row } from '../../../shared/sync/protocol.ts'

const head = {
  schemaVersion: 1,
  kind: 'action',
  id: 'action',
  deviceTime: '2026-11-22T09:00:00.000Z',
}
let serial = 0
const numbered = () => ({ ...head, mid: `m-${++serial}`, seq: serial })

const creating = (entry: unknown): Mutation => ({ ...numbered(), op: 'create', entry })
const editing = (values: Record<string, unknown>): Mutation => ({
  ...numbered(),
  op: 'edit',
  baseVersion: 3,
  fields: Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { base: null, value }]),
  ),
})
const deleting = (): Mutation => ({ ...numbered(), op: 'delete', baseVersion: 3 })

const base: Row = {
  kind: 'action',
  id: 'action',
  scope: 'partnership',
  version: 3,
  deleted: false,
  data: { text: 'as the server has it', order: 1 },
}
const gone: Row = { ...base, deleted: true, data: null }

describe('what a person sees while their work waits', () => {
  test('with nothing waiting it is what the server last said', () => {
    expect(overlay(base, [])).toBe(base)
    expect(overlay(undefined, [])).toBeUndefined()
  })

  test('a new row is there at once, in version 0', () => {
    expect(overlay(undefined, [creating({ text: 'new' })])).toEqual({
      kind: 'action',
      id: 'action',
      scope: '',
      version: 0,
      deleted: false,
      data: { text: 'new' },
    })
  })

  test('a create whose reply was lost does not hide what the server has made of the row since', () => {
    expect(overlay(base, [creating({ text: 'as first written' })])).toEqual(base)
  })

  test('a create that the server has seen deleted does not bring the row back', () => {
    expect(overlay(gone, [creating({ text: 'again' })])).toEqual(gone)
  })

  test('edits show in the order they were made', () => {
    const pending = [editing({ text: 'first' }), editing({ order: 2 }), editing({ text: 'last' })]
    expect(overlay(base, pending)?.data).toEqual({ text: 'last', order: 2 })
  })

  test('an edit keeps the version it stands on, so that the cursor is not fooled', () => {
    expect(overlay(base, [editing({ text: 'mine' })])).toMatchObject({ version: 3, deleted: false })
  })

  test('one cell is laid over, its neighbours stay, and null takes one away', () => {
    const line = { ...base, data: { cells: { volume: 1, trend: 2 } } }
    expect(overlay(line, [editing({ 'cells/cost': 3, 'cells/trend': null })])?.data).toEqual({
      cells: { volume: 1, cost: 3 },
    })
  })

  test('a deleted row is hidden, and an edit made after that does not bring it back', () => {
    expect(overlay(base, [deleting()])).toEqual(gone)
    expect(overlay(base, [deleting(), editing({ text: 'too late' })])).toEqual(gone)
    expect(overlay(gone, [editing({ text: 'too late' })])).toBe(gone)
  })

  test('a row made, changed and taken away before any signal is hidden', () => {
    const pending = [creating({ text: 'new' }), editing({ text: 'newer' }), deleting()]
    expect(overlay(undefined, pending)).toMatchObject({ deleted: true, data: null })
  })

  test('an edit or a delete of a row that is not on this phone shows nothing', () => {
    expect(overlay(undefined, [editing({ text: 'of what?' }), deleting()])).toBeUndefined()
  })
})

describe('laws', () => {
  const some = fc.oneof(
    fc.string().map((text) => creating({ text })),
    fc.record({ text: fc.string() }).map(editing),
    fc.record({ order: fc.integer() }).map(editing),
    fc.constant(null).map(deleting),
  )
  const start = fc.constantFrom(undefined, base, gone)

  test('laying over in two goes shows what one go shows', () => {
    fc.assert(
      fc.property(start, fc.array(some), fc.array(some), (row, first, then) => {
        expect(overlay(overlay(row, first), then)).toEqual(overlay(row, [...first, ...then]))
      }),
    )
  })

  test('the row from the server is never written into', () => {
    const before = canonical(base)
    fc.assert(
      fc.property(fc.array(some), (pending) => {
        overlay(base, pending)
        expect(canonical(base)).toBe(before)
      }),
    )
  })

  test.each(['__proto__', 'constructor', 'constructor/prototype', '__proto__/polluted'])(
    'an edit of %s reaches no other object',
    (field) => {
      const fields: unknown = JSON.parse(`{"${field}":{"base":null,"value":{"polluted":true}}}`)
      const mutation = { ...editing({}), fields } as Mutation
      overlay(base, [mutation])
      expect('polluted' in {}).toBe(false)
      expect('polluted' in Object).toBe(false)
    },
  )
})
