import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { entraSettings } from '../../../worker/identity/entra.ts'
import { Authenticator } from './authenticator.ts'
import { Browser, Hall } from './browser.ts'

const EMAIL = 'manager@ashford.example'
const TENANT = '11111111-1111-4111-8111-111111111111'
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222'
const OID = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
const OTHER_OID = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb'
const MICROSOFT = 'https://login.microsoftonline.com'

const issuerKeys = await generateKeyPair('RS256')
const forgerKeys = await generateKeyPair('RS256')
const published = { keys: [{ ...(await exportJWK(issuerKeys.publicKey)), kid: 'k', use: 'sig' }] }

let hall: Hall
let browser: Browser
let microsoft: Microsoft
beforeEach(async () => {
  vi.useRealTimers()
  hall = new Hall()
  hall.invite(EMAIL)
  hall.env.ENTRA_CLIENT_ID = 'the-app'
  hall.env.ENTRA_CLIENT_SECRET = 'the-secret'
  hall.env.ENTRA_TENANTS = TENANT
  microsoft = new Microsoft()
  hall.microsoft = microsoft.fetch
  browser = new Browser(hall)
  await browser.signInByCode(EMAIL)
})

/** Microsoft, for an evening: it answers at its two addresses and remembers what it was asked. */
class Microsoft {
  claims: Record<string, unknown> = {}
  isForged = false
  algorithm = 'RS256'
  tokenStatus = 200
  asked: string[] = []
  form: URLSearchParams | null = null
  challenges = new Map<string, string>()

  fetch: typeof fetch = async (input, init) => {
    const url = String(input)
    this.asked.push(url)
    expect(init?.redirect).toBe('manual')
    if (url.endsWith('/discovery/v2.0/keys')) return Response.json(published)
    this.form = init?.body as URLSearchParams
    if (this.tokenStatus !== 200) return new Response('{}', { status: this.tokenStatus })
    return Response.json({ id_token: await this.#token() })
  }

  async #token(): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iat: now,
      exp: now + 3600,
      aud: 'the-app',
      tid: TENANT,
      oid: OID,
      ...this.claims,
    }
    const all = { iss: `${MICROSOFT}/${String(claims.tid)}/v2.0`, ...claims }
    const token = new SignJWT(JSON.parse(JSON.stringify(all)))
    if (this.algorithm === 'HS256')
      return token
        .setProtectedHeader({ alg: 'HS256', kid: 'k' })
        .sign(new TextEncoder().encode(String(published.keys[0]?.n)))
    return token
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign((this.isForged ? forgerKeys : issuerKeys).privateKey)
  }
}

/** Off to Microsoft: where to, with what. */
async function leave(from: Browser, query = '') {
  const response = await from.fetch(`/api/entra/start${query}`)
  const to = new URL(response.headers.get('location') ?? 'none:', from.origin)
  return { status: response.status, to, ask: Object.fromEntries(to.searchParams) }
}

