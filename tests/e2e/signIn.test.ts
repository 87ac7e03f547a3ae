import { expect } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import { dateInUk } from '../../shared/words/dates.ts'
import { readLeftovers } from './leftovers.ts'
import { enterByCode, invite, issuePass, lettersTo, linkIn } from './letters.ts'
import { signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PCSO = 'member-pcso-victoria'
const SECRET = 'Two classes missed the second session'

/** A phone's own keeper of passkeys, which says yes to every question. */
async function giveAuthenticator(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal' },
      ...{ hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

const openForm = (page: Page) => page.goto(`${server.origin}/actions/action-a.1/progress`)
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).tap()

async function record(page: Page, note: string) {
  await openForm(page)
  await page.getByLabel('What happened?').fill(note)
  await save(page)
  await expect(page.getByText(/saved on this phone|sent/).first()).toBeVisible()
}

test('an invitation leads in, once, with a code that is pasted with a space in it', async ({
  browser,
  page,
}) => {
  const email = 'victoria@kent.police.example'
  await invite(browser, server.origin, PCSO, email)
  const link = await linkIn(server.origin, email)
  await page.goto(link)
  await expect(page.getByText('You are invited')).toBeVisible()
  expect(page.url()).toBe(`${server.origin}/sign-in`)

  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await page.getByLabel('The code of six digits').fill('000000')
  await expect(page.getByText(/That code does not fit/)).toBeVisible()
  await page.getByRole('button', { name: 'Use another address' }).tap()
  await enterByCode(page, server.origin, email)
  await expect(page.getByRole('heading', { name: 'My patch' })).toBeVisible()

  // The same letter, opened on another device of the same person.
  const laptop = await (await browser.newContext()).newPage()
  await laptop.goto(link)
  await enterByCode(laptop, server.origin, email)
  await expect(laptop.getByText(/This invitation cannot be used/)).toBeVisible()
  await laptop.getByRole('button', { name: 'Ashford' }).click()
  await expect(laptop.getByRole('heading', { name: 'My patch' })).toBeVisible()
})

test('an address that nobody expects is answered like any other, and gets no letter', async ({
  page,
}) => {
  const email = 'stranger@example.org'
  await page.goto(`${server.origin}/sign-in`)
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await expect(page.getByText(/is expected here, a code is on its way/)).toBeVisible()
  expect(await lettersTo(server.origin, email)).toEqual([])
  await page.getByText('No code has come').tap()
  await expect(page.getByText(/junk folder/)).toBeVisible()
})

test('who looks after the partnership makes a passkey, and comes in by it the next time', async ({
  browser,
  context,
  page,
}) => {
  const email = 'manager@ashford.example'
  await invite(browser, server.origin, 'member-csp-manager', email)
  await giveAuthenticator(context, page)
  await page.goto(await linkIn(server.origin, email))
  await enterByCode(page, server.origin, email)
  await expect(page.getByText(/it needs a passkey/)).toBeVisible()
  await page.getByLabel('What do you call this device?').fill('Work phone')
  await page.getByRole('button', { name: 'Make a passkey' }).tap()
  await page.waitForURL('**/overview')

  await page.goto(`${server.origin}/account`)
  await expect(page.getByRole('heading', { name: 'Work phone' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).tap()
  await page.waitForURL(/sign-in/)
  await page.goto(`${server.origin}/sign-in`)
  await page.getByRole('button', { name: 'Use a passkey' }).tap()
  await page.waitForURL('**/overview')

  // Their only one stays: without it they could not come in any more.
  await page.goto(`${server.origin}/account`)
  await page.getByRole('button', { name: 'Remove …' }).tap()
  await page.getByRole('button', { name: 'Remove it' }).tap()
  await expect(page.getByText(/This is your only passkey/)).toBeVisible()
})

test('an operator starts a partnership, whose first administrator comes into it and two may sit in both', async ({
  browser,
  context,
  page,
}) => {
  await giveAuthenticator(context, page)
  await page.goto(`${server.origin}/sign-in`)
  await enterByCode(page, server.origin, 'operator@patchwork.example')
  await page.getByRole('button', { name: 'Make a passkey' }).tap()
  await page.getByRole('button', { name: 'Start it and invite them' }).tap()
  await expect(page.getByText('Fill this in')).toHaveCount(4)
  const email = 'first@swale.example'
  await page.getByLabel('Place').fill('Swale')
  await page.getByLabel('Full name').fill('Swale Community Safety Partnership')
  await page.getByLabel('Lead council').fill('Swale Borough Council')
  await page.getByLabel('Their e-mail address').fill(email)
  await page.getByRole('button', { name: 'Start it and invite them' }).tap()
  await expect(page.getByText('Swale Community Safety Partnership has been started')).toBeVisible()

  // The same person is asked into Ashford as well, and goes from one to the other.
  await invite(browser, server.origin, PCSO, email)
  const desk = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const first = await desk.newPage()
  await giveAuthenticator(desk, first)
  const [ashford, swale] = (await lettersTo(server.origin, email)).map(
    ({ text }) => /^http\S+$/m.exec(text)?.[0] ?? '',
  )
  await first.goto(swale ?? '')
  await enterByCode(first, server.origin, email)
  await first.getByRole('button', { name: 'Make a passkey' }).click()
  await first.waitForURL('**/overview')
  await first.goto(`${server.origin}/people`)
  await expect(first.getByText('1 member shown')).toBeVisible()
  // In a tab without that keeper of passkeys, which would answer the page's offer before anybody could.
  await first.close()
  const second = await desk.newPage()
  await second.goto(ashford ?? '')
  await second.waitForURL('**/patch')
  await expect(second.getByRole('link', { name: /Year 6/ })).toBeVisible()
  await second.goto(`${server.origin}/account`)
  await second.getByRole('button', { name: /Swale/ }).click()
  await second.waitForURL('**/overview')
  await second.goto(`${server.origin}/account`)
  await expect(second.getByRole('heading', { name: /Swale/ }).first()).toBeVisible()
})

test('a borrowed phone joins one event with six letters, and forgets it after midnight @security', async ({
  browser,
  page,
}) => {
  const code = await issuePass(browser, server.origin, dateInUk(new Date()))
  await page.goto(`${server.origin}/join#${code}`)
  await expect(page.getByLabel('The six letters')).toHaveValue(code)
  expect(page.url()).toBe(`${server.origin}/join`)
  await page.getByRole('button', { name: 'Join' }).tap()
  await expect(page.getByText('Say what the team calls you')).toBeVisible()
  await page.getByLabel('Your name for the badge').fill('Sam')
  await page.getByRole('button', { name: 'Join' }).tap()
  await page.waitForURL('**/patch')
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
  await page.goto(`${server.origin}/account`)
  await expect(page.getByText('Event helper')).toBeVisible()

  await page.clock.setFixedTime(Date.now() + 86_400_000)
  await page.goto(`${server.origin}/patch`)
  await expect(page.getByText('Your pass is over')).toBeVisible()
  await page.waitForURL(/join\?over/)
  expect(await readLeftovers(page)).not.toContain('patchwork.ashford')
})

test('a wrong pass opens nothing and says so', async ({ page }) => {
  await page.goto(`${server.origin}/join`)
  await page.getByLabel('The six letters').fill('abc-def')
  await page.getByLabel('Your name for the badge').fill('Sam')
  await page.getByRole('button', { name: 'Join' }).tap()
  await expect(page.getByText(/This code opens nothing/)).toBeVisible()
})

test('a phone number is asked about before anything is saved, and stays only with a reason', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await openForm(page)
  const words = page.getByLabel('What happened?')
  await words.fill('A parent asks to be called on 07700 900123')
  await save(page)
  await expect(page.getByText(/This looks like a phone number/)).toBeVisible()
  await expect(page.locator('mark')).toHaveText('07700 900123')
  await expect(page.getByRole('group', { name: 'Before this is saved' })).toBeFocused()
  await expect(words).toHaveValue('A parent asks to be called on 07700 900123')

  await page.getByRole('button', { name: 'Change the words' }).tap()
  await expect(words).toBeFocused()
  await words.fill('A parent asks to be called')
  await expect(page.getByText(/This looks like a phone number/)).toHaveCount(0)

  await words.fill('The school is on 07700 900123')
  await save(page)
  await page.getByRole('button', { name: 'It has to stand here' }).tap()
  await expect(page.getByLabel('Why does it have to stand here?')).toBeFocused()
  await save(page)
  await expect(page.getByText('Say in a few words why')).toBeVisible()
  await page.getByLabel('Why does it have to stand here?').fill('The school’s published line')
  const pushed = page.waitForRequest('**/api/sync/push')
  await save(page)
  const { mutations } = (await pushed).postDataJSON()
  expect(mutations[0]).toMatchObject({ because: 'The school’s published line' })
  await expect(page.getByText('The school is on 07700 900123')).toBeVisible()
})

test('words that the office would not keep are changed and sent again', async ({ page }) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  let refusals = 0
  await page.route('**/api/sync/push', async (route) => {
    if (refusals++) return route.continue()
    const { mutations } = route.request().postDataJSON()
    const results = mutations.map(({ mid, seq }: { mid: string; seq: number }) => ({
      ...{ mid, seq, outcome: 'rejected', reason: 'personal-data' },
    }))
    await route.fulfill({ json: { status: 'ok', results } })
  })
  await openForm(page)
  await page.getByLabel('What happened?').fill(SECRET)
  await save(page)
  await page.getByRole('link', { name: '1 needs you' }).tap()
  await expect(page.getByText(/looks like a resident’s details/)).toBeVisible()
  await page.getByLabel('The words').fill('Two classes missed it')
  await page.getByRole('button', { name: 'Send again' }).tap()
  await expect(page.getByText('Needs attention')).toHaveCount(0)
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()
  await page.goto(`${server.origin}/actions/action-a.1`)
  await expect(page.getByText(/Two classes missed it/).first()).toBeVisible()
})

test('signing out with no signal says what would be lost, and leaves nothing that could be read @security', async ({
  context,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await untilKept(page)
  await context.setOffline(true)
  await record(page, SECRET)
  await page.goto(`${server.origin}/account`)
  await page.getByRole('button', { name: 'Sign out' }).tap()
  await expect(page.getByText('1 entry not sent yet')).toBeVisible()
  await page.getByRole('button', { name: 'Keep me signed in' }).tap()
  expect(await readLeftovers(page)).toContain(
    'patchwork.ashford.member-pcso-victoria outbox 1 rows',
  )

  await page.getByRole('button', { name: 'Sign out' }).tap()
  await page.getByRole('button', { name: 'Sign out all the same' }).tap()
  await expect(page.getByText('You are signed out')).toBeVisible()
  const left = await readLeftovers(page)
  for (const words of [
    SECRET,
    'Year 6 and youth sessions',
    'Operation Jump',
    'member-pcso-victoria outbox',
  ]) {
    expect(left, words).not.toContain(words)
  }
  await page.goto(`${server.origin}/patch`)
  await page.waitForURL(/sign-in/)

  // The office hears of it when there is signal again, and nobody is offered the session that was left.
  const ended = page.waitForResponse('**/api/session/end')
  await context.setOffline(false)
  expect((await ended).ok()).toBe(true)
})

test('a second person on one phone sees nothing of the first, and cannot send their work @security', async ({
  browser,
  context,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await untilKept(page)
  await context.setOffline(true)
  await record(page, SECRET)
  await page.close()
  await context.setOffline(false)

  const second = await context.newPage()
  await second.goto(`${server.origin}/sign-in`)
  // What the page sends and what is sent behind it, with the app closed.
  const pushes: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/sync/push')) pushes.push(request.postData() ?? '')
  })
  await signIn(second, server.origin, 'Community warden, Beaver')
  await second.goto(`${server.origin}/sync`)
  await expect(second.getByText('Nothing waits to be sent')).toBeVisible()
  await second.goto(`${server.origin}/actions/action-a.1`)
  await expect(second.getByText(SECRET)).toHaveCount(0)
  expect(await readLeftovers(second)).not.toContain(SECRET)
  expect(pushes.filter((body) => body.includes(SECRET))).toEqual([])

  // It waited for its author, and the office has it once.
  await signIn(second, server.origin, 'PCSO, Victoria')
  await second.goto(`${server.origin}/actions/action-a.1`)
  await expect(second.getByText(SECRET)).toHaveCount(1)
  await second.goto(`${server.origin}/sync`)
  await expect(second.getByText('Nothing waits to be sent')).toBeVisible()
  const desk = await (await browser.newContext()).newPage()
  await signIn(desk, server.origin, 'CSP manager')
  await desk.goto(`${server.origin}/actions/action-a.1`)
  await expect(desk.getByText(SECRET)).toHaveCount(1)
})

test('a tab of the first person sends nothing once a second one has signed in @security', async ({
  context,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  const second = await context.newPage()
  await signIn(second, server.origin, 'Community warden, Beaver')
  await page.bringToFront()
  await expect(page.getByText('Somebody else has signed in on this browser')).toBeVisible()
  await page.getByRole('link', { name: 'Sign in as PCSO, Victoria' }).tap()
  await page.waitForURL(/sign-in\?to=%2Fpatch/)
})

test('a lost phone is emptied from another, which itself stays as it is @security', async ({
  browser,
  context,
  page,
}) => {
  const lost = await browser.newContext()
  const lostPage = await lost.newPage()
  await signIn(lostPage, server.origin, 'PCSO, Victoria')
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.goto(`${server.origin}/account`)
  await page.getByRole('button', { name: 'Empty it …' }).tap()
  await page.getByRole('button', { name: 'Empty it', exact: true }).tap()
  await expect(page.getByText('It will empty itself at its next contact')).toBeVisible()

  await lostPage.bringToFront()
  await lostPage.waitForURL(/sign-in\?wiped/, { timeout: 30_000 })
  await expect(lostPage.getByText('This phone was emptied')).toBeVisible()
  expect(await readLeftovers(lostPage)).not.toContain('patchwork.ashford')

  await page.goto(`${server.origin}/patch`)
  await expect(page.getByRole('link', { name: /Year 6/ })).toBeVisible()
  expect(await readLeftovers(page)).toContain('patchwork.ashford.member-pcso-victoria')
  await context.close()
})

test('a phone that was out of touch for too long shows nothing until it is in touch again @security', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await untilKept(page)
  await page.route('**/api/**', (route) => route.abort())
  await page.clock.setFixedTime(Date.now() + 15 * 86_400_000)
  await page.goto(`${server.origin}/patch`)
  await expect(page.getByText('Locked until it is back in touch')).toBeVisible()
  await expect(page.getByText('Year 6')).toHaveCount(0)
  await page.getByRole('button', { name: 'Try now' }).tap()
  await expect(page.getByText('No answer from the office')).toBeVisible()
  await page.unroute('**/api/**')
  // It tries by itself as well, and may have been quicker than the thumb.
  const tapped = page.getByRole('button', { name: 'Try now' }).tap({ timeout: 5_000 })
  await tapped.catch(() => undefined)
  await expect(page.getByRole('link', { name: /Year 6/ })).toBeVisible()
})

test('every page carries what keeps it to itself, and no script of its own in the markup @security', async ({
  request,
}) => {
  for (const path of ['/', '/patch', '/sign-in', '/join', '/overview', '/nowhere', '/reset']) {
    const response = await request.get(server.origin + path)
    const headers = response.headers()
    const meta = /http-equiv="content-security-policy" content="([^"]*)"/i.exec(
      await response.text(),
    )
    const policy = `${headers['content-security-policy']}; ${meta?.[1] ?? ''}`
    expect.soft(policy, path).toContain("frame-ancestors 'none'")
    expect.soft(policy, path).not.toContain('unsafe-inline')
    expect.soft(policy, path).not.toContain('unsafe-eval')
    expect.soft(headers['strict-transport-security'], path).toContain('max-age=31536000')
    expect.soft(headers['x-content-type-options'], path).toBe('nosniff')
    expect.soft(headers['referrer-policy'], path).toBe('same-origin')
    expect.soft(headers['cross-origin-opener-policy'], path).toBe('same-origin')
    expect.soft(headers['permissions-policy'], path).toContain('microphone=()')
  }
  const security = await request.get(`${server.origin}/.well-known/security.txt`)
  const said = await security.text()
  expect(said).toContain(`Contact: ${server.origin}/.well-known/security-policy.txt`)
  const [, until = ''] = /^Expires: (.*)$/m.exec(said) ?? []
  expect(Date.parse(until)).toBeGreaterThan(Date.now())
  const policy = await request.get(`${server.origin}/.well-known/security-policy.txt`)
  expect(await policy.text()).toContain('What to write')
})
