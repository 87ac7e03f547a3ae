import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { kinds } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'
import { fieldShape, typedOf, valueOf } from '../../../shared/words/fieldShape.ts'
import type { FieldShape } from '../../../shared/words/fieldShape.ts'

const shape = (kind: Kind, field: string) => fieldShape(kinds[kind].schema, field)

describe('what a field takes, for a form of that one field', () => {
  test.each<[Kind, string, FieldShape]>([
    ['action', 'text', { is: 'text', isLong: false, mayBeEmpty: false }],
    ['action', 'desiredOutcome', { is: 'text', isLong: true, mayBeEmpty: true }],
    ['group', 'remit', { is: 'text', isLong: false, mayBeEmpty: true }],
    ['action', 'leadAgencyId', { is: 'one', mayBeEmpty: true }],
    ['member', 'agencyId', { is: 'one', mayBeEmpty: false }],
    ['action', 'stakeholderIds', { is: 'several' }],
    ['plan', 'fromOn', { is: 'date', mayBeEmpty: false }],
    ['update', 'reached', { is: 'number', mayBeEmpty: true }],
    ['partnership', 'isOnLegalHold', { is: 'yes or no' }],
    ['member', 'untilAt', { is: 'whole' }],
    ['action', 'timescale', { is: 'whole' }],
    ['matrixRow', 'cells/volume', { is: 'whole' }],
    ['edition', 'label', { is: 'whole' }],
    ['action', 'constructor', { is: 'whole' }],
  ])('%s.%s', (kind, field, expected) => {
    expect(shape(kind, field)).toEqual(expected)
  })

  test('a choice knows its options', () => {
    const state = shape('plan', 'state')
    expect(state).toMatchObject({ is: 'choice', options: expect.arrayContaining(['approved']) })
  })
})

describe('what is typed is what is kept', () => {
  test.each<[Kind, string, unknown]>([
    ['action', 'desiredOutcome', 'Fewer calls'],
    ['action', 'leadAgencyId', 'agency-police'],
    ['action', 'leadAgencyId', null],
    ['action', 'ownerIds', ['member-a', 'member-b']],
    ['plan', 'fromOn', '2026-04-01'],
    ['update', 'reached', 0],
    ['update', 'reached', null],
    ['plan', 'state', 'draft'],
    ['partnership', 'isOnLegalHold', true],
  ])('%s.%s of %j comes back as it was, and passes the schema', (kind, field, value) => {
    const it = shape(kind, field)
    expect(valueOf(it, typedOf(it, value))).toEqual(value)
    const { entries } = kinds[kind].schema as unknown as {
      entries: Record<string, v.GenericSchema>
    }
    expect(v.is(entries[field] as v.GenericSchema, value)).toBe(true)
  })

  test.each([
    ['1,200', 1200],
    [' 30 ', 30],
    ['about 30', 'about 30'],
    ['', null],
  ])('a count typed as %j is kept as %j', (typed, value) => {
    expect(valueOf({ is: 'number', mayBeEmpty: true }, typed)).toBe(value)
  })
})
