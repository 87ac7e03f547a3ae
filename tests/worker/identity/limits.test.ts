import { Hono } from 'hono'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Env } from '../../../worker/environment.ts'
import { addressKey, limitBy } from '../../../worker/middleware/limits.ts'
import { Browser, Hall } from './browser.ts'

describe('who shares an allowance', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['fe80::1:2:3:4', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['::203.0.113.7', '0:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ])('%s counts as %s', (address, key) => expect(addressKey(address)).toBe(key))

  test.each([
    undefined,
    '',
    'localhost',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '0x7f.0.0.1',
    '2130706433',
    '1.2.3.4, 5.6.7.8',
    ':',
    ':::',
    '1:2:3',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::1',
    '::1]/x',
    '[::1]',
    'fe80::1%eth0',
    '::ffff:1.2.3.256',
  ])('%j cannot be read, and shares one with all that cannot', (address) =>
    expect(addressKey(address)).toBe('unreadable'),
  )
})

describe('a limit', () => {
  let hall: Hall
  let browser: Browser
  const keys: string[] = []
  beforeEach(() => {
    hall = new Hall()
    browser = new Browser(hall)
    keys.length = 0
  })
  const counting = (most: number): RateLimit => ({
    limit: async ({ key }: { key: string }) => ({ success: keys.push(key) <= most }),
  })

  test('that is reached says so, and when to come back', async () => {
    hall.env.LIMIT_ADDRESS = counting(1)
    const ask = () =>
      browser.fetch('/api/passkeys/sign-in/options', {
        method: 'POST',
        headers: { 'CF-Connecting-IP': '2001:db8:1:2:3::4' },
      })
    expect((await ask()).status).toBe(200)
    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(await refused.json()).toEqual({ error: 'too-many' })
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(keys).toEqual(['2001:db8:1:2::/64', '2001:db8:1:2::/64'])
  })

  test.each([
    ['POST', '/api/sign-in/code'],
    ['POST', '/api/sign-in/verify'],
    ['POST', '/api/passkeys/sign-in/options'],
    ['POST', '/api/passkeys/sign-in/verify'],
    ['POST', '/api/passkeys/register/options'],
    ['POST', '/api/passkeys/register/verify'],
    ['GET', '/api/entra/start'],
    ['GET', '/api/entra/callback'],
  ])('stands before %s %s, and before its body is read', async (method, path) => {
    hall.env.LIMIT_ADDRESS = counting(0)
    expect((await browser.fetch(path, { method })).status).toBe(429)
  })

  test('that a deployment forgot to bind shuts the door rather than open it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { LIMIT_ADDRESS: _, ...env } = hall.env
    hall.env = env
    expect(await browser.post('/api/sign-in/code', { email: 'a@b.example' })).toEqual({
      status: 503,
      body: { error: 'unavailable' },
    })
    expect(String(log.mock.calls[0]?.[0])).toContain('LIMIT_ADDRESS')
    log.mockRestore()
  })

  test('by member counts each by themselves', async () => {
    const app = new Hono<Env>()
      .use(limitBy((c) => c.req.header('Who') ?? ''))
      .get('/', (c) => c.text('in', 200))
    const counts = new Map<string, number>()
    hall.env.LIMIT_MEMBER = {
      limit: async ({ key }: { key: string }) => {
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return { success: (counts.get(key) ?? 0) <= 1 }
      },
    }
    const ask = async (Who: string) =>
      (await app.request('/', { headers: { Who } }, hall.env)).status
    expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([200, 429, 200])
  })
})
