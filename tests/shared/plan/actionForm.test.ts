import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { Action } from '../../../shared/plan/action.ts'
import { entryOf, faultsIn, openAction } from '../../../shared/plan/authoring/actionForm.ts'
import type { ActionFields } from '../../../shared/plan/authoring/actionForm.ts'
import { changesOf, overtaken } from '../../../shared/plan/authoring/change.ts'
import { milestoneChanges } from '../../../shared/plan/authoring/milestones.ts'
import { readThemes, writeThemes } from '../../../shared/plan/authoring/themes.ts'

const agency = (id: string, name: string, ...aliases: string[]) => ({ id, name, aliases })
const agencies = [
  agency('police', 'Kent Police'),
  agency('fire', 'Kent Fire & Rescue Service', 'KFRS'),
  agency('council', 'Ashford Borough Council', 'ABC'),
]
const plan = { fromOn: '2026-04-01', toOn: '2027-03-31' }
const ground = { plan, today: '2026-11-22', agencies }
const stood: Action = {
  planId: 'plan',
  priorityId: 'asb',
  themeId: 'prevent',
  ref: 'A.1 ',
  text: 'Visit  schools ',
  how: ' As printed',
  leadAgencyId: 'police',
  stakeholderIds: ['fire', 'elsewhere'],
  unmatchedAgencies: ['APAC', 'ABC Licensing'],
  ownerIds: ['pcso'],
  wardIds: ['victoria'],
  // A date that was set without words, as an import may.
  timescale: { means: 'due', words: '', dueOn: '2026-12-24' },
  reachTarget: { count: 1200, audience: 'pupils' },
  order: 3,
}
const first = openAction(stood, [], ground)
const kept = (typed: Partial<ActionFields>) => {
  const after = entryOf({ ...first, ...typed }, first, stood, ground)
  return changesOf('action', 'a', stood, after).map(({ field, after }) => [field, after])
}

