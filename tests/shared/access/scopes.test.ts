import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markingOf } from '../../../shared/access/marking.ts'
import type { Reader } from '../../../shared/access/may.ts'
import { roles } from '../../../shared/access/role.ts'
import { fixedFields, openPart, scopeOf, visibleScopes } from '../../../shared/access/scopes.ts'
import type { Opener } from '../../../shared/access/scopes.ts'

const reader = (more: Partial<Reader> = {}): Reader => ({
  ...{ role: 'contributor', agencyId: 'police', groupIds: [], eventId: null },
  ...more,
})
const scopes: Record<string, string> = {
  plan: 'plan:plan',
  action: 'plan:plan',
  kept: 'plan:plan/police',
  indicator: 'plan:plan',
  edition: 'edition:edition',
  event: 'events',
  closed: 'event:closed',
}
const find = (id: string) => (scopes[id] ? { scope: scopes[id] } : undefined)

describe('where a row stands', () => {
  test.each([
    ['agency', 'a', {}, 'partnership'],
    ['member', 'm', {}, 'partnership'],
    ['plan', 'p', {}, 'plan:p'],
    ['plan', 'p', { restrictedToId: 'g' }, 'plan:p'],
    ['edition', 'e', {}, 'edition:e'],
    ['priority', 'x', { planId: 'plan' }, 'plan:plan'],
    ['update', 'x', { actionId: 'action' }, 'plan:plan'],
    ['observation', 'x', { indicatorId: 'indicator' }, 'plan:plan'],
    ['matrixRow', 'x', { editionId: 'edition' }, 'edition:edition'],
    ['event', 'e', {}, 'events'],
    ['event', 'e', { restrictedToId: 'g' }, 'event:e'],
    ['outreach', 'x', { eventId: 'event' }, 'events'],
    ['outreach', 'x', { eventId: 'closed' }, 'event:closed'],
    ['finding', 'x', { eventId: 'closed' }, 'event:closed'],
    ['finding', 'x', { eventId: 'event' }, 'events'],
    // Seen on patrol: for everybody but those who came for one day.
    ['finding', 'x', {}, 'events'],
    ['finding', 'x', { eventId: null }, 'events'],
    ['note', 'x', { actionId: 'action', agencyId: 'police', isShared: false }, 'plan:plan/police'],
    ['note', 'x', { actionId: 'action', agencyId: 'police', isShared: true }, 'plan:plan'],
    ['recordedCounts', 'x', { editionId: 'edition', areaKind: 'ward' }, 'edition:edition'],
    ['recordedCounts', 'x', { editionId: 'edition', areaKind: 'lsoa' }, 'edition:edition/*areas'],
    ['population', 'x', { editionId: 'edition', areaKind: 'ward' }, 'edition:edition'],
    ['population', 'x', { editionId: 'edition', areaKind: 'lsoa' }, 'edition:edition/*areas'],
    ['boundary', 'x', { editionId: 'edition' }, 'edition:edition'],
    // What hangs on something kept back is itself shared, unless it says otherwise.
    ['update', 'x', { actionId: 'kept' }, 'plan:plan'],
  ] as const)('%s %s %j in %s', (kind, id, data, expected) => {
    expect(scopeOf(kind, id, data, find)).toBe(expected)
  })

  test('a row says once where it stands', () => {
    expect(fixedFields('action')).toEqual(['planId'])
    expect(fixedFields('event')).toEqual(['restrictedToId'])
    expect(fixedFields('recordedCounts')).toEqual(['editionId', 'areaKind'])
    expect(fixedFields('plan')).toEqual([])
  })

  test('no id of a row can spell a scope that is not its own', () => {
    const id = fc.stringMatching(/^[a-z0-9][a-z0-9.:_-]{0,30}$/)
    fc.assert(
      fc.property(id, (text) => {
        expect(scopeOf('plan', text, {}, find)).toBe(`plan:${text}`)
        expect(openPart(`plan:${text}/police`)).toBe(`plan:${text}`)
        expect(text).not.toContain('/')
      }),
    )
  })
})

describe('what a member sees', () => {
  const openers: Opener[] = [
    { kind: 'plan', id: 'open', data: {} },
    { kind: 'plan', id: 'closed', data: { restrictedToId: 'g' } },
    { kind: 'edition', id: 'year', data: {} },
    { kind: 'edition', id: 'shut', data: { restrictedToId: 'g' } },
    { kind: 'event', id: 'day', data: {} },
    { kind: 'event', id: 'raid', data: { restrictedToId: 'g' } },
  ]

  test('a restricted plan reaches its group and nobody else, whatever the role', () => {
    for (const role of roles) {
      expect(visibleScopes(reader({ role }), openers)).not.toContain('plan:closed')
      const inGroup = visibleScopes(reader({ role, groupIds: ['g'] }), openers)
      expect(inGroup.has('plan:closed')).toBe(role !== 'event helper')
    }
  })

  test('what an agency keeps to itself reaches those who work for it', () => {
    expect(visibleScopes(reader(), openers)).toContain('plan:open/police')
    expect(visibleScopes(reader(), openers)).not.toContain('plan:open/council')
    expect(visibleScopes(reader({ role: 'board member' }), openers)).not.toContain(
      'plan:open/police',
    )
    expect(visibleScopes(reader(), openers)).not.toContain('plan:closed/police')
  })

  test('what was counted by LSOA reaches those who load, and no warden’s phone', () => {
    const reach = roles.filter((role) =>
      visibleScopes(reader({ role }), openers).has('edition:year/*areas'),
    )
    expect(reach).toEqual(['administrator', 'manager', 'analyst'])
    const shut = visibleScopes(reader({ role: 'analyst' }), openers)
    expect(shut).toContain('edition:year/*areas')
    expect(shut).not.toContain('edition:shut/*areas')
  })

  test('a pass opens the partnership’s names and one event', () => {
    const helper = reader({ role: 'event helper', eventId: 'day' })
    expect([...visibleScopes(helper, openers)].sort()).toEqual(['events', 'partnership'])
    const nobody = reader({ role: 'event helper', eventId: 'gone', groupIds: ['g'] })
    expect([...visibleScopes(nobody, openers)]).toEqual(['partnership'])
  })
})

describe('marking', () => {
  test.each([
    [[{ data: {} }], 'OFFICIAL'],
    [[{ data: null }], 'OFFICIAL'],
    [[{ data: { marking: 'OFFICIAL' } }], 'OFFICIAL'],
    [[{ data: { marking: 'OFFICIAL-SENSITIVE' } }], 'OFFICIAL-SENSITIVE'],
    [[{ data: { restrictedToId: 'g' } }], 'OFFICIAL-SENSITIVE'],
    [[{ scope: 'plan:p/police', data: {} }], 'OFFICIAL-SENSITIVE'],
    [[{ data: {} }, { data: { marking: 'OFFICIAL-SENSITIVE' } }], 'OFFICIAL-SENSITIVE'],
    // A lower marking of its own does not lift a row out of what it stands in.
    [[{ data: { marking: 'OFFICIAL' } }, { data: { restrictedToId: 'g' } }], 'OFFICIAL-SENSITIVE'],
  ] as const)('%j is %s', (rows, expected) => {
    expect(markingOf(...rows)).toBe(expected)
  })
})
