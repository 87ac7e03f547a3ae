import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ScoringError,
  mergeRollUps,
  rankSurvey,
  rollUp,
  scoreRisk,
} from '../../../shared/scoring/index.ts'

describe('a risk', () => {
  const risk = { likelihood: 4, impact: 5, controlled: { likelihood: 2, impact: 5 }, scaleMax: 5 }

  test('is likelihood times impact, before and after its controls', () => {
    expect(scoreRisk(risk)).toEqual({
      before: 20,
      after: 10,
      bandBefore: 'severe',
      bandAfter: 'high',
      band: 'high',
      contradictions: [],
    })
  })

  test.each([
    [2, 2, 'low'],
    [1, 5, 'medium'],
    [3, 3, 'medium'],
    [2, 5, 'high'],
    [3, 4, 'high'],
    [3, 5, 'severe'],
  ])('%d times %d on a five-by-five is %s', (likelihood, impact, band) => {
    expect(scoreRisk({ likelihood, impact, scaleMax: 5 })).toMatchObject({
      band,
      after: null,
      bandAfter: null,
    })
  })

  test('a printed product that is not the product is said out loud', () => {
    expect(scoreRisk({ ...risk, published: { before: 20, after: 10 } }).contradictions).toEqual([])
    expect(
      scoreRisk({ ...risk, published: { before: 25, after: 12 } }).contradictions.map(
        (it) => it.kind,
      ),
    ).toEqual(['product-mismatch', 'product-mismatch'])
    const { controlled: _, ...bare } = risk
    expect(scoreRisk({ ...bare, published: { after: 8 } }).contradictions[0]?.message).toContain(
      'no controls are named',
    )
  })

  test('controls that raise the score are said out loud; those that leave it are not', () => {
    const after = (likelihood: number) =>
      scoreRisk({ ...risk, controlled: { likelihood, impact: 5 } }).contradictions
    expect(after(4)).toEqual([])
    expect(after(5)).toMatchObject([{ kind: 'controls-raise' }])
  })

  test('a council can bring its own bands', () => {
    const bands = [
      { id: 'green', from: 1 },
      { id: 'red', from: 12 },
    ]
    expect(scoreRisk({ likelihood: 3, impact: 4, scaleMax: 4, bands }).band).toBe('red')
  })

  test.each([
    ['a six on a five-by-five', { ...risk, likelihood: 6 }, 'likelihood'],
    ['a nought', { ...risk, impact: 0 }, 'impact'],
    [
      'two and a half',
      { ...risk, controlled: { likelihood: 2.5, impact: 1 } },
      'controlled.likelihood',
    ],
    [
      'controls off the scale',
      { ...risk, controlled: { likelihood: 1, impact: 6 } },
      'controlled.impact',
    ],
  ])('%s is refused', (_, input, path) => {
    expect(() => scoreRisk(input)).toThrow(ScoringError)
    expect(() => scoreRisk(input)).toThrow(path)
  })
})

describe('a survey', () => {
  const mentions = [
    { id: 'knife crime', count: 900 },
    { id: 'asb', count: 1229 },
    { id: 'burglary', count: 880 },
    { id: 'gangs', count: 900 },
    { id: 'county lines', count: 700 },
  ]
  const ranked = rankSurvey({ respondents: 3276, mentions })

  test('is ranked by share, ties sharing a rank', () => {
    expect(ranked.rows.map((it) => [it.id, it.rank, it.tied])).toEqual([
      ['asb', 1, false],
      ['gangs', 2, true],
      ['knife crime', 2, true],
      ['burglary', 4, false],
      ['county lines', 5, false],
    ])
    expect(ranked.rows[0]?.share).toBeCloseTo(1229 / 3276, 12)
    expect(ranked.rows[0]?.low).toBeCloseTo(0.35872858202992025, 10)
    expect(ranked.rows[0]?.high).toBeCloseTo(0.3918691190266053, 10)
  })

  test('says which neighbours cannot be told apart', () => {
    expect(ranked.rows.map((it) => it.notToldApartFrom)).toEqual([
      [],
      ['knife crime'],
      ['gangs', 'burglary'],
      ['knife crime'],
      [],
    ])
  })

  test('39 against 61 are told apart, 40 against 60 are not', () => {
    const apart = (a: number, b: number) =>
      rankSurvey({
        respondents: 1000,
        mentions: [
          { id: 'a', count: a },
          { id: 'b', count: b },
        ],
      }).rows[0]?.notToldApartFrom
    expect(apart(61, 39)).toEqual([])
    expect(apart(60, 40)).toEqual(['b'])
  })

  test('nobody answering leaves no shares', () => {
    expect(rankSurvey({ respondents: 0, mentions: [{ id: 'asb', count: 0 }] }).rows).toMatchObject([
      { share: null, rank: null, reason: 'Nobody answered.' },
    ])
  })

  test('the order of the mentions never matters', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 12 }), (counts) => {
        const some = counts.map((count, at) => ({ id: `m${at}`, count }))
        const asked = (all: typeof some) => rankSurvey({ respondents: 500, mentions: all })
        expect(asked([...some].reverse())).toEqual(asked(some))
      }),
    )
  })

  test('more mentions than respondents are refused', () => {
    expect(() => rankSurvey({ respondents: 10, mentions: [{ id: 'a', count: 11 }] })).toThrow(
      'mentions.0.count',
    )
  })
})

