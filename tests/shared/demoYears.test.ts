import { describe, expect, test } from 'vitest'
import type { DataOf, Kind } from '../../shared/kinds.ts'
import { glossaryOf } from '../../shared/partnership/glossary.ts'
import { markAll } from '../../shared/partnership/markAbbreviations.ts'
import { ashford } from '../fixtures/ashford/index.ts'
import { PLAN_2013 } from '../fixtures/ashford/plan-2013-14.ts'
import { PLAN_2017 } from '../fixtures/ashford/plan-2017-18.ts'
import { PLAN_2021 } from '../fixtures/ashford/plan-2021-22.ts'
import { columns } from '../fixtures/ashford/year-2017-18/quarters.ts'

/** What the three sources print, counted by hand in them, and held against the demonstration. */

const rows = ashford('2026-11-22')
const all = <K extends Kind>(kind: K) =>
  rows
    .filter((row) => row.kind === kind)
    .map((row) => ({ id: row.id, ...(row.entry as unknown as DataOf<K>) }))

const actions = all('action')
const under = (priorityId: string) => actions.filter((it) => it.priorityId === priorityId)
const updates = all('update')
const saidOf = (id: string) => updates.filter(({ actionId }) => actionId === id)
const byRef = (ref: string, planId: string) => {
  const found = actions.filter((it) => it.planId === planId && it.ref === ref)
  if (found.length === 0) throw new Error(`there is no ${ref} in ${planId}`)
  return found
}
const agencies = all('agency')
/** As a plan prints a partner: by name or by alias. */
const agencyOf = (printed: string) => {
  const found = agencies.filter(({ name, aliases }) => [name, ...aliases].includes(printed))
  if (found.length !== 1) throw new Error(`"${printed}" fits ${found.length} agencies`)
  return found[0]?.id
}

describe('every action of the three years is there', () => {
  test.each([
    [PLAN_2013, 'priority-abuse-2013', 'DA', 7],
    [PLAN_2013, 'priority-substances-2013', 'SM', 11],
    [PLAN_2013, 'priority-asb-2013', 'ASB', 12],
    [PLAN_2013, 'priority-theft-2013', 'AC', 10],
    [PLAN_2013, 'priority-roads-2013', 'RS', 11],
    [PLAN_2013, 'priority-violence-2013', 'VC', 7],
    [PLAN_2017, 'priority-asb-2017', 'ASB', 6],
    [PLAN_2017, 'priority-abuse-2017', 'DA', 14],
    [PLAN_2017, 'priority-roads-2017', 'RS', 5],
    [PLAN_2021, 'priority-violence', 'V', 5],
    [PLAN_2021, 'priority-abuse', 'D', 4],
    [PLAN_2021, 'priority-asb', 'A', 8],
    [PLAN_2021, 'priority-community', 'C', 4],
  ])('%s, %s: %s 1 to %d', (planId, priorityId, letters, count) => {
    const refs = under(priorityId).map(({ ref }) => ref)
    const expected = Array.from({ length: count }, (_, at) =>
      planId === PLAN_2021 ? `${letters}.${at + 1}` : `${letters} ${at + 1}`,
    )
    expect(refs.toSorted()).toEqual(expected.toSorted())
  })

  test('where the source numbers its actions, they keep their numbers; 2.4 is printed twice', () => {
    expect(under('priority-safeguarding-2017').map(({ ref }) => ref)).toEqual(
      '1.1 1.2 1.3 2.1 2.2 2.3 2.4 2.4 3.1 4.1'.split(' ').map((no) => `SG ${no}`),
    )
    const organised = under('priority-organised-crime-2017').map(({ ref }) => ref)
    expect(organised.slice(0, 14)).toEqual(Array.from({ length: 14 }, (_, at) => `SOC ${at + 1}`))
    expect(organised.slice(14)).toEqual(
      '1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3 3.4 4.1 4.2 4.3 4.4'
        .split(' ')
        .map((no) => `MS ${no}`),
    )
  })

  test('58 in 2013/14, 67 in 2017/18, 21 in 2021/22', () => {
    const count = (planId: string) => actions.filter((it) => it.planId === planId).length
    expect([PLAN_2013, PLAN_2017, PLAN_2021].map(count)).toEqual([58, 67, 21])
  })

  test('the headings of 2017/18 stand in the source’s order, the 4Ps in the order each plan gives them', () => {
    const headings = (priorityId: string) =>
      all('theme')
        .filter((it) => it.priorityId === priorityId)
        .toSorted((a, b) => a.order - b.order)
    expect(headings('priority-organised-crime-2017').map(({ fourP }) => fourP)).toEqual([
      ...['pursue', 'prevent', 'protect', 'prepare'],
      ...[null, null, null, null],
    ])
    expect(headings('priority-safeguarding-2017').map(({ fourP }) => fourP)).toEqual([
      ...['prepare', 'prevent', 'protect', 'pursue'],
    ])
    expect(headings('priority-abuse-2017').map(({ label }) => label)).toEqual([
      ...['Education', 'Prevention and awareness', 'Risk reduction', 'Coordination of services'],
    ])
  })
})

