import { expect, test } from 'vitest'
import { may } from '../../../shared/access/may.ts'
import type { Actor } from '../../../shared/access/may.ts'
import type { Role } from '../../../shared/access/role.ts'

const me = (role: Role): Actor => ({
  ...{ memberId: 'me', role, agencyId: 'council', groupIds: [], wardIds: [] },
  ...{ scopes: null },
})

test.each<[role: Role, steps: string[]]>([
  ['administrator', ['submitted', 'returned', 'approved', 'signed off', 'rolled forward']],
  ['manager', ['submitted', 'returned', 'approved', 'signed off', 'rolled forward']],
  ['priority lead', ['submitted', 'signed off']],
  ['board member', ['returned', 'approved', 'signed off']],
  ['contributor', []],
  ['analyst', []],
  ['scrutiny reader', []],
  ['event helper', []],
])('the steps of a plan that a %s may take: %j', (role, allowed) => {
  for (const step of ['submitted', 'returned', 'approved', 'signed off', 'rolled forward', '']) {
    const data = { byId: 'me', planId: 'plan', step }
    expect(may(me(role), 'create', { kind: 'approval', data })).toBe(allowed.includes(step))
  }
})

test('who leads hands a draft in, and changes nothing else of the plan', () => {
  const draft = { title: 'Plan', state: 'draft' }
  const edits = (after: object) =>
    may(me('priority lead'), 'edit', { kind: 'plan', data: draft, after })
  expect(edits({ ...draft, state: 'submitted' })).toBe(true)
  expect(edits({ ...draft, state: 'submitted', title: 'Another' })).toBe(false)
  expect(edits({ ...draft, state: 'approved' })).toBe(false)
  expect(edits({ ...draft, title: 'Another' })).toBe(false)
  expect(edits({ ...draft, state: 'submitted', aim: 'New' })).toBe(false)
})

test.each<[role: Role, barrier: object, allowed: boolean]>([
  ['contributor', { byId: 'me' }, true],
  ['contributor', { byId: 'other', ownerId: 'me' }, true],
  ['contributor', { byId: 'other', ownerId: null }, false],
  ['priority lead', { byId: 'other', ownerId: null }, true],
  ['manager', { byId: 'other' }, true],
])('a %s writes in the barrier %j: %s', (role, data, allowed) => {
  const subject = { kind: 'barrier', data, after: { ...data, decision: 'Agreed.' } } as const
  expect(may(me(role), 'edit', subject)).toBe(allowed)
})

test('nobody but who manages signs somebody else’s name under what was raised', () => {
  const [data, after] = [{ byId: 'me' }, { byId: 'other' }]
  expect(may(me('priority lead'), 'edit', { kind: 'barrier', data, after })).toBe(false)
  expect(may(me('manager'), 'edit', { kind: 'barrier', data, after })).toBe(true)
})
