import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { may } from '../../shared/access/may.ts'
import type { Actor, Verb } from '../../shared/access/may.ts'
import { roles } from '../../shared/access/role.ts'
import type { Role } from '../../shared/access/role.ts'
import { visibleScopes } from '../../shared/access/scopes.ts'
import { kinds } from '../../shared/kinds.ts'
import type { Kind } from '../../shared/kinds.ts'
import type { PullResponse, Row } from '../../shared/sync/protocol.ts'
import { Office, creating, district, progress } from '../sync/office.ts'

const at = '2026-11-22T09:00:00.000Z'
const rowsOf = ({ rows, fill }: PullResponse): Row[] => [...rows, ...fill]
const idsOf = (answer: PullResponse) => rowsOf(answer).map(({ id }) => id)
const edit = (
  kind: string,
  id: string,
  field: string,
  base: unknown,
  value: unknown,
  seq: number,
) => ({
  ...{ op: 'edit', mid: `m-${id}-${seq}`, seq, schemaVersion: 1, deviceTime: at, kind, id },
  ...{ baseVersion: 1e6, fields: { [field]: { base, value } } },
})

const person = (role: Role, more: object = {}) => ({
  ...{ name: role, role, agencyId: 'council', wardIds: [] },
  ...more,
})
const counted = (areaKind: string, area: string) => ({
  ...{ editionId: 'edition', source: 'police.uk', publisher: 'Kent Police', areaKind },
  ...{ fromOn: '2026-01-01', toOn: '2026-01-31', areas: [area], placedBy: 'point' },
  types: [{ type: 'Drugs', counts: [3] }],
  ...{ file: 'a.csv', byId: 'manager', loadedAt: at },
})
const slug = (role: Role) => role.replace(' ', '-')

/**
 * A partnership with one of every kind of row in every kind of scope, and one member of every role in
 * the group and one outside it.
 */
