import { expect, test } from 'vitest'
import { noticeOf } from '../../web/src/lib/reminders/notice.ts'

const carrying = (text: string) => ({ json: (): unknown => JSON.parse(text) })

test('a message is shown in its own words, and a newer one takes its place', () => {
  const notice = noticeOf(carrying('{"text":"2 actions due"}'))
  expect(notice).toMatchObject({ body: '2 actions due', tag: 'reminders' })
})

test.each([
  ['nothing', null],
  ['no JSON', carrying('2 actions due')],
  ['no text', carrying('{}')],
  ['an empty text', carrying('{"text":""}')],
  ['a number', carrying('{"text":7}')],
  ['null', carrying('null')],
])('a message with %s is shown all the same: a browser takes silence amiss', (_said, data) => {
  expect(noticeOf(data).body).toBe('Something waits for you')
})

test('a text without end is cut', () => {
  expect(noticeOf(carrying(JSON.stringify({ text: 'x'.repeat(9000) }))).body).toHaveLength(200)
})
