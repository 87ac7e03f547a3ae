import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heatMap } from '../../../shared/risk/heatMap.ts'
import type { Risk } from '../../../shared/risk/risk.ts'
import type { RiskReview } from '../../../shared/risk/riskReview.ts'
import { byWorst, standRisk } from '../../../shared/risk/standing.ts'
import { sayReview, sayScores, sayTrend, sayTyped } from '../../../shared/risk/words.ts'

const today = '2026-11-22'
type Stored<T> = T & { id: string }
const risk = (more: Partial<Stored<Risk>> = {}): Stored<Risk> => ({
  id: 'risk-1',
  ...{ planId: 'plan-1', ref: 'R1', text: 'No cover in the unit', order: 1 },
  ...{ likelihood: 4, impact: 5 },
  ...more,
})
const review = (id: string, more: Partial<RiskReview> = {}): Stored<RiskReview> => ({
  id,
  ...{ riskId: 'risk-1', likelihood: 3, impact: 3, happenedOn: '2026-09-01', byId: 'member-1' },
  recordedAt: '2026-09-01T09:00:00.000Z',
  ...more,
})
const stand = (it = risk(), reviews: Stored<RiskReview>[] = [], scaleMax = 5) =>
  standRisk(it, reviews, scaleMax, today)

describe('both scores are worked out', () => {
  test.each([
    // On 1 to 5 the bands begin at 5, 10 and 15.
    [1, 4, 4, 'low'],
    [1, 5, 5, 'medium'],
    [3, 3, 9, 'medium'],
    [2, 5, 10, 'high'],
    [3, 4, 12, 'high'],
    [3, 5, 15, 'severe'],
    [5, 5, 25, 'severe'],
  ])('%d × %d = %d, %s', (likelihood, impact, score, band) => {
    const { scored, now } = stand(risk({ likelihood, impact })).current
    expect([scored?.before, scored?.band, now]).toEqual([score, band, score])
  })

  test('the score with controls is the one that counts', () => {
    const { current } = stand(risk({ controlled: { likelihood: 2, impact: 4 } }))
    expect([current.scored?.before, current.scored?.after, current.now]).toEqual([20, 8, 8])
    expect(sayScores(current)).toBe('20, severe, without controls; 8, medium, with them.')
  })

  test('a printed score that is not the product is said; the computed one stands', () => {
    const { contradictions, current } = stand(
      risk({ controlled: { likelihood: 2, impact: 4 }, published: { before: 20, after: 10 } }),
    )
    expect(contradictions).toEqual([
      'The score printed after controls is 10, but likelihood times impact is 8.',
    ])
    expect(current.now).toBe(8)
  })

  test('controls that raise the score are said, on the factors of today', () => {
    const raised = risk({ controlled: { likelihood: 5, impact: 5 } })
    expect(stand(raised).contradictions).toEqual(['The controls raise the score from 20 to 25.'])
    const mended = review('review-1', { controlled: { likelihood: 1, impact: 3 } })
    expect(stand(raised, [mended]).contradictions).toEqual([])
  })

  test('a factor above the partnership’s scale has no score, and says why', () => {
    const off = stand(risk({ likelihood: 7 }))
    expect(off.current).toMatchObject({ scored: null, now: null })
    expect(off.contradictions[0]).toMatch(/above 5/)
    expect(stand(risk({ likelihood: 7 }), [], 10).current.now).toBe(35)
  })

  test('a score typed beside its factors is kept as printed, and told to be worked out', () => {
    expect(sayTyped(4, 5, 20)).toBeNull()
    expect(sayTyped(4, 5, null)).toBeNull()
    expect(sayTyped(4, 5, 16)).toBe(
      'The score is worked out: 4 × 5 is 20, not 16. 16 is kept as the printed score.',
    )
  })

  test('whatever is entered, the sentences hold no number that is not there', () => {
    const factor = fc.integer({ min: 1, max: 10 })
    const pair = fc.record({ likelihood: factor, impact: factor })
    fc.assert(
      fc.property(
        pair,
        fc.option(pair),
        fc.integer({ min: 3, max: 10 }),
        (own, controlled, scale) => {
          const { current } = stand(risk({ ...own, controlled }), [], scale)
          expect(sayScores(current)).not.toMatch(/NaN|null|undefined/)
          const isOn = [own, controlled ?? own].every(
            (it) => it.likelihood <= scale && it.impact <= scale,
          )
          expect(current.now === null).toBe(!isOn)
        },
      ),
    )
  })
})

