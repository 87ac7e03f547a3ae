import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../../../worker/db/database.ts'
import { endPersonSession } from '../../../worker/identity/person.ts'
import { Browser, Hall, ORIGIN, SECRET } from './browser.ts'

const EMAIL = 'pcso@ashford.example'
let hall: Hall
let browser: Browser
beforeEach(() => {
  vi.useRealTimers()
  hall = new Hall()
  hall.invite(EMAIL)
  browser = new Browser(hall)
})

const ask = (email = EMAIL, from = browser) => from.post('/api/sign-in/code', { email })
const verify = (code: string, email = EMAIL, from = browser) =>
  from.post('/api/sign-in/verify', { email, code })
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const wrong = { status: 400, body: { error: 'wrong-code' } }
const right = { status: 200, body: { proof: 'code' } }

describe('a code', () => {
  test('signs in whom an invitation was sent to, and makes them a person', async () => {
    expect(await ask()).toEqual({ status: 200, body: { sent: 'if-known' } })
    expect(await verify(await hall.codeFor(EMAIL))).toEqual(right)
    expect(await browser.who()).toMatchObject({
      email: EMAIL,
      proof: 'code',
      hasPasskey: false,
      hasEntra: false,
    })
    expect(hall.rows('select email, email_verified, name from person')).toEqual([
      { email: EMAIL, email_verified: 1, name: '' },
    ])
  })

  test('signs in the same person next year, when the invitation is long used', async () => {
    await browser.signInByCode(EMAIL)
    const first = await browser.who()
    hall.d1.sqlite.exec('delete from invitation')
    const home = new Browser(hall)
    expect(await home.signInByCode(EMAIL)).toEqual(right)
    expect((await home.who())?.id).toBe(first?.id)
    expect(hall.rows('select id from person')).toHaveLength(1)
  })

  test('that is wrong signs nobody in', async () => {
    await ask()
    expect(await verify(other(await hall.codeFor(EMAIL)))).toEqual(wrong)
    expect(await browser.who()).toBeNull()
    expect(hall.rows('select * from person_session')).toEqual([])
  })

  test('works after a slip, and only once', async () => {
    await ask()
    const code = await hall.codeFor(EMAIL)
    expect(await verify(other(code))).toEqual(wrong)
    expect(await verify(code)).toEqual(right)
    expect(await verify(code)).toEqual(wrong)
    expect(await verify(code, EMAIL, new Browser(hall))).toEqual(wrong)
  })

  test.each([
    [9.9, right],
    [10.1, wrong],
  ])('typed after %d minutes', async (minutes, answer) => {
    await ask()
    const code = await hall.codeFor(EMAIL)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
    expect(await verify(code)).toEqual(answer)
  })

  test('is right at the fifth try and no longer at the sixth', async () => {
    for (const slips of [4, 5]) {
      await ask()
      const code = await hall.codeFor(EMAIL)
      for (let slip = 0; slip < slips; slip++) expect(await verify(other(code))).toEqual(wrong)
      expect(await verify(code)).toEqual(slips === 4 ? right : wrong)
    }
  })

  test('guessed at forty times at once is compared five times at most', async () => {
    await ask()
    const code = await hall.codeFor(EMAIL)
    const guesses = Array.from({ length: 40 }, (_, at) => verify(other(String(at)), EMAIL))
    for (const answer of await Promise.all(guesses)) expect(answer).toEqual(wrong)
    expect(hall.rows('select tries from code_gate')).toEqual([{ tries: 5 }])
    expect(await verify(code)).toEqual(wrong)
  })

  test('typed right in eight windows at once signs one of them in', async () => {
    for (let round = 0; round < 4; round++) {
      await ask()
      const code = await hall.codeFor(EMAIL)
      const windows = Array.from({ length: 8 }, () => new Browser(hall))
      const answers = await Promise.all(windows.map((window) => verify(code, EMAIL, window)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(hall.rows('select * from person')).toHaveLength(1)
      expect(hall.rows('select * from person_session')).toHaveLength(round + 1)
    }
  })

  test('takes the place of the one before it', async () => {
    await ask()
    const first = await hall.codeFor(EMAIL)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await ask()
    const second = await hall.codeFor(EMAIL)
    if (first !== second) expect(await verify(first)).toEqual(wrong)
    expect(await verify(second)).toEqual(right)
  })

  test('is for the address it was sent to', async () => {
    hall.invite('other@ashford.example')
    await ask()
    await ask('other@ashford.example')
    const code = await hall.codeFor(EMAIL)
    if (code !== (await hall.codeFor('other@ashford.example')))
      expect(await verify(code, 'other@ashford.example')).toEqual(wrong)
  })

  test('is not in the database, and its hash cannot be worked out from it', async () => {
    await ask()
    const code = await hall.codeFor(EMAIL)
    const [row] = hall.rows('select value from verification')
    expect(JSON.stringify(hall.rows('select * from verification'))).not.toContain(`${code}`)
    const { createHash, createHmac } = await import('node:crypto')
    const bare = createHash('sha256').update(code)
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(row?.value).not.toContain(bare.copy().digest(form))
    expect(row?.value).toContain(createHmac('sha256', SECRET).update(`code:${code}`).digest('hex'))
  })

  test('is sent five times an hour to one address, and the sixth asking is answered the same', async () => {
    const answers = []
    for (let at = 0; at < 6; at++) answers.push(await ask())
    await hall.settle()
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1)
    expect(hall.letters).toHaveLength(5)
    // The fifth still works: asking too often does not shut its owner out.
    expect(await verify(await hall.codeFor(EMAIL))).toEqual(right)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60_000 })
    await ask()
    await hall.settle()
    expect(hall.letters).toHaveLength(6)
  })

  test('asked for thirty times at once is sent five times', async () => {
    await Promise.all(Array.from({ length: 30 }, () => ask()))
    await hall.settle()
    expect(hall.letters).toHaveLength(5)
  })

  test.each(['', '12345', '1234567', 'abcdef', '12345６', '1234 5', '12345\n6'])(
    'cannot be %j',
    async (code) => {
      const answer = await verify(code)
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid' } })
    },
  )
})

