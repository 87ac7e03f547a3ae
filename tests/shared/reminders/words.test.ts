import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whys } from '../../../shared/reminders/reminder.ts'
import type { Reminder } from '../../../shared/reminders/reminder.ts'
import { pathOf, sayCounts, sayWhy } from '../../../shared/reminders/words.ts'
import { today } from './rows.ts'

const of = (why: Reminder['why'], onDate: string | null = today): Reminder => ({
  ...{ why, key: why, id: 'x', planId: 'plan', actionId: null, ref: '', text: 'Secret', onDate },
  isSensitive: false,
})
const many = (why: Reminder['why'], count: number) => Array.from({ length: count }, () => of(why))

describe('what a push message and a subject say', () => {
  test.each<[said: string, given: Reminder[]]>([
    ['', []],
    ['2 actions due', many('due', 2)],
    ['1 update asked for, 1 action late', [of('late'), of('asked')]],
    ['1 barrier waits for you', many('barrier', 1)],
    ['2 barriers wait for you, 1 barrier decided', [...many('barrier', 2), of('decided')]],
    ['1 plan waits for approval', many('approval', 1)],
    [
      '1 event today, 2 events tomorrow',
      [of('event'), of('event', '2026-11-23'), of('event', '2026-11-23')],
    ],
    ['1 finding to see to, 1 action due', [of('due'), of('finding')]],
    ['2 findings to see to', many('finding', 2)],
    [
      '1 update asked for, 12 actions late, 1 plan waits for approval, and 3 more',
      [of('asked'), ...many('late', 12), of('approval'), ...many('due', 2), of('silent')],
    ],
  ])('%j', (said, given) => {
    expect(sayCounts(given, today)).toBe(said)
  })

  test('whatever the rows say, nothing but counts and words of ours', () => {
    const reminder = fc.record({
      ...{ why: fc.constantFrom(...whys), key: fc.string(), id: fc.string(), ref: fc.string() },
      ...{
        planId: fc.string(),
        actionId: fc.string(),
        text: fc.string(),
        isSensitive: fc.boolean(),
      },
      onDate: fc.constantFrom(today, '2026-11-23', null),
    })
    const ours =
      /^(\d+ (updates? asked for|actions? late|barriers? waits? for you|barriers? decided|plans? waits? for approval|events? (today|tomorrow)|findings? to see to|actions? due|actions? gone silent)(, |$))*(and \d+ more)?$/
    fc.assert(
      fc.property(fc.array(reminder, { maxLength: 40 }), (list) => {
        const said = sayCounts(list, today)
        expect(said).toMatch(ours)
        const numbers = [...said.matchAll(/\d+/g)].map(Number)
        expect(numbers.reduce((sum, it) => sum + it, 0)).toBe(list.length)
      }),
    )
  })
})

test.each<[why: Reminder['why'], onDate: string | null, said: string]>([
  ['asked', '2026-11-16', 'An update was asked for on Mon 16 Nov'],
  ['late', '2026-11-19', '3 days late'],
  ['due', '2026-11-23', 'Due tomorrow'],
  ['barrier', '2026-11-10', 'A barrier waits for you since Tue 10 Nov'],
  ['decided', '2026-11-18', 'A barrier was decided on Wed 18 Nov'],
  ['approval', '2026-11-19', 'Waits for approval since Thu 19 Nov'],
  ['event', today, 'Today'],
  ['event', '2026-11-23', 'Tomorrow'],
  ['finding', '2026-11-19', '3 days late'],
  ['finding', today, 'Due today'],
  ['silent', '2026-08-03', 'Nothing heard since Mon 3 Aug'],
  ['silent', null, 'Nothing recorded yet'],
])('%s on %s: %s', (why, onDate, said) => {
  expect(sayWhy({ why, onDate }, today)).toBe(said)
})

test.each<[Partial<Reminder>, string]>([
  [{ why: 'late', id: 'a', actionId: 'a' }, '/actions/a'],
  [{ why: 'barrier', id: 'b', actionId: 'a' }, '/actions/a'],
  [{ why: 'barrier', id: 'b', actionId: null }, '/plan/barriers?plan=plan'],
  [{ why: 'approval', id: 'plan', planId: 'plan' }, '/plan/approval?plan=plan'],
  [{ why: 'event', id: 'e', planId: null }, '/events/e'],
  [{ why: 'finding', id: 'f', planId: null }, '/findings/f'],
])('%j is seen to at %s', (given, path) => {
  expect(pathOf({ ...of('late'), ...given })).toBe(path)
})
