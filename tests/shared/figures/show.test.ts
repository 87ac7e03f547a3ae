import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeptFigures } from '../../../shared/figures/kept.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import { hold, holdSlide } from '../../../shared/figures/show/held.ts'
import type { HeldLine, HeldSlide } from '../../../shared/figures/show/held.ts'
import { slidesOf } from '../../../shared/figures/show/slides.ts'
import type { Slide } from '../../../shared/figures/show/slides.ts'
import { placeAfter, placeOf, swipeOf, turnOf } from '../../../shared/figures/show/turn.ts'
import { plansToShow } from '../../../shared/figures/show/whose.ts'
import { District, happening } from './district.ts'
import type { Happening } from './district.ts'

const today = '2026-11-22'
const plans = ['plan-1', 'plan-2', 'plan-3']
const by = { byId: 'member-1', recordedAt: '2026-11-01T09:00:00.000Z' }
const among = (letter: string) => fc.constantFrom(...[1, 2, 3].map((n) => `${letter}-${n}`))
/** Whatever happens elsewhere: three plans that run, and barriers here and there that nobody has decided on. */
const barrier = fc.record({
  ...{ id: fc.uuid(), planId: among('plan'), actionId: fc.option(among('action'), { nil: null }) },
  ...{ text: fc.constant('Text'), raisedOn: fc.constant('2026-11-01') },
})
const history: fc.Arbitrary<Happening[]> = fc
  .tuple(fc.array(happening, { maxLength: 120 }), fc.array(barrier, { maxLength: 4 }))
  .map(([steps, barriers]) => [
    ...steps,
    ...plans.map((id): Happening => {
      const row = { id, title: id, state: 'approved', fromOn: '2026-04-01', toOn: '2027-03-31' }
      return { kind: 'plan', id, row }
    }),
    ...barriers.map((it): Happening => ({ kind: 'barrier', id: it.id, row: { ...it, ...by } })),
  ])
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

function shownOf(kept: KeptFigures, planIds: readonly string[]) {
  const figures = kept.answer(plainQuestion(today))
  const standings = kept.standOn(today)
  return { figures, standings, slides: slidesOf(standings, figures, new Set(planIds)) }
}

describe('the slides of a meeting', () => {
  test('say what the figures say of each priority, and each thing once', () => {
    fc.assert(
      fc.property(history, fc.subarray(plans), (steps, planIds) => {
        const kept = new KeptFigures()
        kept.change(new District().happen(steps))
        const { figures, slides } = shownOf(kept, planIds)
        const priorities = figures.priorities.filter(({ planId }) => planIds.includes(planId))
        const own = slides.filter(({ id }) => !id.startsWith('whole-'))
        expect(own.map(({ priorityId }) => priorityId)).toEqual(
          priorities.map(({ priorityId }) => priorityId),
        )
        expect(new Set(ids(slides)).size).toBe(slides.length)
        for (const [at, { actions, targets }] of priorities.entries()) {
          const slide = own[at] as Slide
          expect(ids(slide.off)).toEqual(ids(actions.offTrack.behind))
          expect(ids(slide.targets).sort()).toEqual(ids(targets.rows).sort())
          expect(slide.actions).toBe(actions.all.count)
          expect(slide.reach.map(({ toReach }) => toReach)).toEqual(
            actions.toReach.count > 0 ? [actions.toReach.count] : [],
          )
        }
      }),
    )
  })

  test('ask for everything that waits in these plans, and for nothing of another', () => {
    fc.assert(
      fc.property(history, fc.subarray(plans), (steps, planIds) => {
        const kept = new KeptFigures()
        kept.change(new District().happen(steps))
        const { figures, slides, standings } = shownOf(kept, planIds)
        const { undecided, approvals } = figures.waiting
        const ofPlans = undecided.behind.filter(({ id }) =>
          planIds.includes(standings.shelves.barrier.one(id)?.planId ?? ''),
        )
        const wanted = [...ofPlans, ...approvals.behind.filter(({ id }) => planIds.includes(id))]
        const asked = new Set(slides.flatMap(({ asks }) => ids(asks)))
        expect([...asked].sort()).toEqual([...new Set(ids(wanted))].sort())
        for (const { planId, off, asks, id: slideId } of slides) {
          expect(planIds).toContain(planId)
          const own = figures.priorities.find(({ priorityId }) => priorityId === slideId)
          for (const { id, kind } of asks) {
            if (kind === 'plan') expect([id, slideId]).toEqual([planId, `whole-${planId}`])
            if (kind !== 'barrier') continue
            const barrier = standings.shelves.barrier.one(id)
            expect(barrier?.planId).toBe(planId)
            const actionId = barrier?.actionId ?? ''
            if (own)
              expect(ids(own.actions.all.behind)).toContain(
                standings.targets.get(actionId) ?? actionId,
              )
          }
          for (const { id } of off) expect(standings.shelves.action.one(id)?.planId).toBe(planId)
        }
      }),
    )
  })
})

interface Word {
  id: string
  says: number
}
const lines: fc.Arbitrary<Word[]> = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), says: fc.nat(2) }),
  { selector: ({ id }) => id },
)

