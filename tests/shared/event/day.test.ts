import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { buttonsFor, isOf } from '../../../shared/event/buttons.ts'
import { debriefOf, debriefParagraph, sayFigures } from '../../../shared/event/debrief.ts'
import type { DebriefGround } from '../../../shared/event/debrief.ts'
import { coverageOf } from '../../../shared/event/coverage.ts'
import { Event, eventKinds } from '../../../shared/event/event.ts'
import { phonesAt, silentAmong } from '../../../shared/event/heardFrom.ts'
import { roadshowClock } from '../../../shared/event/roadshow.ts'
import { noFigures, tallyOf } from '../../../shared/event/tally.ts'
import { beginWith, carriedOn } from '../../../shared/event/templates.ts'
import { compareVisits, visitBefore } from '../../../shared/event/visits.ts'
import { noticePersonalData } from '../../../shared/privacy/notice.ts'
import { at, DAY, entry, event } from './day.ts'

describe('phones not heard from', () => {
  const logged = (byId: string, time: string) => ({ byId, recordedAt: at(time) })
  const entries = [
    ...[logged('a', '10:00'), logged('a', '11:20'), logged('b', '11:05'), logged('c', '12:00')],
    logged('d', '11:10'),
  ]

  test('"3 phones not heard from since 11:20": the last that was heard of any of them', () => {
    const silence = silentAmong(phonesAt(entries), at('12:05'))
    expect(silence?.phones.map(({ memberId }) => memberId)).toEqual(['b', 'd', 'a'])
    expect(silence?.sinceAt).toBe(at('11:20'))
  })

  test('a phone that is in touch and has nothing to log is not silent', () => {
    const contacts = [
      { memberId: 'a', lastContactAt: at('12:04'), unsent: 0 },
      { memberId: 'a', lastContactAt: at('09:00'), unsent: 4 },
      { memberId: 'e', lastContactAt: at('09:30'), unsent: 3 },
    ]
    const silence = silentAmong(phonesAt(entries, contacts), at('12:05'))
    expect(silence?.phones.map(({ memberId, unsent }) => [memberId, unsent])).toEqual([
      ['e', 3],
      ['b', null],
      ['d', null],
    ])
  })

  test('what came late says nothing newer than the contact it came with', () => {
    const ahead = [{ byId: 'a', recordedAt: at('13:00') }]
    const contacts = [{ memberId: 'a', lastContactAt: at('11:00') }]
    expect(phonesAt(ahead, contacts)[0]?.lastHeardAt).toBe(at('11:00'))
  })

  test('half an hour to the second is not silence yet', () => {
    expect(silentAmong(phonesAt([logged('a', '11:30')]), at('12:00'))).toBeNull()
    expect(silentAmong(phonesAt([logged('a', '11:29')]), at('12:00'))).not.toBeNull()
    expect(silentAmong([], at('12:00'))).toBeNull()
  })
})

describe('a roadshow answers a hotspot within seven days', () => {
  test.each([
    ['2026-06-18', '2026-06-25', '2026-06-20', { daysLeft: 5, isKept: true, isHeld: false }],
    ['2026-06-18', '2026-06-26', '2026-06-20', { daysLeft: 5, isKept: false, isHeld: false }],
    ['2026-06-18', '2026-06-24', '2026-06-25', { daysLeft: 0, isKept: true, isHeld: true }],
    ['2026-06-18', '2026-06-24', '2026-06-28', { daysLeft: -3, isKept: true, isHeld: true }],
  ])('noticed %s, planned for %s, on %s: %j', (noticedOn, onDate, today, expected) => {
    const clock = roadshowClock({ onDate, hotspot: { what: 'Shed burglaries', noticedOn } }, today)
    expect(clock).toMatchObject({ byOn: '2026-06-25', ...expected })
  })

  test('no other event has such a clock', () => {
    expect(roadshowClock({ onDate: DAY }, DAY)).toBeNull()
  })
})