async function comeBack(from: Browser, query: Record<string, string>): Promise<string> {
  const response = await from.fetch(`/api/entra/callback?${new URLSearchParams(query)}`, {
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  })
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

async function trip(from: Browser, query = '', claims: Record<string, unknown> = {}) {
  const { ask } = await leave(from, query)
  microsoft.claims = { nonce: ask.nonce, ...claims }
  return comeBack(from, { code: 'a-code', state: ask.state ?? '' })
}
const link = (from = browser, claims = {}) => trip(from, '?link=1', claims)

describe('a Microsoft account', () => {
  test('that was linked signs its owner in from then on', async () => {
    const before = await browser.who()
    expect(await link()).toBe('/sign-in?entra=linked')
    expect(await browser.who()).toEqual({ ...before, proof: 'entra', hasEntra: true })
    const home = new Browser(hall)
    expect(await trip(home)).toBe('/sign-in?entra=signed-in')
    expect(await home.who()).toMatchObject({ email: EMAIL, proof: 'entra', hasEntra: true })
    expect(hall.rows('select provider_id, account_id from person_account')).toEqual([
      { provider_id: 'entra', account_id: `${TENANT}:${OID}` },
    ])
  })

  test('that nobody linked is refused, though its e-mail is a person’s', async () => {
    const home = new Browser(hall)
    const claims = { email: EMAIL, email_verified: true, preferred_username: EMAIL, upn: EMAIL }
    expect(await trip(home, '', claims)).toBe('/sign-in?entra=not-linked')
    expect(await home.who()).toBeNull()
    expect(hall.rows('select * from person')).toHaveLength(1)
    expect(hall.rows('select * from person_account')).toEqual([])
  })

  test('with another object id is another, though everything else is the same', async () => {
    await link(browser, { email: EMAIL, sub: 'same' })
    const home = new Browser(hall)
    expect(await trip(home, '', { oid: OTHER_OID, email: EMAIL, sub: 'same' })).toBe(
      '/sign-in?entra=not-linked',
    )
  })

  test('with the same object id in another allowed tenant is another', async () => {
    hall.env.ENTRA_TENANTS = `${TENANT}, ${OTHER_TENANT}`
    await link()
    expect(await trip(new Browser(hall), '', { tid: OTHER_TENANT })).toBe(
      '/sign-in?entra=not-linked',
    )
  })

  test('that is one person’s cannot be linked to a second', async () => {
    await link()
    hall.invite('other@ashford.example')
    const other = new Browser(hall)
    await other.signInByCode('other@ashford.example')
    expect(await link(other)).toBe('/sign-in?entra=linked-elsewhere')
    expect(await other.who()).toMatchObject({ proof: 'code', hasEntra: false })
  })
})

describe('the way there', () => {
  test('leads to Microsoft, with PKCE, a nonce and a state of this browser’s own', async () => {
    const { status, to, ask } = await leave(new Browser(hall))
    expect(status).toBe(303)
    expect(to.origin + to.pathname).toBe(`${MICROSOFT}/${TENANT}/oauth2/v2.0/authorize`)
    expect(ask).toEqual({
      client_id: 'the-app',
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: 'https://patchwork.test/api/entra/callback',
      scope: 'openid profile',
      state: expect.stringMatching(/^[0-9a-f]{64}$/),
      nonce: expect.stringMatching(/^[0-9a-f]{64}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect((await leave(new Browser(hall))).ask.state).not.toBe(ask.state)
  })

  test('asks at the organisations’ page when there are several tenants', async () => {
    hall.env.ENTRA_TENANTS = `${TENANT},${OTHER_TENANT}`
    const { to } = await leave(new Browser(hall))
    expect(to.pathname).toBe('/organizations/oauth2/v2.0/authorize')
  })

  test('goes back with the secret and the verifier that the challenge is the hash of', async () => {
    const home = new Browser(hall)
    const { ask } = await leave(home)
    microsoft.claims = { nonce: ask.nonce }
    await comeBack(home, { code: 'a-code', state: ask.state ?? '' })
    const form = Object.fromEntries(microsoft.form ?? [])
    expect(form).toMatchObject({
      client_id: 'the-app',
      client_secret: 'the-secret',
      grant_type: 'authorization_code',
      code: 'a-code',
      redirect_uri: 'https://patchwork.test/api/entra/callback',
    })
    const { createHash } = await import('node:crypto')
    const hash = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url')
    expect(hash).toBe(ask.code_challenge)
    expect(microsoft.asked).toEqual([
      `${MICROSOFT}/${TENANT}/oauth2/v2.0/token`,
      `${MICROSOFT}/${TENANT}/discovery/v2.0/keys`,
    ])
  })

  test('to link cannot be started by another site, or by nobody', async () => {
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      const headers = { 'Sec-Fetch-Site': site }
      const response = await browser.fetch('/api/entra/start?link=1', { headers })
      expect(response.status).toBe(403)
    }
    const { to } = await leave(new Browser(hall), '?link=1')
    expect(to.pathname + to.search).toBe('/sign-in?entra=signed-out')
  })

  test('to link lets a person see which account it will be', async () => {
    expect((await leave(browser, '?link=1')).ask.prompt).toBe('select_account')
  })

  test('to link is shut to a mailbox alone once there is a passkey', async () => {
    const options = (await browser.post('/api/passkeys/register/options')).body
    const response = new Authenticator().register(options)
    await browser.post('/api/passkeys/register/verify', { response })
    const thief = new Browser(hall)
    await thief.signInByCode(EMAIL)
    const { to } = await leave(thief, '?link=1')
    expect(to.pathname + to.search).toBe('/sign-in?entra=proof-needed')
    expect(await link()).toBe('/sign-in?entra=linked')
  })
})

describe('the way back is refused', () => {
  const home = () => new Browser(hall)
  beforeEach(() => link())

  test.each<[what: string, claims: Record<string, unknown>]>([
    ['from a tenant that is not on the list', { tid: OTHER_TENANT }],
    ['from a tenant that is a path', { tid: `${TENANT}/../${OTHER_TENANT}` }],
    ['from a tenant that is an address', { tid: 'https://elsewhere.test' }],
    ['from the tenant of personal accounts', { tid: '9188040d-6c67-4c5b-b112-36a304b66dad' }],
    ['without a tenant', { tid: undefined }],
    ['without an object id', { oid: undefined }],
    ['for another application', { aud: 'another-app' }],
    ['without an application', { aud: undefined }],
    ['of another issuer', { iss: `https://sts.windows.net/${TENANT}/` }],
    ['of another tenant’s issuer', { iss: `${MICROSOFT}/${OTHER_TENANT}/v2.0` }],
    ['with another nonce', { nonce: 'f'.repeat(64) }],
    ['without a nonce', { nonce: undefined }],
    ['when it ran out', { exp: Math.floor(Date.now() / 1000) - 120 }],
    ['without an end', { exp: undefined }],
    ['before its time', { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ])('%s', async (_what, claims) => {
    const from = home()
    expect(await trip(from, '', claims)).toBe('/sign-in?entra=refused')
    expect(await from.who()).toBeNull()
  })

  test('when the token is signed by a key that is not Microsoft’s', async () => {
    microsoft.isForged = true
    expect(await trip(home())).toBe('/sign-in?entra=refused')
  })

  test('when the token is signed with the public key as a password', async () => {
    microsoft.algorithm = 'HS256'
    expect(await trip(home())).toBe('/sign-in?entra=refused')
  })

  test('before anything is fetched for a tenant that is not on the list', async () => {
    microsoft.asked = []
    await trip(home(), '', { tid: OTHER_TENANT })
    expect(microsoft.asked).toEqual([`${MICROSOFT}/${TENANT}/oauth2/v2.0/token`])
  })

  test('when Microsoft does not know the code', async () => {
    microsoft.tokenStatus = 400
    expect(await trip(home())).toBe('/sign-in?entra=refused')
  })

  test('when somebody said no, and with nothing at all', async () => {
    const from = home()
    const { ask } = await leave(from)
    expect(await comeBack(from, { error: 'access_denied', state: ask.state ?? '' })).toBe(
      '/sign-in?entra=refused',
    )
    expect(await comeBack(home(), {})).toBe('/sign-in?entra=refused')
    expect(await comeBack(home(), { code: 'a-code', state: '' })).toBe('/sign-in?entra=refused')
  })

  test('with the state of another browser, or a made-up one', async () => {
    const [attacker, victim] = [home(), home()]
    const { ask } = await leave(attacker)
    await leave(victim)
    microsoft.claims = { nonce: ask.nonce }
    const back = { code: 'a-code', state: ask.state ?? '' }
    expect(await comeBack(victim, back)).toBe('/sign-in?entra=refused')
    expect(await comeBack(home(), back)).toBe('/sign-in?entra=refused')
    expect(await victim.who()).toBeNull()
  })

  test('with this browser’s own question and another state', async () => {
    const from = home()
    const { ask } = await leave(from)
    microsoft.claims = { nonce: ask.nonce }
    for (const state of ['', 'f'.repeat(64)])
      expect(await comeBack(from, { code: 'a-code', state })).toBe('/sign-in?entra=refused')
    expect(await from.who()).toBeNull()
  })

  test('the second time', async () => {
    const from = home()
    const { ask } = await leave(from)
    const key = from.cookies.get('__Host-patchwork-entra') ?? ''
    microsoft.claims = { nonce: ask.nonce }
    const back = { code: 'a-code', state: ask.state ?? '' }
    expect(await comeBack(from, back)).toBe('/sign-in?entra=signed-in')
    from.cookies.set('__Host-patchwork-entra', key)
    expect(await comeBack(from, back)).toBe('/sign-in?entra=refused')
  })

  test.each([
    [9.9, 'signed-in'],
    [10.1, 'refused'],
  ])('after ten minutes: %d, %s', async (minutes, outcome) => {
    const from = home()
    const { ask } = await leave(from)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
    microsoft.claims = { nonce: ask.nonce }
    expect(await comeBack(from, { code: 'a-code', state: ask.state ?? '' })).toBe(
      `/sign-in?entra=${outcome}`,
    )
  })

  test('when it was to link, and another person has signed in here since', async () => {
    const from = home()
    await trip(from)
    const { ask } = await leave(from, '?link=1')
    hall.invite('other@ashford.example')
    await from.signInByCode('other@ashford.example')
    microsoft.claims = { nonce: ask.nonce, oid: OTHER_OID }
    expect(await comeBack(from, { code: 'a-code', state: ask.state ?? '' })).toBe(
      '/sign-in?entra=signed-out',
    )
    expect(hall.rows('select * from person_account')).toHaveLength(1)
  })
})

describe('where it is not set up', () => {
  test.each([
    ['no tenant', { ENTRA_TENANTS: '' }],
    ['only commas', { ENTRA_TENANTS: ' , ,' }],
    ['a tenant that is no id', { ENTRA_TENANTS: 'common' }],
    ['one of two tenants that is no id', { ENTRA_TENANTS: `${TENANT},organizations` }],
    ['no application', { ENTRA_CLIENT_ID: '' }],
    ['no secret', { ENTRA_CLIENT_SECRET: '' }],
  ])('with %s, there is no such address', async (_what, env) => {
    Object.assign(hall.env, env)
    for (const path of ['start', 'start?link=1', 'callback?code=x&state=y'])
      expect(await browser.get(`/api/entra/${path}`)).toEqual({
        status: 404,
        body: { error: 'not-found' },
      })
    expect((await browser.get('/api/sign-in/ways')).body).toEqual({ entra: false })
  })

  test('tenants are read with spaces and in capitals', () => {
    const env = { ENTRA_CLIENT_ID: 'a', ENTRA_CLIENT_SECRET: 'b' }
    const listed = ` ${TENANT} ,${OID.toUpperCase()},`
    expect(entraSettings({ ...env, ENTRA_TENANTS: listed })?.tenants).toEqual([TENANT, OID])
  })
})
