import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLeaseOver } from '../../../shared/access/lease.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const contactAt = '2026-11-08T09:00:00.000Z'
const after = (ms: number, from = contactAt) => new Date(Date.parse(from) + ms)
const lease = { contactAt, seenAt: contactAt, leaseDays: 14 }

describe('fourteen days without contact', () => {
  test.each([
    ['at contact', 0, false],
    ['a day later', DAY_MS, false],
    ['a moment before the fourteenth day is full', 14 * DAY_MS - 1, false],
    ['when the fourteenth day is full', 14 * DAY_MS, true],
    ['two hundred days later', 200 * DAY_MS, true],
  ])('%s', (_when, ms, isOver) => {
    expect(isLeaseOver(lease, after(ms))).toBe(isOver)
  })

  test('a phone that was never in touch is not locked: it holds nothing', () => {
    expect(isLeaseOver({ ...lease, contactAt: null }, after(900 * DAY_MS))).toBe(false)
  })

  test('the partnership may set fewer days, or more', () => {
    expect(isLeaseOver({ ...lease, leaseDays: 1 }, after(DAY_MS))).toBe(true)
    expect(isLeaseOver({ ...lease, leaseDays: 60 }, after(59 * DAY_MS))).toBe(false)
  })

  test('an instant that cannot be read locks rather than opens', () => {
    expect(isLeaseOver({ ...lease, contactAt: 'yesterday' }, after(0))).toBe(true)
    expect(isLeaseOver({ ...lease, seenAt: 'yesterday' }, after(0))).toBe(true)
  })
})

describe('a clock that is wrong', () => {
  test.each([-3, 3])(
    'one that is %d days off, and stays so, still counts fourteen days',
    (offDays) => {
      const off = offDays * DAY_MS
      const contact = after(off).toISOString()
      const skewed = { contactAt: contact, seenAt: contact, leaseDays: 14 }
      expect(isLeaseOver(skewed, after(off + 14 * DAY_MS - 1))).toBe(false)
      expect(isLeaseOver(skewed, after(off + 14 * DAY_MS))).toBe(true)
    },
  )

  test('one put three days back wins no days that it has already shown', () => {
    const seenAt = after(14 * DAY_MS).toISOString()
    expect(isLeaseOver({ ...lease, seenAt }, after(11 * DAY_MS))).toBe(true)
  })

  test('one put back before the contact does not open what time has shut', () => {
    const seenAt = after(15 * DAY_MS).toISOString()
    expect(isLeaseOver({ ...lease, seenAt }, after(-400 * DAY_MS))).toBe(true)
  })

  test('one put three days ahead loses three days, and no more', () => {
    expect(isLeaseOver(lease, after(10 * DAY_MS + 3 * DAY_MS))).toBe(false)
    expect(isLeaseOver(lease, after(11 * DAY_MS + 3 * DAY_MS))).toBe(true)
  })

  test('once it is over, no setting of the clock opens it again', () => {
    const ms = fc.integer({ min: -4000 * DAY_MS, max: 4000 * DAY_MS })
    fc.assert(
      fc.property(ms, (now) => {
        const seenAt = after(14 * DAY_MS).toISOString()
        return isLeaseOver({ ...lease, seenAt }, after(now))
      }),
    )
  })
})

describe('when the clocks in the United Kingdom change', () => {
  test.each([
    ['forward, on 29 March 2026', '2026-03-22T23:30:00.000Z'],
    ['back, on 25 October 2026', '2026-10-18T23:30:00.000Z'],
  ])('%s, fourteen days are still fourteen times twenty-four hours', (_which, from) => {
    const across = { contactAt: from, seenAt: from, leaseDays: 14 }
    expect(isLeaseOver(across, after(14 * DAY_MS - HOUR_MS, from))).toBe(false)
    expect(isLeaseOver(across, after(14 * DAY_MS - 1, from))).toBe(false)
    expect(isLeaseOver(across, after(14 * DAY_MS, from))).toBe(true)
  })
})
