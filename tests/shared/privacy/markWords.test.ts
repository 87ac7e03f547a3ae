import { expect, test } from 'vitest'
import { markWords } from '../../../shared/privacy/markWords.ts'
import { noticePersonalData } from '../../../shared/privacy/notice.ts'

const mark = (text: string) => markWords(text, noticePersonalData(text))

test('what was seen is marked where it stands, and the rest is as it was written', () => {
  expect(mark('Call her on 07700 900123 on Monday')).toEqual([
    { text: 'Call her on ', isSeen: false },
    { text: '07700 900123', isSeen: true },
    { text: ' on Monday', isSeen: false },
  ])
})

test('a long text is cut down to what stands near, and never within a word', () => {
  const far = 'The second session went well and everybody stayed to the end. '.repeat(4)
  const stretches = mark(`${far}Call 07700 900123, or write to jo@example.com. ${far}`)
  expect(stretches.filter(({ isSeen }) => isSeen).map(({ text }) => text)).toEqual([
    '07700 900123',
    'jo@example.com',
  ])
  expect(stretches[0]?.text).toBe('… and everybody stayed to the end. Call ')
  expect(stretches[2]?.text).toBe(', or write to ')
  expect(stretches.at(-1)?.text).toMatch(/^\. The second session went well .*…$/)
})

test('a text in which nothing was seen is one stretch', () => {
  expect(mark('Two classes came')).toEqual([{ text: 'Two classes came', isSeen: false }])
  expect(mark('')).toEqual([])
})
