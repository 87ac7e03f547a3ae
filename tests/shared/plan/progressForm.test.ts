import { describe, expect, test } from 'vitest'
import { asDraft, entryOf, faultsIn, openWith, reopen } from '../../../shared/plan/progressForm.ts'
import type { ProgressFields } from '../../../shared/plan/progressForm.ts'
import type { Update } from '../../../shared/plan/update.ts'

const today = '2026-11-22'
const action = { timescale: { means: 'none', words: 'Ongoing' } } as const
const update: Update & { id: string } = {
  id: 'u',
  actionId: 'a',
  status: 'blocked',
  note: 'No hall',
  reached: 1200,
  happenedOn: '2026-11-20',
  byId: 'm',
  recordedAt: '2026-11-20T09:00:00.000Z',
}
const form = (change: Partial<ProgressFields> = {}): ProgressFields => ({
  ...openWith(action, [], today),
  ...change,
})

describe('the form opens', () => {
  test('as on track and today, when nobody has recorded anything', () => {
    expect(form()).toEqual({
      ...{ status: 'on track', note: '', reached: '', day: today, otherDay: '', milestoneIds: [] },
    })
  })

  test('with the status the action has', () => {
    expect(openWith(action, [update], today).status).toBe('blocked')
  })

  test('with the entry to be corrected, on its own day', () => {
    expect(openWith(action, [update], today, update)).toEqual({
      status: 'blocked',
      note: 'No hall',
      reached: '1200',
      day: 'other',
      otherDay: '2026-11-20',
      milestoneIds: [],
    })
  })

  test('with the milestones that the entry to be corrected ticked', () => {
    const ticked = { ...update, milestoneIds: ['m-1', 'm-2'] }
    expect(openWith(action, [ticked], today, ticked).milestoneIds).toEqual(['m-1', 'm-2'])
    expect(openWith(action, [ticked], today).milestoneIds).toEqual([])
  })
})

describe('a draft found again', () => {
  test.each([
    ['the same day', '2026-11-22', { day: '2026-11-22', otherDay: '' }],
    ['the next day', '2026-11-21', { day: '2026-11-21', otherDay: '' }],
    ['two days later', '2026-11-20', { day: 'other', otherDay: '2026-11-20' }],
  ])('%s keeps the date it was written for', (_when, day, expected) => {
    expect(reopen(form(), { ...asDraft(form()), day }, today)).toMatchObject(expected)
  })

  test('keeps the words, and passes over a status that is none', () => {
    const found = reopen(form(), { note: 'Half a sentence', status: 'splendid' }, today)
    expect(found).toMatchObject({ note: 'Half a sentence', status: 'on track' })
  })
})

describe('what was typed', () => {
  test('milestones that were ticked come back with a draft, and go into the entry', () => {
    const ticked = form({ milestoneIds: ['m-1', 'm-2'] })
    expect(reopen(form(), asDraft(ticked), today)).toEqual(ticked)
    expect(entryOf(ticked).milestoneIds).toEqual(['m-1', 'm-2'])
    expect(entryOf(form())).not.toHaveProperty('milestoneIds')
    // A draft of the release before has no word of them.
    expect(reopen(form({ milestoneIds: ['m-1'] }), { note: '' }, today).milestoneIds).toEqual([
      'm-1',
    ])
  })

  test.each([
    ['', null],
    ['0', 0],
    ['30', 30],
    [' 30 ', 30],
    ['1,200', 1200],
    ['1,200,000', 1200000],
  ])('"%s" reached is %s', (reached, count) => {
    expect(faultsIn(form({ reached }), today)).toEqual([])
    expect(entryOf(form({ reached })).reached).toBe(count)
  })

  test.each(['thirty', '3.5', '-3', '12345678', '1e9'])(
    '"%s" reached is asked about',
    (reached) => {
      expect(faultsIn(form({ reached }), today)).toMatchObject([{ field: 'reached' }])
    },
  )

  test.each([
    ['', 'Say which day it was'],
    ['20 Nov', 'Say which day it was'],
    ['2026-11-23', 'That day is still to come'],
  ])('another day "%s": %s', (otherDay, text) => {
    const faults = faultsIn(form({ day: 'other', otherDay }), today)
    expect(faults).toEqual([{ field: 'otherDay', text }])
  })

  test('another day up to today is taken', () => {
    expect(faultsIn(form({ day: 'other', otherDay: today }), today)).toEqual([])
    expect(entryOf(form({ day: 'other', otherDay: '2026-01-05' })).happenedOn).toBe('2026-01-05')
  })
})
