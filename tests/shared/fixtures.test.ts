import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { ruleOf } from '../../shared/kinds.ts'
import type { DataOf, Kind } from '../../shared/kinds.ts'
import { noticePersonalData } from '../../shared/privacy/notice.ts'
import { MAX_MUTATIONS, MAX_PUSH_BYTES } from '../../shared/sync/limits.ts'
import { refsOf } from '../../shared/sync/refs.ts'
import { PLAN_2017 } from '../fixtures/ashford/plan-2017-18.ts'
import { PRIORITY_EDITION, TEMPORAL_EDITION } from '../fixtures/ashford/assessment-2021-22.ts'
import { ashford } from '../fixtures/ashford/index.ts'
import { PLAN_2021 } from '../fixtures/ashford/plan-2021-22.ts'

const rows = ashford('2026-11-22')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const all = <K extends Kind>(kind: K) =>
  rows
    .filter((row) => row.kind === kind)
    .map((row) => ({ id: row.id, ...(row.entry as unknown as DataOf<K>) }))

const one = <K extends Kind>(kind: K, id: string) => {
  const found = all(kind).find((row) => row.id === id)
  if (!found) throw new Error(`there is no ${kind} ${id}`)
  return found
}

describe('every row of the demonstration', () => {
  test('passes its kind’s schema, whole', () => {
    for (const { kind, id, entry } of rows)
      expect(v.safeParse(ruleOf(kind).schema, entry), id).toMatchObject({
        success: true,
        output: entry,
      })
  })

  test('has an id of its own', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  test('points only at rows of the right kind that stand before it', () => {
    const before = new Map<string, string>()
    for (const { kind, id, entry } of rows) {
      for (const ref of refsOf(entry, ruleOf(kind)))
        expect(before.get(ref.id), `${id}: ${ref.field} ${ref.id}`).toBe(ref.kind)
      before.set(id, kind)
    }
  })

  test('holds nothing that the door would take for a resident’s and refuse', () => {
    for (const { kind, id, entry } of rows)
      for (const field of ruleOf(kind).words ?? []) {
        const text: unknown = Object.entries(entry).find(([name]) => name === field)?.[1]
        if (typeof text === 'string') expect(noticePersonalData(text), `${id} ${field}`).toEqual([])
      }
  })

  test('fits the pushes it is sent in: the founding rows in one, the rest by hundreds', () => {
    const founder = rows.findIndex(({ id }) => id === 'member-csp-manager')
    expect(founder).toBeGreaterThan(0)
    expect(founder).toBeLessThan(MAX_MUTATIONS)
    for (let from = 0; from < rows.length; from += MAX_MUTATIONS) {
      const bytes = JSON.stringify(rows.slice(from, from + MAX_MUTATIONS)).length
      // A mutation says some 200 bytes more about itself.
      expect(bytes + MAX_MUTATIONS * 200).toBeLessThan(MAX_PUSH_BYTES)
    }
  })

  test('is the same on the same day, and moves with another', () => {
    expect(ashford('2026-11-22')).toEqual(rows)
    expect(ashford('2026-11-23')).not.toEqual(rows)
  })

  test('progress made up for the screens says so; what was printed does not', () => {
    for (const { id, note } of all('update'))
      expect(note.startsWith('Example: '), id).toBe(id.startsWith('update-example-'))
  })
})

describe('the plan of 2021/22', () => {
  const count = (priorityId: string) =>
    all('action').filter((action) => action.priorityId === priorityId).length

  test.each([
    ['priority-violence', 5],
    ['priority-abuse', 4],
    ['priority-asb', 8],
    ['priority-community', 4],
  ])('%s has %d key actions', (priorityId, actions) => {
    expect(count(priorityId)).toBe(actions)
    expect(one('priority', priorityId).planId).toBe(PLAN_2021)
  })

  test('every priority has the four Ps in order, and each of them an action', () => {
    const priorities = all('priority').filter(({ planId }) => planId === PLAN_2021)
    expect(priorities).toHaveLength(4)
    for (const { id } of priorities) {
      const themes = all('theme').filter(({ priorityId }) => priorityId === id)
      expect(themes.map(({ fourP }) => fourP)).toEqual(['prepare', 'protect', 'prevent', 'pursue'])
      for (const theme of themes)
        expect(all('action').some(({ themeId }) => themeId === theme.id)).toBe(true)
    }
  })
})

describe('the two matrices, colour by colour as printed', () => {
  const named = (colour = '') => colour.charAt(0).toUpperCase() + colour.slice(1)
  const linesOf = (editionId: string) => {
    const rowsOf = all('matrixRow').filter((row) => row.editionId === editionId)
    return rowsOf.sort((a, b) => a.order - b.order)
  }

  const printed = (columns: { id: string; label: string }[], editionId: string, total: boolean) =>
    [
      ['', ...columns.map(({ label }) => label), ...(total ? ['Total'] : [])],
      ...linesOf(editionId).map(({ label, cells, published }) => [
        label,
        ...columns.map(({ id }) => named(cells[id]?.colour)),
        ...(total ? [named(published?.band)] : []),
      ]),
    ]
      .map((words) => words.join('\t'))
      .join('\n')

  const priority = one('edition', PRIORITY_EDITION)
  const temporal = one('edition', TEMPORAL_EDITION)
  if (priority.matrix !== 'priority' || temporal.matrix !== 'temporal') throw new Error('mixed up')

  // SHA-256 of the table's lines in the published text, tabs between cells.
  test('the priority matrix: 19 types by 9 variables, and the total', () => {
    const table = printed(priority.variables, PRIORITY_EDITION, true)
    // The plan writes PESTELGO above the table and PESTELO wherever it explains it.
    expect(sha256(table.replace('PESTELO', 'PESTELGO'))).toBe(
      'ff2a5aae0aee36095d4c9a37f7e81957e40113a5fe83c832c7273438e383f271',
    )
    expect(linesOf(PRIORITY_EDITION)).toHaveLength(19)
    expect(priority.variables).toHaveLength(9)
  })

  test('the temporal matrix: 19 types by 12 months', () => {
    expect(sha256(printed(temporal.months, TEMPORAL_EDITION, false))).toBe(
      '7298136e8d9b03d70be715a3571f2c00464d02e2b4aa10c534c7d6781bf21ad3',
    )
    expect(linesOf(TEMPORAL_EDITION)).toHaveLength(19)
  })

  test('colours alone were printed, so no cell has a score', () => {
    for (const { cells } of all('matrixRow'))
      expect(Object.values(cells).every(({ score }) => score === null)).toBe(true)
  })

  test('volume, performance and trend are new; the other six stand as in 2020/21', () => {
    const cells = linesOf(PRIORITY_EDITION).flatMap((row) => Object.entries(row.cells))
    const carried = cells.filter(([, { carriedFrom }]) => carriedFrom !== undefined)
    const fresh = cells.filter(([, { carriedFrom }]) => carriedFrom === undefined)
    expect(new Set(fresh.map(([id]) => id))).toEqual(new Set(['volume', 'performance', 'trend']))
    expect(fresh).toHaveLength(57)
    expect(carried).toHaveLength(114)
    expect(carried.every(([, { carriedFrom }]) => carriedFrom === '2020/21')).toBe(true)
    expect(fresh.every(([, { period }]) => period !== undefined)).toBe(true)
  })

  test('the key has five bands without a gap', () => {
    expect(priority.method.bands.map(({ id, from }) => [id, from])).toEqual([
      ['blue', 9],
      ['green', 15],
      ['yellow', 20],
      ['orange', 24],
      ['red', 26],
    ])
  })

  test('the counts stated beside the temporal matrix stand in their months, and no others', () => {
    const counts = linesOf(TEMPORAL_EDITION).flatMap(({ label, cells }) =>
      Object.entries(cells).flatMap(([month, { count }]) =>
        count === undefined ? [] : [[label, month, count]],
      ),
    )
    expect(counts).toEqual([
      ['Violence with injury', 'may', 116],
      ['Violence with injury', 'jul', 114],
      ['Violence without injury', 'jan', 201],
      ['Violence without injury', 'oct', 193],
      ['Other sexual offences', 'jan', 30],
      ['Other sexual offences', 'mar', 30],
      ['Other sexual offences', 'apr', 28],
      ['Other sexual offences', 'jul', 31],
      ['Rape', 'apr', 15],
      ['Rape', 'may', 18],
      ['Rape', 'aug', 16],
      ['Robbery (all)', 'mar', 15],
      ['Robbery (all)', 'may', 17],
      ['Robbery (all)', 'aug', 16],
      ['Public order offences / antisocial behaviour', 'mar', 119],
      ['Public order offences / antisocial behaviour', 'jun', 113],
      ['Domestic abuse', 'jul', 292],
      ['Domestic abuse', 'aug', 301],
      ['Domestic abuse', 'oct', 292],
    ])
  })
})

describe('the targets', () => {
  const daysIn = ({ from, to }: { from: string; to: string }) =>
    (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

  test('six top-line targets, each with its direction, its rule and the baseline the plan states', () => {
    const topLine = all('indicator').filter(({ planId, rule }) => planId === PLAN_2021 && rule)
    expect(
      topLine.map(({ priorityId, unit, polarity, rule, baseline }) => [
        priorityId,
        unit,
        polarity,
        rule?.kind === 'change-percent' ? rule.by : null,
        baseline && [baseline.value, daysIn(baseline)],
      ]),
    ).toEqual([
      ['priority-violence', 'count', 'lower', -2, [747, 275]],
      ['priority-abuse', 'count', 'higher', 2, [2296, 366]],
      ['priority-abuse', 'count', 'higher', 5, null],
      ['priority-community', 'count', 'higher', 5, [226, 366]],
      ['priority-asb', 'count', 'lower', -2, null],
      ['priority-community', 'percent', 'lower', -5, null],
    ])
    for (const { period } of topLine)
      expect(period).toEqual({ from: '2021-04-01', to: '2022-03-31' })
  })

  test('what is not a target is watched: it has no rule and no baseline', () => {
    const watched = all('indicator').filter(({ rule }) => rule === null)
    expect(watched).toHaveLength(23)
    for (const { id, baseline, published } of watched)
      expect([baseline, published ?? null], id).toEqual([null, null])
  })

  test('every count is one that a plan prints, with its window; no result of 2021/22 is made up', () => {
    const counts = all('observation').map(
      ({ indicatorId, from, to, value }) =>
        `${indicatorId.replace('indicator-', '')} ${from} ${to} ${value}`,
    )
    const printed = `
      2017.summer 2016-07-01 2016-09-30 612
      2017.summer 2017-07-01 2017-09-30 563
      2021.1 2020-04-01 2020-12-31 747
      2021.4 2019-12-01 2020-11-30 226
      2021.2 2020-04-01 2020-11-30 1582
      2021.2 2018-10-01 2019-09-30 2102
      2021.2 2020-01-01 2020-12-31 2296
      2017.incidents 2011-04-01 2012-03-31 3630
      2017.incidents 2012-04-01 2013-03-07 3408
      2013.satisfaction 2012-04-01 2013-03-07 83.3
      2013.shoplifting 2010-10-01 2011-09-30 668
      2013.shoplifting 2011-10-01 2012-09-30 760
      2017.casualties 2013-01-01 2013-12-31 535
      2017.casualties 2014-01-01 2014-12-31 490
      2017.casualties-young 2013-01-01 2013-12-31 24
      2017.casualties-young 2014-01-01 2014-12-31 48
      2017.ksi 2014-01-01 2014-12-31 67
      2021.injury-months 2019-05-01 2019-05-31 116
      2021.injury-months 2019-07-01 2019-07-31 114
      2021.no-injury 2019-01-01 2019-01-31 201
      2021.no-injury 2019-10-01 2019-10-31 193
      2021.no-injury 2020-04-01 2020-12-31 1421
      2021.robbery 2017-12-01 2018-11-30 91
      2021.robbery 2018-12-01 2019-11-30 133
      2021.abuse-incidents 2018-10-01 2018-10-31 292
      2021.abuse-incidents 2019-07-01 2019-07-31 292
      2021.abuse-incidents 2019-08-01 2019-08-31 301
      2021.abuse-incidents 2020-01-01 2020-12-31 3305
      2021.abuse-violence 2020-07-01 2020-07-31 202
      2021.abuse-violence 2020-08-01 2020-08-31 206
      2021.abuse-violence 2020-01-01 2020-12-31 1832
      2021.abuse-sexual 2020-01-01 2020-12-31 68
      2021.abuse-stalking 2020-02-01 2020-02-29 62
      2021.abuse-stalking 2020-08-01 2020-08-31 72
      2021.abuse-stalking 2020-01-01 2020-12-31 557
      2021.asb-council 2019-04-01 2020-03-31 296
      2021.asb-council 2020-04-01 2021-03-31 1094
      2021.asb-music 2019-04-01 2020-03-31 91
      2021.asb-music 2020-04-01 2021-03-31 144
      2021.asb-dogs 2019-04-01 2020-03-31 76
      2021.asb-dogs 2020-04-01 2021-03-31 107
      2021.damage 2020-04-01 2020-12-31 989
      2021.public-order 2019-01-01 2019-12-31 1023
      2021.public-order 2020-01-01 2020-12-31 842
      2021.fires 2018-10-01 2019-09-30 134
      2021.fires 2019-10-01 2020-09-30 115
      2021.drugs 2019-01-01 2019-12-31 160
      2021.drugs 2020-01-01 2020-12-31 280
      2021.young 2014-04-01 2015-03-31 229
      2021.young 2019-04-01 2020-03-31 71`
    expect(counts).toEqual(printed.trim().split(/\n\s*/))
  })

  test.each([
    ['Robbery', 42, 46.2, 91],
    ['Drug offences', 120, 75.0, 160],
  ])('%s: %d more is %d%% of one number alone', (_, more, percent, before) => {
    const fits = Array.from({ length: 2000 }, (_, n) => n + 1).filter(
      (n) => Math.round((more / n) * 1000) / 10 === percent,
    )
    expect(fits).toEqual([before])
  })
})

describe('anti-social behaviour in 2017/18', () => {
  test('six targets, every one with dated progress', () => {
    const actions = all('action').filter(({ priorityId }) => priorityId === 'priority-asb-2017')
    expect(actions.every(({ planId }) => planId === PLAN_2017)).toBe(true)
    expect(actions).toHaveLength(6)
    for (const { id, target, how, evidence, stakeholderIds } of actions) {
      expect(target && how && evidence).toBeTruthy()
      expect(stakeholderIds.length).toBeGreaterThan(0)
      expect(all('update').some(({ actionId }) => actionId === id)).toBe(true)
    }
  })

  test('over the summer, 612 reports became 563', () => {
    const { baseline } = one('indicator', 'indicator-2017.summer')
    expect(baseline).toEqual({ value: 612, from: '2016-07-01', to: '2016-09-30' })
    const noted = all('update').filter(({ note }) => note.includes('612') && note.includes('563'))
    expect(noted).toHaveLength(1)
  })
})

describe('nobody is named', () => {
  /** SHA-256 of every first name, surname and address that stands in the sources, in small letters. */
  const named = new Set([
    '01621148306fc8fb7c2b95eeb5c37e375f90db53cf8313ea87c9c34c05b7e0e5',
    '119c9ae6f9ca741bd0a76f87fba0b22cab5413187afb2906aa2875c38e213603',
    '1d195f76c134826a79def234478644687e84bf2121f8b69654e134544b285ce2',
    '34656992792d46b72424fb80eab21794f495fe83a022d24166c2a6f25b33d4e1',
    '36e9d1c865cac46c8d408d2e662d3ac89af6b7356ff6bc297f7e18584e543370',
    '3da83d37afaeb057e063a1baa0906efd2afb7ee9aa84331ada90901afbc69604',
    '49915e0d7d4b402e3017d010bc1c0e83cac6c797d6c16e66340fe3268693a6a1',
    '4b25923a4f31b83195ceb0d160e0a1a6d1556b5a2cd4c582ff40aa0498ae1578',
    '4d6dd75cc1abd088d6a579bfff165e084cc3373665e84f34b35491e13907c1a5',
    '62d3dfb45d73fa43043c6dcf42922c2894500de6320e917cec37fe62800081bc',
    '6ffd166a9b0fe213392fcf3065917f5c78c3563359778bf15865270fd819d535',
    '776cb326ab0cd5f0a974c1b9606044d8485201f2db19cf8e3749bdee5f36e200',
    '80c95d0e9e710a56937209d81da3043b5dfed8174bb6acc01e334ecaa6408a97',
    '8d20e19b8fc57df7cf425bb96337dd498403f13124ffc22bcd1cba5d9e8445d2',
    '97fbb810bb2cad54f404fee3ec54116ef7c8c5e3d1178af39ec49714a830e278',
    'abca4de9dd94d3ac2db9c470f8d4557f421b969fab4990c3c719629f7e7a8b69',
    'acdac6f26dbf81a7f55030126ae3b876f44d01c6bd84491dae06b67c673c9dd1',
    'c1d35cc3471fe509203d65b3e7a53fc82337ac9ae2c797b836621f706fe37df8',
    'c278ec5a69c34aace42773e41b1163e6ce40c906f2a14f807d39d1b2a1c2dff5',
    'de2165ef8869e188a11655a966c6b8e60afbc31009a1f312f10ae38081069cdf',
    'df1a2933b9872d13671d3987b6c2f714cc21f5d776ed82aed883ec35e33427c0',
    'e4e30ddfbef79fbb9e13b6768af8a232056d7631b4c786df3002e4b3d3e24a47',
    'e85940bbb038c2c50b283e54e6a74160cdb7d596b82bc1dfe2d00e81d2461319',
    'ea399282c86c68f56c4d8882ba1290359c367f4fcdf31fd4151a8b08c12c2081',
    'ecd18c6a66631988cfa1ef186b61d729c1430c3e1a2503c3d83167a6d95f7b95',
    'f056a069b668828c497804bcdd579810be37977890bfb3049b3dd94d675f3d34',
    'f61b87bc549816511b3473bdf656af22704173e209313bf3076d7402a516176c',
  ])

  const textsIn = (value: unknown): string[] => {
    if (typeof value === 'string') return [value]
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)])
  }
  const wordsOf = (text: string) =>
    text.toLowerCase().match(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+|\p{L}+/gu) ?? []
  const isNamed = (text: string) => wordsOf(text).some((word) => named.has(sha256(word)))

  test('no word of the demonstration is the name or address of a person in the sources', () => {
    const words = new Set(rows.flatMap(textsIn).flatMap(wordsOf))
    expect(words.size).toBeGreaterThan(500)
    expect([...words].filter((word) => named.has(sha256(word)))).toEqual([])
  })

  test('no e-mail address stands in it, and no telephone number that could ring', () => {
    for (const text of rows.flatMap(textsIn)) {
      expect(text).not.toMatch(/\S@\S/)
      // Ofcom keeps 01632 960000 to 960999 for stories: nobody is ever given one of them.
      const rings = (text.match(/\b0\d{2,4}\)?(?:[ -]?\d){6,8}\b/g) ?? []).filter(
        (number) => !/^01632 960 \d{3}$/.test(number),
      )
      expect(rings).toEqual([])
    }
  })

  test('the check sees a name behind a title, a hyphen or an apostrophe', () => {
    const name = 'Pat'
    named.add(sha256(name.toLowerCase()))
    for (const text of ['Insp. Pat', 'Pat-led', 'Pat’s list', 'PAT', '(pat)'])
      expect(isNamed(text)).toBe(true)
    expect(isNamed('Patrols')).toBe(false)
    named.delete(sha256(name.toLowerCase()))
  })
})
