import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { broughtWhole, digestOf, rowHash } from '../../../shared/sync/digest.ts'
import type { CheckRange, Row } from '../../../shared/sync/protocol.ts'
import { storedRow } from '../../../worker/db/stored.ts'

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('action', 'update'),
  scope: fc.constantFrom('partnership', 'plan:a'),
  version: fc.nat(),
  deleted: fc.constant(false),
  data: fc.dictionary(fc.string(), fc.jsonValue()),
})

describe('what is compared of a row', () => {
  // A second client is built from these: they do not change.
  test.each<[Omit<Row, 'scope' | 'version'>, string]>([
    [{ id: 'a', kind: 'ward', deleted: false, data: {} }, 'ee8ae16b 90f6a952'],
    [
      {
        ...{ id: 'action-1', kind: 'action', deleted: false },
        data: { text: 'Zoë’s “patch” 🚲', order: 1, wardIds: [], how: null, reach: { count: 1.5 } },
      },
      '23ab06fb 35014770',
    ],
    [{ id: 'a', kind: 'ward', deleted: true, data: null }, '2208bb4b 6d1062b1'],
  ])('%j', (it, hash) => {
    const { hi, lo } = rowHash(it)
    expect([hi, lo].map((half) => half.toString(16).padStart(8, '0')).join(' ')).toBe(hash)
  })

  test('is not its version nor its scope, and not the order of its fields', () => {
    const one = { id: 'a', kind: 'ward', deleted: false, data: { x: 1, y: 2 } }
    const other = { ...one, scope: 'plan:a', version: 9, data: { y: 2, x: 1 } }
    expect(rowHash(other)).toEqual(rowHash(one))
    expect(rowHash({ ...one, kind: 'agency' })).not.toEqual(rowHash(one))
  })
})

describe('a digest', () => {
  test('is the same however the rows are ordered, and parts add up', () => {
    fc.assert(
      fc.property(fc.array(row), fc.nat(), (rows, cut) => {
        const [a, b] = [digestOf(rows.slice(0, cut)), digestOf(rows.slice(cut))]
        const sum = { count: a.count + b.count, hi: a.hi + b.hi, lo: a.lo + b.lo }
        expect(digestOf([...rows].reverse())).toEqual(sum)
      }),
    )
  })

  test('is the same in SQL, over rows as they are stored', () => {
    const sqlite = new DatabaseSync(':memory:')
    const add = sqlite.prepare(`
      select count(*) as count, coalesce(sum(value ->> 'hashHi'), 0) as hi,
             coalesce(sum(value ->> 'hashLo'), 0) as lo from json_each(?)`)
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const inSql = { ...add.get(JSON.stringify(rows.map(storedRow))) }
        expect(inSql).toEqual(digestOf(rows))
        // And of what a phone makes of the text that is sent.
        expect(digestOf(JSON.parse(JSON.stringify(rows)) as Row[])).toEqual(inSql)
      }),
    )
  })

  test('sees any one thing that is otherwise', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), row, (rows, other) => {
        const [, ...rest] = rows
        expect(digestOf(rest)).not.toEqual(digestOf(rows))
        expect(digestOf([other, ...rest])).not.toEqual(digestOf(rows))
      }),
    )
  })
})

describe('what an answer brought whole', () => {
  const range = (from: string, to: string | null, scope = 'plan:a'): CheckRange => ({
    ...{ scope, from, to },
  })
  const asked = [range('', 'f'), range('f', 'm'), range('', null, 'events')]

  test.each<[what: string, rest: CheckRange[], whole: CheckRange[]]>([
    ['all', [], asked],
    ['nothing', asked, []],
    ['whole ranges', asked.slice(1), asked.slice(0, 1)],
    [
      'a range and a part of one',
      [range('h ', 'm'), range('', null, 'events')],
      [range('', 'f'), range('f', 'h ')],
    ],
    ['a part of the first', [range('b ', 'f'), ...asked.slice(1)], [range('', 'b ')]],
  ])('%s', (_what, rest, whole) => {
    expect(broughtWhole(asked, rest)).toEqual(whole)
  })
})
