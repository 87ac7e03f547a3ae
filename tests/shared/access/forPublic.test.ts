import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forPublic } from '../../../shared/access/forPublic.ts'
import { markings } from '../../../shared/access/marking.ts'
import { scopeOf } from '../../../shared/access/scopes.ts'
import { kinds } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'

const row = (kind: Kind, id: string, data: object, scope = 'plan:plan') => ({
  ...{ kind, id, scope, deleted: false, data },
})
const plan = row('plan', 'plan', {})
const action = row('action', 'action', { planId: 'plan' })
const update = row('update', 'update', { actionId: 'action' })
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('what residents may read', () => {
  test('a plan, its actions and their log', () => {
    expect(ids(forPublic([plan, action, update]))).toEqual(['plan', 'action', 'update'])
  })

  test.each([
    ['the plan', [{ ...plan, data: { marking: 'OFFICIAL-SENSITIVE' } }, action, update], []],
    ['its group', [{ ...plan, data: { restrictedToId: 'g' } }, action, update], []],
    [
      'the action',
      [plan, row('action', 'action', { planId: 'plan', marking: 'OFFICIAL-SENSITIVE' }), update],
      ['plan'],
    ],
    [
      'the entry',
      [
        plan,
        action,
        row('update', 'update', { actionId: 'action', marking: 'OFFICIAL-SENSITIVE' }),
      ],
      ['plan', 'action'],
    ],
    [
      'the agency',
      [plan, action, row('update', 'update', { actionId: 'action' }, 'plan:plan/police')],
      ['plan', 'action'],
    ],
    ['a missing parent', [plan, update], ['plan']],
    ['a deleted parent', [plan, { ...action, deleted: true, data: null }, update], ['plan']],
    [
      'a parent elsewhere',
      [plan, action, row('update', 'u', { actionId: 'action' }, 'plan:other')],
      ['plan', 'action'],
    ],
  ])('%s keeps it back', (_what, rows, expected) => {
    expect(ids(forPublic(rows))).toEqual(expected)
  })

  test.each(['member', 'note', 'comment', 'event', 'outreach', 'group'] as const)(
    'never a %s',
    (kind) => {
      expect(
        forPublic([plan, action, row(kind, 'x', { planId: 'plan', actionId: 'action' })]),
      ).toHaveLength(2)
    },
  )

  test('no row that is sensitive, or stands in one that is, ever passes', () => {
    const marking = fc.option(fc.constantFrom(...markings))
    const parents = ['a', 'b', 'c', 'd', 'e', 'f']
    const anyRow = fc.record({
      kind: fc.constantFrom(...(Object.keys(kinds) as Kind[])),
      id: fc.constantFrom(...parents),
      parent: fc.constantFrom(...parents),
      marking,
      restrictedToId: fc.option(fc.constant('g')),
      isShared: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), (given) => {
        const scopes = new Map<string, { scope: string }>()
        const rows = given.map(({ kind, id, parent, ...more }) => {
          const within = (kinds[kind] as { within?: string }).within
          const data = { ...more, agencyId: 'police', ...(within ? { [within]: parent } : {}) }
          const scope = scopeOf(kind, id, data, (it) => scopes.get(it))
          scopes.set(id, { scope })
          return { kind, id, scope, deleted: false, data }
        })
        const byId = new Map(rows.map((it) => [it.id, it]))
        for (const shown of forPublic(rows)) {
          expect(shown.scope).not.toContain('/')
          for (let at: (typeof rows)[number] | undefined = shown as (typeof rows)[number]; at;) {
            expect(at.data.marking ?? 'OFFICIAL').toBe('OFFICIAL')
            expect(at.data.restrictedToId ?? null).toBeNull()
            const { within, opensScope } = kinds[at.kind] as { within?: string; opensScope?: true }
            at =
              opensScope || !within
                ? undefined
                : byId.get(String((at.data as Record<string, unknown>)[within]))
          }
        }
      }),
    )
  })
})