async function openOffice(): Promise<Office> {
  const office = await Office.open()
  const manager = await office.signIn('manager')
  const plan = { ...district.plan, title: 'Closed plan', restrictedToId: 'group' }
  const event = {
    title: 'Cleansweep',
    kind: 'Cleansweep',
    onDate: '2026-11-22',
    wardIds: [],
    agencyIds: [],
  }
  const note = { actionId: 'action', agencyId: 'council', isShared: false, recordedAt: at }
  const outreach = { kind: 'contact made', count: 1, recordedAt: at }
  let seq = 100
  const make = (kind: string, id: string, entry: object) => creating(kind, id, entry, ++seq)
  await office.push(manager, 'd-set-up', [
    make('agency', 'police', { ...district.agency, name: 'Kent Police' }),
    make('group', 'group', { name: 'Domestic abuse', kind: 'sub-group' }),
    make('event', 'event', event),
    make('event', 'other-event', { ...event, title: 'Roadshow', kind: 'roadshow' }),
    ...roles.flatMap((role) => [
      make(
        'member',
        `${slug(role)}-out`,
        person(role === 'administrator' ? 'manager' : role, { eventId: 'event' }),
      ),
      make(
        'member',
        `${slug(role)}-in`,
        person(role === 'administrator' ? 'manager' : role, {
          groupIds: ['group'],
          eventId: 'event',
        }),
      ),
    ]),
  ])
  // The founding manager may not make administrators, nor put themselves into a group.
  for (const id of ['administrator-out', 'administrator-in', 'manager']) {
    const groups = id === 'administrator-out' ? [] : ['group']
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('${JSON.stringify(groups)}')${
        id === 'manager' ? '' : `, '$.role', 'administrator'`
      }) where id = '${id}'`,
    )
  }
  const inside = await office.push(manager, 'd-set-up', [
    make('plan', 'closed', plan),
    make('priority', 'closed-priority', { ...district.priority, planId: 'closed' }),
    make('theme', 'closed-theme', { ...district.theme, priorityId: 'closed-priority' }),
    make('action', 'closed-action', {
      ...district.action,
      ...{ planId: 'closed', priorityId: 'closed-priority', themeId: 'closed-theme' },
    }),
    make('update', 'closed-update', { ...progress('manager'), actionId: 'closed-action' }),
    make('event', 'closed-event', { ...event, restrictedToId: 'group' }),
    make('outreach', 'closed-outreach', { ...outreach, eventId: 'closed-event', byId: 'manager' }),
    make('update', 'update', progress('manager')),
    make('note', 'kept-note', { ...note, text: 'Ours for now', byId: 'manager' }),
    make('comment', 'comment', { planId: 'plan', text: 'Why?', byId: 'manager', recordedAt: at }),
    make('outreach', 'outreach', { ...outreach, eventId: 'event', byId: 'manager' }),
    make('outreach', 'other-outreach', { ...outreach, eventId: 'other-event', byId: 'manager' }),
    make('indicator', 'indicator', {
      ...{ planId: 'plan', priorityId: null, label: 'Violence', order: 1, sourceAgencyId: null },
      ...{ unit: 'count', polarity: 'lower', baseline: null, rule: null },
      period: { from: '2026-04-01', to: '2027-03-31' },
    }),
    make('observation', 'observation', {
      ...{ indicatorId: 'indicator', from: '2026-04-01', to: '2026-04-30', value: 1 },
      byId: 'manager',
    }),
    make('edition', 'edition', {
      ...{ matrix: 'priority', label: '2026', fromOn: '2026-01-01', toOn: '2026-12-31' },
      variables: [{ id: 'volume', label: 'Volume' }],
      method: { minScore: 1, maxScore: 3, bands: [{ id: 'blue', from: 0 }] },
    }),
    make('recordedCounts', 'by-ward', counted('ward', 'E05004868')),
    make('recordedCounts', 'by-lsoa', counted('lsoa', 'E01024001')),
    make('matrixRow', 'line', { editionId: 'edition', label: 'Arson', order: 1, cells: {} }),
    make('ward', 'ward', { name: 'Beaver', code: 'E05004868' }),
  ])
  if (inside.status !== 'ok') throw new Error(inside.status)
  const refused = inside.results.filter(({ outcome }) => outcome !== 'applied')
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  return office
}

describe('what travels to whom', () => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice()
  })

  test('a restricted plan and everything under it reach the group and nobody else', async () => {
    const closed = [
      'closed',
      'closed-priority',
      'closed-theme',
      'closed-action',
      'closed-update',
      'closed-event',
      'closed-outreach',
    ]
    for (const role of roles.filter((it) => it !== 'event helper')) {
      const outside = await office.pull(await office.signIn(`${slug(role)}-out`), 'd-1')
      const inside = await office.pull(await office.signIn(`${slug(role)}-in`), 'd-2')
      for (const id of closed) {
        expect.soft(idsOf(outside), `${role} ${id}`).not.toContain(id)
        expect.soft(idsOf(inside), `${role} ${id}`).toContain(id)
      }
      expect(JSON.stringify(outside)).not.toContain('Closed plan')
    }
  })

  test('what an agency keeps to itself reaches its own officers, until it shares it', async () => {
    const sees = async (memberId: string) =>
      JSON.stringify(await office.pull(await office.signIn(memberId), 'd-1')).includes(
        'Ours for now',
      )
    await office.push(await office.signIn('manager'), 'd-set-up', [
      creating('member', 'constable', person('contributor', { agencyId: 'police' }), 900),
    ])
    expect(await sees('contributor-out')).toBe(true)
    expect(await sees('constable')).toBe(false)
    expect(await sees('board-member-in')).toBe(false)
    expect(await sees('scrutiny-reader-in')).toBe(false)
    const shared = {
      ...{ actionId: 'action', agencyId: 'council', text: 'Ours for now', isShared: true },
      ...{ sharedFromId: 'kept-note', byId: 'contributor-out', recordedAt: at },
    }
    const cookie = await office.signIn('contributor-out')
    await office.push(cookie, 'd-share', [creating('note', 'shared', shared, 1)])
    expect(await sees('constable')).toBe(true)
  })

  test('a pass opens one event: its entries, the names of the team, and nothing else', async () => {
    const answer = await office.pull(
      await office.signIn('event-helper-in', { proof: 'pass' }),
      'd-1',
    )
    const kindsSeen = new Set(rowsOf(answer).map(({ kind }) => kind))
    expect([...kindsSeen].sort()).toEqual(
      ['agency', 'event', 'group', 'member', 'outreach', 'partnership', 'ward'].sort(),
    )
    expect(idsOf(answer)).toContain('outreach')
    for (const id of ['other-event', 'other-outreach', 'closed-event']) {
      expect(idsOf(answer)).not.toContain(id)
    }
  })

  test('restricting a plan takes it off the phones outside, and lifting it brings it back whole', async () => {
    const warden = await office.signIn('contributor-out')
    const first = await office.pull(warden, 'd-1')
    expect(first.filled).toContain('plan:plan')
    const held = { at: first.at, held: first.filled }
    const manager = await office.signIn('manager')
    await office.push(manager, 'd-m', [edit('plan', 'plan', 'restrictedToId', null, 'group', 1)])
    const second = await office.pull(warden, 'd-1', held)
    expect(second.scopes).not.toContain('plan:plan')
    expect(idsOf(second)).not.toContain('plan')
    await office.push(manager, 'd-m', [edit('plan', 'plan', 'restrictedToId', 'group', null, 2)])
    const third = await office.pull(warden, 'd-1', { at: second.at, held: second.scopes ?? [] })
    expect(third.filled).toContain('plan:plan')
    expect(third).toMatchObject({ at: second.at, more: true })
    const fourth = await office.pull(warden, 'd-1', { at: third.at, held: third.scopes ?? [] })
    // The plan itself has changed since the cursor, and so comes behind it.
    expect(fourth.rows.map(({ id }) => id)).toContain('plan')
    expect([...third.fill, ...fourth.rows].map(({ id }) => id)).toEqual(
      expect.arrayContaining(['plan', 'priority', 'theme', 'action', 'update']),
    )
  })

  test('an edit made before the plan was closed comes back forbidden, and changes nothing', async () => {
    const lead = await office.signIn('priority-lead-out')
    const manager = await office.signIn('manager')
    await office.push(manager, 'd-m', [edit('plan', 'plan', 'restrictedToId', null, 'group', 1)])
    const answer = await office.push(lead, 'd-l', [
      edit('action', 'action', 'text', district.action.text, 'From outside', 1),
      creating('update', 'late', progress('priority-lead-out'), 2),
    ])
    expect(answer).toMatchObject({
      results: [
        { outcome: 'rejected', reason: 'forbidden' },
        { outcome: 'rejected', reason: 'dependency' },
      ],
    })
    expect(office.count('row', "data like '%From outside%'")).toBe(0)
    expect(office.count('dead_letter')).toBe(2)
  })

  test('a row does not move to another scope, whatever its fields say', async () => {
    const manager = await office.signIn('manager')
    const answer = await office.push(manager, 'd-m', [
      edit('action', 'action', 'planId', 'plan', 'closed', 1),
      edit('event', 'event', 'restrictedToId', null, 'group', 2),
    ])
    expect(answer).toMatchObject({
      results: [
        { outcome: 'rejected', reason: 'invalid' },
        { outcome: 'rejected', reason: 'invalid' },
      ],
    })
  })

  test('figures of a restricted plan are computed for its group alone', async () => {
    const manager = await office.signIn('manager')
    await office.push(manager, 'd-m', [edit('plan', 'plan', 'restrictedToId', null, 'group', 1)])
    const ask = async (memberId: string) =>
      (await office.get('/api/scoring/plans/plan/targets', await office.signIn(memberId))).json()
    expect(await ask('analyst-in')).toHaveLength(1)
    expect(await ask('analyst-out')).toEqual([])
  })
})

describe('approval', () => {
  test.each(roles)(
    '%s approves a plan that was handed in, or does not, as the table says',
    async (role) => {
      const office = await openOffice()
      const manager = await office.signIn('manager')
      await office.push(manager, 'd-m', [edit('plan', 'plan', 'state', 'approved', 'submitted', 1)])
      const memberId = `${slug(role)}-in`
      const cookie = await office.signIn(memberId)
      const answer = await office.push(cookie, 'd-board', [
        edit('plan', 'plan', 'state', 'submitted', 'approved', 1),
        edit('plan', 'plan', 'title', district.plan.title, 'Reworded on the way', 2),
      ])
      if (answer.status !== 'ok') throw new Error(answer.status)
      const done = answer.results.map(({ outcome }) => outcome !== 'rejected')
      const actor = { ...person(role), memberId, groupIds: ['group'], scopes: null }
      const subject = { kind: 'plan' as const, data: {} }
      expect(done).toEqual([may(actor, 'approve', subject), may(actor, 'edit', subject)])
    },
  )
})

describe('the same answer at both ends', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
  })

  test('the scopes that SQL finds are those that the access table names', async () => {
    const openers = (
      office.d1.sqlite
        .prepare(
          `select kind, id, data from row where kind in ('plan', 'edition', 'event') and deleted = 0`,
        )
        .all() as { kind: string; id: string; data: string }[]
    ).map((it) => ({ ...it, data: JSON.parse(it.data) as unknown }))
    const scopesWithRows = new Set(
      office.d1.sqlite
        .prepare('select distinct scope from row')
        .all()
        .map(({ scope }) => String(scope)),
    )
    const member = fc.record({
      role: fc.constantFrom(...roles),
      agencyId: fc.constantFrom('council', 'police'),
      groupIds: fc.subarray(['group', 'nowhere']),
      eventId: fc.constantFrom(null, 'event', 'closed-event', 'nowhere'),
    })
    const probe = creating('member', 'probe', person('contributor'), 1)
    await office.push(await office.signIn('manager'), 'd-probe', [probe])
    const cookie = await office.signIn('probe')
    const save = office.d1.sqlite.prepare(`update row set data = ? where id = 'probe'`)
    await fc.assert(
      fc.asyncProperty(member, async (reader) => {
        save.run(JSON.stringify({ ...person('contributor'), ...reader }))
        const answer = await office.pull(cookie, 'd-sql')
        const named = visibleScopes(reader, openers)
        // A kept-back scope is listed by the worker only where something is kept back.
        const expected = [...named].filter((it) => !it.includes('/') || scopesWithRows.has(it))
        expect(answer.scopes).toEqual(expected.sort())
        for (const row of rowsOf(answer)) expect(named.has(row.scope)).toBe(true)
      }),
      { numRuns: 120 },
    )
  })

  /** One row of each kind to write on, in an open scope and, where there is one, in a closed one. */
  const targets: [kind: Kind, open: string, closed: string | null][] = [
    ['agency', 'police', null],
    ['ward', 'ward', null],
    ['group', 'group', null],
    ['plan', 'plan', 'closed'],
    ['priority', 'priority', 'closed-priority'],
    ['theme', 'theme', 'closed-theme'],
    ['action', 'action', 'closed-action'],
    ['update', 'update', 'closed-update'],
    ['comment', 'comment', null],
    ['edition', 'edition', null],
    ['matrixRow', 'line', null],
    ['indicator', 'indicator', null],
    ['observation', 'observation', null],
    ['event', 'event', 'closed-event'],
    ['outreach', 'outreach', 'closed-outreach'],
  ]

  const stored = (id: string): Row => {
    const row = office.d1.sqlite.prepare('select * from row where id = ?').get(id) as Record<
      string,
      unknown
    >
    return { ...(row as unknown as Row), deleted: false, data: JSON.parse(String(row.data)) }
  }

  const actorOf = (role: Role, isIn: boolean, memberId: string): Actor => {
    const reader = {
      ...{ role, agencyId: 'council', eventId: 'event' },
      groupIds: isIn ? ['group'] : [],
    }
    const openers = ['plan', 'closed', 'edition', 'event', 'other-event', 'closed-event'].map(
      stored,
    )
    return { ...reader, memberId, wardIds: [], scopes: visibleScopes(reader, openers) }
  }

  const cases = roles.flatMap((role) =>
    [true, false].flatMap((isIn) => targets.map((target) => [role, isIn, ...target] as const)),
  )

  test.each(cases)(
    '%s, in the group: %s, at every verb on a %s: the route does what the table says',
    async (role, isIn, kind, open, closed) => {
      const memberId = `${slug(role)}-${isIn ? 'in' : 'out'}`
      const actor = actorOf(role, isIn, memberId)
      const cookie = await office.signIn(memberId)
      const seen = new Set(idsOf(await office.pull(cookie, `d-${memberId}`)))
      for (const id of closed ? [open, closed] : [open]) {
        const row = stored(id)
        const subject = { ...row, kind, data: row.data }
        expect.soft(seen.has(id), `${role} reads ${id}`).toBe(may(actor, 'read', subject))
        const attempts: [Verb, object][] = [
          [
            'create',
            { op: 'create', id: `${id}-copy-${memberId}`, entry: inName(row.data, memberId) },
          ],
          ['edit', { op: 'edit', id, baseVersion: 1e6, fields: touch(row) }],
          // The last one: it takes away a twin made for it, which nothing stands on.
          ['delete', { op: 'delete', id: twinOf(row, memberId), baseVersion: 1e6 }],
        ]
        for (const [verb, mutation] of attempts) {
          const asked =
            verb === 'create'
              ? { kind, data: inName(row.data, memberId) }
              : { ...subject, after: row.data }
          const isFact = 'fact' in kinds[kind] && verb !== 'create'
          const parent = (kinds[kind] as { within?: string }).within
          const isInside = !parent || verb !== 'create' || actor.scopes?.has(row.scope) === true
          const allowed =
            may(actor, verb, asked) && !isFact && isInside && (verb === 'create' || seen.has(id))
          const answer = await office.push(cookie, `d-${memberId}-${kind}-${id}-${verb}`, [
            { ...mutation, kind, seq: 1, mid: `m-${id}-${verb}`, schemaVersion: 1, deviceTime: at },
          ])
          if (answer.status !== 'ok') throw new Error(answer.status)
          const got = answer.results[0]?.outcome !== 'rejected'
          expect.soft(got, `${role} ${verb} ${id}: ${JSON.stringify(answer.results)}`).toBe(allowed)
        }
      }
    },
  )

  const twinOf = (row: Row, memberId: string): string => {
    const id = `${row.id}-twin-${memberId}`
    office.d1.sqlite
      .prepare(
        `insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data)
         select partnership_id, ?, case scope when kind || ':' || id then kind || ':' || ? else scope end,
                kind, version, deleted, hash_hi, hash_lo, data from row where id = ?`,
      )
      .run(id, id, row.id)
    return id
  }

  const inName = (data: unknown, memberId: string) =>
    Object.hasOwn(data as object, 'byId')
      ? { ...(data as object), byId: memberId }
      : { ...(data as object) }

  /** An edit that writes a field as it is: a right is needed for it all the same. */
  const touch = (row: Row) => {
    const [name = '', value] = Object.entries(row.data as object).find(
      ([, it]) => typeof it === 'string',
    ) ?? ['', null]
    return { [name]: { base: value, value } }
  }
})
