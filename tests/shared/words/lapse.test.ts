import { expect, test } from 'vitest'
import { sayLapse } from '../../../shared/words/lapse.ts'
import { saySpace } from '../../../shared/words/space.ts'

const MINUTE = 60_000
const now = new Date('2026-11-22T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE).toISOString()

test.each([
  [-5, 'less than a minute'],
  [0, 'less than a minute'],
  [1, '1 minute'],
  [59, '59 minutes'],
  [60, '1 hour'],
  [119, '1 hour'],
  [120, '2 hours'],
  [47 * 60 + 59, '47 hours'],
  [48 * 60, '2 days'],
  [200 * 24 * 60, '200 days'],
])('%d minutes ago is %s', (minutes, words) => {
  expect(sayLapse(ago(minutes), now)).toBe(words)
})

test('a time that cannot be read is no long lapse', () => {
  expect(sayLapse('yesterday', now)).toBe('less than a minute')
})

test.each([
  [0, '0 KB'],
  [-1, '0 KB'],
  [640_400, '640 KB'],
  [999_400, '999 KB'],
  [999_600, '1 MB'],
  [12_300_000, '12 MB'],
  [3_140_000_000, '3.1 GB'],
  [3_000_000_000, '3 GB'],
  [64_000_000_000, '64 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(saySpace(bytes)).toBe(words)
})
