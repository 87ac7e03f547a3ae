import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tallyOf } from '../../../shared/event/tally.ts'
import { reachOf } from '../../../shared/event/rollUp.ts'
import { standFindings } from '../../../shared/finding/standing.ts'
import { KeptFigures, figuresOf } from '../../../shared/figures/kept.ts'
import type { Figure } from '../../../shared/figures/figure.ts'
import { verdictOn } from '../../../shared/figures/stand/indicators.ts'
import { countedFor } from '../../../shared/indicator/fromCounts.ts'
import { standingOf as standsOf } from '../../../shared/indicator/standing.ts'
import { mergeTargets } from '../../../shared/plan/merged.ts'
import { unanswered } from '../../../shared/plan/asked.ts'
import { byAction, standingOf } from '../../../shared/plan/standing.ts'
import { canonical } from '../../../shared/sync/canonical.ts'
import { District, day, diceOf, happening, question } from './district.ts'

const history = fc.array(fc.array(happening, { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 8,
})
const seed = fc.integer()
const runs = { numRuns: 300 }

/** Every figure in an answer, wherever it stands. */
function figuresIn(value: unknown): Figure[] {
  if (typeof value !== 'object' || value === null) return []
  if ('behind' in value && 'count' in value) return [value as Figure]
  return Object.values(value).flatMap(figuresIn)
}

describe('figures kept bit by bit', () => {
  test('are those of the rows as they stand, whatever has happened, in whatever portions and order', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(question, { minLength: 1, maxLength: 3 }),
        seed,
        (steps, questions, from) => {
          const dice = diceOf(from)
          const district = new District()
          const kept = new KeptFigures()
          for (const step of steps) {
            kept.change(district.happen(step))
            const rows = district.rows(dice)
            for (const it of questions)
              expect(canonical(kept.answer(it))).toBe(canonical(figuresOf(rows, it)))
          }
        },
      ),
      runs,
    )
  }, 300_000)

  test('are written down in the same bytes, the order of the words in them included', () => {
    fc.assert(
      fc.property(history, question, seed, (steps, it, from) => {
        const district = new District()
        const kept = new KeptFigures()
        for (const step of steps) {
          kept.change(district.happen(step))
          kept.answer(it)
        }
        const afresh = figuresOf(district.rows(diceOf(from)), it)
        expect(JSON.stringify(kept.answer(it))).toBe(JSON.stringify(afresh))
      }),
      runs,
    )
  }, 300_000)

  test('come to the sum of what stands behind them, and name each row once', () => {
    fc.assert(
      fc.property(history, question, (steps, it) => {
        const district = new District()
        district.happen(steps.flat())
        for (const { count, behind } of figuresIn(figuresOf(district.rows(), it))) {
          expect(behind.reduce((sum, row) => sum + row.count, 0)).toBe(count)
          expect(new Set(behind.map(({ id }) => id)).size).toBe(behind.length)
        }
      }),
      runs,
    )
  }, 300_000)

  test('stay the very same objects while nothing of them changes', () => {
    fc.assert(
      fc.property(history, happening, question, (steps, next, it) => {
        const district = new District()
        const kept = new KeptFigures()
        kept.change(district.happen(steps.flat()))
        const before = kept.answer(it)
        kept.change({})
        expect(kept.answer(it)).toBe(before)
        kept.change(district.happen([next]))
        const after = kept.answer(it)
        for (const name of Object.keys(before) as (keyof typeof before)[])
          if (canonical(before[name]) === canonical(after[name]))
            expect(after[name]).toBe(before[name])
        if (canonical(before) === canonical(after)) expect(after).toBe(before)
      }),
      runs,
    )
  }, 300_000)
})

describe('how things stand is what the rules of each noun say', () => {
  test('worked out all at once, by the rules themselves', () => {
    fc.assert(
      fc.property(history, day, (steps, asAt) => {
        const district = new District()
        const kept = new KeptFigures()
        for (const step of steps) {
          kept.change(district.happen(step))
          kept.standOn(asAt)
        }
        const actions = district.all('action')
        const targets = mergeTargets(actions)
        const events = district.all('event').filter(({ template }) => !template)
        const reach = reachOf(events, district.all('outreach'), targets)
        const updates = byAction(district.all('update'), targets)
        const stood = kept.standOn(asAt)
        expect(stood.actions.map(({ action: { id } }) => id)).toEqual(
          actions.flatMap(({ id }) => (targets.has(id) ? [] : id)).sort(),
        )
        for (const { action, standing, asked } of stood.actions) {
          const log = updates.get(action.id) ?? []
          const around = {
            milestones: byAction(district.all('milestone'), targets).get(action.id) ?? [],
            barriers: byAction(district.all('barrier'), targets).get(action.id) ?? [],
            sinceOn: district.all('plan').find(({ id }) => id === action.planId)?.fromOn,
            silentDays: district.all('partnership')[0]?.silentDays,
            fromEvents: reach.get(action.id)?.count ?? null,
          }
          expect(standing).toEqual(standingOf(action, log, asAt, around))
          const requests = byAction(district.all('request'), targets).get(action.id) ?? []
          expect(asked?.recordedAt).toBe(unanswered(requests, log)?.recordedAt)
        }
        for (const { indicator, verdict, fromEvents, fromCounts } of stood.indicators) {
          const own = district.all('observation').filter((it) => it.indicatorId === indicator.id)
          expect(fromEvents).toEqual(reach.get(indicator.id) ?? null)
          const typed = standsOf(indicator, own).values
          const counts = countedFor(indicator, district.all('recordedCounts'), typed)
          expect(fromCounts).toEqual(counts)
          expect(verdict).toEqual(
            verdictOn({ indicator, observations: own, fromEvents, fromCounts }, asAt),
          )
        }
        for (const { event, counts } of stood.events)
          expect(counts).toEqual(
            tallyOf(event, district.all('outreach'), district.all('finding')).all,
          )
        const found = standFindings(district.all('finding'), district.all('findingStep'), asAt)
        expect(stood.findings.map((it) => [it.finding.id, it.step, it.daysLate])).toEqual(
          found.map((it) => [it.finding.id, it.step, it.daysLate]).sort(),
        )
      }),
      runs,
    )
  }, 300_000)

  test('who was heard of last is who recorded anything last', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const district = new District()
        const kept = new KeptFigures()
        for (const step of steps) kept.change(district.happen(step))
        const { contacts } = kept.answer({
          ...{ asAt: '2026-11-22', period: { from: '2026-11-01', to: '2026-11-30' } },
        })
        const agencyOf = new Map(district.all('member').map((it) => [it.id, it.agencyId]))
        const known = new Set(district.all('agency').map(({ id }) => id))
        const last = new Map<string, string>()
        const logs = [
          ...(['update', 'barrier', 'request', 'comment', 'approval'] as const),
          ...(['note', 'outreach', 'finding', 'findingStep'] as const),
        ].flatMap((kind) => district.all(kind))
        for (const it of logs) {
          const own = 'agencyId' in it ? it.agencyId : null
          const agencyId = own ?? agencyOf.get(it.byId)
          if (agencyId && known.has(agencyId) && it.recordedAt > (last.get(agencyId) ?? ''))
            last.set(agencyId, it.recordedAt)
        }
        const said = contacts.flatMap((it) => (it.lastAt ? [[it.agencyId, it.lastAt]] : []))
        expect(said.sort()).toEqual([...last].sort())
      }),
      runs,
    )
  }, 300_000)
})