/** The columns of each table, as the fields they became. Every row fills those that its source fills. */
describe('the shapes of the plans fit without loss', () => {
  const filled = (priorityId: string, field: keyof DataOf<'action'>) =>
    under(priorityId).filter((it) => {
      const value = it[field]
      return Array.isArray(value) ? value.length > 0 : Boolean(value)
    }).length

  test.each([
    'priority-abuse-2013 7',
    'priority-substances-2013 11',
    'priority-asb-2013 12',
    'priority-theft-2013 10',
    'priority-roads-2013 11',
    'priority-violence-2013 7',
  ])('aim, action, main partner, targets, evidence: %s', (line) => {
    const [priorityId = '', count = ''] = line.split(' ')
    for (const field of ['text', 'target', 'evidence', 'themeId'] as const)
      expect(filled(priorityId, field), field).toBe(Number(count))
    // "KCC?" is printed with its question mark: it leads nothing, and stays a question.
    const asked = under(priorityId).filter(({ unmatchedAgencies }) => unmatchedAgencies)
    expect(asked.map(({ ref }) => ref)).toEqual(priorityId.includes('asb') ? ['ASB 3'] : [])
    expect(filled(priorityId, 'leadAgencyId')).toBe(Number(count) - asked.length)
  })

  test('target, action, evidence, stakeholders, progress: anti-social behaviour and organised crime', () => {
    for (const field of ['target', 'how', 'evidence', 'stakeholderIds'] as const)
      expect(filled('priority-asb-2017', field), field).toBe(6)
    const organised = under('priority-organised-crime-2017').slice(0, 14)
    for (const { ref, target, evidence, stakeholderIds } of organised) {
      expect(target && evidence, ref).toBeTruthy()
      expect(stakeholderIds.length, ref).toBeGreaterThan(0)
    }
  })

  test('Progress 1 to 4: as many entries as there are filled cells', () => {
    const entries = (priorityId: string) => under(priorityId).map(({ id }) => saidOf(id).length)
    expect(entries('priority-abuse-2017')).toEqual([4, 1, 4, 4, 4, 3, 4, 4, 4, 4, 3, 4, 3, 4])
    // Two have an update beside the table as well.
    expect(entries('priority-roads-2017')).toEqual([4, 4 + 1, 4, 3, 4 + 1])
  })

  test('an empty cell stays empty: what follows it stays in its own column', () => {
    const filledColumns = (id: string) =>
      saidOf(id).map(({ happenedOn }) => columns.findIndex((on) => on === happenedOn) + 1)
    expect(filledColumns('action-da17.6')).toEqual([1, 2, 4])
    expect(filledColumns('action-da17.11')).toEqual([1, 2, 4])
    expect(filledColumns('action-da17.13')).toEqual([1, 2, 3])
    expect(filledColumns('action-rs17.4')).toEqual([2, 3, 4])
  })

  test('ref, action, progress, timeframe, action by: modern slavery', () => {
    const slavery = under('priority-organised-crime-2017').slice(14)
    expect(slavery.map(({ timescale }) => timescale.words)).toEqual([
      ...['Complete', 'Complete', 'Complete', 'Completed'],
      ...['On-going', 'Completed', 'Completed', 'Complete', 'Complete', 'On-going'],
      ...['Complete', 'TBC', 'Update pending', 'Complete'],
      'To be confirmed and police involvement and recording to be ensured.',
      ...['On-going.', 'Complete', 'TBC'],
    ])
    for (const { id, ref, stakeholderIds } of slavery) {
      expect(saidOf(id), ref).toHaveLength(1)
      // The first has "Complete" where a name should stand.
      expect(stakeholderIds.length > 0, ref).toBe(ref !== 'MS 1.1')
    }
    expect(slavery.filter(({ id }) => saidOf(id)[0]?.status === 'completed')).toHaveLength(11)
  })

  test('what, how, who, what difference: safeguarding', () => {
    const safeguarding = under('priority-safeguarding-2017')
    for (const { ref, how, desiredOutcome } of safeguarding)
      expect(how && desiredOutcome, ref).toBeTruthy()
    // The second 2.4 is printed without anybody who does it.
    const alone = safeguarding.filter(({ stakeholderIds }) => stakeholderIds.length === 0)
    expect(alone.map(({ id }) => id)).toEqual(['action-sg17.2.4b'])
  })

  test('the matrix-led 4P plan: key area, key action, outcome', () => {
    for (const { ref, desiredOutcome } of actions.filter(({ planId }) => planId === PLAN_2021))
      expect(desiredOutcome, ref).toBeTruthy()
  })
})

