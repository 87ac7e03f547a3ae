import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { Action } from '../../../shared/plan/action.ts'
import {
  mergeAction,
  moveAction,
  splitAction,
  standsIn,
} from '../../../shared/plan/authoring/actions.ts'
import type { ActionRow } from '../../../shared/plan/authoring/actions.ts'
import { changesOf, inverse, standing } from '../../../shared/plan/authoring/change.ts'
import type { FieldChange, PlanChange } from '../../../shared/plan/authoring/change.ts'
import { inOrder, orderBetween, placeAt } from '../../../shared/plan/authoring/order.ts'

const action = (id: string, changes: Partial<Action> = {}): ActionRow => ({
  id,
  planId: 'plan',
  priorityId: 'asb',
  themeId: 'prevent',
  ref: id,
  text: `Do ${id}`,
  leadAgencyId: null,
  stakeholderIds: [],
  ownerIds: [],
  wardIds: [],
  timescale: { means: 'none', words: '' },
  reachTarget: null,
  order: 1,
  ...changes,
})

type Rows = Map<string, Record<string, unknown>>
const rowsOf = (...actions: ActionRow[]): Rows => new Map(actions.map((it) => [it.id, { ...it }]))
const apply = (rows: Rows, changes: readonly PlanChange[]) => {
  for (const it of changes)
    if (it.is === 'create') rows.set(it.id, { ...it.entry, id: it.id })
    else if (it.is === 'edit') rows.set(it.id, { ...rows.get(it.id), [it.field]: it.after })
}
const finding = (rows: Rows) => (id: string) => rows.get(id) as ActionRow | undefined
const unused = () => false

const orders = fc
  .array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => all.map((order, at) => ({ id: `r${at}`, order })))

describe('the order of a list', () => {
  test('a row put at a place stands there, and the others keep their order', () => {
    fc.assert(
      fc.property(orders, fc.nat(11), fc.nat(12), (rows, which, place) => {
        const id = rows[which % rows.length]?.id ?? ''
        const moved = new Map(placeAt(rows, id, place).map((it) => [it.id, it.order]))
        const after = inOrder(
          rows.map((row) => ({ ...row, order: moved.get(row.id) ?? row.order })),
        )
        const others = inOrder(rows).filter((row) => row.id !== id)
        expect(after.filter((row) => row.id !== id).map((row) => row.id)).toEqual(
          others.map((row) => row.id),
        )
        expect(after.findIndex((row) => row.id === id)).toBe(Math.min(place, others.length))
      }),
    )
  })

  test('one row moves and no other is touched, where there is room', () => {
    const rows = [1, 2, 3].map((order) => ({ id: `r${order}`, order }))
    expect(placeAt(rows, 'r3', 0)).toEqual([{ id: 'r3', order: 0 }])
    expect(placeAt(rows, 'r1', 1)).toEqual([{ id: 'r1', order: 2.5 }])
    expect(placeAt(rows, 'new', 9)).toEqual([{ id: 'new', order: 4 }])
    expect(placeAt([], 'new', 0)).toEqual([{ id: 'new', order: 1 }])
  })

  test('a row put between two over and over finds room for ever', () => {
    let rows = [
      { id: 'a', order: 1 },
      { id: 'b', order: 2 },
      { id: 'c', order: 3 },
    ]
    for (let time = 0; time < 200; time++) {
      const last = rows.at(-1)?.id ?? ''
      const moved = new Map(placeAt(rows, last, 1).map((it) => [it.id, it.order]))
      rows = inOrder(rows.map((row) => ({ ...row, order: moved.get(row.id) ?? row.order })))
      expect(rows[1]?.id).toBe(last)
    }
  })

  test('rows that share a number stand alike on every device, whatever came first', () => {
    const [a, b] = [
      { id: 'a', order: 1 },
      { id: 'b', order: 1 },
    ]
    expect(inOrder([b, a])).toEqual([a, b])
  })

  test('no number lies between two that are the same', () => {
    expect(orderBetween(1, 1)).toBeNull()
    expect(orderBetween(1, 1 + Number.EPSILON)).toBeNull()
  })
})

