import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Authenticator } from './authenticator.ts'
import { Browser, Hall } from './browser.ts'

const EMAIL = 'manager@ashford.example'
const COOKIE = '__Host-patchwork-person'
let hall: Hall
let browser: Browser
beforeEach(async () => {
  vi.useRealTimers()
  hall = new Hall()
  hall.invite(EMAIL)
  browser = new Browser(hall)
  await browser.signInByCode(EMAIL)
})

type Lies = NonNullable<Parameters<Authenticator['register']>[1]>

async function register(key: Authenticator, lies: Lies = {}, from = browser, label?: string) {
  const options = (await from.post('/api/passkeys/register/options')).body
  const response = key.register(options, lies)
  return from.post('/api/passkeys/register/verify', { response, ...(label ? { label } : {}) })
}

async function signIn(key: Authenticator, lies: Lies = {}, from = new Browser(hall)) {
  const options = (await from.post('/api/passkeys/sign-in/options')).body
  const response = key.signIn(options, lies)
  const answer = await from.post('/api/passkeys/sign-in/verify', { response })
  return { ...answer, from, response }
}

const refused = { status: 400, body: { error: 'not-verified' } }
const signedIn = { status: 200, body: { proof: 'passkey' } }
const lies: [what: string, lies: Lies][] = [
  ['another site', { origin: 'https://elsewhere.test' }],
  ['this site on another port', { origin: 'https://patchwork.test:8443' }],
  ['this site without TLS', { origin: 'http://patchwork.test' }],
  ['another site’s key', { rpId: 'elsewhere.test' }],
  ['a challenge it made up', { challenge: 'AAAA' }],
  ['nobody’s finger, face or PIN', { isVerified: false }],
  ['another ceremony', { type: 'webauthn.other' }],
]

