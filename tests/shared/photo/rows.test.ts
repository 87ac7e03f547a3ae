import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { may } from '../../../shared/access/may.ts'
import type { Actor } from '../../../shared/access/may.ts'
import type { Role } from '../../../shared/access/role.ts'
import { hashIn, idsOf, photoId, takenOutId } from '../../../shared/photo/ids.ts'
import { Photo } from '../../../shared/photo/photo.ts'
import { shownPhotos } from '../../../shared/photo/shown.ts'
import { Id } from '../../../shared/words/schema.ts'

const hash = 'ab'.repeat(32)
const picture = { hash, type: 'image/jpeg' as const, bytes: 400_000, widthPx: 1600, heightPx: 1200 }
const photo = (more: Partial<Photo> = {}): Photo => ({
  ...{ ofKind: 'update', ofId: 'u', picture, byId: 'me' },
  recordedAt: '2026-11-22T09:00:00.000Z',
  ...more,
})

describe('ids', () => {
  test('of a photo and of what takes it out are ids, and lie in the range of their bytes', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        const id = photoId(hash, one)
        const out = takenOutId(id, other)
        for (const it of [id, out]) {
          expect(v.is(Id, it)).toBe(true)
          expect(it >= idsOf(hash).from && it < idsOf(hash).to).toBe(true)
          expect(hashIn(it)).toBe(hash)
        }
      }),
    )
  })

  test('of other bytes lie outside it', () => {
    const other = photoId('ab'.repeat(31) + 'ac', 'abcdef')
    expect(other >= idsOf(hash).from && other < idsOf(hash).to).toBe(false)
    expect(hashIn('update-1')).toBeNull()
  })
})

describe('the photos that stand', () => {
  const rows = [
    { id: 'b', ...photo({ recordedAt: '2026-11-22T10:00:00.000Z' }) },
    { id: 'a', ...photo() },
    { id: 'c', ...photo({ ofId: 'other' }) },
    { id: 'a.x', ...photo({ picture: null, supersedes: 'a' }) },
  ]
  const of = (some: typeof rows) => shownPhotos(some.filter(({ ofId }) => ofId === 'u'))
  test('are those of the row, oldest first, without what was taken out', () => {
    expect(of(rows).map(({ id }) => id)).toEqual(['b'])
    expect(of(rows.slice(0, 3)).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('in whatever order the phones return', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), (some) => {
        expect(of(some).map(({ id }) => id)).toEqual(['b'])
      }),
    )
  })
})

describe('who may add and take out', () => {
  const actor = (role: Role, memberId = 'me'): Actor => ({
    ...{ memberId, role, agencyId: 'council', groupIds: [], wardIds: [], scopes: null },
    eventId: 'event',
  })
  const rows: Record<string, object> = {
    u: { byId: 'me' },
    theirs: { byId: 'colleague' },
    event: {},
    visit: { byId: 'me', eventId: 'event' },
    finding: { byId: 'colleague', eventId: 'event' },
    mine: photo(),
    hers: photo({ byId: 'colleague' }),
    elsewhere: photo({ ofId: 'theirs' }),
  }
  const find = (id: string) => (rows[id] ? { data: rows[id] } : undefined)
  const id = photoId(hash, 'abcdef')
  const mayAdd = (role: Role, data: Photo, at = id) =>
    may(actor(role), 'create', { kind: 'photo', id: at, data }, find)

  test.each<[said: string, role: Role, data: Partial<Photo>, allowed: boolean]>([
    ['to one’s own entry', 'contributor', {}, true],
    ['to a colleague’s entry', 'contributor', { ofId: 'theirs' }, false],
    [
      'to a colleague’s finding',
      'contributor',
      { ofKind: 'finding', ofId: 'finding', eventId: 'event' },
      true,
    ],
    ['to the event', 'event helper', { ofKind: 'event', ofId: 'event', eventId: 'event' }, true],
    [
      'to one’s entry at the event',
      'event helper',
      { ofKind: 'outreach', ofId: 'visit', eventId: 'event' },
      true,
    ],
    ['that hides its event', 'contributor', { ofKind: 'outreach', ofId: 'visit' }, false],
    [
      'that names another event',
      'contributor',
      { ofKind: 'outreach', ofId: 'visit', eventId: 'x' },
      false,
    ],
    ['of a plan that says it is of the pass’s event', 'event helper', { eventId: 'event' }, false],
    ['in a colleague’s name', 'contributor', { byId: 'colleague' }, false],
    ['without a picture', 'contributor', { picture: null }, false],
    ['as a reader', 'scrutiny reader', {}, false],
    ['as the board', 'board member', {}, false],
  ])('a photo %s, as %s', (_said, role, data, allowed) => {
    expect(mayAdd(role, photo(data))).toBe(allowed)
  })

  test('an id that claims other bytes is refused', () => {
    expect(mayAdd('contributor', photo(), photoId('cd'.repeat(32), 'abcdef'))).toBe(false)
    expect(mayAdd('contributor', photo(), 'photo-1')).toBe(false)
  })

  test.each<[said: string, role: Role, data: Partial<Photo>, allowed: boolean]>([
    ['one’s own', 'contributor', { supersedes: 'mine' }, true],
    ['a colleague’s', 'contributor', { supersedes: 'hers' }, false],
    ['a colleague’s, who leads', 'priority lead', { supersedes: 'hers' }, true],
    ['a colleague’s, who manages', 'manager', { supersedes: 'hers' }, true],
    ['one of another row', 'manager', { supersedes: 'elsewhere' }, false],
    ['one that is not there', 'manager', { supersedes: 'nothing' }, false],
    ['and puts another in its place', 'manager', { supersedes: 'mine', picture }, false],
  ])('taking out %s, as %s', (_said, role, data, allowed) => {
    expect(mayAdd(role, photo({ picture: null, ...data }), `${id}.out`)).toBe(allowed)
  })
})

test.each<[said: string, picture: object]>([
  ['a hash in capitals', { hash: 'AB'.repeat(32) }],
  ['a hash too short', { hash: 'ab' }],
  ['another type', { type: 'image/png' }],
  ['no bytes', { bytes: 0 }],
  ['too many bytes', { bytes: 2_000_000 }],
  ['half a pixel', { widthPx: 99.5 }],
  ['too many pixels', { heightPx: 1601 }],
])('a row with %s is refused', (_said, more) => {
  expect(v.is(Photo, { ...photo(), picture: { ...picture, ...more } })).toBe(false)
})
