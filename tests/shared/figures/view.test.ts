import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodsOf } from '../../../shared/figures/periods.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import { placeAt, readView, subjects, viewAddress } from '../../../shared/figures/view.ts'
import type { SubjectKind } from '../../../shared/figures/view.ts'
import { question } from './district.ts'

const today = '2026-11-22'
const kinds = Object.keys(subjects) as SubjectKind[]
const subject = fc.option(
  fc.record({
    kind: fc.constantFrom(...kinds),
    id: fc.stringMatching(/^[a-z0-9][a-zA-Z0-9.:_-]{0,12}$/),
  }),
)
const view = fc.tuple(subject, question).map(([subject, question]) => ({
  subject,
  question: subject ? { ...question, [subjects[subject.kind]]: subject.id } : question,
}))
const opened = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'https://example.test')
  const place = placeAt(pathname.replace(/^\/overview\/?/, ''))
  return place && { ...place, ...readView(place.subject, searchParams, today) }
}

describe('a dashboard can be sent to a colleague', () => {
  test('whoever opens the address sees the same dashboard and asks the same', () => {
    fc.assert(
      fc.property(view, (it) => {
        const { subject } = it
        expect(opened(viewAddress(it, today))).toEqual({ room: 'dashboard', subject, view: it })
      }),
    )
  })

  test('so are the rows behind a figure of it', () => {
    fc.assert(
      fc.property(view, (it) => {
        const { subject } = it
        const address = viewAddress(it, today, 'off-track')
        expect(new URL(address, 'https://example.test').searchParams.get('figure')).toBe(
          'off-track',
        )
        expect(opened(address)).toEqual({ room: 'behind', subject, view: it })
      }),
    )
  })

  test('the plain one has the shortest address there is', () => {
    const question = plainQuestion(today)
    expect(viewAddress({ subject: null, question }, today)).toBe('/overview')
  })

  test('what the place says is not said again by a word', () => {
    const agency = { kind: 'agency', id: 'police' } as const
    expect(readView(agency, [['agency', 'council']], today)).toEqual({
      problem: 'agency is said twice',
    })
  })

  test.each([
    'nowhere',
    'agency',
    'agency//behind',
    'agency/a/b',
    'behind/x',
    'priority/p/behind/x',
  ])('/overview/%s is no place', (path) => expect(placeAt(path)).toBeNull())

  test('my group is chosen where nobody says which', () => {
    expect(placeAt('group')).toEqual({ room: 'groups', subject: null })
  })
})

describe('periods have names', () => {
  test.each([
    ['This month', '2026-11-01 2026-11-30'],
    ['Last month', '2026-10-01 2026-10-31'],
    ['This quarter', '2026-10-01 2026-12-31'],
    ['Last quarter', '2026-07-01 2026-09-30'],
    ['This year, from April', '2026-04-01 2027-03-31'],
  ])('%s in November is %s', (label, days) => {
    const found = periodsOf(today).find((it) => it.label === label)
    expect(`${found?.period.from} ${found?.period.to}`).toBe(days)
  })

  test.each([
    ['2026-03-31', '2025-04-01', '2026-01-01'],
    ['2026-04-01', '2026-04-01', '2026-04-01'],
    ['2024-02-29', '2023-04-01', '2024-01-01'],
  ])('on %s the year began on %s and the quarter on %s', (on, year, quarter) => {
    const from = Object.fromEntries(periodsOf(on).map(({ label, period }) => [label, period.from]))
    expect([from['This year, from April'], from['This quarter']]).toEqual([year, quarter])
  })
})
