import type { Browser, Page } from '@playwright/test'
import { MAX_MUTATIONS, SCHEMA_VERSION } from '../../shared/sync/limits.ts'

interface Letter {
  to: string
  subject: string
  text: string
}

/** What the local worker has sent to an address, newest first. */
export async function lettersTo(origin: string, email: string): Promise<Letter[]> {
  const response = await fetch(`${origin}/dev/mail.json`)
  return ((await response.json()) as Letter[]).filter(({ to }) => to === email)
}

async function found(origin: string, email: string, subject: string, pattern: RegExp) {
  for (let tries = 0; tries < 50; tries++) {
    const letter = (await lettersTo(origin, email)).find((it) => it.subject.includes(subject))
    const [text] = (letter && pattern.exec(letter.text)) ?? []
    if (text) return text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no letter about "${subject}" came to ${email}`)
}

export const codeIn = (origin: string, email: string) =>
  found(origin, email, 'Your code', /^\d{6}$/m)
export const linkIn = (origin: string, email: string) =>
  found(origin, email, 'invitation', /^http\S+$/m)

/** Asks as the partnership's administrator, from a browser of their own. */
export async function asAdministrator<T>(
  browser: Browser,
  origin: string,
  work: (post: (path: string, data: object) => Promise<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext()
  const post = async (path: string, data: object) => {
    const response = await context.request.post(origin + path, { data, headers: { origin } })
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
    return (await response.json()) as Record<string, string>
  }
  await post('/api/demo/sign-in', { partnershipId: 'ashford', memberId: 'member-administrator' })
  const answer = await work(post)
  await context.close()
  return answer
}

export const invite = (browser: Browser, origin: string, memberId: string, email: string) =>
  asAdministrator(browser, origin, (post) => post(`/api/members/${memberId}/invite`, { email }))

/** A code for one event, which is today. */
export const issuePass = (browser: Browser, origin: string, onDate: string) =>
  asAdministrator(browser, origin, async (post) => {
    const now = new Date().toISOString()
    const entry = {
      ...{ title: 'Cleansweep, Brookfield Court', kind: 'Cleansweep', onDate },
      ...{ wardIds: [], agencyIds: [] },
    }
    const mutation = {
      ...{ op: 'create', kind: 'event', id: 'event-cleansweep', entry },
      ...{ mid: 'pass-1', seq: MAX_MUTATIONS * 10, schemaVersion: SCHEMA_VERSION, deviceTime: now },
    }
    await post('/api/sync/push', { deviceId: 'd-pass-office', mutations: [mutation] })
    const { code = '' } = await post('/api/passes', { eventId: 'event-cleansweep' })
    return code
  })

/** Types an address and the code that comes to it. */
export async function enterByCode(page: Page, origin: string, email: string) {
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  const code = page.getByLabel('The code of six digits')
  await code.waitFor()
  const digits = await codeIn(origin, email)
  await code.fill(`${digits.slice(0, 3)} ${digits.slice(3)}`)
}
