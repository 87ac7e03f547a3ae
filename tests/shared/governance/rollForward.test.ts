import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { mergedInto } from '../../../shared/governance/forward/actions.ts'
import { wholePeriod } from '../../../shared/governance/forward/indicators.ts'
import { doneMilestones, rollForward } from '../../../shared/governance/forward/rollForward.ts'
import type { Create, Line, YearEnd } from '../../../shared/governance/forward/yearEnd.ts'
import {
  aYearOn,
  carryTimescale,
  isPast,
  nextTitle,
  yearOn,
} from '../../../shared/governance/forward/years.ts'
import type { PlanRows } from '../../../shared/governance/planRows.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import type { Indicator } from '../../../shared/indicator/indicator.ts'
import type { Observation } from '../../../shared/indicator/observation.ts'
import { ruleOf } from '../../../shared/kinds.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Status, Update } from '../../../shared/plan/update.ts'
import { refsOf } from '../../../shared/sync/refs.ts'
import { canonical } from '../../../shared/sync/canonical.ts'
import { action, plan, rows, yearEnd } from './people.ts'

const of = <K extends Create['kind']>(creates: readonly Create[], kind: K) =>
  creates.filter((it): it is Extract<Create, { kind: K }> => it.kind === kind)
const lineOf = (lines: readonly Line[], id: string) => lines.find((it) => it.id === id)

describe('the year', () => {
  test.each([
    ['2021-04-01', '2022-03-31', '2022-04-01', '2023-03-31'],
    ['2021-04-01', '2024-03-31', '2022-04-01', '2025-03-31'],
    ['2022-03-01', '2023-02-28', '2023-03-01', '2024-02-29'],
    ['2023-03-01', '2024-02-29', '2024-03-01', '2025-02-28'],
  ])('after %s to %s comes %s to %s', (fromOn, toOn, from, to) => {
    expect(yearOn({ fromOn, toOn })).toEqual({ fromOn: from, toOn: to })
  })

  test.each([
    ['Partnership plan 2021/22', 'Partnership plan 2022/23'],
    ['Plan 2021-2024', 'Plan 2022-2025'],
    ['ASB plan 2017–18', 'ASB plan 2018–19'],
    ['Plan 1999/00', 'Plan 2000/01'],
    ['Plan 2098/99', 'Plan 2099/00'],
    ['Plan for 2021', 'Plan for 2022'],
    ['Our plan', 'Our plan 2022/23'],
    ['Operation 12', 'Operation 12 2022/23'],
  ])('"%s" becomes "%s"', (title, next) => {
    expect(nextTitle(title, '2022-04-01', '2023-03-31')).toBe(next)
  })
})

describe('dates', () => {
  test('a date and a window stay as written: nobody has agreed to a later one', () => {
    const due = { means: 'due', words: 'By Sept 21', dueOn: '2021-09-30' } as const
    expect(carryTimescale(due, '2022-04-01')).toEqual(due)
    expect(isPast(due, '2022-04-01')).toBe(true)
    const words = { means: 'none', words: 'As required' } as const
    expect(carryTimescale(words, '2022-04-01')).toEqual(words)
    expect(isPast(words, '2022-04-01')).toBe(false)
  })

  test.each([
    ['week', '2022-03-28', '2022-04-04'],
    ['month', '2022-01-31', '2022-04-30'],
    ['quarter', '2021-06-30', '2022-06-30'],
    ['year', '2021-04-01', '2022-04-01'],
    ['month', '2022-05-01', '2022-05-01'],
  ] as const)('what recurs each %s and was due %s is next due %s', (every, nextDueOn, next) => {
    const timescale = { means: 'recurrence', words: '', every, nextDueOn } as const
    expect(carryTimescale(timescale, '2022-04-01')).toEqual({ ...timescale, nextDueOn: next })
  })

  test('who moves a date on by a year gets words that say the new day', () => {
    expect(aYearOn({ means: 'due', words: 'By Sep 21', dueOn: '2021-09-30' })).toMatchObject({
      dueOn: '2022-09-30',
      words: expect.stringMatching(/^By 30 Sept? 2022$/) as string,
    })
    expect(
      aYearOn({ means: 'window', words: 'Apr–Jun', fromOn: '2021-04-01', toOn: '2021-06-30' }),
    ).toMatchObject({
      fromOn: '2022-04-01',
      toOn: '2022-06-30',
      words: '1 Apr 2022 to 30 Jun 2022',
    })
  })
})