describe('moving', () => {
  test('another theme and priority, at its place, with its ref and all else as it was', () => {
    const [a, b, moved] = [
      action('a', { themeId: 'pursue' }),
      action('b', { themeId: 'pursue', order: 2 }),
      action('m', { alsoPriorityIds: ['abuse', 'youth'], order: 7 }),
    ]
    const rows = rowsOf(a, b, moved)
    const to = { priorityId: 'abuse', themeId: 'pursue', listed: [a, b], place: 1 }
    const changes = moveAction(moved, to, finding(rows))
    apply(rows, changes)
    expect(rows.get('m')).toEqual({
      ...moved,
      priorityId: 'abuse',
      themeId: 'pursue',
      order: 1.5,
      // What it now stands under is no further one.
      alsoPriorityIds: ['youth'],
    })
    expect(changes.every(({ id }) => id === 'm')).toBe(true)
  })
})

describe('splitting', () => {
  test('both are told apart, and the new one has what they share', () => {
    const whole = action('a', {
      ownerIds: ['pcso'],
      acceptedByIds: ['pcso'],
      stakeholderIds: ['police'],
      how: 'Patrols and leaflets',
      reachTarget: { count: 500, audience: 'pupils' },
      carriedFromId: 'old',
    })
    const rows = rowsOf(whole)
    const stays = { text: 'Patrol', how: 'Patrols' }
    const goes = { ref: '1.2', text: 'Leaflets', how: null }
    apply(rows, splitAction(whole, 'new', { stays, goes }, 2))
    expect(rows.get('a')).toEqual({ ...whole, ...stays })
    expect(rows.get('new')).toMatchObject({
      text: 'Leaflets',
      splitFromId: 'a',
      ownerIds: ['pcso'],
      stakeholderIds: ['police'],
      // Nobody has promised the new one yet, and no number of people was said twice.
      acceptedByIds: null,
      reachTarget: null,
      carriedFromId: null,
    })
    const { id: _, ...entry } = rows.get('new') ?? {}
    expect(v.is(Action, entry)).toBe(true)
  })
})

describe('merging', () => {
  const from = action('a', {
    priorityId: 'abuse',
    stakeholderIds: ['police', 'fire'],
    ownerIds: ['pcso'],
    wardIds: ['victoria'],
    reachTarget: { count: 20, audience: 'Pupils' },
    unmatchedAgencies: ['APAC'],
  })
  const into = action('b', {
    stakeholderIds: ['fire'],
    ownerIds: ['lead'],
    acceptedByIds: ['lead'],
    wardIds: ['beaver'],
    reachTarget: { count: 30, audience: 'pupils' },
  })

  test('the other gets partners, owners, wards, reach and the priority it also serves', () => {
    const rows = rowsOf(from, into)
    apply(rows, mergeAction(from, into, finding(rows)) ?? [])
    expect(rows.get('a')).toEqual({ ...from, mergedIntoId: 'b' })
    expect(rows.get('b')).toEqual({
      ...into,
      stakeholderIds: ['fire', 'police'],
      ownerIds: ['lead', 'pcso'],
      wardIds: ['beaver', 'victoria'],
      alsoPriorityIds: ['abuse'],
      unmatchedAgencies: ['APAC'],
      reachTarget: { count: 50, audience: 'pupils' },
    })
  })

  test('people of another sort do not add up', () => {
    const others = { ...from, reachTarget: { count: 20, audience: 'parents' } }
    const changes = mergeAction(others, into, finding(rowsOf(others, into))) ?? []
    expect(changes.some(({ field }) => field === 'reachTarget')).toBe(false)
  })

  test('never into itself, into what is merged already, or in a circle', () => {
    const gone = { ...into, mergedIntoId: 'a' }
    expect(mergeAction(from, from, finding(rowsOf(from)))).toBeNull()
    expect(mergeAction(from, gone, finding(rowsOf(from, gone)))).toBeNull()
    expect(mergeAction({ ...from, mergedIntoId: 'c' }, into, finding(rowsOf(into)))).toBeNull()
  })

  test('an action counts at the end of its chain; of a circle made by two the same one stands for all', () => {
    const chain = rowsOf(
      action('a', { mergedIntoId: 'b' }),
      action('b', { mergedIntoId: 'c' }),
      action('c'),
      action('d', { mergedIntoId: 'gone' }),
    )
    const ends = (rows: Rows) =>
      [...rows.keys()].map((id) => standsIn(finding(rows)(id) ?? action(id), finding(rows)).id)
    expect(ends(chain)).toEqual(['c', 'c', 'c', 'd'])
    const circle = rowsOf(
      action('z', { mergedIntoId: 'b' }),
      action('b', { mergedIntoId: 'c' }),
      action('c', { mergedIntoId: 'b' }),
    )
    expect(ends(circle)).toEqual(['b', 'b', 'b'])
  })
})

