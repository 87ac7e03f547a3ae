import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { allSent, deskAt, signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser, who = 'CSP manager') => deskAt(browser, server.origin, who)

/** The phone is in touch again; it may be leaving for the sign-in by itself already. */
const openAgain = (page: Page) => page.reload().catch(() => undefined)

test('a manager adds a member and invites them, and sees until when', async ({ browser }) => {
  const desk = await deskOf(browser)
  await desk.getByRole('link', { name: 'Partnership', exact: true }).click()
  await desk.getByRole('link', { name: 'Add a member' }).click()
  await desk.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(desk.getByText('Enter a name')).toBeVisible()
  await desk.getByLabel('Name').fill('Town centre warden')
  await desk.getByLabel('Agency').selectOption('Kent County Council')
  await desk.getByRole('button', { name: 'Add', exact: true }).click()

  await expect(desk.getByRole('heading', { name: 'Town centre warden' })).toBeVisible()
  await allSent(desk)
  await desk.getByLabel('Invite by e-mail').fill('warden@example.org')
  await desk.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(desk.getByText(/Invitation sent to warden@example.org/)).toBeVisible()
  await desk.getByRole('link', { name: 'People', exact: true }).click()
  const row = desk.getByRole('row', { name: /Town centre warden/ })
  await expect(row).toContainText('Kent County Council')
  await expect(row).toContainText(/Invited, until/)
})

test('who leaves hands over what they own, with no signal, and their phone signs out', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  const desk = await deskOf(browser)
  await desk.goto(`${server.origin}/people`)
  await desk.getByRole('link', { name: 'PCSO, Victoria' }).click()
  await expect(desk.getByText(/Nothing left to send, last in touch/)).toBeVisible()

  await server.stop()
  await desk.getByRole('button', { name: 'Remove …' }).click()
  await desk
    .getByLabel('Hand over their 6 actions to')
    .selectOption('Lead officer, anti-social behaviour')
  await desk.getByRole('button', { name: 'Remove them' }).click()
  await expect(desk.getByText(/could not be ended yet/)).toBeVisible()
  await expect(desk.getByText('0 actions')).toBeVisible()
  await expect(desk.getByText('They have left.')).toBeVisible()

  await server.start()
  await allSent(desk)
  await desk.getByRole('button', { name: 'End their sign-in …' }).click()
  await desk.getByRole('button', { name: 'End it' }).click()
  await expect(desk.getByText(/could not be ended yet/)).toBeHidden()
  await desk.getByRole('link', { name: 'People', exact: true }).click()
  await expect(desk.getByRole('link', { name: 'PCSO, Victoria' })).toBeHidden()
  await desk.goto(`${server.origin}/actions/action-a.1`)
  await desk.getByText('What this action is').click()
  await expect(desk.getByText('Lead officer, anti-social behaviour', { exact: true })).toBeVisible()

  await openAgain(page)
  await expect(page).toHaveURL(/sign-in/, { timeout: 60_000 })
})

test('who is suspended is back with one tap, and nobody suspends themselves', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await desk.goto(`${server.origin}/people/member-analyst`)
  await desk.getByRole('button', { name: 'Suspend' }).click()
  await expect(desk.getByText(/until you take them back/)).toBeVisible()
  await desk.getByRole('button', { name: 'Suspend them' }).click()
  await expect(desk.getByText('Suspended', { exact: true })).toBeVisible()
  await desk.getByRole('button', { name: 'Take them back' }).click()
  await expect(desk.getByText('Active', { exact: true })).toBeVisible()

  await desk.goto(`${server.origin}/people/member-csp-manager`)
  await expect(desk.getByText(/Nobody suspends or removes themselves/)).toBeVisible()
  await desk.goto(`${server.origin}/people/member-administrator`)
  await expect(desk.getByText('Administrators are changed by administrators only.')).toBeVisible()
  await expect(desk.getByRole('button', { name: 'Remove …' })).toBeHidden()
})

test('a lost phone is told to wipe itself, after a sentence that says what happens', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  const desk = await deskOf(browser)
  await desk.goto(`${server.origin}/people/member-pcso-victoria`)
  await desk.getByRole('button', { name: 'Wipe this phone' }).click()
  await expect(desk.getByText(/For a phone that is lost or stolen/)).toBeVisible()
  await desk.getByRole('button', { name: 'Wipe it' }).click()
  await expect(desk.getByText(/^Told to wipe/)).toBeVisible()

  await openAgain(page)
  await expect(page).toHaveURL(/sign-in/, { timeout: 60_000 })
  await desk.goto(`${server.origin}/audit`)
  await expect(desk.getByText('told a browser to wipe itself, of').first()).toBeVisible()
})

test('the audit says who changed what, and is searched by words', async ({ browser }) => {
  const desk = await deskOf(browser, 'Administrator')
  await desk.goto(`${server.origin}/settings`)
  await desk.getByLabel('Place').fill('Ashford borough')
  await desk.getByRole('button', { name: 'Save' }).first().click()
  await expect(desk.getByText('Saved on this device.')).toBeVisible()
  await allSent(desk)

  await desk.getByRole('link', { name: 'Audit' }).click()
  await desk.getByLabel('Words').fill('Ashford borough')
  await desk.getByRole('button', { name: 'Search' }).click()
  await expect(desk).toHaveURL(/words=Ashford\+borough/)
  const entry = desk.getByRole('listitem').filter({ hasText: 'changed the partnership' })
  await expect(entry).toContainText(/Place\s*Ashford\s*→\s*became\s*Ashford borough/)
  await expect(desk.getByText('OFFICIAL-SENSITIVE').first()).toBeVisible()

  const download = desk.waitForEvent('download')
  await desk.getByRole('link', { name: /Download this search/ }).click()
  expect((await download).suggestedFilename()).toMatch(/^audit .*\.csv$/)
  await desk.goto(`${server.origin}/audit?words=exported`)
  await expect(desk.getByText('exported the audit')).toBeVisible()
})

test('a one-day pass shows its code once, and is withdrawn', async ({ browser }) => {
  const desk = await deskOf(browser)
  await desk.goto(`${server.origin}/passes`)
  await desk.getByText('Add an event').click()
  await desk.getByLabel('What it is called').fill('Joint patrol, town centre')
  await desk.getByRole('button', { name: 'Add the event' }).click()
  const event = desk.getByRole('region', { name: 'Joint patrol, town centre' })
  await event.getByRole('button', { name: 'Issue a one-day pass' }).click()
  await expect(event.getByText(/^[A-Z]{3} [A-Z]{3}$/)).toBeVisible()
  await expect(event.getByRole('img', { name: 'QR code of this pass' })).toBeVisible()
  await expect(event.getByText('0 helpers')).toBeVisible()

  await desk.reload()
  await expect(event.getByText('0 helpers')).toBeVisible()
  await expect(event.getByText(/^[A-Z]{3} [A-Z]{3}$/)).toBeHidden()
  await event.getByRole('button', { name: 'Withdraw' }).click()
  await event.getByRole('button', { name: 'Withdraw it' }).click()
  await expect(event.getByText('0 helpers')).toBeHidden()
})

test('a PCSO finds no way to the partnership’s own affairs', async ({ page }) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.goto(`${server.origin}/more`)
  await expect(page.getByRole('link', { name: 'Partnership' })).toBeHidden()
  for (const route of ['/audit', '/passes', '/people/new']) {
    await page.goto(server.origin + route)
    await expect(page.getByText(/^For (managers|those who lead)/)).toBeVisible()
  }
})