describe('actions', () => {
  test.each<[Status, 'carried' | 'closed']>([
    ['not started', 'carried'],
    ['on track', 'carried'],
    ['at risk', 'carried'],
    ['blocked', 'carried'],
    ['ongoing', 'carried'],
    ['completed', 'closed'],
    ['withdrawn', 'closed'],
  ])('one that is %s is %s', (status, what) => {
    const { creates, lines } = rollForward(
      yearEnd({ rows: { actions: [action('a')] }, statuses: { a: status } }),
    )
    expect(lineOf(lines, 'a')?.what).toBe(what)
    expect(of(creates, 'action')).toHaveLength(what === 'carried' ? 1 : 0)
  })

  test('owners are asked anew, and it says what it carries on', () => {
    const given = action('a', { ownerIds: ['me'], acceptedByIds: ['me'], splitFromId: 'z' })
    const [made] = of(rollForward(yearEnd({ rows: { actions: [given] } })).creates, 'action')
    expect(made?.entry).toMatchObject({
      ...{ ownerIds: ['me'], acceptedByIds: null, splitFromId: null, carriedFromId: 'a' },
    })
  })

  test('one that was merged goes on in its target, and what stood in its way with it', () => {
    const actions = [
      action('a', { mergedIntoId: 'b' }),
      action('b', { mergedIntoId: 'c' }),
      action('c'),
    ]
    const barrier = {
      ...{ id: 'bar', planId: 'plan-1', actionId: 'a', text: 'No hall', raisedOn: '2021-05-01' },
      ...{ byId: 'me', recordedAt: '2021-05-01T00:00:00.000Z' },
    }
    const { creates, lines } = rollForward(yearEnd({ rows: { actions }, barriers: [barrier] }))
    const made = of(creates, 'action')
    expect(made.map(({ entry }) => entry.carriedFromId)).toEqual(['c'])
    expect(lineOf(lines, 'a')?.reason).toContain('Merged into c')
    expect(of(creates, 'barrier')[0]?.entry.actionId).toBe(made[0]?.id)
  })

  test('merged in a circle, or into nothing, it is carried by itself', () => {
    const circle = [action('a', { mergedIntoId: 'b' }), action('b', { mergedIntoId: 'a' })]
    const lost = action('d', { mergedIntoId: 'gone' })
    const byId = new Map([...circle, lost].map((it) => [it.id, it]))
    for (const it of byId.values()) expect(mergedInto(it, byId)).toBeNull()
    const { creates } = rollForward(yearEnd({ rows: { actions: [...circle, lost] } }))
    expect(of(creates, 'action')).toHaveLength(3)
  })

  test('one whose priority or theme was taken out gets one that says so', () => {
    const actions = [action('a', { priorityId: 'gone' }), action('b', { themeId: 'gone' })]
    const { creates } = rollForward(yearEnd({ rows: { actions } }))
    const titles = of(creates, 'priority').map(({ entry }) => entry.title)
    expect(titles).toEqual(['Burglary', 'Actions without a priority'])
    expect(of(creates, 'theme')).toHaveLength(3)
  })

  test('milestones that are done stay behind, those that are not go on', () => {
    const milestone = (id: string) => {
      const timescale = { means: 'none' as const, words: '' }
      return { id, actionId: 'a', text: id, timescale, order: 1 }
    }
    const milestones = [milestone('m1'), milestone('m2')]
    const ending = {
      rows: { actions: [action('a')], milestones },
      doneMilestoneIds: new Set(['m1']),
    }
    const { creates, lines } = rollForward(yearEnd(ending))
    expect(of(creates, 'milestone').map(({ entry }) => entry.text)).toEqual(['m2'])
    expect(lineOf(lines, 'm1')?.what).toBe('closed')
  })

  test('a milestone is done while the entry that names it stands', () => {
    const entry = (id: string, more: Partial<Update>): Update & { id: string } => ({
      ...{ id, actionId: 'a', status: 'on track', note: '', reached: null, byId: 'me' },
      ...{ happenedOn: '2021-05-01', recordedAt: '2021-05-01T00:00:00.000Z' },
      ...more,
    })
    const first = entry('u1', { milestoneIds: ['m1', 'm2'] })
    expect([...doneMilestones([first])]).toEqual(['m1', 'm2'])
    const corrected = entry('u2', { milestoneIds: ['m2'], supersedes: 'u1' })
    expect([...doneMilestones([first, corrected])]).toEqual(['m2'])
  })
})

