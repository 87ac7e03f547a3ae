import { expect } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { deskAt, signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PLAN = 'Rolling action plan 2021/22'

const deskOf = (browser: Browser, who: string) => deskAt(browser, server.origin, who)

test('a plan that is kept to a group leaves the phones of all others, and comes back when it is opened again', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await expect(page.getByRole('link', { name: /Year 6/ })).toBeVisible()
  const desk = await deskOf(browser, 'CSP manager')
  await desk.goto(`${server.origin}/plan`)
  await expect(desk.getByRole('heading', { name: PLAN })).toBeVisible()

  await desk.getByText('Everybody in the partnership may see this plan').click()
  await desk.getByLabel('Only Anti-social behaviour sub-group').check()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('OFFICIAL-SENSITIVE').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /Year 6/ })).toBeHidden()
  await page.goto(`${server.origin}/actions/action-a.1`)
  await expect(page.getByText('This action is not on this phone')).toBeVisible()

  await desk.getByText('Only Anti-social behaviour sub-group may see this plan').click()
  await desk.getByLabel('Everybody in the partnership').check()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('310 of 500 pupils reached')).toBeVisible()
})

test('what an agency notes for itself is read by its own people, until one of them shares it', async ({
  browser,
  page,
}) => {
  const note = 'The head teacher would rather we came in plain clothes'
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.getByRole('link', { name: /Year 6/ }).tap()
  await page.waitForURL('**/actions/**')
  await page.getByRole('button', { name: 'Write a comment or a note' }).tap()
  await page.getByLabel('What do you want to say?').fill(note)
  await page.getByLabel('Only Kent Police').check()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText('Only Kent Police sees this.')).toBeVisible()
  await expect(page.getByRole('link', { name: /All sent/ })).toBeVisible()

  const address = `${server.origin}/actions/action-a.1`
  const inspector = await deskOf(browser, 'CSU inspector')
  await inspector.goto(address)
  await expect(inspector.getByText(note)).toBeVisible()
  const council = await deskOf(browser, 'CSP manager')
  await council.goto(address)
  await expect(council.getByRole('heading', { name: 'Comments and notes' })).toBeVisible()
  await expect(council.getByText(note)).toBeHidden()

  await inspector.getByRole('button', { name: 'Share with everybody' }).click()
  await expect(council.getByText(note)).toBeVisible()
  await expect(page.getByText('Only Kent Police sees this.')).toBeHidden()
})
