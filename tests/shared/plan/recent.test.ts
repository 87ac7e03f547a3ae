import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { recentFirst } from '../../../shared/plan/recent.ts'
import type { Update } from '../../../shared/plan/update.ts'

const update = (byId: string, recordedAt: string): Update & { id: string } => ({
  ...{ id: `u ${byId} ${recordedAt}`, actionId: 'a', status: 'on track', note: '', reached: null },
  ...{ happenedOn: recordedAt.slice(0, 10), byId, recordedAt },
})
const listed = (id: string, ...updates: [byId: string, at: string][]) => ({
  action: { id },
  updates: updates.map(([byId, at]) => update(byId, at)),
})
const ids = (list: readonly { action: { id: string } }[]) => list.map(({ action }) => action.id)

test('what I wrote about last comes first; what others wrote about does not', () => {
  const all = [
    listed('late', ['warden', '2026-11-20T09:00:00.000Z']),
    listed('mine, once', ['me', '2026-11-01T09:00:00.000Z']),
    listed('silent'),
    listed('mine, lately', ['me', '2026-10-01T09:00:00.000Z'], ['me', '2026-11-18T09:00:00.000Z']),
  ]
  const { recent, others } = recentFirst(all, 'me')
  expect(ids(recent)).toEqual(['mine, lately', 'mine, once'])
  expect(ids(others)).toEqual(['late', 'silent'])
})

test('every action is offered once, at most three first, and the others keep their order', () => {
  const day = fc.integer({ min: 10, max: 28 }).map((it) => `2026-11-${it}T09:00:00.000Z`)
  const log = fc.array(fc.tuple(fc.constantFrom('me', 'you'), day), { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(log, { maxLength: 9 }), (logs) => {
      const all = logs.map((entries, at) => listed(`a${at}`, ...entries))
      const { recent, others } = recentFirst(all, 'me')
      expect(recent.length).toBeLessThanOrEqual(3)
      expect([...ids(recent), ...ids(others)].sort()).toEqual(ids(all).sort())
      expect(ids(others)).toEqual(ids(all).filter((id) => !ids(recent).includes(id)))
    }),
  )
})
