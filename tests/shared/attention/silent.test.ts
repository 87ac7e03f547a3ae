import { describe, expect, test } from 'vitest'
import { worryOf, worrying } from '../../../shared/attention/silent.ts'
import type { Browser } from '../../../shared/attention/silent.ts'

const now = new Date('2026-11-22T12:00:00Z')
const HOUR = 3_600_000
const browser = (hours: number, change: Partial<Browser> = {}): Browser => ({
  lastContactAt: new Date(now.getTime() - hours * HOUR).toISOString(),
  unsent: 0,
  isSignedIn: true,
  doneAt: null,
  ...change,
})

describe('whom somebody should ring, with a lease of 14 days', () => {
  test.each<[string, Browser, ReturnType<typeof worryOf>]>([
    ['in touch this morning', browser(3), null],
    ['silent for exactly half the lease', browser(7 * 24), null],
    ['silent for longer than half the lease', browser(7 * 24 + 1), 'silent'],
    ['unsent work since this morning', browser(3, { unsent: 4 }), null],
    ['unsent work for exactly a day', browser(24, { unsent: 4 }), null],
    ['unsent work for longer than a day', browser(25, { unsent: 1 }), 'unsent'],
    ['signed out long ago, nothing left', browser(900, { isSignedIn: false }), null],
    ['signed out with unsent work', browser(900, { isSignedIn: false, unsent: 2 }), 'unsent'],
    ['wiped as it was told', browser(900, { doneAt: now.toISOString(), unsent: 2 }), null],
    [
      'in use again since it was signed out, and silent',
      browser(300, { doneAt: '2026-01-01T00:00:00.000Z' }),
      'silent',
    ],
  ])('%s', (_, it, worry) => {
    expect(worryOf(it, 14, now)).toBe(worry)
  })

  test('a shorter lease worries sooner', () => {
    expect(worryOf(browser(50), 14, now)).toBeNull()
    expect(worryOf(browser(50), 4, now)).toBe('silent')
  })

  test('unsent work comes first, then the longest silence', () => {
    const listed = [browser(200), browser(30, { unsent: 1 }), browser(400), browser(1)]
    expect(worrying(listed, 14, now).map(({ browser: it }) => listed.indexOf(it))).toEqual([
      1, 2, 0,
    ])
  })
})