describe('reviews', () => {
  const first = review('review-1', { happenedOn: '2026-06-01', likelihood: 4, impact: 4 })
  const second = review('review-2', { likelihood: 3, impact: 3 })

  test('the latest counts, whatever the order in which they arrive', () => {
    for (const reviews of [
      [first, second],
      [second, first],
    ]) {
      const standing = stand(risk(), reviews)
      expect([standing.before, standing.current.now, standing.trend]).toEqual([16, 9, 'lower'])
      expect(sayTrend(standing)).toBe('Down from 16 to 9')
    }
  })

  test('one review is compared with how the risk was entered', () => {
    expect(sayTrend(stand(risk(), [first]))).toBe('Down from 20 to 16')
    expect(sayTrend(stand(risk(), []))).toBe('Not reviewed yet')
    expect(sayTrend(stand(risk({ likelihood: 4, impact: 4 }), [first]))).toBe('Still 16')
    expect(sayTrend(stand(risk({ likelihood: 1 }), [first]))).toBe('Up from 5 to 16')
  })

  test('a review that was corrected no longer counts', () => {
    const corrected = review('review-3', { likelihood: 5, impact: 5, supersedes: 'review-2' })
    expect(stand(risk(), [first, second, corrected]).current.now).toBe(25)
    expect(stand(risk(), [first, second, corrected]).reviews).toHaveLength(2)
  })

  test('a review of another risk is none of this one', () =>
    expect(stand(risk(), [review('x', { riskId: 'risk-2' })]).reviews).toEqual([]))

  test.each([
    [risk(), [], 'No review date', 0],
    [risk({ reviewOn: '2026-11-22' }), [], 'Review due today', 0],
    [risk({ reviewOn: '2026-11-20' }), [], 'Review 2 days late', 2],
    [
      risk({ reviewOn: '2026-11-20' }),
      [review('r', { nextReviewOn: '2026-12-01' })],
      'Review due Tue 1 Dec',
      0,
    ],
    // The review that was due has happened; nobody has said when the next is.
    [risk({ reviewOn: '2026-11-20' }), [review('r')], 'No review date', 0],
    [risk({ reviewOn: '2026-01-01', closedOn: '2026-02-01' }), [], 'Closed', 0],
  ])('case %#: when it is next due', (it, reviews, said, late) => {
    const standing = stand(it, reviews)
    expect([sayReview(standing, today), standing.daysLate]).toEqual([said, late])
  })
})

describe('the heat map', () => {
  const one = stand(risk({ controlled: { likelihood: 2, impact: 4 } }))
  const closed = stand(risk({ id: 'risk-2', closedOn: '2026-01-01' }))
  const cellsWith = (side: 'now' | 'without controls') =>
    heatMap([one, closed], 5, side)
      .flat()
      .filter(({ here }) => here.length > 0)
      .map(({ likelihood, impact }) => [likelihood, impact])

  test('the likeliest stands on top, the gravest on the right, and closed ones nowhere', () => {
    const map = heatMap([one, closed], 5, 'now')
    expect(map.map((row) => row[0]?.likelihood)).toEqual([5, 4, 3, 2, 1])
    expect(map[0]?.map(({ impact }) => impact)).toEqual([1, 2, 3, 4, 5])
    expect(cellsWith('now')).toEqual([[2, 4]])
    expect(cellsWith('without controls')).toEqual([[4, 5]])
  })

  test('it has as many steps as the partnership’s scale', () =>
    expect(heatMap([], 3, 'now').map((row) => row.map(({ band }) => band))).toEqual([
      ['medium', 'severe', 'severe'],
      ['medium', 'high', 'severe'],
      ['low', 'medium', 'medium'],
    ]))
})

test('the worst stands first, and what cannot be scored before all', () => {
  const low = stand(risk({ id: 'low', likelihood: 1 }))
  const high = stand(risk({ id: 'high' }))
  const off = stand(risk({ id: 'off', likelihood: 9 }))
  expect([low, high, off].toSorted(byWorst).map(({ risk: { id } }) => id)).toEqual([
    ...['off', 'high', 'low'],
  ])
})