const indicator = (more: Partial<Indicator> = {}): Indicator & { id: string } => ({
  ...{ id: 'i', planId: 'plan-1', priorityId: 'priority-1', label: 'Burglary', order: 1 },
  ...{ sourceAgencyId: null, unit: 'count', polarity: 'lower' },
  baseline: { value: 700, from: '2020-04-01', to: '2021-03-31' },
  rule: { kind: 'change-percent', by: -2 },
  period: { from: '2021-04-01', to: '2022-03-31' },
  ...{ published: 686, targetWords: '2% fewer' },
  ...more,
})
const seen = (from: string, to: string, value: number | null, more: Partial<Observation> = {}) => ({
  ...{ id: `o-${from}-${value}`, indicatorId: 'i', from, to, value, byId: 'me' },
  ...more,
})
const halves = [seen('2021-04-01', '2021-09-30', 340), seen('2021-10-01', '2022-03-31', 310)]

describe('indicators', () => {
  const made = (given: Partial<Indicator>, observations: YearEnd['observations']) => {
    const it = rollForward(yearEnd({ rows: { indicators: [indicator(given)] }, observations }))
    return { entry: of(it.creates, 'indicator')[0]?.entry, line: lineOf(it.lines, 'i') }
  }

  test('a target that rests on a baseline is measured from what last year came to', () => {
    const { entry, line } = made({}, halves)
    expect(entry?.baseline).toEqual({ value: 650, from: '2021-04-01', to: '2022-03-31' })
    expect(entry?.rule).toEqual({ kind: 'change-percent', by: -2 })
    expect(entry?.period).toEqual({ from: '2022-04-01', to: '2023-03-31' })
    expect(entry).not.toHaveProperty('published')
    expect(line).toMatchObject({ what: 're-based', reason: 'Last year came to 650' })
  })

  test('what it asked for last year goes with it, so that an easier one says so', () => {
    const easier = made({}, [seen('2021-04-01', '2022-03-31', 720)]).entry
    expect(easier?.previous).toBeCloseTo(686)
    const said = easier && judge(easier, [], '2022-05-01').contradictions
    expect(said?.map(({ message }) => message)).toEqual([
      'The new target, 705.6, is easier than the one before, 686.',
    ])
    const harder = made({}, halves).entry
    expect(harder && judge(harder, [], '2022-05-01').contradictions).toEqual([])
    // A baseline of nine months is brought to the year before the two are held against each other.
    const nine = { baseline: { value: 525, from: '2020-04-01', to: '2020-12-31' } }
    expect(made(nine, halves).entry?.previous).toBeCloseTo((525 / 275) * 365 * 0.98)
    // What it was two years ago is nobody's measure, and one that cannot be judged stops nothing.
    expect(made({ rule: { kind: 'to-be-set' }, previous: 5 }, []).entry).not.toHaveProperty(
      'previous',
    )
    const broken = { ...nine.baseline, value: -1 }
    expect(made({ baseline: broken }, []).entry).not.toHaveProperty('previous')
  })

  test('part of a year is no baseline: the target is to be set', () => {
    const { entry, line } = made({}, halves.slice(0, 1))
    expect(entry).toMatchObject({ baseline: null, rule: { kind: 'to-be-set' }, targetWords: null })
    expect(line?.what).toBe('to be set')
  })

  test('a target that stands by itself stays', () => {
    const { entry, line } = made({ rule: { kind: 'at-most', value: 611 } }, [])
    expect(entry?.rule).toEqual({ kind: 'at-most', value: 611 })
    expect(line?.what).toBe('carried')
  })

  test('an average or a share of last year is to be set', () => {
    expect(made({ rule: { kind: 'group-average', value: 4 } }, halves).line?.what).toBe('to be set')
  })

  test.each<
    [story: string, given: Partial<Indicator>, YearEnd['observations'], value: number | null]
  >([
    ['the parts of a count are added up', {}, halves, 650],
    [
      'a corrected figure does not count twice',
      {},
      [...halves, seen('2021-10-01', '2022-03-31', 300, { supersedes: 'o-2021-10-01-310' })],
      640,
    ],
    [
      'a figure that is missing leaves it unknown',
      {},
      [
        halves[0] ?? seen('', '', 0),
        seen('2021-10-01', '2022-03-31', null, { missing: 'unavailable' }),
      ],
      null,
    ],
    [
      'two figures for the same days leave it unknown',
      {},
      [...halves, seen('2022-03-01', '2022-03-31', 9)],
      null,
    ],
    [
      'a percentage is read at the end',
      { unit: 'percent' },
      [seen('2021-04-01', '2021-09-30', 40), seen('2021-10-01', '2022-03-31', 44)],
      44,
    ],
    [
      'and is unknown where the end is',
      { unit: 'percent' },
      [seen('2021-04-01', '2021-09-30', 40)],
      null,
    ],
  ])('%s', (_, given, observations, value) => {
    expect(wholePeriod(indicator(given), observations)?.value ?? null).toBe(value)
  })
})

