import { expect } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { lettersTo } from './letters.ts'
import { lookAt } from './looks.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const VICTORIA = 'PCSO, Victoria'
const address = 'member-pcso-victoria@patchwork.example'

async function account(page: Page) {
  await page.goto(`${server.origin}/account`)
  await expect(page.getByRole('heading', { name: 'Reminders' })).toBeVisible()
}
const choose = (page: Page, how: string) => page.getByRole('radio', { name: how }).check()
const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save how you are reminded' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
}

test('somebody asks for letters, one comes that says what waits, and the link in it stops them without signing in', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, VICTORIA)
  await account(page)
  await expect(page.getByText('Just now it would say: “1 action late')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'No letters' })).toBeChecked()
  await choose(page, 'Once a week')
  await page.getByLabel('On which day?').selectOption('Thursday')
  await choose(page, 'Every weekday')
  await save(page)

  await fetch(`${server.origin}/dev/reminders`)
  const [letter] = await lettersTo(server.origin, address)
  expect(letter?.subject).toMatch(
    /^Patchwork: 1 action late, 1 event today, 1 finding to see to, and \d+ more$/,
  )
  expect(letter?.text).toMatch(/Findings to see to\n- .+: (Due today|\d+ days? late)/)
  expect(letter?.text).toContain('Zero tolerance in the night-time economy: 3 days late')

  const link = /^http\S+#stop=\S+$/m.exec(letter?.text ?? '')?.[0] ?? ''
  const stranger = await browser.newPage()
  await stranger.goto(link)
  const stop = stranger.getByRole('button', { name: 'Stop the letters' })
  await expect(stop).toBeVisible()
  expect(stranger.url()).toBe(`${server.origin}/reminders`)
  await stop.click()
  await expect(stranger.getByText('The letters have stopped')).toBeVisible()
  await account(page)
  await expect(page.getByRole('radio', { name: 'No letters' })).toBeChecked()

  await stranger.goto('about:blank')
  await stranger.goto(`${link.slice(0, -1)}x`)
  await stop.click()
  await expect(stranger.getByText('This link cannot be used')).toBeVisible()
})

