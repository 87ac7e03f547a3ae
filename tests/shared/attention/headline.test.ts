import { describe, expect, test } from 'vitest'
import { headline } from '../../../shared/attention/headline.ts'
import type { Situation } from '../../../shared/attention/headline.ts'

const now = new Date('2026-11-22T12:00:00Z')
const fine: Situation = {
  waiting: 0,
  arriving: 0,
  needsYou: 0,
  oldestAt: null,
  contactAt: '2026-11-22T11:58:00.000Z',
  contact: 'ok',
  isSyncing: false,
  isStuck: false,
}
const waiting = { waiting: 3, oldestAt: '2026-11-22T11:40:00.000Z' }
const say = (change: Partial<Situation>) => headline({ ...fine, ...change }, now, '2026-11-22')

describe('how sync stands, in one sentence', () => {
  test.each<[string, Partial<Situation>, string]>([
    ['all is sent', {}, 'Nothing waits to be sent'],
    ['all is sent and on its way back', { arriving: 2 }, 'Nothing waits to be sent'],
    ['no signal, nothing to send', { contact: 'unreachable' }, 'Nothing waits to be sent'],
    ['photos follow', { photos: 2 }, 'Sending 2 photos'],
    [
      'a photo waits',
      { photos: 1, contact: 'unreachable' },
      'No signal: 1 photo kept on this phone',
    ],
    ['entries go first', { ...waiting, photos: 2 }, '3 entries to send'],
    ['a photo, and something needs you', { photos: 2, needsYou: 1 }, '1 thing needs you'],
    ['three wait', waiting, '3 entries to send'],
    ['one waits', { ...waiting, waiting: 1 }, '1 entry to send'],
    ['being sent', { ...waiting, isSyncing: true }, 'Sending 3 entries'],
    [
      'no signal',
      { ...waiting, contact: 'unreachable' },
      'No signal: 3 entries kept on this phone',
    ],
    ['signed out', { ...waiting, contact: 'signed-out' }, 'Sign in again'],
    ['somebody else here', { contact: 'other-member' }, 'Sign in again'],
    [
      'stuck',
      { ...waiting, isStuck: true },
      'The office answers, but 3 entries have not gone for 20 minutes',
    ],
    [
      'one stuck, while trying',
      { ...waiting, waiting: 1, isStuck: true, isSyncing: true },
      'The office answers, but 1 entry has not gone for 20 minutes',
    ],
    ['too old', { ...waiting, contact: 'too-old' }, 'This Patchwork is too old to show news'],
    ['one thing refused', { needsYou: 1 }, '1 thing needs you'],
    ['refused, and more waits', { ...waiting, needsYou: 2 }, '3 entries to send'],
    ['a new phone', { contactAt: null, contact: 'none' }, 'Not in touch yet'],
  ])('%s', (_, change, title) => {
    expect(say(change).title).toBe(title)
  })

  test('it is good news only when the office has everything and answers', () => {
    expect(say({}).tone).toBe('good')
    for (const change of [
      waiting,
      { needsYou: 1 },
      { contact: 'unreachable' as const },
      { contact: 'signed-out' as const },
      { contactAt: null },
    ]) {
      expect(say(change).tone).not.toBe('good')
    }
  })

  test('what is kept is counted while nobody is signed in', () => {
    expect(say({ ...waiting, contact: 'signed-out' }).text).toContain('3 entries are kept')
  })
})