describe('a slide that is looked at', () => {
  test('moves nothing, loses nothing, and marks just what is other than it was', () => {
    fc.assert(
      fc.property(lines, fc.array(lines, { minLength: 1, maxLength: 5 }), (opened, later) => {
        let held: HeldLine<Word>[] = opened.map((line) => ({ line, mark: null }))
        for (const now of later) {
          const next = hold(opened, held, now)
          const before = held.map(({ line }) => line.id)
          expect(next.slice(0, before.length).map(({ line }) => line.id)).toEqual(before)
          expect(hold(opened, next, now)).toEqual(next)
          const there = next.filter(({ mark }) => mark !== 'gone').map(({ line }) => line)
          expect(new Set(ids(there))).toEqual(new Set(ids(now)))
          for (const { line, mark } of next) {
            const [first, current] = [opened, now].map((all) => all.find((it) => it.id === line.id))
            if (current) expect(line).toEqual(current)
            const due = !current
              ? 'gone'
              : !first
                ? 'new'
                : first.says === current.says
                  ? null
                  : 'changed'
            expect(mark).toBe(due)
          }
          held = next
        }
      }),
    )
  })

  test('begins anew when another is opened, and counts its marks', () => {
    const kept = new KeptFigures()
    const rows = {
      plan: [{ id: 'plan-1', state: 'approved', title: 'A plan', fromOn: '2026-04-01' }],
      priority: [{ id: 'priority-1', planId: 'plan-1', title: 'One', order: 1 }],
      barrier: [1, 2].map((n) => ({
        ...{ id: `barrier-${n}`, planId: 'plan-1', actionId: null, text: `Text ${n}` },
        ...{ raisedOn: '2026-11-01', byId: 'm', recordedAt: '2026-11-01T09:00:00.000Z' },
      })),
    }
    const change = (kind: string, row: object) =>
      kept.change({ [kind]: { put: [row], gone: [] } } as never)
    for (const [kind, list] of Object.entries(rows)) for (const row of list) change(kind, row)
    const last = () => shownOf(kept, plans).slides.at(-1) as Slide
    let held: HeldSlide = holdSlide(null, last())
    expect(ids(last().asks)).toEqual(['barrier-1', 'barrier-2'])
    expect(held.changes).toBe(0)

    change('barrier', { ...rows.barrier[0], decision: 'Buy them' })
    held = holdSlide(held, last())
    expect(held.asks.map(({ mark, line }) => [mark, line.id])).toEqual([
      ['gone', 'barrier-1'],
      [null, 'barrier-2'],
    ])
    expect(held.changes).toBe(1)
    expect(holdSlide(held, held.slide)).toBe(held)
    const other = holdSlide(held, { ...last(), id: 'another' })
    expect(other.changes).toBe(0)
    expect(other.asks).toHaveLength(1)
  })
})

describe('turning the pages', () => {
  const key = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }
  test.each([
    ['ArrowRight', 'next'],
    ['ArrowLeft', 'back'],
    ['PageDown', 'next'],
    ['PageUp', 'back'],
    [' ', 'next'],
    ['Home', 'first'],
    ['End', 'last'],
    ['Escape', 'leave'],
    ['ArrowDown', null],
    ['a', null],
    ['constructor', null],
  ])('the key %j asks for %j', (name, turn) => {
    expect(turnOf({ ...key, key: name })).toBe(turn)
    expect(turnOf({ ...key, key: name, ctrlKey: true })).toBeNull()
    expect(turnOf({ ...key, key: name, altKey: true })).toBeNull()
    expect(turnOf({ ...key, key: name, metaKey: true })).toBeNull()
  })

  test('space with the shift key goes back, and no other key with it does anything', () => {
    expect(turnOf({ ...key, key: ' ', shiftKey: true })).toBe('back')
    expect(turnOf({ ...key, key: 'ArrowRight', shiftKey: true })).toBeNull()
  })

  test.each([
    [-90, 10, 'next'],
    [90, -10, 'back'],
    [-59, 0, null],
    [-90, 60, null],
    [0, 300, null],
  ])('a finger that goes %i across and %i down asks for %j', (x, y, turn) => {
    expect(swipeOf({ x: 200, y: 300 }, { x: 200 + x, y: 300 + y })).toBe(turn)
  })

  test('leads to a place that is there, and an id to itself', () => {
    expect(placeAfter('next', 4, 5)).toBe(4)
    expect(placeAfter('back', 0, 5)).toBe(0)
    expect(placeAfter('next', 1, 5)).toBe(2)
    expect(placeAfter('last', 1, 5)).toBe(4)
    expect(placeAfter('first', 3, 5)).toBe(0)
    expect(placeAfter('next', 0, 0)).toBe(0)
    expect(placeOf([{ id: 'a' }, { id: 'b' }], 'b')).toBe(1)
    expect(placeOf([{ id: 'a' }], 'gone')).toBe(-1)
    expect(placeOf([{ id: 'a' }], null)).toBe(0)
  })
})

describe('the plans that may be shown', () => {
  const plan = (id: string, restrictedToId: string | null, state = 'approved') =>
    ({ id, restrictedToId, state, groupId: null }) as never
  const all = [plan('open', null), plan('secret', 'group-1'), plan('past', null, 'archived')]
  const board = { id: 'board', kind: 'board', name: 'Board' } as never
  const group = { id: 'group-1', kind: 'sub-group', name: 'A group' } as never

  test.each([
    ['a board, which all may come to', { meeting: {}, group: board }, null, ['open']],
    ['a board, asked for what is restricted', { meeting: {}, group: board }, 'secret', []],
    ['the group itself', { meeting: { restrictedToId: 'group-1' }, group }, null, ['secret']],
    ['the group, with others there', { meeting: {}, group }, null, []],
    ['nobody but whoever looks', null, null, ['open', 'past']],
    ['nobody else, asked for by its name', null, 'secret', ['secret']],
    ['nobody else, of what is not here', null, 'none', []],
  ])('at a meeting of %s', (_, at, planId, shown) => {
    expect([...plansToShow(all, at as never, planId)]).toEqual(shown)
  })
})
