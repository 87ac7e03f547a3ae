import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CheckResponse, Mutation, PullResponse } from '../../shared/sync/protocol.ts'
import { digestOf } from '../../shared/sync/digest.ts'
import { asking, creating, district, progress } from '../sync/office.ts'
import { Workerd } from './workerd.ts'

/**
 * Every statement of sync once on the real local D1, which is stricter than SQLite: a statement of
 * five selects at most, values of two megabytes, functions that it has not been asked to allow.
 */
let office: Workerd
let manager: string
beforeAll(async () => {
  office = await Workerd.open()
  await office.found('ashford')
  manager = await office.signIn('ashford', 'manager')
}, 60_000)
afterAll(() => office.close())

const head = (seq: number) => ({
  ...{ mid: `m-${seq}`, seq, schemaVersion: 1, kind: 'action', id: 'action', baseVersion: 0 },
  deviceTime: '2026-11-22T09:00:00.000Z',
})
const text = (base: string, value: string) => ({ fields: { text: { base, value } } })
const work: Mutation[] = [
  creating('update', 'u', progress('manager'), 1),
  { ...head(2), op: 'edit', ...text(district.action.text, 'mine') },
  { ...head(3), op: 'edit', ...text('long ago', 'late') },
  {
    ...head(4),
    ...{ op: 'settle', conflictId: 'd-a:action:text', field: 'text', base: 'mine', value: 'late' },
  },
  { ...head(5), op: 'delete' },
  { ...head(6), op: 'restore', fields: {} },
  creating('ward', 'bad', {}, 7),
]

test('a push of every op, a first pull, a pull of what changed and a comparison', async () => {
  const pushed = await (await office.push(manager, work, 'd-a')).json()
  expect(pushed).toMatchObject({
    results: ['applied', 'merged', 'conflict', 'merged', 'applied', 'merged', 'rejected'].map(
      (outcome) => ({ outcome }),
    ),
  })
  const pull = async (ask: object) =>
    (await (await office.post('/api/sync/pull', ask, manager)).json()) as PullResponse
  const first = await pull(asking('d-b'))
  expect(first.fill.find(({ id }) => id === 'action')?.data).toMatchObject({ text: 'late' })
  const standing = { ...asking('d-b'), at: first.at, held: first.scopes ?? [] }
  expect(await pull(standing)).toMatchObject({ rows: [], fill: [], more: false })
  const later: Mutation = { ...head(8), op: 'edit', ...text('late', 'later') }
  await office.push(manager, [later], 'd-a')
  const next = await pull({ ...standing, pendingFrom: 1 })
  expect(next.rows.map(({ id }) => id)).toEqual(['action'])
  const rows = first.fill.map((row) => (row.id === 'action' ? { ...row, ...next.rows[0] } : row))
  const ranges = (first.scopes ?? []).flatMap((scope) => [
    { scope, from: '', to: null },
    { scope, from: 'a', to: 'p' },
  ])
  const ask = { deviceId: 'd-b', at: next.at, ranges, wantsRows: true }
  const checked = (await (
    await office.post('/api/sync/check', ask, manager)
  ).json()) as CheckResponse
  if (checked.isMoved) throw new Error('moved')
  expect(checked.digests).toEqual(
    ranges.map(({ scope, from, to }) =>
      digestOf(rows.filter((row) => row.scope === scope && row.id >= from && (!to || row.id < to))),
    ),
  )
})

test('a page ends before its text is too large for one value', async () => {
  const note = 'x'.repeat(1900)
  const notes = Array.from({ length: 900 }, (_, nth) =>
    creating('update', `long-${nth}`, { ...progress('manager'), note }, nth + 1),
  )
  for (let nth = 0; nth < notes.length; nth += 100)
    await office.push(manager, notes.slice(nth, nth + 100), 'd-long')
  const seen = new Set<string>()
  let page = (await (
    await office.post('/api/sync/pull', asking('d-c'), manager)
  ).json()) as PullResponse
  const first = page.fill.length
  for (;;) {
    for (const { id } of page.fill) seen.add(id)
    if (!page.filling) break
    const ask = { ...asking('d-c'), at: page.at, filling: page.filling }
    page = (await (await office.post('/api/sync/pull', ask, manager)).json()) as PullResponse
  }
  expect(first).toBeLessThan(900)
  expect([...seen].filter((id) => id.startsWith('long'))).toHaveLength(900)
}, 60_000)
