import { describe, expect, test } from 'vitest'
import { isOnPatch, may, verbs, verbsOf } from '../../../shared/access/may.ts'
import type { Actor, Subject, Thing } from '../../../shared/access/may.ts'
import { roles } from '../../../shared/access/role.ts'
import type { Role } from '../../../shared/access/role.ts'
import { kinds } from '../../../shared/kinds.ts'
import type { Kind } from '../../../shared/kinds.ts'

/**
 * Who may write what, said a second time and by verb: A administrator, M manager, P priority lead,
 * C contributor, H event helper, N analyst, B board member.
 */
const writers: Record<Kind, { create: string; edit: string; delete: string }> = {
  partnership: { create: '', edit: 'AM', delete: '' },
  agency: { create: 'AM', edit: 'AM', delete: 'AM' },
  ward: { create: 'AM', edit: 'AM', delete: 'AM' },
  group: { create: 'AM', edit: 'AM', delete: 'AM' },
  member: { create: 'AM', edit: 'AM', delete: '' },
  plan: { create: 'AM', edit: 'AM', delete: 'AM' },
  priority: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  theme: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  action: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  update: { create: 'AMPCN', edit: '', delete: '' },
  milestone: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  barrier: { create: 'AMPCNB', edit: 'AMPC', delete: '' },
  request: { create: 'AMPNB', edit: '', delete: '' },
  approval: { create: 'AMPB', edit: '', delete: '' },
  approvedText: { create: 'AMB', edit: '', delete: '' },
  meeting: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  minute: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  risk: { create: 'AMP', edit: 'AMP', delete: 'AMP' },
  riskReview: { create: 'AMPN', edit: '', delete: '' },
  fund: { create: 'AM', edit: 'AM', delete: 'AM' },
  award: { create: 'AMP', edit: 'AMP', delete: 'AM' },
  spend: { create: 'AMP', edit: '', delete: '' },
  note: { create: 'AMPCN', edit: '', delete: '' },
  comment: { create: 'AMPCNB', edit: '', delete: '' },
  edition: { create: 'AMN', edit: 'AMN', delete: 'AMN' },
  matrixRow: { create: 'AMN', edit: 'AMN', delete: 'AMN' },
  driver: { create: 'AMN', edit: 'AMN', delete: 'AMN' },
  survey: { create: 'AMN', edit: 'AMN', delete: 'AMN' },
  keyFinding: { create: 'AMPN', edit: 'AMPN', delete: 'AMPN' },
  recordedCounts: { create: 'AMN', edit: 'AMN', delete: '' },
  boundary: { create: 'AMN', edit: 'AMN', delete: '' },
  areaLookup: { create: 'AMN', edit: 'AMN', delete: '' },
  population: { create: 'AMN', edit: 'AMN', delete: '' },
  indicator: { create: 'AMPN', edit: 'AMPN', delete: 'AMPN' },
  observation: { create: 'AMPCN', edit: '', delete: '' },
  event: { create: 'AMP', edit: 'AMPCH', delete: 'AMP' },
  outreach: { create: 'AMPCH', edit: '', delete: '' },
  finding: { create: 'AMPCH', edit: 'AMPCH', delete: 'AMP' },
  findingStep: { create: 'AMPC', edit: '', delete: '' },
  photo: { create: 'AMPCHN', edit: '', delete: '' },
}

const letters: Record<Role, string> = {
  administrator: 'A',
  manager: 'M',
  'priority lead': 'P',
  contributor: 'C',
  'event helper': 'H',
  analyst: 'N',
  'board member': 'B',
  'scrutiny reader': 'S',
}

const me = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...{ memberId: 'me', role, agencyId: 'council', groupIds: ['g-mine'], wardIds: [] },
  ...{ scopes: null, eventId: 'event' },
  ...more,
})
const allKinds = Object.keys(kinds) as Kind[]
const mine = { byId: 'me', agencyId: 'council', eventId: 'event', step: 'signed off' }

