import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figure } from '../../../shared/figures/figure.ts'
import { figuresOf } from '../../../shared/figures/kept.ts'
import { openableAt, openables, statusWord } from '../../../shared/figures/openable.ts'
import type { Figures } from '../../../shared/figures/sum/sum.ts'
import { statuses } from '../../../shared/plan/status.ts'
import { District, happening, question } from './district.ts'

const past = fc.array(happening, { minLength: 1, maxLength: 60 })
const runs = { numRuns: 200 }

function figuresIn(value: unknown): Figure[] {
  if (typeof value !== 'object' || value === null) return []
  if ('behind' in value && 'count' in value) return [value as Figure]
  return Object.values(value).flatMap(figuresIn)
}
const standing = (happenings: Parameters<District['happen']>[0]) => {
  const district = new District()
  district.happen(happenings)
  return district.rows()
}
const count = (figures: Figures, word: string) => openableAt(figures, word)?.figure.count

describe('every figure opens', () => {
  test('each has a word of its own, and none is left out', () => {
    fc.assert(
      fc.property(past, question, (happenings, asked) => {
        const figures = figuresOf(standing(happenings), asked)
        const open = openables(figures)
        expect(new Set(open.map(({ word }) => word)).size).toBe(open.length)
        const there = new Set(open.map(({ figure }) => figure))
        // Those of a priority and of an agency open on its own dashboard.
        const { priorities: _, findings, ...rest } = figures
        const { byAgency: __, ...ofFindings } = findings
        expect(figuresIn([rest, ofFindings]).filter((it) => !there.has(it))).toEqual([])
        for (const { figure } of open)
          expect(figure.behind.reduce((sum, it) => sum + it.count, 0)).toBe(figure.count)
      }),
      runs,
    )
  })

  test('a figure of a priority is the same on its own dashboard', () => {
    fc.assert(
      fc.property(past, question, (happenings, asked) => {
        const rows = standing(happenings)
        for (const { priorityId, actions, targets } of figuresOf(rows, asked).priorities) {
          if (!priorityId) continue
          const own = figuresOf(rows, { ...asked, priorityId })
          for (const status of statuses)
            expect(count(own, statusWord(status))).toBe(actions.byStatus[status].count)
          expect(count(own, 'off-track')).toBe(actions.offTrack.count)
          expect(count(own, 'green')).toBe(targets.byRag.green.count)
        }
      }),
      runs,
    )
  })

  test('what an agency leads, has a part in and owes is the same on its own dashboard', () => {
    fc.assert(
      fc.property(past, question, (happenings, asked) => {
        const rows = standing(happenings)
        const { contacts, targets } = figuresOf(rows, asked)
        const sourceOf = new Map(rows.indicator?.map((it) => [it.id, it.sourceAgencyId]))
        for (const { agencyId, leads, joins } of contacts) {
          const own = figuresOf(rows, { ...asked, agencyId })
          const owed = targets.owed.behind.filter(({ id }) => sourceOf.get(id) === agencyId)
          expect([count(own, 'led'), count(own, 'joint')]).toEqual([leads, joins])
          expect(count(own, 'owed-values')).toBe(owed.length)
        }
      }),
      runs,
    )
  })
})