describe('an address', () => {
  test.each([
    ['  PCSO@Ashford.Example ', EMAIL],
    ['\tpcso@ashford.example\n', EMAIL],
  ])('%j is the same person as in lower case', async (typed, known) => {
    await ask(typed)
    expect(await verify(await hall.codeFor(known), typed)).toEqual(right)
    expect((await browser.who())?.email).toBe(known)
  })

  test.each([
    '',
    'pcso',
    'pcso@',
    'a@b@c.example',
    'pc\r\nBcc: x@y.example@ashford.example',
    'pc\u0000so@ashford.example',
    'pc\u202eso@ashford.example',
    'a@b.example,c@d.example',
    `${'a'.repeat(250)}@b.example`,
    7,
    null,
    { email: EMAIL },
  ])('%j is refused at the door', async (email) => {
    const answer = await browser.post('/api/sign-in/code', { email })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid' } })
    expect(hall.rows('select * from code_gate')).toEqual([])
  })

  test.each([
    ['out of date', { expires_at: '2020-01-01T00:00:00.000Z' }],
    ['used', { accepted_at: '2026-01-01T00:00:00.000Z' }],
    ['withdrawn', { withdrawn_at: '2026-01-01T00:00:00.000Z' }],
  ])('whose invitation is %s is not written to', async (_what, fields) => {
    hall.invite('late@ashford.example', fields)
    await ask('late@ashford.example')
    await hall.settle()
    expect(hall.letters).toEqual([])
  })

  test('whose invitation is withdrawn after the code was sent cannot use it', async () => {
    await ask()
    const code = await hall.codeFor(EMAIL)
    hall.d1.sqlite.exec(`update invitation set withdrawn_at = '2026-01-01T00:00:00.000Z'`)
    expect(await verify(code)).toEqual(wrong)
    expect(hall.rows('select * from person')).toEqual([])
  })
})

