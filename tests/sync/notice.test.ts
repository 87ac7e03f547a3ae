import { afterEach, describe, expect, test, vi } from 'vitest'
import { noticeOf } from '../../web/src/lib/reminders/notice.ts'
import { renewPush } from '../../web/src/lib/reminders/renewPush.ts'
import type { Changed } from '../../web/src/lib/reminders/renewPush.ts'

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

describe('a browser whose address changes', () => {
  const subscription = (endpoint: string) =>
    ({
      options: { userVisibleOnly: true, applicationServerKey: null },
      toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: 'p', auth: 'a' } }),
    }) as unknown as PushSubscription
  const tell = vi.fn<typeof fetch>(() => Promise.resolve(new Response()))
  const subscribe = vi.fn(() => Promise.resolve(subscription('made')))
  const told = () => tell.mock.calls.map(([path, init]) => [path, init?.method, init?.body])
  const post = (endpoint: string) => [
    ...['/api/reminders/push', 'POST'],
    JSON.stringify({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
  ]
  afterEach(() => vi.clearAllMocks())

  test.each<[said: string, changed: Changed, expected: unknown[]]>([
    ['and says to what', { newSubscription: subscription('new') }, [post('new')]],
    [
      'and leaves it to us to make a new one',
      { oldSubscription: subscription('old') },
      [post('made')],
    ],
    ['and says nothing', {}, []],
    ['and says nothing twice', { oldSubscription: null, newSubscription: null }, []],
  ])('%s', async (_said, changed, expected) => {
    await renewPush(changed, { subscribe }, tell)
    expect(told()).toEqual(expected)
  })
})
