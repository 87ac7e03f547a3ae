import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { financialYear, financialYearOf } from '../../shared/plan/when/span.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PCSO = 'PCSO, Victoria'
const today = dateInUk(new Date())
const { fromOn, toOn } = financialYear(financialYearOf(today))
const year = Number(fromOn.slice(0, 4))
const label = (from: number) => `${from}/${String(from + 1).slice(2)}`
const TITLE = `Delivery plan ${label(year)}`
const NEXT = `Delivery plan ${label(year + 1)}`

const deskOf = (browser: Browser, who: string) => deskAt(browser, server.origin, who)
const open = async (page: Page, address: string) => {
  await page.goto(server.origin + address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
const room = (page: Page, word: string, planId: string) =>
  open(page, `/plan${word && `/${word}`}?plan=${planId}`)
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()

/** An empty plan of this year with one theme and one priority; the plan’s id. */
async function begin(desk: Page): Promise<string> {
  await open(desk, '/plan/write/begin')
  await desk.getByLabel('What the plan is called').fill(TITLE)
  await desk.getByLabel('First day').fill(fromOn)
  await desk.getByLabel('Last day').fill(toOn)
  await desk.getByLabel('Themes').fill('Prevent')
  await desk.getByRole('button', { name: 'Begin it' }).click()
  await desk.getByRole('link', { name: 'Add a priority' }).click()
  await desk.getByLabel('What it is called').fill('Safer streets')
  await desk.getByLabel('Lead agency').selectOption('Kent Police')
  await save(desk)
  await expect(desk.getByRole('heading', { name: 'Safer streets' })).toBeVisible()
  return new URL(desk.url()).searchParams.get('plan') ?? ''
}

async function addAction(desk: Page, text: string, timescale: string, milestones: string[] = []) {
  await desk.getByRole('link', { name: 'Add an action to Prevent' }).first().click()
  await desk.getByLabel('What will be done').fill(text)
  await desk.getByLabel('Timescale').fill(timescale)
  await desk.getByLabel('Find a person').fill(PCSO)
  await desk.getByLabel(new RegExp(PCSO)).first().check()
  for (const [at, milestone] of milestones.entries()) {
    await desk.getByRole('button', { name: 'Add a milestone' }).click()
    await desk
      .getByLabel(`Milestone ${at + 1}`, { exact: true })
      .last()
      .fill(milestone)
  }
  await save(desk)
  await expect(desk.getByRole('link', { name: text })).toBeVisible()
}

/** A form of the room where a plan is written, from the address of the line that leads to it. */
const edit = async (page: Page, planId: string, action: string) => {
  await room(page, 'write', planId)
  await page.getByRole('link', { name: action }).click()
  await expect(page.getByLabel('What will be done')).toHaveValue(action.replace(/^\S+ /, ''))
}

test('a year of a plan: written by two, handed in, approved, delivered, blocked, decided, completed, signed off and carried on', async ({
  browser,
  page: phone,
}) => {
  test.setTimeout(300_000)
  const manager = await deskOf(browser, 'CSP manager')
  const colleague = await deskOf(browser, 'Administrator')
  const chair = await deskOf(browser, 'Board chair')

  // Write.
  const planId = await begin(manager)
  await addAction(manager, 'Walk the High Street after dark', `By Dec ${year}`, [
    'Route agreed',
    'Six walks done',
  ])
  await addAction(manager, 'Light the underpass', 'Ongoing')
  await allSent(manager)

  // Two write in one action at once, one of them offline: what each wrote stands.
  await edit(colleague, planId, '1.1 Walk the High Street after dark')
  await untilKept(colleague)
  await colleague.context().setOffline(true)
  await colleague.getByLabel('Target').fill('Six walks by Christmas')
  await save(colleague)
  await edit(manager, planId, '1.1 Walk the High Street after dark')
  await manager.getByLabel('Evidence').fill('A note of each walk')
  await save(manager)
  await allSent(manager)
  await colleague.context().setOffline(false)
  await allSent(colleague)
  for (const page of [manager, colleague]) {
    await expect(async () => {
      await edit(page, planId, '1.1 Walk the High Street after dark')
      await expect(page.getByLabel('Target')).toHaveValue('Six walks by Christmas')
      await expect(page.getByLabel('Evidence')).toHaveValue('A note of each walk')
    }).toPass({ timeout: 30_000 })
  }

  // Submit and approve; what somebody wrote offline meanwhile comes as a change against it.
  await room(manager, 'approval', planId)
  await manager.getByRole('radio', { name: 'Hand it in' }).check()
  await manager.getByRole('button', { name: 'Hand it in' }).click()
  await expect(manager.getByText('Waits for approval')).toBeVisible()
  await allSent(manager)
  await edit(colleague, planId, '1.2 Light the underpass')
  await colleague.context().setOffline(true)
  await colleague.getByLabel('Target').fill('Both ends lit')
  await save(colleague)
  await room(chair, 'approval', planId)
  await chair.getByRole('radio', { name: 'Approve it' }).check()
  await chair.getByRole('button', { name: 'Approve it' }).click()
  await expect(chair.getByText('Nothing has changed in it since.')).toBeVisible()
  await allSent(chair)
  await colleague.context().setOffline(false)
  await allSent(colleague)
  await chair.getByRole('link', { name: '1 change since it was approved' }).first().click()
  await expect(chair.getByText(/Both ends lit/).first()).toBeVisible()

  // Deliver, on a phone with no signal.
  await signIn(phone, server.origin, PCSO)
  await untilKept(phone)
  await phone.getByRole('link', { name: /Walk the High Street after dark/ }).tap()
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: /^Done.*Route agreed/ }).tap()
  await expect(phone.getByText('1 of 2 milestones')).toBeVisible()

  // Blocked.
  await phone.getByRole('button', { name: 'Something stands in the way' }).tap()
  await phone.getByLabel('What stands in the way?').fill('No radio for the second walker')
  await phone.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(phone.getByText('A barrier stands in its way')).toBeVisible()
  await phone.context().setOffline(false)
  await allSent(phone)

  // Decided at a meeting, whose agenda has gathered it.
  await open(manager, '/meetings/new')
  await manager.getByLabel('Which group meets').selectOption('Partnership board')
  await manager.getByLabel('Day').fill(today)
  await manager.getByRole('button', { name: 'Plan it' }).click()
  const blocked = manager.getByRole('region', { name: /Blocked, and barriers/ })
  await expect(blocked.getByText(/No radio for the second walker/).first()).toBeVisible()
  await room(manager, 'barriers', planId)
  const barrier = manager.getByRole('article').filter({ hasText: 'No radio' })
  await barrier.getByRole('button', { name: 'Write the decision' }).click()
  await manager.getByLabel('What was decided?').fill('The fire service lends one')
  await save(manager)
  await expect(phone.getByText('The fire service lends one')).toBeVisible()
  await barrier.getByRole('button', { name: 'It is cleared' }).click()
  await expect(phone.getByText('A barrier stands in its way')).toBeHidden()

  // Completed.
  await phone.getByRole('button', { name: /^Done.*Six walks/ }).tap()
  await expect(phone.getByText('2 of 2 milestones')).toBeVisible()
  await phone.getByRole('link', { name: 'Record progress' }).tap()
  await phone.getByText('Completed', { exact: true }).tap()
  await phone.getByLabel('What happened?').fill('The sixth walk was tonight')
  await phone.getByRole('button', { name: 'Save', exact: true }).tap()
  await allSent(phone)

  // The quarter is signed off with the figures as they stand.
  await room(manager, 'approval', planId)
  await manager.getByRole('button', { name: `Sign off Apr to Jun ${year}` }).click()
  await manager.getByRole('button', { name: 'Sign it off' }).click()
  await expect(manager.getByText('Signed off', { exact: true })).toBeVisible()
  await manager.getByText('The figures as they stood').click()
  await expect(manager.getByText(/2 actions: 1 not started, .*1 completed/)).toBeVisible()

  // The year turns: what is unfinished goes on, what was completed stays and is still to be read.
  await room(manager, 'forward', planId)
  await manager.getByRole('button', { name: `Make ${NEXT}` }).click()
  await manager.getByRole('button', { name: 'Make it, and close this year' }).click()
  await allSent(manager)
  await manager.locator('#main').getByRole('link', { name: NEXT }).click()
  await expect(manager.getByRole('link', { name: /Light the underpass/ })).toHaveCount(1)
  await expect(manager.getByRole('link', { name: /Walk the High Street/ })).toHaveCount(0)
  await room(chair, '', planId)
  await chair.getByRole('link', { name: /Walk the High Street after dark/ }).click()
  await expect(chair.getByText('The sixth walk was tonight')).toBeVisible()
})