describe('an address that nobody knows', () => {
  const STRANGER = 'stranger@elsewhere.example'

  /** Everything a stranger can see of an answer, and what it cost. */
  async function seen(path: string, body: unknown) {
    const from = new Browser(hall)
    hall.roundTrips = 0
    const response = await from.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return {
      status: response.status,
      headers: [...response.headers],
      text: await response.text(),
      roundTrips: hall.roundTrips,
    }
  }

  test('is answered as one that is known, at the same cost, again and again', async () => {
    for (let at = 0; at < 7; at++) {
      const known = await seen('/api/sign-in/code', { email: EMAIL })
      expect(await seen('/api/sign-in/code', { email: STRANGER })).toEqual(known)
    }
    await hall.settle()
    expect(hall.letters.map(({ to }) => to)).not.toContain(STRANGER)
  })

  test('is told of a wrong code as one that is known is, before and after a code was asked for', async () => {
    const guess = async (email: string) => seen('/api/sign-in/verify', { email, code: '000000' })
    expect(await guess(STRANGER)).toEqual(await guess(EMAIL))
    await ask()
    await ask(STRANGER)
    if ((await hall.codeFor(EMAIL)) === '000000') return
    for (let at = 0; at < 7; at++) {
      const known = await guess(EMAIL)
      expect(known.status).toBe(400)
      expect(await guess(STRANGER)).toEqual(known)
    }
  })

  test('cannot be signed in even by the code that was made for it', async () => {
    const { createHmac } = await import('node:crypto')
    await ask(STRANGER)
    const code = '123456'
    const hash = createHmac('sha256', SECRET).update(`code:${code}`).digest('hex')
    hall.d1.sqlite.exec(`update verification set value = '${hash}:0'`)
    expect(await verify(code, STRANGER)).toEqual(wrong)
    expect(hall.rows('select * from person')).toEqual([])
  })
})

describe('the session', () => {
  test('is a cookie bound to this origin, to TLS, and out of a script’s reach', async () => {
    await ask()
    const code = await hall.codeFor(EMAIL)
    const response = await browser.fetch('/api/sign-in/verify', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: EMAIL, code }),
    })
    const lines = response.headers.getSetCookie()
    expect(lines).toHaveLength(1)
    const [pair, ...attributes] = lines[0]?.split('; ') ?? []
    expect(pair).toMatch(/^__Host-patchwork-person=[A-Za-z0-9]{32}\./)
    expect(attributes.sort()).toEqual(
      ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'].sort(),
    )
  })

  test('cannot be made from a copy of the database', async () => {
    await browser.signInByCode(EMAIL)
    const [row] = hall.rows('select token from person_session')
    const thief = new Browser(hall)
    for (const value of [`${row?.token}`, `${row?.token}.`, `${row?.token}.${'A'.repeat(43)}%3D`]) {
      thief.cookies.set('__Host-patchwork-person', value)
      expect(await thief.who()).toBeNull()
    }
  })

  test('keeps no address and no browser name', async () => {
    await browser.signInByCode(EMAIL)
    const [row] = hall.rows('select ip_address, user_agent from person_session')
    expect([row?.ip_address || null, row?.user_agent || null]).toEqual([null, null])
  })

  test('planted before signing in does not become anybody’s, and is over', async () => {
    hall.invite('attacker@elsewhere.example')
    const attacker = new Browser(hall)
    await attacker.signInByCode('attacker@elsewhere.example')
    const planted = attacker.cookies.get('__Host-patchwork-person') ?? ''
    browser.cookies.set('__Host-patchwork-person', planted)
    await browser.signInByCode(EMAIL)
    expect(browser.cookies.get('__Host-patchwork-person')).not.toBe(planted)
    expect((await browser.who())?.email).toBe(EMAIL)
    expect(await attacker.who()).toBeNull()
  })

  test('is another at every sign-in', async () => {
    await browser.signInByCode(EMAIL)
    const [first, before] = [browser.cookies.get('__Host-patchwork-person'), await browser.who()]
    await browser.signInByCode(EMAIL)
    expect(browser.cookies.get('__Host-patchwork-person')).not.toBe(first)
    expect((await browser.who())?.sessionId).not.toBe(before?.sessionId)
    expect(hall.rows('select * from person_session')).toHaveLength(1)
  })

  test.each([
    [29.9, true],
    [30.1, false],
  ])('after %d days', async (days, isSignedIn) => {
    await browser.signInByCode(EMAIL)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
    expect((await browser.who()) !== null).toBe(isSignedIn)
  })

  test('ends at once when signed out, and takes its cookie with it', async () => {
    await browser.signInByCode(EMAIL)
    const copy = new Browser(hall)
    copy.cookies.set(...(([...browser.cookies][0] ?? ['', '']) as [string, string]))
    expect((await copy.who())?.email).toBe(EMAIL)
    await browser.post('/api/leave')
    expect(browser.cookies.has('__Host-patchwork-person')).toBe(false)
    expect(await copy.who()).toBeNull()
  })

  test('ends at once when somebody else ends it', async () => {
    await browser.signInByCode(EMAIL)
    const { sessionId = '' } = (await browser.who()) ?? {}
    await endPersonSession(openDatabase(hall.env.DB), sessionId)
    expect(await browser.who()).toBeNull()
  })

  test('is known in one round trip, and in none for a browser that brings no cookie', async () => {
    hall.roundTrips = 0
    expect(await browser.who()).toBeNull()
    expect(hall.roundTrips).toBe(0)
    await browser.signInByCode(EMAIL)
    hall.roundTrips = 0
    await browser.who()
    expect(hall.roundTrips).toBe(1)
  })
})

