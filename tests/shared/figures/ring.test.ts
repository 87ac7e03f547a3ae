import { describe, expect, test } from 'vitest'
import { KeptFigures } from '../../../shared/figures/kept.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import { numbersOf, ringFirst, whomToRing } from '../../../shared/figures/ring.ts'
import type { Rows } from '../../../shared/figures/rows.ts'
import {
  sayContacts,
  sayOffTrack,
  sayReach,
  sayTargets,
  sayTargetsInShort,
} from '../../../shared/figures/says.ts'

const today = '2026-11-22'
const agency = (id: string, more = {}) => ({
  ...{ id, name: id, aliases: [], standing: 'responsible authority' as const, ...more },
})
const action = (id: string, leadAgencyId: string | null, dueOn = '2026-11-10', more = {}) => ({
  ...{ id, planId: 'plan', priorityId: 'p', themeId: 't', ref: id, text: id, order: 1 },
  ...{ leadAgencyId, stakeholderIds: [], ownerIds: [], wardIds: [], reachTarget: null },
  ...{ timescale: { means: 'due' as const, words: '', dueOn }, ...more },
})
const barrier = (id: string, actionId: string, needsAgencyId: string | null, more = {}) => ({
  ...{ id, planId: 'plan', actionId, text: `text of ${id}`, needsAgencyId },
  ...{ raisedOn: '2026-11-01', byId: 'm', recordedAt: '2026-11-01T09:00:00.000Z', ...more },
})
const rows: Rows = {
  agency: [
    agency('council', { offices: [{ label: 'Town hall', phone: '01632 960 001' }] }),
    agency('housing', {
      offices: [{ label: 'Depot', phone: '01632 960 002' }],
      contacts: [{ role: 'Duty officer', phone: '01632 960 003' }, { role: 'Press' }],
    }),
  ],
  plan: [
    {
      ...{ id: 'plan', title: 'Plan', kind: 'rolling', state: 'approved' },
      ...{ fromOn: '2026-04-01', toOn: '2027-03-31' },
    },
  ],
  action: [
    action('stopped', 'council', '2027-01-31'),
    action('late', 'council'),
    action('later', 'council', '2026-11-12'),
    action('alone', null, '2026-11-14'),
    action('fine', 'housing', '2027-02-28', { reachTarget: { count: 500, audience: 'pupils' } }),
  ],
  barrier: [
    barrier('second', 'stopped', 'council', { raisedOn: '2026-11-05' }),
    barrier('first', 'stopped', 'housing'),
    barrier('cleared', 'late', 'housing', { clearedOn: '2026-11-02' }),
    barrier('unsaid', 'later', null),
  ],
}
const kept = new KeptFigures(rows)
const standings = kept.standOn(today)
const figures = kept.answer(plainQuestion(today))
const ringsOf = (id: string) => {
  const stood = standings.actions.find((it) => it.action.id === id)
  if (!stood) throw new Error(id)
  return whomToRing(stood, standings.shelves).map(({ agency, why }) => `${agency.id}: ${why}`)
}

describe('whom to ring', () => {
  test('who could clear what stands in the way comes first, then who leads, each once', () => {
    expect(ringsOf('stopped')).toEqual([
      'housing: Could clear: text of first',
      'council: Could clear: text of second',
    ])
    expect(ringsOf('late')).toEqual(['council: Leads it'])
    expect(ringsOf('later')).toEqual(['council: Leads it'])
    expect(ringsOf('alone')).toEqual([])
  })

  test('a role has its number before a building, and one without a number none', () => {
    const [, housing] = rows.agency ?? []
    expect(housing && numbersOf(housing)).toEqual([
      { whose: 'Duty officer', phone: '01632 960 003' },
      { whose: 'Depot', phone: '01632 960 002' },
    ])
    expect(numbersOf({})).toEqual([])
  })

  test('first is who can help with most of what is off track', () => {
    const first = ringFirst(figures.actions.offTrack, standings)
    expect([first?.ring.agency.id, first?.count]).toEqual(['council', 2])
    expect(ringFirst({ behind: [] }, standings)).toBeNull()
  })
})

describe('the sentence under each picture', () => {
  const { actions, targets, contacts } = figures
  test('says what is off track, and that some are so twice', () => {
    expect(sayOffTrack(actions)).toBe(
      '4 of 5 actions are off track: 2 blocked and 3 late; some are more than one of these.',
    )
    const one = new KeptFigures({ ...rows, action: [action('late', 'council')], barrier: [] })
    expect(sayOffTrack(one.answer(plainQuestion(today)).actions)).toBe(
      '1 of 1 action is off track: 1 late.',
    )
    const none = new KeptFigures({}).answer(plainQuestion(today))
    expect(sayOffTrack(none.actions)).toBe('There are no actions here.')
  })

  test('says how far reach is, and who has not counted', () => {
    expect(sayReach(actions)).toBe(
      '0 of 500 people reached (0%). 1 of 1 action has counted nobody yet. Whoever was met twice counts twice.',
    )
  })

  test('claims nothing of targets that are not there', () => {
    expect(sayTargets(targets)).toBe('No indicator here has a target.')
  })

  test.each<[said: string, rag: number[], travel: number[]]>([
    ['', [0, 0, 0, 0], [0, 0, 0]],
    ['1 target: 1 not judged yet', [0, 0, 0, 1], [0, 0, 0]],
    [
      '4 targets: 2 met so far, 1 close and 1 off target; 1 getting better and 2 getting worse',
      [2, 1, 1, 0],
      [1, 2, 1],
    ],
  ])('of a priority’s targets: %j', (said, [green, amber, red, grey], [better, worse, same]) => {
    const figure = (count = 0) => ({ kind: 'indicator' as const, count, behind: [] })
    const all = figure((green ?? 0) + (amber ?? 0) + (red ?? 0) + (grey ?? 0))
    const byRag = {
      ...{ green: figure(green), amber: figure(amber), red: figure(red), grey: figure(grey) },
    }
    const byTravel = {
      ...{ better: figure(better), worse: figure(worse), 'no clear change': figure(same) },
    }
    expect(sayTargetsInShort({ all, byRag, byTravel })).toBe(said)
  })

  test('names who was never heard of, and what that does not say', () => {
    expect(sayContacts(contacts, (id) => id)).toBe(
      'Nothing was ever recorded here for 2 of 2 agencies. Calls and e-mails that nobody wrote down are not counted.',
    )
    const heard = { ...contacts[0], lastAt: '2026-11-01T09:00:00.000Z', days: 21 }
    expect(
      sayContacts(
        [{ agencyId: 'council', entry: null, leads: 0, joins: 0, ...heard }],
        () => 'KFRS',
      ),
    ).toContain('The longest silence is that of KFRS: 21 days.')
  })
})
