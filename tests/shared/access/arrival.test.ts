import { describe, expect, test } from 'vitest'
import { arrive, isPassOver, landingOf } from '../../../shared/access/arrival.ts'
import { codeDigits, isWholeCode } from '../../../shared/access/emailCode.ts'

const ashford = { partnershipId: 'ashford', name: 'Ashford' }
const swale = { partnershipId: 'swale', name: 'Swale' }

describe('somebody who has shown who they are', () => {
  test('goes straight in where there is one seat', () => {
    expect(arrive([ashford], false)).toEqual({ step: 'enter', seat: ashford })
  })
  test('chooses where there are several, and even of one when there is something to read first', () => {
    expect(arrive([ashford, swale], false).step).toBe('choose')
    expect(arrive([ashford], true).step).toBe('choose')
  })
  test('hears that they are in no partnership yet', () => {
    expect(arrive([], false)).toEqual({ step: 'none' })
    expect(arrive([], true)).toEqual({ step: 'none' })
  })
})

describe('after signing in', () => {
  test('the patch opens for who is out there, the overview for a desk', () => {
    expect(landingOf('contributor', null)).toBe('/patch')
    expect(landingOf('event helper', null)).toBe('/patch')
    expect(landingOf('manager', null)).toBe('/overview')
  })
  test('a person goes back to where they were going', () => {
    expect(landingOf('manager', '/actions/action-a.1')).toBe('/actions/action-a.1')
  })
  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:1', ''])(
    'but never to %j, which is no address of this app',
    (to) => {
      expect(landingOf('contributor', to)).toBe('/patch')
    },
  )
})

describe('a pass', () => {
  test('ends at midnight in the United Kingdom, in summer too', () => {
    expect(isPassOver({ untilAt: '2026-11-23T00:00:00.000Z' }, '2026-11-22')).toBe(false)
    expect(isPassOver({ untilAt: '2026-11-23T00:00:00.000Z' }, '2026-11-23')).toBe(true)
    expect(isPassOver({ untilAt: '2026-07-10T23:00:00.000Z' }, '2026-07-10')).toBe(false)
    expect(isPassOver({ untilAt: '2026-07-10T23:00:00.000Z' }, '2026-07-11')).toBe(true)
  })
  test('of somebody who has none is never over', () => {
    expect(isPassOver({}, '2026-11-23')).toBe(false)
    expect(isPassOver({ untilAt: null }, '2026-11-23')).toBe(false)
  })
})

describe('a code from the mail', () => {
  test.each(['123456', '123 456', '123-456', ' 1 2 3 4 5 6 ', 'Your code is 123456.'])(
    'is read out of %j',
    (typed) => {
      expect(codeDigits(typed)).toBe('123456')
      expect(isWholeCode(typed)).toBe(true)
    },
  )
  test.each(['', '12345', 'abcdef'])('is not whole in %j', (typed) => {
    expect(isWholeCode(typed)).toBe(false)
  })
})