describe('partners are those that are printed', () => {
  const leads: Record<string, string> = {
    'Domestic abuse forum': 'DA 1, DA 3',
    'ABC Customer, Property & Homes': 'DA 2',
    'ABC Community Safety Services':
      'DA 4, DA 5, DA 6, SM 1, SM 4, SM 5, SM 7, SM 8, ASB 6, ASB 9, ASB 10, AC 4, RS 3, RS 7, VC 4',
    All: 'DA 7',
    'Kent Police':
      'SM 2, SM 10, SM 11, ASB 1, ASB 2, ASB 4, ASB 7, ASB 8, AC 6, AC 7, AC 8, RS 6, VC 1, VC 5, VC 6, VC 7',
    'ABC Customer, Homes & Property': 'SM 3, SM 9, ASB 11',
    'Turning Point': 'SM 6',
    'KCC Wardens': 'ASB 5, AC 1, AC 5',
    'ABC Green Team & Open Spaces': 'ASB 12',
    'Kent Probation': 'AC 2, AC 3',
    APAC: 'AC 9, AC 10, VC 3',
    KFRS: 'RS 1, RS 2, RS 4, RS 8, RS 9, RS 11',
    'KCC Road Safety': 'RS 5, RS 10',
    'ABC Licensing': 'VC 2',
  }

  test('the main partner of all but one action of 2013/14', () => {
    const seen = Object.entries(leads).flatMap(([printed, refs]) =>
      refs.split(', ').map((ref) => {
        const [action] = byRef(ref, PLAN_2013)
        expect(action?.leadAgencyId, ref).toBe(agencyOf(printed))
        return ref
      }),
    )
    expect(new Set(seen).size).toBe(57)
  })

  test.each([
    ['ASB 1', 'Ashford Borough Council, Kent Police'],
    ['ASB 3', 'College working group'],
    ['ASB 6', 'Street Work Forum, Sk8side CIC, Uprising / Hang 10, Street Pastors'],
    ['RS 1', 'ABC, Kent Police, KFRS'],
    ['RS 2', 'ABC, KCC, KFRS'],
    ['RS 4', 'KCC'],
    ['SOC 8', 'IOM, Kent Police, NPS'],
    ['MS 2.5', 'CSU, Human Resources, IT'],
    ['MS 3.3', 'Safeguarding, CSU'],
    ['SG 2.3', 'Schools, RAPt, EH, SCS'],
    ['SG 4.1', 'ABC, Kent Police'],
  ])('%s of 2017/18: %s', (ref, printed) => {
    const [action] = byRef(ref, PLAN_2017)
    const ids = printed.split(', ').map(agencyOf)
    expect(action?.stakeholderIds.toSorted()).toEqual(ids.toSorted())
  })

  test('"Probation" was two bodies: the demonstration asks which', () => {
    expect(agencies.filter(({ aliases }) => aliases.includes('Probation'))).toHaveLength(2)
  })
})

