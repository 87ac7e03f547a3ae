import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../../shared/sync/canonical.ts'
import { changedFields, readField, writeField } from '../../../shared/sync/fields.ts'

const line = { label: 'Arson', order: 3, cells: { volume: { score: 2 }, trend: { score: null } } }
const parts = ['cells']

describe('reading a field', () => {
  test.each<[path: string, value: unknown]>([
    ['label', 'Arson'],
    ['cells/volume', { score: 2 }],
    ['cells/cost', null],
    ['absent', null],
    ['absent/volume', null],
    ['label/volume', null],
    ['label/0', null],
    ['order/toFixed', null],
  ])('%s', (path, value) => {
    expect(readField(line, path)).toEqual(value)
  })
})

describe('writing a field', () => {
  test('a copy carries the new value, and the original stays as it was', () => {
    const before = canonical(line)
    expect(writeField(line, 'label', 'Fires')).toEqual({ ...line, label: 'Fires' })
    expect(writeField(line, 'cells/cost', { score: 5 }).cells).toEqual({
      ...line.cells,
      cost: { score: 5 },
    })
    expect(canonical(line)).toBe(before)
  })

  test('null takes one cell away and leaves its neighbours', () => {
    expect(writeField(line, 'cells/volume', null).cells).toEqual({ trend: { score: null } })
    expect(writeField(line, 'cells/cost', null).cells).toEqual(line.cells)
  })

  test('null in a field of its own is kept, as a lead agency can be nobody', () => {
    expect(writeField({ leadAgencyId: 'council' }, 'leadAgencyId', null)).toEqual({
      leadAgencyId: null,
    })
  })

  test('the first cell of a line that had none starts its record', () => {
    expect(writeField({}, 'cells/volume', { score: 1 })).toEqual({
      cells: { volume: { score: 1 } },
    })
  })

  test('what was written is what is read', () => {
    const path = fc.constantFrom('label', 'how', 'cells/volume', 'cells/cost', 'cells/new')
    fc.assert(
      fc.property(path, fc.jsonValue(), (at, value) => {
        expect(canonical(readField(writeField(line, at, value), at))).toBe(canonical(value))
      }),
    )
  })
})

describe('what changed', () => {
  test('a record is compared cell by cell, everything else whole', () => {
    const after = { ...line, order: 4, cells: { volume: { score: 2 }, cost: { score: 1 } } }
    expect(changedFields(line, after, parts).sort()).toEqual(['cells/cost', 'cells/trend', 'order'])
    expect(changedFields(line, after, []).sort()).toEqual(['cells', 'order'])
  })

  test('absent and null are the same, so neither is a change', () => {
    expect(changedFields({ how: null }, {}, [])).toEqual([])
    expect(changedFields({ cells: {} }, {}, parts)).toEqual([])
  })

  const name = fc.constantFrom('label', 'how', 'order')
  const cell = fc.constantFrom('volume', 'trend', 'cost')
  const small = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), fc.constant('x'))
  const row = fc
    .tuple(fc.dictionary(name, small), fc.dictionary(cell, small))
    .map(([fields, cells]): Record<string, unknown> => ({ ...fields, cells }))

  test('from here to there changes the same fields as from there to here', () => {
    fc.assert(
      fc.property(row, row, (a, b) => {
        expect(changedFields(a, b, parts).sort()).toEqual(changedFields(b, a, parts).sort())
      }),
    )
  })

  test('nothing differs from itself', () => {
    fc.assert(fc.property(row, (a) => changedFields(a, a, parts).length === 0))
  })

  test('writing the changed fields one after another turns the one into the other', () => {
    fc.assert(
      fc.property(row, row, (a, b) => {
        const turned = changedFields(a, b, parts).reduce<Readonly<Record<string, unknown>>>(
          (data, path) => writeField(data, path, readField(b, path)),
          a,
        )
        expect(changedFields(turned, b, parts)).toEqual([])
      }),
    )
  })
})

describe('names that mean something to JavaScript', () => {
  const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']

  test.each(odd)('%s is not found in a row that does not have it', (name) => {
    expect(readField({}, name)).toBeNull()
    expect(readField({}, `${name}/polluted`)).toBeNull()
    expect(readField({ cells: {} }, `cells/${name}`)).toBeNull()
    expect(changedFields({}, { label: 'x' }, [name])).toEqual(['label'])
  })

  test.each(odd)('%s written as a field stays in its own row', (name) => {
    for (const path of [name, `${name}/polluted`, `cells/${name}`, 'cells/polluted']) {
      const written = writeField({ cells: {} }, path, { polluted: true })
      expect(Object.getPrototypeOf(written)).toBe(Object.prototype)
      expect(readField(written, path)).toEqual({ polluted: true })
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(Object.hasOwn(Object, 'polluted')).toBe(false)
  })
})