describe('who may write what', () => {
  test('the table here has every kind and every role', () => {
    expect(Object.keys(writers).sort()).toEqual(allKinds.sort())
    expect(Object.keys(letters)).toEqual([...roles])
  })

  const cases = roles.flatMap((role) =>
    allKinds.flatMap((kind) =>
      (['create', 'edit', 'delete'] as const).map((verb): [Role, typeof verb, Kind, boolean] => [
        role,
        verb,
        kind,
        writers[kind][verb].includes(letters[role]),
      ]),
    ),
  )
  test.each(cases)('%s, to %s a %s: %s', (role, verb, kind, allowed) => {
    expect(may(me(role), verb, { kind, data: mine })).toBe(allowed)
  })

  test('append-only kinds are edited and deleted by nobody', () => {
    for (const kind of allKinds.filter((it) => 'fact' in kinds[it])) {
      expect(writers[kind]).toMatchObject({ edit: '', delete: '' })
    }
  })
})

describe('what is seen', () => {
  test.each(roles)('a row outside one’s scopes is beyond every verb: %s', (role) => {
    for (const kind of allKinds) {
      const subject = { kind, id: 'event', scope: 'plan:hidden', data: mine }
      for (const verb of verbs) {
        expect(may(me(role, { scopes: new Set(['partnership']) }), verb, subject)).toBe(false)
      }
    }
  })

  test('a pass opens one event and what was logged at it', () => {
    const helper = me('event helper')
    const sees = (subject: Subject) => may(helper, 'read', subject)
    expect(sees({ kind: 'event', id: 'event', scope: 'events', data: {} })).toBe(true)
    expect(sees({ kind: 'event', id: 'another', scope: 'events', data: {} })).toBe(false)
    expect(sees({ kind: 'outreach', scope: 'events', data: { eventId: 'event' } })).toBe(true)
    expect(sees({ kind: 'outreach', scope: 'events', data: { eventId: 'another' } })).toBe(false)
    expect(sees({ kind: 'finding', scope: 'events', data: { eventId: 'event' } })).toBe(true)
    expect(sees({ kind: 'finding', scope: 'events', data: { eventId: null } })).toBe(false)
    expect(sees({ kind: 'findingStep', scope: 'events', data: { findingId: 'f' } })).toBe(false)
    expect(sees({ kind: 'agency', scope: 'partnership', data: {} })).toBe(true)
    for (const kind of ['plan', 'action', 'update', 'edition', 'indicator'] as const) {
      expect(sees({ kind, scope: 'plan:a', data: {} })).toBe(false)
    }
    const entry = { byId: 'me', eventId: 'another' }
    expect(may(helper, 'create', { kind: 'outreach', data: entry })).toBe(false)
  })
})