describe('making a passkey', () => {
  test('raises the session that made it, and is listed under its name', async () => {
    const key = new Authenticator()
    const before = await browser.who()
    expect(await register(key, {}, browser, 'Work phone')).toEqual({
      status: 200,
      body: { id: key.id, proof: 'passkey' },
    })
    expect(await browser.who()).toEqual({ ...before, proof: 'passkey', hasPasskey: true })
    expect((await browser.get('/api/passkeys')).body).toEqual([
      { id: key.id, label: 'Work phone', createdAt: expect.any(String), lastUsedAt: null },
    ])
  })

  test('asks for a key that names its owner by itself and is opened by them', async () => {
    const { body } = await browser.post('/api/passkeys/register/options')
    expect(body).toMatchObject({
      rp: { id: 'patchwork.test', name: 'Patchwork' },
      user: { name: EMAIL },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })

  test('gives the session a new token, so that a copied cookie does not rise with it', async () => {
    const copy = new Browser(hall)
    copy.cookies.set(COOKIE, browser.cookies.get(COOKIE) ?? '')
    await register(new Authenticator())
    expect(await copy.who()).toBeNull()
    expect((await browser.who())?.proof).toBe('passkey')
  })

  test.each(lies)('is refused from %s', async (_what, lie) => {
    expect(await register(new Authenticator(), lie)).toEqual(refused)
    expect(await browser.who()).toMatchObject({ proof: 'code', hasPasskey: false })
  })

  test('is for people who are signed in', async () => {
    const stranger = new Browser(hall)
    for (const path of ['register/options', 'register/verify', 'some-id/remove']) {
      const body =
        path === 'register/verify'
          ? { response: { id: 'x', response: { clientDataJSON: '' } } }
          : {}
      expect((await stranger.post(`/api/passkeys/${path}`, body)).status).toBe(401)
    }
    expect((await stranger.get('/api/passkeys')).status).toBe(401)
  })

  test('with a mailbox alone is for those who have no other proof yet', async () => {
    await register(new Authenticator())
    const thief = new Browser(hall)
    await thief.signInByCode(EMAIL)
    const needed = { status: 403, body: { error: 'proof-needed' } }
    expect(await thief.post('/api/passkeys/register/options')).toEqual(needed)
    const [passkey] = (await thief.get('/api/passkeys')).body as { id: string }[]
    expect(await thief.post(`/api/passkeys/${passkey?.id}/remove`)).toEqual(needed)
    expect((await register(new Authenticator())).status).toBe(200)
  })

  test('begun by a mailbox alone is too late once its owner has another', async () => {
    const thief = new Browser(hall)
    await thief.signInByCode(EMAIL)
    const options = (await thief.post('/api/passkeys/register/options')).body
    await register(new Authenticator())
    const response = new Authenticator().register(options)
    expect((await thief.post('/api/passkeys/register/verify', { response })).status).toBe(403)
  })

  test('twice at once by a mailbox alone makes one', async () => {
    const second = new Browser(hall)
    await second.signInByCode(EMAIL)
    const answers = await Promise.all([
      register(new Authenticator()),
      register(new Authenticator(), {}, second),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(hall.rows('select id from passkey')).toHaveLength(1)
  })

  test('does not take over a key that is somebody else’s', async () => {
    const key = new Authenticator()
    await register(key)
    hall.invite('other@ashford.example')
    const other = new Browser(hall)
    await other.signInByCode('other@ashford.example')
    expect(await register(key, {}, other)).toEqual(refused)
    expect((await other.who())?.proof).toBe('code')
  })

  test('asked of one person is not answered by the next in the same browser', async () => {
    const options = (await browser.post('/api/passkeys/register/options')).body
    hall.invite('other@ashford.example')
    await browser.signInByCode('other@ashford.example')
    const response = new Authenticator().register(options)
    expect(await browser.post('/api/passkeys/register/verify', { response })).toEqual(refused)
  })

  test('answers one question once, in the browser and the session it was put to', async () => {
    const options = (await browser.post('/api/passkeys/register/options')).body
    const asked = browser.cookies.get('__Host-patchwork-register') ?? ''
    const ask = async (from: Browser, key: Authenticator) =>
      from.post('/api/passkeys/register/verify', { response: key.register(options) })
    hall.invite('other@ashford.example')
    const other = new Browser(hall)
    await other.signInByCode('other@ashford.example')
    expect(await ask(other, new Authenticator())).toEqual(refused)
    expect((await ask(browser, new Authenticator())).status).toBe(200)
    browser.cookies.set('__Host-patchwork-register', asked)
    expect(await ask(browser, new Authenticator())).toEqual(refused)
    expect(hall.rows('select id from passkey')).toHaveLength(1)
  })
})

describe('signing in by passkey', () => {
  let key: Authenticator
  beforeEach(async () => {
    key = new Authenticator()
    await register(key)
  })

  test('needs no address, and says it was a passkey', async () => {
    const { from, response: _, ...answer } = await signIn(key)
    expect(answer).toEqual(signedIn)
    expect(await from.who()).toMatchObject({ email: EMAIL, proof: 'passkey', hasPasskey: true })
    const [listed] = (await from.get('/api/passkeys')).body as { lastUsedAt: string }[]
    expect(listed?.lastUsedAt).toEqual(expect.any(String))
  })

  test('asks for whichever key is there, opened by its owner', async () => {
    const { body } = await new Browser(hall).post('/api/passkeys/sign-in/options')
    expect(body).toMatchObject({ rpId: 'patchwork.test', userVerification: 'required' })
    expect(body.allowCredentials).toBeUndefined()
  })

  test.each([
    ...lies,
    ['a signature over something else', { signsOther: true }],
    ['somebody else’s name on it', { userHandle: 'c29tZWJvZHk' }],
  ] as [string, Lies][])('is refused from %s', async (_what, lie) => {
    const { from, response: _, ...answer } = await signIn(key, lie)
    expect(answer).toEqual(refused)
    expect(await from.who()).toBeNull()
  })

  test('is refused to a key that nobody registered', async () => {
    expect(await signIn(new Authenticator())).toMatchObject(refused)
  })

  test('cannot be replayed', async () => {
    const from = new Browser(hall)
    const options = (await from.post('/api/passkeys/sign-in/options')).body
    const asked = from.cookies.get('__Host-patchwork-passkey') ?? ''
    const response = key.signIn(options)
    expect(await from.post('/api/passkeys/sign-in/verify', { response })).toEqual(signedIn)
    from.cookies.set('__Host-patchwork-passkey', asked)
    expect(await from.post('/api/passkeys/sign-in/verify', { response })).toEqual(refused)
    // A counter that stands still is not what refuses it.
    const again = key.signIn(options)
    from.cookies.set('__Host-patchwork-passkey', asked)
    expect(await from.post('/api/passkeys/sign-in/verify', { response: again })).toEqual(refused)
  })

  test('sent eight times at once signs in once', async () => {
    const from = new Browser(hall)
    const options = (await from.post('/api/passkeys/sign-in/options')).body
    const response = key.signIn(options)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => from.post('/api/passkeys/sign-in/verify', { response })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('works in the browser that was asked and in no other', async () => {
    const asked = new Browser(hall)
    const options = (await asked.post('/api/passkeys/sign-in/options')).body
    const response = key.signIn(options)
    const elsewhere = new Browser(hall)
    await elsewhere.post('/api/passkeys/sign-in/options')
    expect(await elsewhere.post('/api/passkeys/sign-in/verify', { response })).toEqual(refused)
  })

  test.each([
    [4.9, 200],
    [5.1, 400],
  ])('after %d minutes is answered %d', async (minutes, status) => {
    const from = new Browser(hall)
    const options = (await from.post('/api/passkeys/sign-in/options')).body
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
    const response = key.signIn(options)
    expect((await from.post('/api/passkeys/sign-in/verify', { response })).status).toBe(status)
  })

  test('is refused to a key whose count goes back or stands still: it was copied', async () => {
    expect((await signIn(key)).status).toBe(200)
    expect((await signIn(key)).status).toBe(200)
    key.counter -= 1
    expect(await signIn(key)).toMatchObject(refused)
    key.counter -= 2
    expect(await signIn(key)).toMatchObject(refused)
    key.counter += 5
    expect((await signIn(key)).status).toBe(200)
  })

  test('lets a key that never counts in every time', async () => {
    const synced = new Authenticator(0)
    await register(synced)
    for (let at = 0; at < 3; at++) expect((await signIn(synced)).status).toBe(200)
  })

  test('gives a new session, whatever the browser brought', async () => {
    const attacker = new Browser(hall)
    await attacker.signInByCode(EMAIL)
    const planted = attacker.cookies.get(COOKIE) ?? ''
    const from = new Browser(hall)
    from.cookies.set(COOKIE, planted)
    await signIn(key, {}, from)
    expect(from.cookies.get(COOKIE)).not.toBe(planted)
    expect(await attacker.who()).toBeNull()
  })

  test.each([
    {},
    { response: null },
    { response: { id: 'x' } },
    { response: { id: 'x', response: { clientDataJSON: 'x' } } },
    { response: { id: 'x'.repeat(2000), response: { clientDataJSON: 'x' } } },
  ])('with %j is a refusal, not a fault', async (body) => {
    const from = new Browser(hall)
    await from.post('/api/passkeys/sign-in/options')
    expect((await from.post('/api/passkeys/sign-in/verify', body)).status).toBe(400)
    await from.post('/api/passkeys/sign-in/options')
    const mangled = {
      response: { ...key.signIn({ challenge: 'x' }), response: { clientDataJSON: '!' } },
    }
    expect((await from.post('/api/passkeys/sign-in/verify', mangled)).status).toBe(400)
  })
})

describe('removing a passkey', () => {
  test('is for one’s own, and never for the last', async () => {
    const [first, second] = [new Authenticator(), new Authenticator()]
    await register(first)
    const last = { status: 409, body: { error: 'last-passkey' } }
    expect(await browser.post(`/api/passkeys/${first.id}/remove`)).toEqual(last)
    await register(second)
    expect(await browser.post(`/api/passkeys/${first.id}/remove`)).toEqual({
      status: 200,
      body: { id: first.id },
    })
    expect(await signIn(first)).toMatchObject(refused)
    expect((await signIn(second)).status).toBe(200)
    expect(await browser.post(`/api/passkeys/${second.id}/remove`)).toEqual(last)

    hall.invite('other@ashford.example')
    const other = new Browser(hall)
    await other.signInByCode('other@ashford.example')
    await register(new Authenticator(), {}, other)
    expect(await other.post(`/api/passkeys/${second.id}/remove`)).toEqual({
      status: 404,
      body: { error: 'not-found' },
    })
  })

  test('both of two at once leaves one', async () => {
    const keys = [new Authenticator(), new Authenticator()]
    for (const key of keys) await register(key)
    const answers = await Promise.all(
      keys.map(({ id }) => browser.post(`/api/passkeys/${id}/remove`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('may be the last for somebody whose Microsoft account is linked', async () => {
    const key = new Authenticator()
    await register(key)
    const person = await browser.who()
    hall.d1.sqlite.exec(
      `insert into person_account values ('a', '${person?.id}', 'entra', 't:o', 'now', 'now')`,
    )
    expect((await browser.post(`/api/passkeys/${key.id}/remove`)).status).toBe(200)
  })
})

test.each(['register/options', 'register/verify', 'sign-in/options', 'sign-in/verify', 'x/remove'])(
  '%s is shut to other sites',
  async (path) => {
    const answer = await browser.post(
      `/api/passkeys/${path}`,
      {},
      { Origin: 'https://elsewhere.test' },
    )
    expect(answer).toEqual({ status: 403, body: { error: 'cross-origin' } })
  },
)
