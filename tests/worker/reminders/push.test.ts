import { jwtVerify, importJWK } from 'jose'
import { describe, expect, test, vi } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../../worker/reminders/push/bytes.ts'
import { encryptFor, freshForOne } from '../../../worker/reminders/push/encrypt.ts'
import { isPushService } from '../../../worker/reminders/push/endpoint.ts'
import { receiverOf, sendPush } from '../../../worker/reminders/push/send.ts'
import { authorization, vapidOf } from '../../../worker/reminders/push/vapid.ts'
import { AppBrowser, pushEnv } from './appBrowser.ts'

const bytes = (text: string) => fromBase64Url(text) ?? new Uint8Array()
const now = '2026-11-23T08:15:00.000Z'

/** RFC 8291, section 5 and appendix A. */
const rfc = {
  text: 'When I grow up, I want to be a watermelon',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  ours: {
    d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
    public:
      'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  },
  theirs: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

async function rfcKeys(): Promise<CryptoKeyPair> {
  const point = bytes(rfc.ours.public)
  const [x, y] = [point.slice(1, 33), point.slice(33)].map(toBase64Url)
  const jwk = { kty: 'EC', crv: 'P-256', d: rfc.ours.d, x, y } as JsonWebKey
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const { d: _d, ...open } = jwk
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, curve, true, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('jwk', open, curve, true, []),
  } as CryptoKeyPair
}

describe('the body of a message', () => {
  test('is, for the RFC’s keys, the RFC’s own example to the byte', async () => {
    const receiver = { p256dh: bytes(rfc.theirs), auth: bytes(rfc.auth) }
    const fresh = { keys: await rfcKeys(), salt: bytes(rfc.salt) }
    expect(toBase64Url(await encryptFor(receiver, rfc.text, fresh))).toBe(rfc.body)
  })

  test('can be read by the browser it is for, and by no other', async () => {
    const [mine, other] = [await AppBrowser.open(), await AppBrowser.open()]
    const receiver = await receiverOf(mine.subscription)
    if (!receiver) throw new Error('no receiver')
    const body = await encryptFor(receiver, '2 actions due', await freshForOne(), 512)
    expect(await mine.read(body)).toBe('2 actions due')
    await expect(other.read(body)).rejects.toThrow()
  })

  test('has one size whatever it says, and differs each time', async () => {
    const receiver = await receiverOf((await AppBrowser.open()).subscription)
    if (!receiver) throw new Error('no receiver')
    const seal = async (text: string) => encryptFor(receiver, text, await freshForOne(), 512)
    const [short, long] = [await seal('1'), await seal('x'.repeat(500))]
    expect(short.length).toBe(long.length)
    expect(toBase64Url(await seal('1'))).not.toBe(toBase64Url(short))
  })
})

describe('who we are to a push service', () => {
  const vapid = () => {
    const it = vapidOf(pushEnv)
    if (!it) throw new Error('no key')
    return it
  }

  test('is a token for that service, for half a day, signed by the key it names', async () => {
    const header = await authorization(vapid(), 'https://fcm.googleapis.com/fcm/send/x', now)
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(header) ?? []
    expect(key).toBe(vapid().publicKey)
    const point = bytes(key)
    const [x = '', y = ''] = [point.slice(1, 33), point.slice(33)].map(toBase64Url)
    const open = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256')
    const { payload, protectedHeader } = await jwtVerify(token, open, {
      ...{ audience: 'https://fcm.googleapis.com', subject: 'mailto:office@patchwork.example' },
      currentDate: new Date(now),
    })
    expect(protectedHeader).toEqual({ typ: 'JWT', alg: 'ES256' })
    expect((payload.exp ?? 0) - Date.parse(now) / 1000).toBe(12 * 3600)
  })

  test('the same check lets the example of RFC 8292 pass', async () => {
    const token =
      'eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA'
    const point = bytes(
      'BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs',
    )
    const [x = '', y = ''] = [point.slice(1, 33), point.slice(33)].map(toBase64Url)
    const open = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256')
    const { payload } = await jwtVerify(token, open, { currentDate: new Date(1453480000_000) })
    expect(payload.aud).toBe('https://push.example.net')
  })

  test.each<[said: string, env: Record<string, string>, isSaid: boolean]>([
    ['nothing is set', {}, false],
    ['no subject', { VAPID_KEY: pushEnv.VAPID_KEY }, true],
    ['a subject that is neither mail nor https', { ...pushEnv, VAPID_SUBJECT: 'office' }, true],
    ['a key that is no JSON', { ...pushEnv, VAPID_KEY: 'abc' }, true],
    ['a key of another curve', { ...pushEnv, VAPID_KEY: '{"kty":"EC","crv":"P-384"}' }, true],
    [
      'a public key',
      { ...pushEnv, VAPID_KEY: pushEnv.VAPID_KEY.replace(/"d":"[^"]+",/, '') },
      true,
    ],
  ])('where %s there is no push', (_said, env, isSaid) => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    expect(vapidOf(env)).toBeNull()
    expect(log.mock.calls.length > 0).toBe(isSaid)
    for (const words of log.mock.calls) expect(words.join(' ')).not.toContain('"d"')
    log.mockRestore()
  })
})

describe('an endpoint', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://jmt17.google.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QNabc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ])('%s is a push service’s', (endpoint) => {
    expect(isPushService(endpoint)).toBe(true)
  })

  test.each([
    '',
    'fcm.googleapis.com',
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/x',
    'https://me:pw@fcm.googleapis.com/x',
    'https://fcm.googleapis.com@evil.example/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilfcm.googleapis.com.example/x',
    'https://xpush.apple.com/x',
    'https://evil.example/?.push.apple.com',
    'https://evil.example/#.push.apple.com',
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/x',
    'https://patchwork.test/api/session/end',
    'file:///etc/passwd',
    'data:text/plain,x',
    `https://fcm.googleapis.com/${'x'.repeat(1100)}`,
  ])('%s is not', (endpoint) => {
    expect(isPushService(endpoint)).toBe(false)
  })
})