describe('reach', () => {
  const entries = [
    {
      id: '1',
      count: 120,
      actionIds: ['a1', 'a2'],
      eventId: 'cleansweep',
      audience: 'Pupils',
      agencyId: 'kfrs',
    },
    {
      id: '2',
      count: 80,
      actionIds: ['a1'],
      eventId: 'cleansweep',
      audience: ' pupils ',
      agencyId: 'police',
    },
    { id: '3', count: 15, actionIds: ['a1'], audience: 'parents', agencyId: 'police' },
    { id: '4', count: null, actionIds: ['a2'], eventId: 'roadshow' },
  ]
  const targets = [
    { actionId: 'a1', count: 200, audience: 'pupils' },
    { actionId: 'a2', count: 500 },
    { actionId: 'a3', count: 10 },
  ]
  const rolled = rollUp(entries, targets)

  test('is added up by action, event, audience and agency', () => {
    expect(rolled.total).toEqual({ id: 'total', reached: 215, entries: 4, uncounted: 1 })
    expect(rolled.byAction.map((it) => [it.id, it.reached])).toEqual([
      ['a1', 215],
      ['a2', 120],
    ])
    expect(rolled.byEvent.map((it) => [it.id, it.reached, it.uncounted])).toEqual([
      ['cleansweep', 200, 0],
      ['roadshow', 0, 1],
    ])
    expect(rolled.byAudience.map((it) => [it.id, it.reached])).toEqual([
      ['parents', 15],
      ['pupils', 200],
    ])
    expect(rolled.byAgency.map((it) => [it.id, it.reached])).toEqual([
      ['kfrs', 120],
      ['police', 95],
    ])
  })

  test('counts towards a target for the audience it names', () => {
    expect(rolled.targets).toMatchObject([
      { actionId: 'a1', audience: 'pupils', reached: 200, remaining: 0, share: 1, met: true },
      { actionId: 'a2', reached: 120, remaining: 380, share: 0.24, met: false },
      { actionId: 'a3', reached: 0, remaining: 10, share: 0, met: false },
    ])
  })

  test('a target of nobody is met and has no share', () => {
    expect(rollUp([], [{ actionId: 'a', count: 0 }]).targets).toMatchObject([
      { met: true, share: null },
    ])
  })

  const entry = fc.record({
    id: fc.uuid(),
    count: fc.option(fc.integer({ min: 0, max: 5000 })),
    actionIds: fc.array(fc.constantFrom('a1', 'a2', 'a3'), { maxLength: 3 }),
    eventId: fc.option(fc.constantFrom('e1', 'e2')),
    audience: fc.option(fc.constantFrom('Pupils', 'pupils', 'parents', '')),
    agencyId: fc.option(fc.constantFrom('g1', 'g2')),
  })
  const some = fc.uniqueArray(entry, { selector: (it) => it.id, maxLength: 20 })

  test('is the same whatever the order of the entries', () => {
    fc.assert(
      fc.property(some, (all) => {
        expect(rollUp([...all].reverse(), targets)).toEqual(rollUp(all, targets))
      }),
    )
  })

  test('of two separate sets merges into the reach of both', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 20 }), (all, cut) => {
        const [one, other] = [rollUp(all.slice(0, cut), targets), rollUp(all.slice(cut), targets)]
        expect(mergeRollUps(one, other)).toEqual(rollUp(all, targets))
        expect(mergeRollUps(other, one)).toEqual(mergeRollUps(one, other))
      }),
    )
  })

  test('an entry told twice is refused rather than counted twice', () => {
    expect(() =>
      rollUp(
        [
          { id: '1', count: 1 },
          { id: '1', count: 1 },
        ],
        [],
      ),
    ).toThrow('entries.1.id')
    expect(() =>
      rollUp([], [...targets, { actionId: 'a1', count: 3, audience: 'PUPILS' }]),
    ).toThrow('targets.3')
    expect(() => mergeRollUps(rolled, rollUp([], [{ actionId: 'a2', count: 499 }]))).toThrow(
      'second.targets.0.target',
    )
  })
})