test('an open risk is carried as its latest review left it, and a closed one is not', () => {
  const risk = (id: string, closedOn: string | null = null) => ({
    ...{ id, planId: 'plan-1', ref: id, text: 'Funding ends', likelihood: 2, impact: 3, order: 1 },
    ...{ closedOn, published: { before: 6 }, reviewOn: '2021-09-01', controlActionIds: ['a', 'b'] },
  })
  const review = (id: string, happenedOn: string, likelihood: number, supersedes?: string) => ({
    ...{ id, riskId: 'r1', likelihood, impact: 5, happenedOn, byId: 'me' },
    ...{ recordedAt: `${happenedOn}T00:00:00.000Z`, nextReviewOn: '2022-06-01' },
    ...(supersedes ? { supersedes } : {}),
  })
  const { creates } = rollForward(
    yearEnd({
      rows: { actions: [action('a'), action('b')] },
      statuses: { b: 'completed' },
      risks: [risk('r1'), risk('r2', '2021-10-01')],
      riskReviews: [
        ...[review('v1', '2021-06-01', 3), review('v2', '2022-01-01', 4)],
        review('v3', '2021-12-01', 5, 'v2'),
      ],
    }),
  )
  const risks = of(creates, 'risk')
  expect(risks).toHaveLength(1)
  expect(risks[0]?.entry).toMatchObject({ likelihood: 5, impact: 5, reviewOn: '2022-06-01' })
  expect(risks[0]?.entry.controlActionIds).toEqual([of(creates, 'action')[0]?.id])
  expect(risks[0]?.entry).not.toHaveProperty('published')
})