describe('the form of an action', () => {
  test('what was only looked at changes nothing, not even a blank', () => {
    expect(kept({})).toEqual([])
    expect(kept({ ref: 'A.2 ' })).toEqual([['ref', 'A.2']])
  })

  test('one field that is written changes that field', () => {
    expect(kept({ target: ' Six ' })).toEqual([['target', 'Six']])
    expect(kept({ how: '' })).toEqual([['how', null]])
    expect(kept({ timescale: 'Quarterly' })).toEqual([
      [
        'timescale',
        { means: 'recurrence', words: 'Quarterly', every: 'quarter', nextDueOn: '2026-12-31' },
      ],
    ])
    expect(kept({ reachCount: '' })).toEqual([['reachTarget', null]])
    expect(kept({ reachCount: '1,300' })).toEqual([
      ['reachTarget', { count: 1300, audience: 'pupils' }],
    ])
    expect(kept({ ownerIds: [] })).toEqual([['ownerIds', []]])
  })

  test('a date without words is shown as a date, and stays the same date', () => {
    expect(first.timescale).toBe('24 December 2026')
  })

  test('partners are shown by name, and words that nobody knows are kept as words', () => {
    expect(first.stakeholders).toBe('Kent Fire & Rescue Service; APAC; ABC Licensing')
    // The agency that this device does not know could not be seen in the words, so it stays.
    expect(kept({ stakeholders: 'KFRS, Police & ABC Licensing, Street Watch' })).toContainEqual([
      'stakeholderIds',
      ['fire', 'council', 'elsewhere'],
    ])
    expect(kept({ stakeholders: 'KFRS, Police & ABC Licensing, Street Watch' })).toContainEqual([
      'unmatchedAgencies',
      ['Street Watch', 'Police', 'ABC Licensing'],
    ])
    expect(kept({ stakeholders: '' })).toContainEqual(['unmatchedAgencies', null])
  })

  test.each<[says: string, typed: Partial<ActionFields>]>([
    ['Write what will be done', { text: '  ' }],
    ['Give the action a ref, such as 1.4', { ref: '' }],
    ['Choose where it stands in the plan', { themeId: '' }],
    ['People to reach must be a whole number, such as 500', { reachCount: 'lots' }],
    ['Write what the milestone is', { milestones: [{ id: 'm', text: '', timescale: 'June' }] }],
  ])('%s', (says, typed) => {
    expect(faultsIn({ ...first, ...typed }).map(({ text }) => text)).toEqual([says])
  })

  test('whatever is typed into it, a form without faults is an action that can be kept', () => {
    const words = fc.string({ maxLength: 300 })
    const typing = fc.record(
      {
        ref: words,
        text: words,
        target: words,
        stakeholders: words,
        timescale: words,
        reachCount: words,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(typing, (typed) => {
        const fields = { ...first, ...typed }
        fc.pre(faultsIn(fields).length === 0)
        const result = v.safeParse(Action, entryOf(fields, first, stood, ground))
        expect(result.issues).toBeUndefined()
      }),
    )
  })
})

describe('what somebody else has written while a form was open', () => {
  const changes = changesOf('action', 'a', stood, { target: 'Mine', evidence: 'Mine' })
  test.each<[what: string, now: Partial<Action>, fields: string[]]>([
    ['nothing', {}, []],
    ['in another field', { how: 'Theirs' }, []],
    ['the same words', { target: 'Mine' }, []],
    ['other words in the same field', { target: 'Theirs' }, ['target']],
  ])('%s', (_what, now, fields) => {
    const clashes = overtaken(changes, () => ({ ...stood, ...now }))
    expect(clashes.map(({ field }) => field)).toEqual(fields)
    // Saved again, it goes on from what was shown.
    for (const clash of clashes) expect(clash.before).toBe('Theirs')
  })
})

describe('milestones', () => {
  const row = (id: string, order: number, words = 'June') => ({
    id,
    actionId: 'a',
    text: `Step ${id}`,
    timescale: { means: 'window' as const, words, fromOn: '2026-06-01', toOn: '2026-06-30' },
    order,
  })
  const rows = [row('m1', 1), row('m2', 2)]
  const typed = (id: string, text = `Step ${id}`, timescale = 'June') => ({ id, text, timescale })
  const said = (...lines: ReturnType<typeof typed>[]) =>
    milestoneChanges('a', lines, rows, ground).map((it) =>
      it.is === 'edit' ? `${it.id} ${it.field} ${JSON.stringify(it.after)}` : `${it.is} ${it.id}`,
    )

  test.each<[what: string, lines: ReturnType<typeof typed>[], changes: string[]]>([
    ['left alone', [typed('m1'), typed('m2')], []],
    ['reworded', [typed('m1', 'Other'), typed('m2')], ['m1 text "Other"']],
    ['a new one last', [typed('m1'), typed('m2'), typed('n')], ['create n']],
    ['a line without words', [typed('m1'), typed('m2'), typed('n', ' ')], []],
    ['taken out', [typed('m2')], ['remove m1']],
    ['turned round', [typed('m2'), typed('m1')], ['m2 order 1', 'm1 order 2']],
    ['a new one between', [typed('m1'), typed('n'), typed('m2')], ['create n', 'm2 order 3']],
  ])('%s', (_what, lines, changes) => expect(said(...lines)).toEqual(changes))
})

describe('the themes of a plan', () => {
  test('one a line, in the partnership’s order and words; a P is known by its first word', () => {
    expect(readThemes(' Prevent – early help\n\n• Education\nPursue\nPursue\n', null)).toEqual([
      { label: 'Prevent – early help', fourP: 'prevent' },
      { label: 'Education', fourP: null },
      { label: 'Pursue', fourP: 'pursue' },
    ])
  })
  test('one that stands keeps what it stands for', () => {
    const stands = [{ label: 'Disrupt', fourP: 'pursue' as const }]
    expect(readThemes(writeThemes(stands), stands)).toEqual(stands)
  })
})
