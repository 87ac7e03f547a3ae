import { describe, expect, test } from 'vitest'
import { noticePersonalData } from '../../../shared/privacy/notice.ts'
import { ashford } from '../../fixtures/ashford/index.ts'
import { badExamples } from './badExamples.ts'
import { goodExamples } from './goodExamples.ts'

const sortsIn = (text: string) => noticePersonalData(text).map(({ sort }) => sort)
const hasSighting = (text: string) => noticePersonalData(text).length > 0

describe('how often the guard is right', () => {
  test('of what should not have been written, it misses fewer than 5 in 100', () => {
    const expected = badExamples.flatMap(([text, ...those]) =>
      those.map((sort) => ({ text, sort })),
    )
    const missed = expected.filter(({ text, sort }) => !sortsIn(text).includes(sort))
    expect(badExamples.length).toBeGreaterThanOrEqual(100)
    expect(missed.length / expected.length, said(missed)).toBeLessThan(0.05)
  })

  test('in a bad note it sees nothing beside what is there', () => {
    const beside = badExamples.filter(([text, ...those]) =>
      sortsIn(text).some((sort) => !those.includes(sort)),
    )
    expect(beside).toEqual([])
  })

  test('of what officers may write, it questions no more than 2 in 100', () => {
    const questioned = goodExamples.filter(hasSighting)
    expect(goodExamples.length).toBeGreaterThanOrEqual(100)
    expect(questioned.length / goodExamples.length, said(questioned)).toBeLessThanOrEqual(0.02)
  })

  test('of the rows of two published plans, it questions fewer than 2 in 100', () => {
    const kinds = 'plan priority theme action update indicator observation edition matrixRow'.split(
      ' ',
    )
    const rows = ashford('2026-11-22').filter(({ kind }) => kinds.includes(kind))
    const questioned = rows.filter(({ entry }) => stringsIn(entry).some(hasSighting))
    expect(rows.length).toBeGreaterThan(100)
    expect(questioned.length / rows.length, said(questioned)).toBeLessThan(0.02)
  })
})

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
}

const said = (cases: unknown[]) => cases.map((each) => JSON.stringify(each)).join('\n')