describe('a visual audit beside the one before', () => {
  const audit = (id: string, onDate: string, names: string[], done: string[] = []) => ({
    ...{ id, onDate, kind: 'environmental visual audit' as const },
    streets: Object.fromEntries(names.map((name, order) => [`${id}-${name}`, { name, order }])),
    streetsDone: Object.fromEntries(
      done.map((name) => [`${id}-${name}`, { at: at('10:00'), byId: 'pcso' }]),
    ),
  })
  const before = audit(
    'then',
    '2026-01-10',
    ['Parade', 'Underpass', 'Park', 'Steps'],
    ['Parade', 'Park'],
  )
  const now = audit(
    'now',
    DAY,
    ['parade', 'Underpass', 'Park', 'Steps', 'Yard'],
    ['parade', 'Park', 'Yard'],
  )
  const found = (eventId: string, name: string, sort: 'litter' | 'graffiti' = 'litter') => ({
    ...{ eventId, streetId: `${eventId}-${name}`, sort },
  })

  test('is judged place by place; where nobody looked there is no verdict', () => {
    const findings = [
      ...[found('then', 'Parade'), found('then', 'Parade', 'graffiti'), found('now', 'parade')],
      ...[found('now', 'Park'), found('then', 'Underpass'), found('then', 'Steps')],
      found('now', 'Steps'),
    ]
    const compared = compareVisits(now, before, findings)
    expect(
      compared.map(({ name, before: then, now: is, verdict }) => [name, then, is, verdict]),
    ).toEqual([
      ['parade', 2, 1, 'better'],
      ['Underpass', 1, null, 'not looked at'],
      ['Park', 0, 1, 'worse'],
      ['Steps', 1, 1, 'the same'],
      ['Yard', null, 0, 'first visit'],
    ])
    expect(compared[0]?.sorts).toEqual([
      { sort: 'graffiti', before: 1, now: 0 },
      { sort: 'litter', before: 1, now: 1 },
    ])
  })

  test('the visit before is the last of its kind with a place in common', () => {
    const others = [
      audit('old', '2025-06-01', ['Parade']),
      audit('elsewhere', '2026-05-01', ['Station']),
      audit('later', '2026-09-01', ['Parade']),
      { ...audit('sweep', '2026-05-02', ['Parade']), kind: 'Cleansweep' as const },
      { ...audit('pattern', '2026-05-03', ['Parade']), template: 'Ours' },
      before,
      now,
    ]
    expect(visitBefore(now, others)?.id).toBe('then')
    expect(visitBefore(before, others)?.id).toBe('old')
    expect(visitBefore(audit('first', '2020-01-01', ['Parade']), others)).toBeUndefined()
  })
})

describe('the log’s buttons', () => {
  const kit = {
    b: { what: 'Door alarm', isGiven: true, order: 2 },
    a: { what: 'Marking kit', isGiven: true, order: 1 },
    c: { what: 'Litter picker', isGiven: false, order: 0 },
  }
  test('on doorsteps: contact, no answer, what is given out, advice', () => {
    expect(buttonsFor('Cleansweep', kit).map(({ label }) => label)).toEqual([
      ...['Contact made', 'No answer', 'Marking kit given', 'Door alarm given', 'Advice given'],
    ])
  })

  test('every kind has some, each with an id of its own, and an entry is of one of them', () => {
    for (const kind of eventKinds) {
      const buttons = buttonsFor(kind, kit)
      expect(new Set(buttons.map(({ id }) => id)).size).toBe(buttons.length)
      for (const button of buttons)
        expect(buttons.filter((it) => isOf(it, button))).toEqual([button])
    }
  })
})

describe('templates', () => {
  test.each(eventKinds)('%s begins with lists that pass the schema and name nobody', (kind) => {
    let nth = 0
    const lists = beginWith(kind, () => `line-${++nth}`)
    const whole = { title: 'Day', kind, onDate: DAY, wardIds: [], agencyIds: [], ...lists }
    expect(v.is(Event, whole)).toBe(true)
    const texts = Object.values(lists.checklist ?? {}).map(({ text }) => text)
    expect(noticePersonalData(texts.join('\n'))).toEqual([])
    expect(texts.length).toBeGreaterThan(0)
  })

  test('what is carried on is the lists and the streets, and nothing of the day', () => {
    const done = { at: at('10:00'), byId: 'pcso' }
    const before: Event = {
      ...{ title: 'Day', kind: 'Cleansweep', onDate: DAY, wardIds: ['w'], agencyIds: [] },
      ...{ streets: { s: { name: 'Court', order: 1 } }, streetsDone: { s: done } },
      ...{ ticked: { t: done }, arrived: { r: done }, went: 'Well', restrictedToId: 'g' },
      ...{ links: { a: { kind: 'action', measure: 'contacts' } } },
    }
    expect(Object.keys(carriedOn(before)).sort()).toEqual(
      [
        ...['agencyIds', 'area', 'checklist', 'endsAt', 'kind', 'kit', 'leadAgencyId', 'place'],
        ...['riskNote', 'startsAt', 'streets', 'wardIds'],
      ].sort(),
    )
  })
})

