import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alikeTo, isNear, metresBetween } from '../../../shared/finding/alike.ts'
import type { Finding } from '../../../shared/finding/finding.ts'
import type { FindingStep, Step } from '../../../shared/finding/findingStep.ts'
import { hotspotsIn } from '../../../shared/finding/hotspots.ts'
import { foldName } from '../../../shared/finding/place.ts'
import { saidAndDone } from '../../../shared/finding/saidAndDone.ts'
import { byNeed, standFindings } from '../../../shared/finding/standing.ts'

const TODAY = '2026-06-18'
type Found = Finding & { id: string }
const finding = (id: string, more: Partial<Finding> = {}): Found => ({
  ...{ id, sort: 'litter', urgency: 'this week', byId: 'pcso' },
  recordedAt: '2026-06-10T09:00:00.000Z',
  ...more,
})
let serial = 0
const step = (findingId: string, said: Step, on: string, more: Partial<FindingStep> = {}) => ({
  ...{ id: `s${++serial}`, findingId, step: said, byId: 'council' },
  recordedAt: `2026-06-${on}T09:00:00.000Z`,
  ...more,
})
const stand = (findings: Found[], steps: ReturnType<typeof step>[] = []) =>
  standFindings(findings, steps, TODAY)

describe('how a finding stands', () => {
  test.each<[steps: [Step, string][], said: Step | null, isOpen: boolean]>([
    [[], null, true],
    [[['told', '11']], 'told', true],
    [
      [
        ['put right', '13'],
        ['told', '11'],
      ],
      'put right',
      false,
    ],
    [
      [
        ['put right', '13'],
        ['seen again', '15'],
      ],
      'seen again',
      true,
    ],
    [[['nothing to be done', '12']], 'nothing to be done', false],
  ])('%j: %s', (steps, said, isOpen) => {
    const [it] = stand(
      [finding('f')],
      steps.map(([word, on]) => step('f', word, on)),
    )
    expect(it).toMatchObject({ step: said, isOpen })
  })

  test('is due by its urgency, and late only while it is open', () => {
    const due = (urgency: Finding['urgency']) => stand([finding('f', { urgency })])[0]
    expect(due('now')).toMatchObject({ dueOn: '2026-06-10', daysLate: 8 })
    expect(due('this week')).toMatchObject({ dueOn: '2026-06-17', daysLate: 1 })
    expect(due('when you can')).toMatchObject({ dueOn: '2026-07-08', daysLate: 0 })
    expect(stand([finding('f')], [step('f', 'put right', '18')])[0]).toMatchObject({ daysLate: 0 })
  })

  test('a step that was put right counts no more', () => {
    const wrong = step('f', 'put right', '12')
    const right = step('f', 'in hand', '13', { supersedes: wrong.id })
    expect(stand([finding('f')], [wrong, right])[0]).toMatchObject({
      step: 'in hand',
      isOpen: true,
    })
  })

  test('those joined stand as one, with the steps of all and the urgency of the most urgent', () => {
    const all = [
      finding('a'),
      finding('b', { joinedToId: 'a', urgency: 'now' }),
      finding('c', { joinedToId: 'b' }),
    ]
    const [one, ...none] = stand(all, [step('c', 'told', '11'), step('a', 'accepted', '12')])
    expect(none).toEqual([])
    expect(one?.steps.map(({ step: said }) => said)).toEqual(['accepted', 'told'])
    expect(one?.joined.map(({ id }) => id)).toEqual(['b', 'c'])
    expect(one?.dueOn).toBe('2026-06-10')
  })

  test('none is lost, however they are joined, and the order they come in does not matter', () => {
    const ids = ['a', 'b', 'c', 'd']
    const joined = fc.array(fc.constantFrom(null, ...ids), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(joined, fc.shuffledSubarray(ids, { minLength: 4 }), (into, order) => {
        const all = ids.map((id, at) =>
          finding(id, { joinedToId: into[at] === id ? null : (into[at] ?? null) }),
        )
        const shuffled = order.flatMap((id) => all.find((it) => it.id === id) ?? [])
        const idsOf = (standings: ReturnType<typeof stand>) =>
          standings.map((it) => [it.finding.id, ...it.joined.map(({ id }) => id).sort()]).sort()
        expect(idsOf(stand(shuffled))).toEqual(idsOf(stand(all)))
        expect(idsOf(stand(all)).flat().sort()).toEqual(ids)
      }),
    )
  })

  test('what needs somebody comes first', () => {
    const standings = stand(
      [
        finding('later', { urgency: 'when you can' }),
        finding('done'),
        finding('late'),
        finding('now', { urgency: 'now' }),
      ],
      [step('done', 'put right', '12')],
    )
    expect(standings.sort(byNeed).map((it) => it.finding.id)).toEqual([
      'now',
      'late',
      'later',
      'done',
    ])
  })
})