describe('undo', () => {
  const undo = (rows: Rows, changes: readonly PlanChange[], isUsed = unused) => {
    const back = standing(inverse(changes), (_kind, id) => rows.get(id), isUsed)
    apply(rows, back.edits)
    for (const { id } of back.made) rows.delete(id)
    return back.left
  }
  const seen = (rows: Rows) =>
    [...rows.values()].map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    )

  test('whatever was done, taking it back leaves the plan as it was', () => {
    const some = fc.record({
      which: fc.nat(2),
      what: fc.constantFrom('move', 'split', 'merge', 'words'),
      place: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (steps) => {
        const rows = rowsOf(action('a'), action('b', { order: 2 }), action('c', { order: 2 }))
        const before = structuredClone(seen(rows))
        const done: PlanChange[][] = []
        steps.forEach(({ which, what, place }, nth) => {
          const all = [...rows.values()] as unknown as ActionRow[]
          const it = all[which % all.length]
          const other = all[(which + 1) % all.length]
          if (!it || !other) return
          const to = { priorityId: 'abuse', themeId: 'x', listed: all, place }
          const changes: PlanChange[] | null =
            what === 'move'
              ? moveAction(it, to, finding(rows))
              : what === 'merge'
                ? mergeAction(it, other, finding(rows))
                : what === 'words'
                  ? changesOf('action', it.id, it, { text: `Words ${nth}`, how: null })
                  : splitAction(
                      it,
                      `n${nth}`,
                      { stays: { text: 'One' }, goes: { ref: 'n', text: 'Two' } },
                      9,
                    )
          apply(rows, changes ?? [])
          done.push(changes ?? [])
        })
        for (const changes of done.toReversed()) expect(undo(rows, changes)).toBe(0)
        expect(seen(rows)).toEqual(before)
      }),
    )
  })

  test('a field that somebody else has written since stays theirs', () => {
    const rows = rowsOf(action('a'))
    const it = action('a')
    const changes: FieldChange[] = changesOf('action', 'a', it, { text: 'Mine', target: '5' })
    apply(rows, changes)
    rows.set('a', { ...rows.get('a'), text: 'Theirs' })
    expect(undo(rows, changes)).toBe(1)
    expect(rows.get('a')).toMatchObject({ text: 'Theirs', target: null })
  })

  test('an action that came of a split stays, once anybody has recorded against it', () => {
    const rows = rowsOf(action('a'))
    const parts = { stays: { text: 'One' }, goes: { ref: '2', text: 'Two' } }
    const changes = splitAction(action('a'), 'new', parts, 2)
    apply(rows, changes)
    expect(undo(rows, changes, () => true)).toBe(1)
    expect(rows.has('new')).toBe(true)
  })

  test('what was not changed is no change', () => {
    expect(changesOf('action', 'a', action('a'), { text: 'Do a', how: null })).toEqual([])
  })
})