describe('at an event', () => {
  const day = { title: 'Day', leadId: 'lead', streets: { a: { name: 'A' } }, ticked: {} }
  const edits = (role: Role, after: object, more: Partial<Actor> = {}) =>
    may(me(role, more), 'edit', {
      kind: 'event',
      id: 'event',
      data: day,
      after: { ...day, ...after },
    })

  test.each<[said: string, after: object, who: string]>([
    ['ticks the list', { ticked: { a: {} } }, 'AMPCH'],
    ['adds a street', { streets: { a: { name: 'A' }, b: { name: 'B' } } }, 'AMPCH'],
    ['hands out kit', { kitOut: { a: { count: 2 } } }, 'AMPCH'],
    ['says who is here', { arrived: { a: {} }, roster: { a: {} } }, 'AMPCH'],
    ['renames it', { title: 'Night' }, 'AMP'],
    ['writes the list', { checklist: {} }, 'AMP'],
    ['says what counts', { links: {} }, 'AMP'],
    ['makes themselves its lead', { leadId: 'me' }, 'AMP'],
    ['ticks and renames', { ticked: { a: {} }, title: 'Night' }, 'AMP'],
  ])('whoever %s: %j may be %s', (_said, after, who) => {
    for (const role of roles) expect(edits(role, after), role).toBe(who.includes(letters[role]))
  })

  test('who leads the day says all of it, whatever their role; a helper never does', () => {
    expect(edits('contributor', { title: 'Night' }, { memberId: 'lead' })).toBe(true)
    expect(edits('event helper', { title: 'Night' }, { memberId: 'lead' })).toBe(false)
    expect(edits('scrutiny reader', { title: 'Night' }, { memberId: 'lead' })).toBe(false)
  })

  test('a helper ticks at their own event and at no other', () => {
    const subject = (id: string): Subject => ({
      ...{ kind: 'event', id, scope: 'events', data: day, after: { ...day, ticked: { a: {} } } },
    })
    const helper = me('event helper', { scopes: new Set(['partnership', 'events']) })
    expect(may(helper, 'edit', subject('event'))).toBe(true)
    expect(may(helper, 'edit', subject('another'))).toBe(false)
  })

  test.each<[role: Role, author: string, allowed: boolean]>([
    ['event helper', 'me', true],
    ['event helper', 'colleague', false],
    ['contributor', 'me', true],
    ['contributor', 'colleague', false],
    ['priority lead', 'colleague', true],
    ['manager', 'colleague', true],
  ])('%s corrects an entry of %s: %s', (role, byId, allowed) => {
    const data = { byId: 'me', eventId: 'event', supersedes: 'entry' }
    const find = () => ({ data: { byId, eventId: 'event' } })
    expect(may(me(role), 'create', { kind: 'outreach', data }, find)).toBe(allowed)
  })

  test('a finding is changed by who wrote it and who leads; anybody of the team may join two', () => {
    const finding = { byId: 'colleague', eventId: 'event', sort: 'litter', joinedToId: null }
    const edit = (role: Role, after: object) =>
      may(me(role), 'edit', { kind: 'finding', data: finding, after: { ...finding, ...after } })
    for (const role of roles) {
      const letter = letters[role]
      expect(edit(role, { sort: 'graffiti' }), role).toBe('AMP'.includes(letter))
      expect(edit(role, { joinedToId: 'other' }), role).toBe('AMPC'.includes(letter))
    }
    const own = { kind: 'finding' as const, data: { ...finding, byId: 'me' } }
    expect(may(me('event helper'), 'edit', own)).toBe(true)
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
    // Somebody must be named where there is a place for a name.
    ['contributor', null, false],
    ['contributor', 7, false],
    ['contributor', undefined, false],
    ['contributor', ['me'], false],
  ])('%s writes an update by %j: %s', (role, byId, allowed) => {
    expect(may(me(role), 'create', { kind: 'update', data: { byId } })).toBe(allowed)
  })

  test('nobody writes a note for another agency, the manager neither', () => {
    for (const role of roles) {
      const data = { byId: 'me', agencyId: 'police' }
      expect(may(me(role), 'create', { kind: 'note', data })).toBe(false)
    }
  })
})

describe('a contributor’s patch', () => {
  const action = { wardIds: ['w-2'], ownerIds: [], stakeholderIds: [], leadAgencyId: null }
  const warden = { memberId: 'me', agencyId: 'council', wardIds: ['w-1'] }

  test.each<[said: string, action: object, allowed: boolean]>([
    ['another ward’s', {}, false],
    ['on their ward', { wardIds: ['w-1', 'w-2'] }, true],
    ['district-wide', { wardIds: [] }, true],
    ['their own', { ownerIds: ['me'] }, true],
    ['somebody else’s', { ownerIds: ['colleague'] }, false],
    ['led by their agency', { leadAgencyId: 'council' }, true],
    ['helped by their agency', { stakeholderIds: ['police', 'council'] }, true],
  ])('an action that is %s', (_said, more, allowed) => {
    expect(isOnPatch(warden, { ...action, ...more })).toBe(allowed)
    const find = () => ({ data: { ...action, ...more } })
    const update = { kind: 'update' as const, data: { byId: 'me', actionId: 'a' } }
    expect(may(me('contributor', warden), 'create', update, find)).toBe(allowed)
    expect(may(me('priority lead', warden), 'create', update, find)).toBe(true)
  })
})

