import { describe, expect, test } from 'vitest'
import { may, maySettle } from '../../../shared/access/may.ts'
import { roles } from '../../../shared/access/role.ts'
import type { Role } from '../../../shared/access/role.ts'
import { kinds } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'

/** Who may write what: A administrator, M manager, P priority lead, C contributor, N analyst. */
const writers: Record<Kind, string> = {
  partnership: 'A M . . .',
  agency: '     A M . . .',
  ward: '       A M . . .',
  member: '     A M . . .',
  plan: '       A M . . .',
  priority: '   A M P . .',
  theme: '      A M P . .',
  action: '     A M P . .',
  update: '     A M P C N',
  edition: '    A M . . N',
  matrixRow: '  A M . . N',
  indicator: '  A M P . N',
  observation: 'A M P C N',
}

const letters: Record<Role, string> = {
  administrator: 'A',
  manager: 'M',
  'priority lead': 'P',
  contributor: 'C',
  'event helper': '-',
  analyst: 'N',
  'board member': '-',
  'scrutiny reader': '-',
}

const me = (role: Role) => ({ memberId: 'me', role })
const allKinds = Object.keys(kinds) as Kind[]

describe('who may write what', () => {
  test('the table here has every kind and every role', () => {
    expect(Object.keys(writers).sort()).toEqual(allKinds.sort())
    expect(Object.keys(letters)).toEqual([...roles])
  })

  const cases = roles.flatMap((role) =>
    allKinds.map((kind): [Role, Kind, boolean] => [
      role,
      kind,
      writers[kind].includes(letters[role]),
    ]),
  )

  test.each(cases)('%s, %s: %s', (role, kind, allowed) => {
    expect(may(me(role), kind, {})).toBe(allowed)
    expect(may(me(role), kind, { byId: 'me' })).toBe(allowed)
  })
})

describe('in whose name', () => {
  test.each<[role: Role, byId: unknown, allowed: boolean]>([
    ['contributor', 'me', true],
    ['contributor', 'colleague', false],
    ['contributor', '', false],
    ['contributor', 'ME', false],
    ['priority lead', 'colleague', false],
    ['analyst', 'colleague', false],
    ['manager', 'colleague', true],
    ['administrator', 'colleague', true],
    ['board member', 'me', false],
    ['scrutiny reader', 'me', false],
    ['event helper', 'me', false],
    // Somebody must be named where there is a place for a name.
    ['contributor', null, false],
    ['contributor', 7, false],
    ['contributor', undefined, false],
    ['contributor', ['me'], false],
  ])('%s writes an update by %j: %s', (role, byId, allowed) => {
    expect(may(me(role), 'update', { byId })).toBe(allowed)
  })

  test('a manager’s right to speak for others does not reach past the manager’s kinds', () => {
    for (const kind of allKinds) expect(may(me('manager'), kind, { byId: 'colleague' })).toBe(true)
    for (const kind of allKinds)
      expect(may(me('scrutiny reader'), kind, { byId: 'colleague' })).toBe(false)
  })

  test.each([null, undefined, 'text', 7, []])(
    '%j names nobody, so the kind alone decides',
    (data) => {
      expect(may(me('contributor'), 'update', data)).toBe(true)
      expect(may(me('contributor'), 'plan', data)).toBe(false)
    },
  )
})

describe('a conflict', () => {
  test.each([
    ['pcso', 'contributor', true],
    ['other', 'contributor', false],
    ['other', 'board member', false],
    ['other', 'analyst', false],
    ['other', 'priority lead', true],
    ['other', 'manager', true],
    ['other', 'administrator', true],
  ] as const)('made by pcso reaches %s, %s: %s', (memberId, role, reaches) => {
    expect(maySettle({ memberId, role }, 'pcso')).toBe(reaches)
  })
})