describe('the door', () => {
  test.each(['/api/sign-in/code', '/api/sign-in/verify'])(
    '%s is shut to other sites',
    async (path) => {
      const foreign: Record<string, string>[] = [
        { Origin: 'https://elsewhere.test' },
        { Origin: 'null' },
        { Origin: ORIGIN, 'Sec-Fetch-Site': 'cross-site' },
        { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-site' },
      ]
      for (const headers of foreign) {
        const answer = await browser.post(path, { email: EMAIL, code: '123456' }, headers)
        expect(answer).toEqual({ status: 403, body: { error: 'cross-origin' } })
      }
      expect(hall.rows('select * from code_gate')).toEqual([])
    },
  )

  test.each([undefined, '', 'too short to be a secret'])(
    'without a proper secret (%j) nobody signs in, and the log says why',
    async (secret) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const { AUTH_SECRET: _, ...env } = hall.env
      hall.env = secret === undefined ? env : { ...env, AUTH_SECRET: secret }
      for (const path of ['code', 'verify']) {
        const answer = await browser.post(`/api/sign-in/${path}`, { email: EMAIL, code: '123456' })
        expect(answer).toEqual({ status: 503, body: { error: 'unavailable' } })
      }
      expect(String(log.mock.calls[0]?.[0])).toContain('AUTH_SECRET')
      log.mockRestore()
    },
  )

  test('says which ways there are', async () => {
    expect(await browser.get('/api/sign-in/ways')).toEqual({ status: 200, body: { entra: false } })
    hall.env.ENTRA_CLIENT_ID = 'app'
    hall.env.ENTRA_CLIENT_SECRET = 'secret'
    hall.env.ENTRA_TENANTS = '11111111-1111-4111-8111-111111111111'
    expect((await browser.get('/api/sign-in/ways')).body).toEqual({ entra: true })
  })

  test('has none of better-auth’s own addresses', async () => {
    for (const path of ['/api/auth/get-session', '/api/auth/ok', '/api/auth/sign-in/email-otp'])
      expect((await browser.fetch(path)).status).toBe(404)
  })
})