describe('nobody raises themselves', () => {
  const row = { role: 'manager', groupIds: ['g-mine'], name: 'Me' }
  const edit = (role: Role, id: string, data: object, after: object) =>
    may(me(role), 'edit', { kind: 'member', id, data, after })

  test.each<[role: Role, id: string, before: object, after: object, allowed: boolean]>([
    ['contributor', 'me', { role: 'contributor' }, { role: 'manager' }, false],
    ['manager', 'me', row, { ...row, role: 'administrator' }, false],
    ['manager', 'me', row, { ...row, groupIds: ['g-mine', 'g-secret'] }, false],
    ['manager', 'me', row, { ...row, name: 'My new name' }, true],
    ['manager', 'other', { role: 'contributor' }, { role: 'manager' }, true],
    ['manager', 'other', { role: 'contributor' }, { role: 'administrator' }, false],
    ['manager', 'other', { role: 'administrator' }, { role: 'contributor' }, false],
    ['administrator', 'other', { role: 'contributor' }, { role: 'administrator' }, true],
    ['administrator', 'me', { role: 'administrator' }, { role: 'manager' }, false],
    ['administrator', 'me', { state: null }, { state: 'suspended' }, false],
  ])('%s edits %s from %j to %j: %s', (role, id, before, after, allowed) => {
    expect(edit(role, id, before, after)).toBe(allowed)
  })

  test('a manager neither holds nor shortens the records; an administrator does', () => {
    const subject = { kind: 'partnership' as const, data: { name: 'A' } }
    for (const after of [
      { name: 'A', isOnLegalHold: true },
      { name: 'A', retention: {} },
    ]) {
      expect(may(me('manager'), 'edit', { ...subject, after })).toBe(false)
      expect(may(me('administrator'), 'edit', { ...subject, after })).toBe(true)
    }
    expect(may(me('manager'), 'edit', { ...subject, after: { name: 'B' } })).toBe(true)
  })

  test('a plan is restricted only to a group that one is in', () => {
    const plan = (restrictedToId: string | null): Subject => ({
      kind: 'plan',
      data: { restrictedToId },
    })
    expect(may(me('administrator'), 'create', plan('g-mine'))).toBe(true)
    expect(may(me('administrator'), 'create', plan('g-other'))).toBe(false)
    expect(may(me('administrator'), 'create', plan(null))).toBe(true)
  })
})

describe('approval', () => {
  const plan = { title: 'Plan', state: 'submitted' }
  test.each<[said: string, after: object, verbs: string[]]>([
    ['approving', { ...plan, state: 'approved' }, ['approve']],
    ['returning', { ...plan, state: 'draft' }, ['approve']],
    ['approving and rewording', { title: 'Other', state: 'approved' }, ['approve', 'edit']],
    ['archiving', { ...plan, state: 'archived' }, ['edit']],
    ['rewording', { ...plan, title: 'Other' }, ['edit']],
  ])('%s is %j: %j', (_said, after, expected) => {
    expect(verbsOf('plan', plan, after)).toEqual(expected)
  })

  test('a board member approves and does not write', () => {
    expect(may(me('board member'), 'approve', { kind: 'plan', data: plan })).toBe(true)
    expect(may(me('board member'), 'edit', { kind: 'plan', data: plan })).toBe(false)
    expect(may(me('priority lead'), 'approve', { kind: 'plan', data: plan })).toBe(false)
  })
})

describe('what is no row', () => {
  const rights: Record<Exclude<Thing, Kind>, Partial<Record<(typeof verbs)[number], string>>> = {
    conflict: { read: 'AMP', settle: 'AMP' },
    device: { read: 'AM', order: 'AM' },
    audit: { read: 'AM' },
    pass: { read: 'AMP', create: 'AMP' },
    reminder: { read: 'AMPCNBS', edit: 'AMPCNBS' },
  }
  const cases = Object.entries(rights).flatMap(([kind, by]) =>
    roles.flatMap((role) => verbs.map((verb) => [role, verb, kind, by[verb] ?? ''] as const)),
  )
  test.each(cases)('%s, to %s a %s: only %s', (role, verb, kind, who) => {
    const subject = { kind: kind as Thing, data: { mineById: 'other', memberId: 'other' } }
    expect(may(me(role), verb, subject)).toBe(who.includes(letters[role]))
  })

  test.each(roles)('one’s own conflict and one’s own browser are one’s own: %s', (role) => {
    const conflict = { kind: 'conflict' as const, data: { mineById: 'me' } }
    const device = { kind: 'device' as const, data: { memberId: 'me' } }
    expect(may(me(role), 'settle', conflict)).toBe(true)
    expect(may(me(role), 'order', device)).toBe(true)
    expect(may(me(role), 'delete', device)).toBe(false)
  })
})
