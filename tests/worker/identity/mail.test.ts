import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Bindings } from '../../../worker/environment.ts'
import { codeLetter, inert, invitationLetter } from '../../../worker/mail/letters.ts'
import { cloudflareMailer, mailerOf, oneLetter } from '../../../worker/mail/mailer.ts'
import { mail, mailbox } from '../../../worker/routes/mail.ts'
import { Browser, Hall } from './browser.ts'

const link = `https://patchwork.test/sign-in#invitation=${'a'.repeat(64)}`
const expiresAt = '2026-12-06T09:00:00.000Z'
const letter = { to: 'pcso@ashford.example', subject: 'Hello', text: 'A letter\nof two lines' }

describe('a letter', () => {
  test('with a code has it on a line of its own, and not where a locked phone shows it', () => {
    const { subject, text } = codeLetter('012345')
    expect(text.split('\n')).toContain('012345')
    expect(subject).not.toContain('012345')
    expect(text).toContain('ten minutes')
  })

  test('of invitation says who, where and until when', () => {
    const { subject, text } = invitationLetter({
      partnership: 'Ashford CSP',
      inviter: 'CSP manager',
      link,
      expiresAt,
    })
    expect(subject).toBe('Your invitation to Ashford CSP')
    expect(text).toContain('The CSP manager of Ashford CSP invites you')
    expect(text.split('\n')).toContain(link)
    expect(text).toContain('until 6 December 2026')
  })

  test('of invitation reads well without a role or a name', () => {
    expect(invitationLetter({ partnership: 'Ashford CSP', link, expiresAt }).text).toContain(
      '\nAshford CSP invites you',
    )
    expect(invitationLetter({ partnership: '\n', link, expiresAt }).subject).toBe(
      'Your invitation to a Community Safety Partnership',
    )
  })

  test.each<[what: string, name: string, shown: string]>([
    ['a line break', 'Ashford\r\nBcc: x@y.example', 'Ashford Bcc: x y. example'],
    ['other line breaks', 'A\u2028B\u2029C\u0085D\u000bE', 'A B C D E'],
    ['text turned around', 'Ashford \u202egnp.exe\u2066', 'Ashford gnp. exe'],
    ['what is not seen', 'Ash\u200bford\ufeff\u0000', 'Ash ford'],
    ['a link', 'Free: https://evil.example/x?y', 'Free: https: evil. example x?y'],
    ['a bare site', 'www.evil.example', 'www. evil. example'],
    ['markup', '<b>Ashford</b>', 'b Ashford b'],
    ['half a character', 'Ash\ud800ford', 'Ash ford'],
    ['a saint', 'St. Mary’s & Ōtara CSP', 'St. Mary’s & Ōtara CSP'],
  ])('is not changed by a name with %s', (_what, name, shown) => {
    expect(inert(name)).toBe(shown)
    const honest = invitationLetter({ partnership: 'X', link, expiresAt })
    const hostile = invitationLetter({ partnership: name, link, expiresAt })
    expect(hostile.text.split('\n')).toHaveLength(honest.text.split('\n').length)
    expect(hostile.text.match(/https?:\/\//g)).toHaveLength(1)
    expect(oneLetter({ to: letter.to, ...hostile })).toBeTruthy()
  })

  test('with a name of 10,000 letters is short', () => {
    for (const name of ['A'.repeat(10_000), '👩🏽‍🚒'.repeat(10_000), 'á'.repeat(10_000)]) {
      const { subject, text } = invitationLetter({
        partnership: name,
        inviter: name,
        link,
        expiresAt,
      })
      expect(Array.from(subject).length).toBeLessThan(120)
      expect(text.length).toBeLessThan(1200)
    }
  })
})

describe('the mailer', () => {
  const env = (send: (parts: unknown) => Promise<unknown>) =>
    ({ MAIL: { send }, MAIL_FROM: 'no-reply@patchwork.example' }) as unknown as Bindings

  test('hands Cloudflare the parts, in plain text', async () => {
    const sent: unknown[] = []
    await mailerOf(env(async (parts) => sent.push(parts))).send(letter)
    expect(sent).toEqual([
      { from: { name: 'Patchwork', email: 'no-reply@patchwork.example' }, ...letter },
    ])
  })

  test.each([
    { ...letter, subject: 'Hello\r\nBcc: x@y.example' },
    { ...letter, subject: 'Hello\nBcc: x@y.example' },
    { ...letter, subject: 'Hello\u0000' },
    { ...letter, to: 'pcso@ashford.example\r\nBcc: x@y.example' },
    { ...letter, to: 'pcso@ashford.example,x@y.example' },
    { ...letter, to: 'pcso@ashford.example;x@y.example' },
    { ...letter, to: 'PCSO <pcso@ashford.example>' },
    { ...letter, to: 'pcso' },
    { ...letter, to: '' },
  ])('sends nothing for %j', async (bad) => {
    const send = vi.fn(async () => undefined)
    await expect(cloudflareMailer(env(send)).send(bad)).rejects.toThrow(/of a letter/)
    await expect(mailbox.send(bad)).rejects.toThrow(/of a letter/)
    expect(send).not.toHaveBeenCalled()
  })

  test.each([{}, { MAIL_FROM: 'a@b.example' }])('says what is not set up: %j', async (parts) => {
    await expect(mailerOf(parts as Bindings).send(letter)).rejects.toThrow('MAIL')
  })

  test('that fails changes nothing of the answer, and is in the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const hall = new Hall()
    hall.invite(letter.to)
    hall.env.mailer = { send: async () => Promise.reject(new Error('the post is on strike')) }
    const answer = await new Browser(hall).post('/api/sign-in/code', { email: letter.to })
    expect(answer).toEqual({ status: 200, body: { sent: 'if-known' } })
    await hall.settle()
    expect(String(log.mock.calls[0]?.[1])).toContain('strike')
    log.mockRestore()
  })
})

describe('the mailbox of local development', () => {
  afterEach(() => vi.restoreAllMocks())

  test('shows the newest first, as text whatever is in it, and links into this site alone', async () => {
    await mailbox.send({ ...letter, subject: 'First' })
    await mailbox.send({
      to: letter.to,
      subject: '<script>alert(1)</script>',
      text: `"><img src=x onerror=alert(1)>\n${link}\nhttps://elsewhere.test/x`,
    })
    const listed = await mail.request('https://patchwork.test/dev/mail.json')
    const letters = (await listed.json()) as { subject: string }[]
    expect(letters.map(({ subject }) => subject)).toEqual(['<script>alert(1)</script>', 'First'])
    const page = await mail.request('https://patchwork.test/dev/mail')
    const html = await page.text()
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;script&gt;')
    expect(html.match(/<a href="[^"]*"/g)).toEqual([
      `<a href="/dev/reminders"`,
      `<a href="${link}"`,
    ])
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-/,
    )
  })

  test('keeps the last hundred', async () => {
    for (let at = 0; at < 120; at++) await mailbox.send({ ...letter, subject: `${at}` })
    const listed = await mail.request('https://patchwork.test/dev/mail.json')
    const letters = (await listed.json()) as { subject: string }[]
    expect(letters).toHaveLength(100)
    expect(letters[0]?.subject).toBe('119')
  })
})