/** Every figure in an action's cells: its steps and log with it. Numbers as printed, commas left out. */
describe('figures are exact', () => {
  const textOf = (value: unknown): string =>
    typeof value === 'string'
      ? value
      : value && typeof value === 'object'
        ? Object.entries(value)
            .filter(([key]) => !/Id$|Ids$|^(id|on|happenedOn|recordedAt|ref)$/.test(key))
            .map(([, part]) => textOf(part))
            .join(' ')
        : ''
  const numbersIn = (text: string) =>
    new Set(text.replaceAll(/(\d),(\d)/g, '$1$2').match(/\d+(\.\d+)?/g) ?? [])

  const figures: [planId: string, list: string][] = [
    [
      PLAN_2013,
      `DA 1: 5 9 10 500 | DA 3: 2014 | SM 1: 500 | SM 2: 60 | SM 4: 1000 6 | SM 5: 6 2 3 | SM 10: 4 |
       SM 11: 12 | ASB 9: 4 | ASB 10: 6 | AC 1: 7 | AC 7: 3 | AC 10: 10 | RS 1: 2 16 24 | RS 2: 1 6 16 24 |
       RS 3: 16 17 | RS 4: 1 | RS 5: 1000 6 | RS 6: 2 | RS 8: 15 16 | RS 9: 12 13 | RS 10: 2 | VC 1: 10 |
       VC 2: 2013 | VC 3: 12 | VC 5: 4 | VC 6: 6`,
    ],
    [
      PLAN_2017,
      `ASB 1: 29 | ASB 3: 2 5 | ASB 5: 1200 6 11 150 612 563 1 30 2016 2017 | DA 1: 17 24 5 |
       DA 2: 19 30 2017 | DA 3: 30 2018 | DA 4: 9 3 2 1 | DA 5: 11 | DA 7: 8 | DA 13: 2017 | RS 2: 1 2 26 |
       RS 3: 3 4 | RS 4: 1 | RS 5: 28 20 3 63 34 2 | SG 1.1: 11 | SG 2.1: 2018 2017 6 | SG 2.2: 2018 20 |
       SOC 6: 24 2017 | SOC 7: 24 2017 | SOC 9: 24 2017 | SOC 11: 7 | MS 2.1: 24 | MS 2.3: 2015 |
       MS 3.2: 2 2017 18 | MS 4.3: 3.5 | MS 4.4: 12`,
    ],
  ]
  test.each(figures)('%s', (planId, list) => {
    for (const line of list.split('|')) {
      const [ref = '', printed = ''] = line.split(':').map((part) => part.trim())
      const mine = byRef(ref, planId)
      const own = new Set(mine.map(({ id }) => id))
      const steps = all('milestone').filter(({ actionId }) => own.has(actionId))
      const said = updates.filter(({ actionId }) => own.has(actionId))
      const found = numbersIn(textOf([mine, steps, said]))
      for (const figure of printed.split(' ')) expect([...found], ref).toContain(figure)
    }
  })

  const reasons: Record<string, string> = {
    'priority-abuse-2013': '1 3 35 2 30 70 25 18 72 51 31 16 50 6 24.6'.concat(' 1000'),
    'priority-substances-2013': '15.4 11 5.9 188 199 10.7',
    'priority-asb-2013': '3630 2011 12 3408 7 222 6.1 79.3 83.3',
    'priority-theft-2013':
      '92 13.8 668 760 3.2 5.2 32.4 53.6 97.9 37.8 8.5 4.8 0.5 10 50 41000 200000 6',
    'priority-roads-2013': '60 11.5 522 462',
    'priority-violence-2013': '102 9.5 1072 1174',
    'priority-roads-2017':
      '535 490 2013 2014 48 24 67 2012 2004 2008 2 11 20 14 28 292 2042 105 146 151 3010',
    'priority-organised-crime-2017': '2013 2015 17 26 52',
  }
  test.each(Object.entries(reasons))('why %s is a priority', (id, printed) => {
    const found = numbersIn(all('priority').find((it) => it.id === id)?.rationale ?? '')
    for (const figure of printed.split(' ')) expect([...found], id).toContain(figure)
  })

  test('the aims that are figures: 22 visits, and fewer than 24.6%', () => {
    const labels = all('theme').map(({ label }) => label)
    expect(labels.filter((it) => /\b22\b|24\.6/.test(it))).toHaveLength(2)
  })

  test('what was counted as reached is counted once', () => {
    const reached = updates.filter(({ id, reached }) => reached && !id.includes('example'))
    expect(reached.map((it) => [it.actionId, it.reached])).toEqual([
      ['action-asb17.5', 1200],
      ['action-asb17.5', 150],
      ['action-rs17.5', 63],
    ])
  })
})

