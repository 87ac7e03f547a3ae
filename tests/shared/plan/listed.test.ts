import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statuses } from '../../../shared/plan/status.ts'
import { deliveryOf } from '../../../web/src/lib/listed.ts'
import type { Shell } from '../../../web/src/lib/shell.svelte.ts'

const today = '2026-11-22'
type Row = { id: string } & Record<string, unknown>

/** A phone as far as a list of actions asks it: rows by kind, the same array until one of them changes. */
class Phone {
  today = today
  store = { view: {} }
  rows: Record<string, Row[]> = {}
  all = (kind: string) => (this.rows[kind] ??= [])
  one = (kind: string, id: string) => this.all(kind).find((row) => row.id === id)
  put(kind: string, row: Row) {
    this.rows[kind] = [...this.all(kind).filter(({ id }) => id !== row.id), row]
  }
  get listed() {
    return deliveryOf(this as unknown as Shell).byId
  }
  /** The same rows on a phone that has worked nothing out yet. */
  get afresh() {
    const fresh = new Phone()
    Object.assign(fresh, { rows: this.rows, today: this.today })
    return fresh.listed
  }
}

const action = (id: string, more = {}) => ({
  ...{ id, planId: 'plan', ownerIds: [], wardIds: [], timescale: { means: 'none', words: '' } },
  ...more,
})
const update = (id: string, actionId: string, status = 'on track') => ({
  ...{ id, actionId, status, note: '', reached: null, happenedOn: '2026-11-01', byId: 'm' },
  recordedAt: '2026-11-01T12:00:00.000Z',
})

function begun() {
  const phone = new Phone()
  phone.put('plan', { id: 'plan', fromOn: '2026-04-01' })
  for (const id of ['a', 'b', 'c']) phone.put('action', action(id))
  phone.put('update', update('u-1', 'a'))
  return phone
}

test('an entry changes the one action that it is about, and leaves all others as they were', () => {
  const phone = begun()
  const before = new Map(phone.listed)
  expect(phone.listed).toBe(phone.listed)
  phone.put('update', update('u-2', 'a', 'blocked'))
  expect(phone.listed.get('a')?.standing.status).toBe('blocked')
  expect(phone.listed.get('a')).not.toBe(before.get('a'))
  expect(phone.listed.get('b')).toBe(before.get('b'))
  expect(phone.listed.get('c')).toBe(before.get('c'))
})

test('a new day, and another rule of silence, are worked out for every action', () => {
  const phone = begun()
  expect(phone.listed.get('a')?.standing.isSilent).toBe(false)
  phone.put('partnership', { id: 'p', silentDays: 14 })
  expect(phone.listed.get('a')?.standing.isSilent).toBe(true)
  phone.put('partnership', { id: 'p', silentDays: 30 })
  expect(phone.listed.get('a')?.standing.isSilent).toBe(false)
  phone.today = '2026-12-24'
  expect(phone.listed.get('a')?.standing.isSilent).toBe(true)
})

test('a merged action is not listed, and its entries count where it went, whenever they come', () => {
  const phone = begun()
  phone.put('action', action('a', { mergedIntoId: 'b' }))
  expect([...phone.listed.keys()]).toEqual(['b', 'c'])
  expect(phone.listed.get('b')?.standing.status).toBe('on track')
  phone.put('update', { ...update('u-2', 'a', 'at risk'), happenedOn: today })
  expect(phone.listed.get('b')?.standing.status).toBe('at risk')
  phone.put('action', action('a'))
  expect(phone.listed.get('a')?.standing.status).toBe('at risk')
  expect(phone.listed.get('b')?.standing.status).toBe('not started')
})

test('whatever happens in whatever order, what was worked out bit by bit is what stands in the rows', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd')
  const serial = fc.nat(6)
  const step = fc.oneof(
    fc.record({ id, into: fc.option(id) }).map(({ id, into }) => ({
      ...{ kind: 'action', row: action(id, { mergedIntoId: into }) },
    })),
    fc.record({ n: serial, id, status: fc.constantFrom(...statuses) }).map(({ n, id, status }) => ({
      ...{ kind: 'update', row: { ...update(`u-${n}`, id, status), milestoneIds: [`m-${n}`] } },
    })),
    fc.record({ n: serial, id }).map(({ n, id }) => ({
      kind: 'milestone',
      row: { id: `m-${n}`, actionId: id, timescale: { means: 'due', words: '', dueOn: today } },
    })),
    fc.record({ n: serial, id, clearedOn: fc.option(fc.constant(today)) }).map((it) => ({
      ...{ kind: 'barrier', row: { id: `b-${it.n}`, actionId: it.id, clearedOn: it.clearedOn } },
    })),
    fc.record({ n: serial, id, hour: fc.constantFrom('09', '15') }).map(({ n, id, hour }) => ({
      kind: 'request',
      row: { id: `r-${n}`, actionId: id, toIds: [], recordedAt: `2026-11-01T${hour}:00:00.000Z` },
    })),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const phone = begun()
      for (const { kind, row } of steps) {
        phone.put(kind, row)
        expect(phone.listed).toEqual(phone.afresh)
      }
    }),
  )
})
