import { describe, expect, test } from 'vitest'
import { changeOf } from '../../../shared/indicator/change.ts'
import { judge, valuesOf } from '../../../shared/indicator/judge.ts'
import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { questionsOf } from '../../../shared/indicator/questions.ts'
import { standingOf } from '../../../shared/indicator/standing.ts'
import { ashford } from '../../fixtures/ashford/index.ts'

const today = '2026-11-22'
const rows = ashford(today)
const all = <K extends Kind>(kind: K) =>
  rows
    .filter((row) => row.kind === kind)
    .map((row) => ({ id: row.id, ...(row.entry as unknown as DataOf<K>) }))

function read(name: string) {
  const indicator = all('indicator').find(({ id }) => id === `indicator-${name}`)
  if (!indicator) throw new Error(`there is no indicator ${name}`)
  const own = all('observation').filter(({ indicatorId }) => indicatorId === indicator.id)
  return {
    change: changeOf(indicator, valuesOf(indicator, own, today)),
    verdict: judge(indicator, own, today),
    asks: questionsOf(indicator, standingOf(indicator, own), today).map(({ ask }) => ask),
  }
}

describe('what the three documents count, and what can be said of it', () => {
  test.each<[name: string, change: RegExp, caveats: RegExp[]]>([
    ['2017.summer', /^612 in Jul.* 2016, then 563 .* no clear change\.$/, []],
    [
      '2017.incidents',
      /by the day, 9\.9 and then 10\.0\. That is no clear change/,
      [/366 and 341 days/, /provisional/],
    ],
    [
      '2021.2',
      /^2,102 .*then 2,296 in 2020.* clearly up, which is the way hoped for/,
      [/More is the aim/],
    ],
    ['2021.injury-months', /^116 in May 2019, then 114 .*no clear change/, [/season/]],
    [
      '2021.no-injury',
      /^193 in Oct 2019, then 1,421 .* cannot be compared/,
      [/31 and 275/, /season/],
    ],
    [
      '2021.abuse-incidents',
      /^301 in Aug 2019, then 3,305 in 2020\. .* cannot be compared/,
      [/31 and 366/, /season/],
    ],
    ['2021.robbery', /^91 .* 133 .*clearly up, which is not the way hoped for/, []],
    ['2021.asb-council', /^296 in 2019\/20, then 1,094 in 2020\/21\. That is clearly up/, []],
    ['2021.public-order', /^1,023 in 2019, then 842 in 2020.*clearly down/, []],
    ['2021.fires', /^134 .* 115 .*no clear change/, []],
    ['2021.drugs', /^160 in 2019, then 280 in 2020\. That is clearly up\.$/, []],
    ['2021.young', /^229 .* 71 .*clearly down/, []],
    ['2017.casualties', /^535 in 2013, then 490 in 2014\. That is no clear change/, []],
    [
      '2017.casualties-young',
      /^24 in 2013, then 48 in 2014\. That is clearly up, which is not/,
      [],
    ],
    ['2013.shoplifting', /^668 .* 760 .*clearly up/, []],
  ])('%s', (name, sentence, caveats) => {
    const { change } = read(name)
    expect(change?.sentence).toMatch(sentence)
    expect(change?.caveats).toHaveLength(caveats.length)
    caveats.forEach((caveat, at) => expect(change?.caveats[at]).toMatch(caveat))
  })

  test.each([
    ['2021.1', [/^\D*baseline covers 275 days/], []],
    ['2021.2', [], [/share days, so they are not compared/]],
    ['2021.3', [/no baseline/], [/target starts from/]],
    ['2021.5', [/no baseline/], [/target starts from/]],
    ['2021.6', [/no baseline/, /can be read two ways/], [/target starts from/]],
    ['2017.summer', [], []],
  ])('%s: what its target contradicts, and what somebody must say', (name, told, asked) => {
    const { verdict, asks } = read(name)
    const messages = verdict.contradictions.map(({ message }) => message)
    expect(messages).toHaveLength(told.length)
    told.forEach((says) =>
      expect(
        messages.some((it) => says.test(it)),
        String(says),
      ).toBe(true),
    )
    expect(asks).toHaveLength(asked.length)
    asked.forEach((says) =>
      expect(
        asks.some((it) => says.test(it)),
        String(says),
      ).toBe(true),
    )
  })

  test('a peak month and the year it lies in are no change', () => {
    expect(read('2021.abuse-violence').change).toBeNull()
  })

  test('a fall from 612 to 563 meets "a decrease", though it is no clear change', () => {
    expect(read('2017.summer').verdict).toMatchObject({
      rag: 'green',
      direction: 'no-clear-change',
    })
  })

  test('no target of 2021/22 is judged: nothing was counted in its year', () => {
    for (const nth of [1, 2, 3, 4, 5, 6])
      expect(read(`2021.${nth}`).verdict).toMatchObject({ rag: 'grey', actual: null })
  })
})