test.each<[story: string, more: object, what: string]>([
  ['stands', {}, 'carried'],
  ['is cleared', { clearedOn: '2021-06-01' }, 'closed'],
  ['only stood in the way of what is finished', { actionId: 'done' }, 'closed'],
  ['stands in the way of the whole plan', { actionId: null }, 'carried'],
  ['stood in the way of what was taken out', { actionId: 'gone' }, 'carried'],
])('a barrier that %s is %s', (_, more, what) => {
  const barrier = {
    ...{ id: 'bar', planId: 'plan-1', actionId: 'a', text: 'No hall', raisedOn: '2021-05-01' },
    ...{ byId: 'me', recordedAt: '2021-05-01T00:00:00.000Z' },
    ...more,
  }
  const { creates, lines } = rollForward(
    yearEnd({
      rows: { actions: [action('a'), action('done')] },
      statuses: { done: 'completed' },
      barriers: [barrier],
      isHere: (_kind, id) => id !== 'gone',
    }),
  )
  expect(lineOf(lines, 'bar')?.what).toBe(what)
  expect(of(creates, 'barrier')).toHaveLength(what === 'carried' ? 1 : 0)
})

describe('the matrix', () => {
  const edition = (toOn: string) => ({
    ...{ id: 'e1', matrix: 'priority' as const, label: 'Priority matrix 2021/22' },
    ...{ fromOn: '2019-10-01', toOn, variables: [{ id: 'volume', label: 'Volume' }] },
    method: { minScore: 1, maxScore: 5, bands: [{ id: 'blue' as const, from: 1 }] },
  })
  const line = (score: number | null) => ({
    ...{ id: 'r1', editionId: 'e1', label: 'Arson', order: 1 },
    cells: { volume: { score } },
  })
  const made = (toOn: string, score: number | null) =>
    rollForward(
      yearEnd({ editions: [{ edition: edition(toOn), lines: [line(score)] as never[] }] }),
    )

  test('is carried with every score marked with the year it comes from', () => {
    const { creates } = made('2020-09-30', 3)
    expect(of(creates, 'edition')[0]?.entry).toMatchObject({
      ...{ label: 'Priority matrix 2022/23', toOn: '2021-09-30' },
    })
    expect(of(creates, 'matrixRow')[0]?.entry.cells).toEqual({
      volume: { score: 3, carriedFrom: '2021/22' },
    })
  })

  test.each([
    ['of the new evidence already', '2021-12-31', 3, 'already'],
    ['of colours without a score', '2020-09-30', null, 'colours'],
  ])('is not, where it is %s', (_, toOn, score, why) => {
    const { creates, lines } = made(toOn, score)
    expect(of(creates, 'edition')).toEqual([])
    expect(lineOf(lines, 'e1')?.reason).toContain(why)
  })
})

// The laws that hold for any plan whatever.
const id = fc.integer({ min: 0, max: 7 })
const anyEnd = fc
  .record({
    actions: fc.uniqueArray(
      fc.record({
        at: id,
        priority: fc.integer({ min: 0, max: 3 }),
        theme: fc.integer({ min: 0, max: 3 }),
        merged: fc.option(id),
        status: fc.constantFrom(...statuses),
        agencies: fc.array(id, { maxLength: 3 }),
      }),
      { selector: ({ at }) => at, maxLength: 8 },
    ),
    milestones: fc.uniqueArray(fc.tuple(id, id, fc.boolean()), { selector: ([at]) => at }),
    barriers: fc.uniqueArray(fc.tuple(id, fc.option(id), fc.boolean()), { selector: ([at]) => at }),
    here: fc.array(id),
    attempt: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ actions, milestones, barriers, here, attempt }) => {
    const given = actions.map(({ at, priority, theme, merged, agencies }) =>
      action(`a${at}`, {
        ...{ priorityId: `priority-${priority}`, themeId: `theme-${theme}`, order: at % 3 },
        ...{ mergedIntoId: merged === null ? null : `a${merged}` },
        stakeholderIds: agencies.map((it) => `agency-${it}`),
      }),
    )
    const ids = new Set([
      ...given.map((it) => it.id),
      ...here.map((it) => `agency-${it}`),
      ...['plan-1', 'priority-1', 'priority-2', 'theme-1', 'theme-2', 'me'],
    ])
    const planRows: PlanRows = rows({
      actions: given,
      milestones: milestones.map(([at, on]) => ({
        ...{ id: `m${at}`, actionId: `a${on}`, text: `m${at}`, order: at },
        timescale: { means: 'none', words: '' },
      })),
    })
    return yearEnd({
      rows: planRows,
      statuses: Object.fromEntries(actions.map(({ at, status }) => [`a${at}`, status])),
      doneMilestoneIds: new Set(milestones.flatMap(([at, , isDone]) => (isDone ? [`m${at}`] : []))),
      barriers: barriers.map(([at, on, isCleared]) => ({
        ...{ id: `b${at}`, planId: 'plan-1', actionId: on === null ? null : `a${on}` },
        ...{ text: `b${at}`, raisedOn: '2021-05-01', clearedOn: isCleared ? '2021-06-01' : null },
        ...{ byId: 'me', recordedAt: '2021-05-01T00:00:00.000Z' },
      })),
      isHere: (_, it) => ids.has(it),
      attempt,
    })
  })