test('with no signal the settings say so, and what waits is still listed', async ({
  page,
  context,
}) => {
  await signIn(page, server.origin, VICTORIA)
  await untilKept(page)
  await context.setOffline(true)
  await account(page)
  await expect(page.getByText('kept at the office, and not shown without signal')).toBeVisible()
  await expect(page.getByText('Just now it would say: “1 action late')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Waiting for you' })).toBeVisible()
})

test('a barrier that waits for somebody stands above the cards of My patch, also with no signal', async ({
  page,
  context,
}) => {
  await signIn(page, server.origin, VICTORIA)
  await untilKept(page)
  await expect(page.getByRole('heading', { name: 'Waiting for you' })).toBeHidden()
  const now = new Date().toISOString()
  const entry = {
    ...{ planId: 'plan-2021-22', actionId: 'action-a.1', text: 'The school hall is shut' },
    ...{ ownerId: 'member-pcso-victoria', byId: 'member-csp-manager' },
    ...{ raisedOn: now.slice(0, 10), recordedAt: now },
  }
  const mutation = {
    ...{ op: 'create', kind: 'barrier', id: 'barrier-hall', entry },
    ...{ mid: 'hall-1', seq: 1, schemaVersion: 1, deviceTime: now },
  }
  const manager = await context.browser()?.newContext()
  const post = (path: string, data: object) =>
    manager?.request.post(server.origin + path, { data, headers: { origin: server.origin } })
  await post('/api/demo/sign-in', { partnershipId: 'ashford', memberId: 'member-csp-manager' })
  expect((await post('/api/sync/push', { deviceId: 'd-hall', mutations: [mutation] }))?.ok()).toBe(
    true,
  )
  const listed = page.getByRole('link', { name: 'A.1 The school hall is shut' })
  await expect(listed).toBeVisible()
  await context.setOffline(true)
  await page.reload()
  await expect(listed).toBeVisible()
  await expect(page.getByText('A barrier waits for you since')).toBeVisible()
})

/** A message as the browser's maker would hand it to the service worker. */
async function deliver(context: BrowserContext, page: Page, data: string) {
  const session = await context.newCDPSession(page)
  const registrations: string[] = []
  session.on('ServiceWorker.workerRegistrationUpdated', (event) =>
    registrations.push(...event.registrations.map((it) => it.registrationId)),
  )
  await session.send('ServiceWorker.enable')
  await expect.poll(() => registrations.length).toBeGreaterThan(0)
  const [registrationId = ''] = registrations
  await session.send('ServiceWorker.deliverPushMessage', {
    ...{ origin: server.origin, registrationId, data },
  })
}

test.describe('messages on this phone', () => {
  const onPhone = async (
    browser: Browser,
    prepare: (context: BrowserContext) => Promise<unknown>,
  ) => {
    const context = await browser.newContext()
    await prepare(context)
    const page = await context.newPage()
    await signIn(page, server.origin, VICTORIA)
    await untilKept(page)
    await account(page)
    return { context, page }
  }
  const permission = (state: NotificationPermission) => (context: BrowserContext) =>
    context.addInitScript((said) => {
      Object.defineProperty(Notification, 'permission', { get: () => said })
      Notification.requestPermission = () => Promise.resolve(said)
    }, state)

  test('a browser that was told not to show them says so, and where that is changed', async ({
    browser,
  }) => {
    const { page } = await onPhone(browser, permission('denied'))
    await expect(page.getByText('has been told not to show messages')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Show messages here' })).toBeHidden()
  })

  test('a browser without them says so; an iPhone that it has to be on the home screen', async ({
    browser,
  }) => {
    const without = (context: BrowserContext) =>
      context.addInitScript(() => Reflect.deleteProperty(globalThis, 'PushManager'))
    const { page } = await onPhone(browser, without)
    await expect(page.getByText('This browser cannot show messages')).toBeVisible()
    await page.context().addInitScript(() => {
      const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1'
      Object.defineProperty(navigator, 'userAgent', { get: () => userAgent })
    })
    await account(page)
    await expect(page.getByText('press Share, then Add to Home Screen')).toBeVisible()
  })

  test('a browser whose maker does not answer says so, and goes on offering', async ({
    browser,
  }) => {
    const { page } = await onPhone(browser, async (context) => {
      await permission('granted')(context)
      await context.addInitScript(() => {
        PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no service'))
      })
    })
    await page.getByRole('button', { name: 'Show messages here' }).click()
    await expect(page.getByText('could not reach its own message service')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Show messages here' })).toBeEnabled()
  })

  test('turned on they are on, also after a reload, until they are turned off', async ({
    browser,
  }) => {
    const { page } = await onPhone(browser, async (context) => {
      await permission('granted')(context)
      await context.addInitScript(() => {
        const endpoint = 'https://fcm.googleapis.com/fcm/send/nobody'
        // The browser's keys of the example of RFC 8291.
        const keys = {
          p256dh:
            'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        }
        const subscription = {
          endpoint,
          toJSON: () => ({ endpoint, keys }),
          unsubscribe: () => Promise.resolve(localStorage.removeItem('told') === undefined),
        } as unknown as PushSubscription
        const kept = () => (localStorage.getItem('told') ? subscription : null)
        PushManager.prototype.getSubscription = () => Promise.resolve(kept())
        PushManager.prototype.subscribe = () => {
          localStorage.setItem('told', 'yes')
          return Promise.resolve(subscription)
        }
      })
    })
    await page.getByRole('button', { name: 'Show messages here' }).click()
    const off = page.getByRole('button', { name: 'No more messages here' })
    await expect(off).toBeVisible()
    await account(page)
    await off.click()
    await expect(page.getByRole('button', { name: 'Show messages here' })).toBeVisible()
  })

  test('one that comes is shown in its own words, and names nobody', async ({ browser }) => {
    const { context, page } = await onPhone(browser, (it) =>
      it.grantPermissions(['notifications'], { origin: server.origin }),
    )
    await deliver(context, page, JSON.stringify({ text: '2 actions due' }))
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready
        const notices = await registration.getNotifications()
        return notices.map(({ title, body }) => `${title}: ${body}`)
      })
    await expect.poll(shown).toEqual(['Patchwork: 2 actions due'])
    await deliver(context, page, 'what is this')
    await expect.poll(shown).toEqual(['Patchwork: Something waits for you'])
  })
})

test('@long the rooms of reminders in every look', async ({ browser }) => {
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await allSent(desk)
  await lookAt(desk, `${server.origin}/account`, () => desk.getByText('Once a week').click())
  await lookAt(desk, `${server.origin}/overview`)
  await lookAt(desk, `${server.origin}/reminders`)
  await lookAt(desk, `${server.origin}/reminders#stop=x.y`)
})