describe('the debrief', () => {
  const day: Event = {
    ...{ title: 'Cleansweep, Court', kind: 'Cleansweep', onDate: DAY, startsAt: '10:00' },
    ...{ endsAt: '15:00', wardIds: [], agencyIds: ['police', 'fire'], leadAgencyId: 'police' },
    ...{ streets: { court: { name: 'Court', homes: 20, order: 1 } }, streetsDone: {} },
    next: 'Lights on the path',
  }
  const ground = (more: Partial<DebriefGround> = {}): DebriefGround => {
    const tally = tallyOf(event, [
      entry({ streetId: 'court', agencyId: 'fire', count: 12 }),
      entry({ streetId: 'court', kind: 'no answer', count: 5 }),
      entry({ kind: 'item issued', what: 'Door alarm' }),
      entry({ kind: 'referral made', toAgencyId: 'fire', count: 2 }),
    ])
    return {
      ...{
        event: day,
        marking: 'OFFICIAL',
        where: 'Victoria',
        tally,
        kit: [],
        people: 18,
        photos: 1,
        pictures: [],
        missing: 0,
      },
      coverage: coverageOf(day, tally),
      findings: [{ agency: 'The council', lines: ['Graffiti, Court – put right'] }],
      agencyName: (id) => ({ fire: 'Fire and rescue', police: 'Police' })[id] ?? '',
      counted: ['A.3 Target hardening: 12 towards 40 households'],
      ...more,
    }
  }
  const said = (it: DebriefGround) =>
    debriefOf(it)
      .flatMap((block) =>
        block.is === 'table'
          ? [block.head, ...block.rows].map((row) => row.join(' | '))
          : block.is === 'labelled'
            ? [`${block.label}: ${block.text}`]
            : block.is === 'pictures'
              ? block.pictures.map(({ of }) => `[${of}]`)
              : [block.text],
      )
      .join('\n')

  test('writes itself: figures, streets, agencies, findings, what is next, thanks', () => {
    expect(said(ground())).toBe(`OFFICIAL
Debrief: Cleansweep, Court
Cleansweep · 18 Jun 2026 · 10:00–15:00 · Victoria
The day in figures
• 12 people spoken to at their doors
• 5 doors where nobody answered
• 1 item given out
• 2 referrals to agencies
• 1 photo
Streets
Street | Doors tried | Answered | Homes | Finished
Court | 17 | 12 | 20 | no
By agency
Agency | Contacts | No answer | Items | Referrals
Agency not said | 0 | 5 | 1 | 2
Fire and rescue | 12 | 0 | 0 | 0
By hour
From | Contacts | No answer | Items | Referrals
10:00 | 12 | 5 | 1 | 2
Given out
• Door alarm: 1
Referred to
• Fire and rescue: 2
Findings
The council: Graffiti, Court – put right
What it counts towards
• A.3 Target hardening: 12 towards 40 households
What is next
Lights on the path
Thanks
Thank you to the 18 people from 2 agencies who were there.`)
  })

  test('of a day on which nothing was logged it says no more than there is', () => {
    const none = tallyOf(event, [])
    const quiet = ground({
      ...{ tally: none, coverage: [], findings: [], counted: [], people: 0, photos: 0 },
      event: { ...day, next: null, agencyIds: [], leadAgencyId: null },
    })
    expect(said(quiet)).toBe(
      'OFFICIAL\nDebrief: Cleansweep, Court\nCleansweep · 18 Jun 2026 · 10:00–15:00 · Victoria',
    )
    expect(sayFigures(noFigures())).toEqual([])
  })

  test('in a paragraph for the plan’s log', () => {
    expect(debriefParagraph(ground())).toBe(
      'Cleansweep, Court, 18 Jun 2026, Victoria. 12 people spoken to, 17 doors tried. ' +
        '1 item given out, 2 referrals. 0 of 1 streets finished. Next: Lights on the path',
    )
    expect(noticePersonalData(debriefParagraph(ground()))).toEqual([])
  })

  test('kit that is missing is said, and kit that came back too often', () => {
    const kit = [
      { kitId: 'a', what: 'Litter picker', isGiven: false, out: 6, given: 0, back: 5, missing: 1 },
      { kitId: 'b', what: 'Vest', isGiven: false, out: 0, given: 0, back: 2, missing: -2 },
      { kitId: 'c', what: 'Alarm', isGiven: true, out: 2, given: 2, back: 0, missing: 0 },
    ]
    expect(said(ground({ kit }))).toContain(
      'Kit not accounted for\n• Litter picker: 1 missing\n• Vest: 2 more than went out\nWhat it',
    )
  })
})