test('nothing unfinished is lost, and nothing is carried twice', () => {
  fc.assert(
    fc.property(anyEnd, (it) => {
      const { creates, lines } = rollForward(it)
      const carried = of(creates, 'action').map(({ entry }) => entry.carriedFromId)
      expect(new Set(carried).size).toBe(carried.length)
      expect(new Set(creates.map(({ id }) => id)).size).toBe(creates.length)
      const byId = new Map(it.rows.actions.map((one) => [one.id, one]))
      for (const one of it.rows.actions) {
        const status = it.statusOf(one.id)
        const isDone = status === 'completed' || status === 'withdrawn'
        const isGone = mergedInto(one, byId) !== null || isDone
        expect(carried.includes(one.id)).toBe(!isGone)
        expect(lines.filter(({ kind, id }) => kind === 'action' && id === one.id)).toHaveLength(1)
      }
      const priorityOf = new Map(of(creates, 'theme').map((it) => [it.id, it.entry.priorityId]))
      for (const { entry } of of(creates, 'action'))
        expect(priorityOf.get(entry.themeId)).toBe(entry.priorityId)
      for (const { id, actionId } of it.rows.milestones)
        expect(of(creates, 'milestone').filter(({ entry }) => entry.text === id)).toHaveLength(
          carried.includes(actionId) && !it.doneMilestoneIds.has(id) ? 1 : 0,
        )
      expect(lines.filter(({ kind }) => kind === 'barrier')).toHaveLength(it.barriers.length)
    }),
  )
})

test('every row fits its schema, and names only what is there or made before it', () => {
  fc.assert(
    fc.property(anyEnd, (it) => {
      const made = new Set<string>()
      for (const { kind, id, entry } of rollForward(it).creates) {
        expect(v.safeParse(ruleOf(kind).schema, entry).success).toBe(true)
        for (const ref of refsOf(entry, ruleOf(kind)))
          expect(made.has(ref.id) || it.isHere('action', ref.id), `${kind} ${ref.field}`).toBe(true)
        made.add(id)
      }
    }),
  )
})

test('two people who roll the same plan forward make the same rows, whatever order they hold it in', () => {
  fc.assert(
    fc.property(anyEnd, (it) => {
      const { actions, milestones } = it.rows
      const otherwise: YearEnd = {
        ...it,
        rows: { ...it.rows, actions: actions.toReversed(), milestones: milestones.toReversed() },
        barriers: it.barriers.toReversed(),
      }
      const spelled = (end: YearEnd) => rollForward(end).creates.map((row) => canonical(row))
      expect(spelled(otherwise)).toEqual(spelled(it))
    }),
  )
})

test('another plan, or another try after the first was taken out, has other ids', () => {
  const ids = (end: YearEnd) => rollForward(end).creates.map((it) => it.id)
  const first = ids(yearEnd({ rows: { actions: [action('a')] } }))
  const again = ids(yearEnd({ rows: { actions: [action('a')] }, attempt: 1 }))
  const other = ids(
    yearEnd({ rows: { plan: plan({ id: 'plan-2' } as never), actions: [action('a')] } }),
  )
  expect(new Set([...first, ...again, ...other]).size).toBe(first.length * 3)
})
