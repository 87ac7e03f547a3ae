import { describe, expect, test } from 'vitest'
import { judge } from '../../../shared/indicator/judge.ts'
import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { ashford } from '../../fixtures/ashford/index.ts'

const today = '2026-11-22'
const rows = ashford(today)
const all = <K extends Kind>(kind: K) =>
  rows
    .filter((row) => row.kind === kind)
    .map((row) => ({ id: row.id, ...(row.entry as unknown as DataOf<K>) }))

/** Every count that the documents print with its window, gone through by hand against them. */
const printed: Record<string, string[]> = {
  '2013.satisfaction': ['2012-04-01 2013-03-07 83.3 provisional'],
  '2013.shoplifting': ['2010-10-01 2011-09-30 668', '2011-10-01 2012-09-30 760'],
  '2017.casualties': ['2013-01-01 2013-12-31 535', '2014-01-01 2014-12-31 490'],
  '2017.casualties-young': ['2013-01-01 2013-12-31 24', '2014-01-01 2014-12-31 48'],
  '2017.incidents': ['2011-04-01 2012-03-31 3630', '2012-04-01 2013-03-07 3408 provisional'],
  '2017.ksi': ['2014-01-01 2014-12-31 67'],
  '2017.summer': ['2016-07-01 2016-09-30 612', '2017-07-01 2017-09-30 563'],
  '2021.1': ['2020-04-01 2020-12-31 747'],
  '2021.2': [
    '2018-10-01 2019-09-30 2102',
    '2020-01-01 2020-12-31 2296',
    '2020-04-01 2020-11-30 1582',
  ],
  '2021.4': ['2019-12-01 2020-11-30 226'],
  '2021.abuse-incidents': [
    ...['2018-10-01 2018-10-31 292', '2019-07-01 2019-07-31 292', '2019-08-01 2019-08-31 301'],
    '2020-01-01 2020-12-31 3305',
  ],
  '2021.abuse-sexual': ['2020-01-01 2020-12-31 68'],
  '2021.abuse-stalking': [
    ...['2020-01-01 2020-12-31 557', '2020-02-01 2020-02-29 62', '2020-08-01 2020-08-31 72'],
  ],
  '2021.abuse-violence': [
    ...['2020-01-01 2020-12-31 1832', '2020-07-01 2020-07-31 202', '2020-08-01 2020-08-31 206'],
  ],
  '2021.asb-council': ['2019-04-01 2020-03-31 296', '2020-04-01 2021-03-31 1094'],
  '2021.asb-dogs': ['2019-04-01 2020-03-31 76', '2020-04-01 2021-03-31 107'],
  '2021.asb-music': ['2019-04-01 2020-03-31 91', '2020-04-01 2021-03-31 144'],
  '2021.damage': ['2020-04-01 2020-12-31 989'],
  '2021.drugs': ['2019-01-01 2019-12-31 160', '2020-01-01 2020-12-31 280'],
  '2021.fires': ['2018-10-01 2019-09-30 134', '2019-10-01 2020-09-30 115'],
  '2021.injury-months': ['2019-05-01 2019-05-31 116', '2019-07-01 2019-07-31 114'],
  '2021.no-injury': [
    ...['2019-01-01 2019-01-31 201', '2019-10-01 2019-10-31 193', '2020-04-01 2020-12-31 1421'],
  ],
  '2021.public-order': ['2019-01-01 2019-12-31 1023', '2020-01-01 2020-12-31 842'],
  '2021.robbery': ['2017-12-01 2018-11-30 91', '2018-12-01 2019-11-30 133'],
  '2021.young': ['2014-04-01 2015-03-31 229', '2019-04-01 2020-03-31 71'],
}

describe('what the documents print', () => {
  const observations = all('observation')
  test('is kept with its window, and nothing that they do not print', () => {
    const kept = Object.fromEntries(
      [...new Set(observations.map(({ indicatorId }) => indicatorId))].sort().map((id) => [
        id.replace('indicator-', ''),
        observations
          .filter(({ indicatorId }) => indicatorId === id)
          .map(({ from, to, value, provisional }) =>
            [from, to, value, ...(provisional ? ['provisional'] : [])].join(' '),
          )
          .sort(),
      ]),
    )
    expect(kept).toEqual(printed)
  })

  test('each count says where it is printed', () => {
    expect(observations.filter(({ source }) => !source)).toEqual([])
  })

  test.each([
    ['2021.1', 'change-percent', -2, 'lower', '747 2020-04-01 2020-12-31'],
    ['2021.2', 'change-percent', 2, 'higher', '2296 2020-01-01 2020-12-31'],
    ['2021.3', 'change-percent', 5, 'higher', 'none'],
    ['2021.4', 'change-percent', 5, 'higher', '226 2019-12-01 2020-11-30'],
    ['2021.5', 'change-percent', -2, 'lower', 'none'],
    ['2021.6', 'change-percent', -5, 'lower', 'none'],
  ])('the top-line target %s is %s by %s, and %s is the aim', (nth, kind, by, polarity, from) => {
    const found = all('indicator').find(({ id }) => id === `indicator-${nth}`)
    expect(found?.rule).toEqual({ kind, by })
    expect(found?.polarity).toBe(polarity)
    const { baseline } = found ?? {}
    expect(baseline ? `${baseline.value} ${baseline.from} ${baseline.to}` : 'none').toBe(from)
  })

  test('83.3% against 79.3% is met, and is no change that anybody could test', () => {
    const it = all('indicator').find(({ id }) => id === 'indicator-2013.satisfaction')
    const own = observations.filter(({ indicatorId }) => indicatorId === it?.id)
    expect(it && judge(it, own, today)).toMatchObject({ rag: 'green', direction: null })
  })
})
