import { beforeEach, describe, expect, test } from 'vitest'
import { Office } from '../sync/office.ts'
import { codeFor, cookiesOf, invitationFor, personWithCode } from '../worker/people.ts'
import { attack, keepCounts } from './ledger.ts'

keepCounts('sign-in')

let office: Office
let manager: string
const email = 'warden@example.org'
beforeEach(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
  await office.post('/api/members/pcso/invite', { email }, manager)
})

const askForCode = () => office.post('/api/sign-in/code', { email })
const verify = (code: string, cookie = '') =>
  office.post('/api/sign-in/verify', { email, code }, cookie)
const isIn = async (answer: Response) => {
  const cookie = cookiesOf(answer)
  if (!cookie) return false
  const seats = await office.get('/api/session/seats', cookie)
  return ((await seats.json()) as { person: unknown }).person !== null
}
const wrong = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, '0')

describe('a code', () => {
  test('guessed a sixth time, even rightly, opens nothing', async () => {
    await askForCode()
    const code = codeFor(office, email)
    for (let guess = 1; guess <= 5; guess++) {
      await attack('code', `wrong guess ${guess}`, async () =>
        isIn(await verify(wrong(code, guess))),
      )
    }
    await attack('code', 'the right one, sixth', async () => isIn(await verify(code)))
  })

  test('guessed by many at once gets no more than five tries', async () => {
    await askForCode()
    const code = codeFor(office, email)
    const guesses = Array.from({ length: 40 }, (_, at) => wrong(code, at + 1))
    const answers = await Promise.all([...guesses, code].map((guess) => verify(guess)))
    for (const [at, answer] of answers.entries()) {
      await attack('code', `parallel guess ${at + 1}`, () => isIn(answer))
    }
  })

  test('used again, or twice in the same moment, lets in once', async () => {
    await askForCode()
    const code = codeFor(office, email)
    const both = await Promise.all([verify(code), verify(code), verify(code)])
    const inside = await Promise.all(both.map(isIn))
    expect(inside.filter(Boolean).length).toBeLessThanOrEqual(1)
    for (const [at, answer] of both.entries()) {
      if (inside.indexOf(true) === at) continue
      await attack('code', `at the same moment, ${at + 1}`, () => isIn(answer))
    }
    await attack('code', 'again', async () => isIn(await verify(code)))
  })

  test('out of date, or somebody else’s, opens nothing', async () => {
    await office.post('/api/members/reader/invite', { email: 'other@example.org' }, manager)
    await office.post('/api/sign-in/code', { email: 'other@example.org' })
    await attack('code', 'another person’s', async () =>
      isIn(await verify(codeFor(office, 'other@example.org'))),
    )
    await askForCode()
    const code = codeFor(office, email)
    office.d1.sqlite.exec(`update verification set expires_at = 1`)
    await attack('code', 'out of date', async () => isIn(await verify(code)))
  })

  test.each(['', '12345', '1234567', '000000', '１２３４５６', "' or 1=1", '12345\n', ' 123456 '])(
    '%j is no way in',
    async (code) => {
      await askForCode()
      await attack('code', JSON.stringify(code), async () => isIn(await verify(code)))
    },
  )

  test('whether an address is known shows in nothing: status, body, headers, round trips', async () => {
    const ask = async (to: string) => {
      const before = office.d1.batches
      const answer = await office.post('/api/sign-in/code', { email: to })
      const trips = office.d1.batches - before
      const headers = [...answer.headers].map(([name]) => name).sort()
      return JSON.stringify([answer.status, await answer.text(), headers, trips])
    }
    const known = await ask(email)
    for (const to of ['nobody@example.org', 'someone@nowhere.example', 'a@example.org']) {
      await attack('who is known', to, async () => (await ask(to)) !== known)
    }
  })
})

describe('a session planted beforehand', () => {
  test('is not the one that signing in opens', async () => {
    const planted = `__Host-patchwork-person=${'a'.repeat(32)}.${'b'.repeat(43)}=`
    await askForCode()
    const answer = await verify(codeFor(office, email), planted)
    await attack('fixation', 'a made-up person', async () =>
      cookiesOf(answer).includes('a'.repeat(32)),
    )
    const person = cookiesOf(answer)
    const victim = await office.post(
      '/api/session/accept',
      { token: invitationFor(office, email) },
      `${person}; __Host-patchwork=DB.${'0'.repeat(64)}`,
    )
    await attack('fixation', 'a made-up seat', async () =>
      cookiesOf(victim).includes('0'.repeat(64)),
    )
    const seat = cookiesOf(victim)
    const again = await office.post(
      '/api/session/enter',
      { partnershipId: 'ashford' },
      `${person}; ${seat}`,
    )
    await attack('fixation', 'a seat of before', async () => {
      const isSame = cookiesOf(again).includes(seat.split('.')[1] ?? 'none')
      const old = await office.get('/api/devices', seat)
      return isSame || old.status === 200
    })
  })
})

describe('an invitation', () => {
  const accept = async (token: string, person: string) =>
    (await office.post('/api/session/accept', { token }, person)).status === 200

  test('replayed, out of date, withdrawn, or at the wrong address', async () => {
    const person = await personWithCode(office, email)
    const first = invitationFor(office, email)
    await office.post('/api/members/reader/invite', { email: 'other@example.org' }, manager)
    const other = await personWithCode(office, 'other@example.org')
    await attack('invitation', 'wrong address', () => accept(first, other))
    await attack('invitation', 'nobody signed in', () => accept(first, ''))
    expect(await accept(first, person)).toBe(true)
    await attack('invitation', 'replayed', () => accept(first, person))
    await office.post('/api/members/lead/invite', { email }, manager)
    const late = invitationFor(office, email)
    office.d1.sqlite.exec(
      `update invitation set expires_at = '2020-01-01T00:00:00.000Z' where accepted_at is null`,
    )
    await attack('invitation', 'out of date', () => accept(late, person))
    await office.post('/api/members/lead/invite', { email }, manager)
    const before = invitationFor(office, email)
    await office.post('/api/members/lead/remove-access', {}, manager)
    await attack('invitation', 'withdrawn', () => accept(before, person))
    for (const token of ['', 'x', '0'.repeat(63), `${'0'.repeat(64)}'`]) {
      await attack('invitation', JSON.stringify(token), () => accept(token, person))
    }
  })
})