describe('the same thing seen twice', () => {
  const spot = (lat: number, accuracyM = 5, lon = 0.87) => ({ lat, lon, accuracyM })
  // A degree of latitude is 111.2 km.
  const north = (metres: number) => 51.14 + metres / 111_195

  test('metres are metres', () => {
    expect(metresBetween(spot(51.14), spot(north(100)))).toBeCloseTo(100, 0)
    expect(metresBetween(spot(51, 5, 0), spot(51, 5, 1))).toBeCloseTo(69_976, -2)
    expect(metresBetween(spot(51.14), spot(51.14))).toBe(0)
  })

  test.each([
    [14, 5, 5, true],
    [16, 5, 5, false],
    [29, 15, 15, true],
    [31, 15, 15, false],
    // A phone that knows nothing joins no more than sixty metres.
    [59, 5000, 5, true],
    [61, 5000, 5, false],
  ])('%d m apart, sure within %d and %d m: %s', (metres, mine, theirs, expected) => {
    const [a, b] = [{ spot: spot(51.14, mine) }, { spot: spot(north(metres), theirs) }]
    expect(isNear(a, b)).toBe(expected)
    expect(isNear(b, a)).toBe(expected)
  })

  test.each([
    [
      'same street of one event',
      { eventId: 'e', streetId: 's' },
      { eventId: 'e', streetId: 's' },
      true,
    ],
    [
      'same id of two events',
      { eventId: 'e', streetId: 's' },
      { eventId: 'f', streetId: 's' },
      false,
    ],
    [
      'same name, as two people type it',
      { street: 'Brookfield Rd.' },
      { street: 'brookfield  road' },
      true,
    ],
    [
      'same name in two wards',
      { street: 'High Street', wardId: 'a' },
      { street: 'High Street', wardId: 'b' },
      false,
    ],
    ['no place at all', {}, {}, false],
    ['a spot and a street', { spot: spot(51.14) }, { street: 'High Street' }, false],
  ])('%s', (_said, a, b, expected) => {
    expect(isNear(a, b)).toBe(expected)
  })

  test('is offered while it is open and of one sort; what is joined helps to find it', () => {
    const place = { street: 'High Street' }
    const standings = stand(
      [
        finding('open', place),
        finding('done', place),
        finding('other sort', { ...place, sort: 'graffiti' }),
        finding('far'),
        finding('near', { ...place, joinedToId: 'far' }),
      ],
      [step('done', 'put right', '12')],
    )
    const draft = { sort: 'litter' as const, ...place }
    expect(
      alikeTo(draft, standings)
        .map((it) => it.finding.id)
        .sort(),
    ).toEqual(['far', 'open'])
    expect(alikeTo({ ...draft, sort: 'other' }, standings)).toEqual([])
    expect(alikeTo({ ...draft, id: 'open' }, standings).map((it) => it.finding.id)).toEqual(['far'])
  })

  test.each([
    ['Brookfield Rd', 'brookfield road'],
    ['  St. Mary’s   Cl. ', 'st marys close'],
    ['Court Wurtin', 'court wurtin'],
    ['The Street', 'the street'],
  ])('%j is %j', (typed, folded) => {
    expect(foldName(typed)).toBe(folded)
  })
})

describe('hotspots', () => {
  const on = (id: string, day: string, street = 'High Street') =>
    finding(id, { street, wardId: 'w', recordedAt: `2026-${day}T09:00:00.000Z` })
  const streetOf = (it: { finding: Finding }) => it.finding.street ?? ''

  test('three open findings within four weeks make one, noticed with the third', () => {
    const findings = [
      on('a', '06-01'),
      on('b', '06-03'),
      on('c', '06-09', 'High St'),
      on('d', '06-11'),
    ]
    expect(hotspotsIn(stand(findings), TODAY, streetOf)).toMatchObject([
      { street: 'High Street', wardId: 'w', noticedOn: '2026-06-09' },
    ])
  })

  test('old ones, ended ones and those of nowhere make none', () => {
    const two = [on('a', '06-01'), on('b', '06-03')]
    expect(hotspotsIn(stand([...two, on('c', '05-20')]), TODAY, streetOf)).toEqual([])
    expect(hotspotsIn(stand([...two, on('c', '06-05', '')]), TODAY, streetOf)).toEqual([])
    const ended = stand([...two, on('c', '06-05')], [step('c', 'put right', '06')])
    expect(hotspotsIn(ended, TODAY, streetOf)).toEqual([])
    expect(hotspotsIn(stand([...two, on('c', '05-21')]), TODAY, streetOf)).toHaveLength(1)
  })
})

describe('you said, we did', () => {
  const words = { forResidents: 'The bags were taken away.', note: 'Staff only' }
  const done = (id: string, more: Partial<FindingStep> = {}) =>
    step(id, 'put right', '12', { ...words, ...more })

  test('is what was put right and has words for residents, and nothing else of it', () => {
    const secret = {
      what: 'Behind number 4',
      spot: { lat: 51, lon: 0, accuracyM: 3 },
      street: 'Rose Lane',
    }
    const all = stand([finding('a', { ...secret, wardId: 'w' })], [done('a')])
    expect(saidAndDone(all)).toEqual([
      {
        ...{ findingId: 'a', sort: 'litter', wardId: 'w', words: 'The bags were taken away.' },
        ...{ saidOn: '2026-06-10', doneOn: '2026-06-12' },
      },
    ])
  })

  test.each([
    ['no words', stand([finding('a')], [done('a', { forResidents: ' ' })])],
    ['still open', stand([finding('a')], [step('a', 'in hand', '12', words)])],
    ['seen again since', stand([finding('a')], [done('a'), step('a', 'seen again', '14')])],
    ['marked', stand([finding('a', { marking: 'OFFICIAL-SENSITIVE' })], [done('a')])],
    ['its step is marked', stand([finding('a')], [done('a', { marking: 'OFFICIAL-SENSITIVE' })])],
  ])('not with %s', (_said, standings) => {
    expect(saidAndDone(standings)).toEqual([])
  })
})