test('every short form of the glossary that 2013/14 prints is explained', () => {
  const glossary = glossaryOf(all('partnership')[0], agencies)
  const printed =
    'ABC ASB ASBO CSP DPPO HMIC IDVA IOM KCA KCAP KCC KDATT KFRS KIASS KSI NEETS NHS NTE PCC PCSO SECAMB TF YEARS'
  const [pieces = []] = markAll([printed], glossary)
  expect(pieces.filter(({ term }) => term).map(({ text }) => text)).toEqual(printed.split(' '))
})

describe('what each year adds beside its actions', () => {
  test('days that are printed are kept to the day', () => {
    const on = (ref: string) =>
      byRef(ref, PLAN_2017).flatMap(({ id }) => saidOf(id).map(({ happenedOn }) => happenedOn))
    expect(on('ASB 1')).toEqual(['2017-10-06', '2018-01-29'])
    expect(on('ASB 4')).toEqual(['2017-02-16', '2017-10-06'])
    expect(on('RS 2')).toContain('2017-09-26')
    for (const { ref } of under('priority-organised-crime-2017'))
      for (const day of on(ref)) expect(day).toBe('2018-02-15')
  })

  test('"Update required" is asked for, not made into progress', () => {
    expect(all('request').map(({ actionId }) => actionId)).toEqual(['action-soc17.10'])
    expect(saidOf('action-soc17.10')).toEqual([])
  })

  test('steps that are printed are steps, done where the source says so', () => {
    const done = new Set(updates.flatMap(({ milestoneIds }) => milestoneIds ?? []))
    const steps = (actionId: string) =>
      all('milestone')
        .filter((it) => it.actionId === actionId)
        .map(({ id }) => done.has(id))
    expect(steps('action-vc13.2')).toEqual([false, false])
    expect(steps('action-asb17.5')).toEqual([true, true, false])
    expect(steps('action-da17.4')).toEqual([false, false, false])
    expect(steps('action-sg17.2.1')).toEqual([true, false])
  })

  test('each year is carried from the one before, where both set out to do the same', () => {
    const plan = (id: string) => all('plan').find((it) => it.id === id)
    expect(plan(PLAN_2021)?.carriedFromId).toBe(PLAN_2017)
    expect(plan(PLAN_2017)?.carriedFromId).toBe(PLAN_2013)
    const carried = actions.flatMap(({ id, carriedFromId }) =>
      carriedFromId ? [[id, carriedFromId]] : [],
    )
    expect(carried).toEqual([
      ['action-soc17.5', 'action-sm13.7'],
      ['action-soc17.8', 'action-ac13.2'],
      ['action-soc17.11', 'action-ac13.1'],
    ])
  })

  test('money is named in three places and no sum is printed; sums and risks are made up and say so', () => {
    for (const { planId, title, pence } of all('fund'))
      expect([title.startsWith('Example: '), pence !== null], title).toEqual([
        planId === PLAN_2021,
        planId === PLAN_2021,
      ])
    for (const { text } of all('risk')) expect(text).toMatch(/^Example: /)
    expect(all('fund').filter(({ pence }) => pence === null)).toHaveLength(4)
    expect(all('award').filter(({ pence }) => pence === null)).toHaveLength(3)
  })

  test('nothing but the plan in force has owners or wards beyond those that are printed', () => {
    for (const { ref, planId, ownerIds, wardIds } of actions)
      if (planId !== PLAN_2021) {
        expect(wardIds, ref).toEqual([])
        if (ownerIds.length > 0) expect(ownerIds, ref).toEqual(['member-da-coordinator'])
      }
  })
})