describe('sending', () => {
  const vapid = vapidOf(pushEnv)
  const answering = (status: number) =>
    vi.fn<typeof fetch>(() => Promise.resolve(new Response(null, { status })))

  test.each<[number, string]>([
    [201, 'sent'],
    [200, 'sent'],
    [202, 'sent'],
    [404, 'gone'],
    [410, 'gone'],
    [403, 'gone'],
    [400, 'failed'],
    [401, 'failed'],
    [413, 'failed'],
    [429, 'failed'],
    [500, 'failed'],
    [307, 'failed'],
  ])('a service that answers %i: %s', async (status, outcome) => {
    if (!vapid) throw new Error('no key')
    const { subscription } = await AppBrowser.open()
    const fetch = answering(status)
    expect(await sendPush(subscription, 'x', { vapid, now, fetch })).toBe(outcome)
    expect(fetch.mock.calls[0]?.[1]?.redirect).toBe('manual')
  })

  test('no network: it failed, and nothing is thrown', async () => {
    if (!vapid) throw new Error('no key')
    const { subscription } = await AppBrowser.open()
    const fetch = () => Promise.reject(new TypeError('no network'))
    expect(await sendPush(subscription, 'x', { vapid, now, fetch })).toBe('failed')
  })

  test.each<[string, Partial<AppBrowser['subscription']>]>([
    ['an address that is no push service’s', { endpoint: 'https://169.254.169.254/' }],
    ['a key that is no point of the curve', { p256dh: toBase64Url(new Uint8Array(65).fill(4)) }],
    ['a key that is too short', { p256dh: 'BA' }],
    ['no base64', { auth: '***' }],
  ])('%s is asked nothing', async (_said, wrong) => {
    if (!vapid) throw new Error('no key')
    const fetch = answering(201)
    const to = { ...(await AppBrowser.open()).subscription, ...wrong }
    expect(await sendPush(to, 'x', { vapid, now, fetch })).toBe('gone')
    expect(fetch).not.toHaveBeenCalled()
  })
})
