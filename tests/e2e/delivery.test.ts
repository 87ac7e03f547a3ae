import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { addDays, dateInUk } from '../../shared/words/dates.ts'
import { lookAt } from './looks.ts'
import { allSent, deskAt, signIn, untilKept } from './people.ts'
import { milestone, plant } from './plant.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PCSO = 'PCSO, Victoria'
const MANAGER = 'CSP manager'
const today = dateInUk(new Date())

const deskOf = (browser: Browser, who = MANAGER) => deskAt(browser, server.origin, who)
const open = (page: Page, address: string) => page.goto(server.origin + address)

test('a PCSO ticks a milestone without signal, with one tap, takes one back, and the manager sees who and when', async ({
  browser,
  page,
}) => {
  await plant(server, [
    milestone('action-a.1', 'm-schools', 'All twelve schools have a date', addDays(today, -2)),
    milestone('action-a.1', 'm-leaflet', 'The leaflet is printed', null, 2),
  ])
  await signIn(page, server.origin, PCSO)
  await expect(page.getByText('0 of 2 milestones')).toBeVisible()
  await expect(page.getByText('2 days late')).toBeVisible()
  await untilKept(page)
  await open(page, '/actions/action-a.1')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: /^Done.*All twelve/ }).tap()
  await expect(page.getByText(/Milestone done · saved on this phone/)).toBeVisible()
  await expect(page.getByText('1 of 2 milestones')).toBeVisible()
  await page.getByRole('button', { name: /^Done.*The leaflet/ }).tap()
  await expect(page.getByText('2 of 2 milestones')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect(page.getByText('1 of 2 milestones')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Done.*The leaflet/ })).toBeVisible()
  // What it stood at before is what it stands at now.
  await expect(page.getByText('310 of 500 pupils reached')).toBeVisible()

  await page.context().setOffline(false)
  await allSent(page)
  const desk = await deskOf(browser)
  await open(desk, '/actions/action-a.1')
  await expect(desk.getByText(/1 of 2 milestones/)).toBeVisible()
  await expect(
    desk.getByRole('listitem').filter({ hasText: 'All twelve schools' }).first(),
  ).toContainText(PCSO)
})

test('milestones are ticked with the progress they belong to, and a correction takes a tick back', async ({
  page,
}) => {
  await plant(server, [milestone('action-a.1', 'm-schools', 'All twelve schools have a date')])
  await signIn(page, server.origin, PCSO)
  await open(page, '/actions/action-a.1/progress')
  await page.getByLabel('All twelve schools have a date').check()
  await page.getByLabel('What happened?').fill('The last school rang back')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText('1 of 1 milestone')).toBeVisible()
  await page.getByRole('link', { name: 'Correct this entry' }).first().tap()
  await page.getByLabel('All twelve schools have a date').uncheck()
  await page.getByRole('button', { name: 'Save the correction' }).tap()
  await expect(page.getByText('0 of 1 milestone')).toBeVisible()
})

test('a barrier is raised on the phone without signal; the manager decides and clears it', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await untilKept(page)
  await open(page, '/actions/action-a.1')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Something stands in the way' }).tap()
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByRole('link', { name: 'Say what stands in the way' })).toBeVisible()
  await page.getByLabel('What stands in the way?').fill('No coach for the outlying schools')
  await page.getByLabel('What would remove it?').fill('Two coaches on Tuesdays')
  await page.getByLabel('Who has to give that?').selectOption({ label: 'Kent County Council' })
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText('A barrier stands in its way')).toBeVisible()
  await expect(page.getByText(/Saved on this phone/)).toBeVisible()
  await page.context().setOffline(false)
  await allSent(page)

  const desk = await deskOf(browser)
  await open(desk, '/plan/barriers')
  const barrier = desk.getByRole('article').filter({ hasText: 'No coach for the outlying schools' })
  await expect(barrier).toContainText('Two coaches on Tuesdays – from Kent County Council')
  await expect(barrier).toContainText('nobody yet')
  await barrier.getByRole('button', { name: 'Write the decision' }).click()
  await desk.getByLabel('Who looks after it?').selectOption({ label: 'CSU inspector' })
  await desk.getByLabel('What was decided?').fill('The county lends a minibus until July')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(barrier).toContainText('Decided, not cleared yet')
  await expect(page.getByText('The county lends a minibus until July')).toBeVisible()

  await barrier.getByRole('button', { name: 'It is cleared' }).click()
  await expect(desk.getByText('Nothing stands in the way')).toBeVisible()
  await expect(page.getByText('A barrier stands in its way')).toBeHidden()
  await expect(page.getByText('Cleared (1)')).toBeVisible()
})

test('the manager asks for an update; its owner sees it on My patch, answers, and it is gone', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  const desk = await deskOf(browser)
  await open(desk, '/actions/action-a.5')
  await desk.getByRole('button', { name: 'Ask for an update' }).click()
  await desk.getByLabel(/Ask PCSO, Victoria for an update/).fill('How far is the signage?')
  await desk.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(desk.getByText(/CSP manager asked for an update/)).toBeVisible()

  await expect(page.getByText(/CSP manager asked for an update/)).toBeVisible()
  await open(page, '/actions/action-a.5')
  await expect(page.getByText('How far is the signage?')).toBeVisible()
  await page.getByRole('link', { name: 'Record progress' }).tap()
  await page.getByLabel('What happened?').fill('Six of eight are up')
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(/asked for an update/)).toBeHidden()
  await expect(desk.getByText('Six of eight are up')).toBeVisible()
  await expect(desk.getByText(/asked for an update/)).toBeHidden()
})

test('an owner takes an action on from the phone; a lead notes it for somebody else', async ({
  browser,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await open(page, '/actions/action-a.5')
  await page.getByRole('button', { name: 'I take it on' }).tap()
  await expect(page.getByText(/Taken on · /)).toBeVisible()
  await expect(page.getByRole('button', { name: 'I take it on' })).toBeHidden()
  const desk = await deskOf(browser)
  await open(desk, '/actions/action-d.1')
  await desk.getByRole('heading', { name: 'Log' }).waitFor()
  await expect(desk.getByText(/has not said yet/)).toBeHidden()
  await open(desk, '/actions/action-d.3')
  await desk.getByRole('button', { name: /They have taken it on/ }).click()
  await expect(desk.getByText(/has not said yet/)).toBeHidden()
})

test('the forum goes through three actions without signal: one updated, one passed over, one with a barrier', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await untilKept(desk)
  await open(desk, '/plan/review')
  await desk.getByText('More filters').click()
  await desk
    .getByLabel('Owner', { exact: true })
    .selectOption({ label: 'Lead officer, anti-social behaviour' })
  await desk.getByLabel('Search this plan').fill('a.')
  await expect(desk.getByRole('button', { name: /^Begin: 3 actions/ })).toBeVisible()
  // The other rooms of the plan come behind the first one, for when there is no signal.
  await desk.waitForTimeout(3_500)
  await desk.context().setOffline(true)
  await desk.getByRole('button', { name: /^Begin/ }).click()

  await expect(desk.getByText('1 of 3', { exact: true }).first()).toBeVisible()
  await desk.getByText('At risk', { exact: true }).click()
  await desk.getByLabel('What happened?').fill('The forum hears that two landlords have not signed')
  await desk.getByRole('button', { name: 'Save, and on to the next' }).click()
  await expect(desk.getByText('2 of 3', { exact: true }).first()).toBeVisible()

  // With the arrows, back and forth and on.
  await desk.keyboard.press('ArrowLeft')
  await expect(desk.getByText('1 of 3', { exact: true }).first()).toBeVisible()
  await expect(desk.getByText('The forum hears that two landlords').first()).toBeVisible()
  await desk.keyboard.press('ArrowRight')
  await expect(desk.getByText('2 of 3', { exact: true }).first()).toBeVisible()
  await desk.getByLabel('What happened?').press('ArrowRight')
  await expect(desk.getByText('2 of 3', { exact: true }).first()).toBeVisible()
  await desk.getByRole('link', { name: 'Next' }).first().click()

  await expect(desk.getByText('3 of 3', { exact: true }).first()).toBeVisible()
  await desk.getByRole('button', { name: 'Something stands in the way' }).click()
  await desk.getByLabel('What stands in the way?').fill('The mediator has left')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByRole('heading', { name: 'The mediator has left' })).toBeVisible()
  await desk.getByRole('link', { name: 'What came of it' }).first().click()

  await expect(desk.getByText('1 of 3 actions updated · 1 barrier raised')).toBeVisible()
  await expect(desk.getByText('Barrier: The mediator has left')).toBeVisible()
  await expect(desk.getByRole('listitem').filter({ hasText: 'nothing recorded' })).toHaveCount(2)
  // A lid that is closed costs nobody their place.
  await desk.reload()
  await expect(desk.getByText('1 of 3 actions updated · 1 barrier raised')).toBeVisible()
  await desk.getByRole('button', { name: 'Finish the review' }).click()
  await expect(desk.getByRole('heading', { name: /Rolling action plan/ })).toBeVisible()
  await desk.context().setOffline(false)
  await allSent(desk)
})

test('an action that is merged while somebody edits it without signal keeps their edit and their entry', async ({
  browser,
}) => {
  const lead = await deskOf(browser, 'Lead officer, anti-social behaviour')
  await untilKept(lead)
  await open(lead, '/actions/action-a.4')
  await expect(lead.getByRole('heading', { name: 'Log' })).toBeVisible()
  await lead.context().setOffline(true)
  await lead.getByText('Change', { exact: true }).first().click()
  await lead.getByLabel('OFFICIAL-SENSITIVE', { exact: true }).check()
  await lead.getByRole('button', { name: 'Save', exact: true }).click()
  await lead.getByRole('link', { name: 'Record progress' }).click()
  await lead.getByLabel('What happened?').fill('Traders have agreed on a second evening')
  await lead.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(lead.getByRole('link', { name: '2 to send' })).toBeVisible()

  await plant(server, [
    {
      ...{ op: 'edit', kind: 'action', id: 'action-a.4' },
      fields: { mergedIntoId: { base: null, value: 'action-a.2' } },
    },
  ])
  await lead.context().setOffline(false)
  await allSent(lead)
  await expect(lead.getByText('This action was merged into A.2')).toBeVisible()
  await expect(lead.getByText('OFFICIAL-SENSITIVE').first()).toBeVisible()
  await expect(lead.getByText('Traders have agreed on a second evening')).toBeVisible()
  await lead.getByRole('link', { name: 'Go to A.2' }).click()
  const entry = lead.getByRole('listitem').filter({ hasText: 'Traders have agreed' })
  await expect(entry).toContainText('recorded on A.4')
  await expect(lead.getByText('was merged into this action')).toBeVisible()

  // Everybody else reads it there too, and the plan lists the action once.
  const desk = await deskOf(browser)
  await open(desk, '/plan')
  await expect(desk.getByRole('link', { name: /^A\.2 / })).toBeVisible()
  await expect(desk.getByRole('link', { name: /^A\.4 / })).toBeHidden()
  await open(desk, '/actions/action-a.2')
  await expect(desk.getByText('Traders have agreed on a second evening')).toBeVisible()
})

test('a plan is searched and filtered without signal, and the view stands in the address', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await untilKept(desk)
  await open(desk, '/plan')
  await desk.getByLabel('Search this plan').waitFor()
  await desk.context().setOffline(true)
  await desk.getByLabel('Search this plan').fill('BOXING')
  await expect(desk.getByText('1 action of 21')).toBeVisible()
  await expect(desk.getByRole('link', { name: /^V\.1 / })).toBeVisible()
  await expect(desk.getByRole('link', { name: /^A\.1 / })).toBeHidden()
  await expect(desk).toHaveURL(/q=BOXING/)
  await desk.getByRole('button', { name: 'Show everything' }).click()
  await desk.getByLabel('How it stands').selectOption({ label: 'Overdue' })
  await expect(desk).toHaveURL(/due=overdue/)
  const found = await desk.getByRole('status').filter({ hasText: 'of 21' }).textContent()
  await desk.reload()
  await expect(desk.getByText(found ?? 'nothing')).toBeVisible()
  await desk.getByLabel('Search this plan').fill('zebra')
  await expect(desk.getByText('Nothing is found')).toBeVisible()
})

test('the rooms of delivery can be read by everybody @long', async ({ browser }) => {
  test.setTimeout(360_000)
  await plant(server, [
    milestone('action-a.2', 'm-1', 'Every landlord has read the draft', addDays(today, 5)),
    {
      ...{ op: 'create', kind: 'barrier', id: 'barrier-x' },
      entry: {
        ...{ planId: 'plan-2021-22', actionId: 'action-a.2', text: 'One landlord has no officer' },
        ...{ needs: 'Somebody to sign', needsAgencyId: 'agency-housing', raisedOn: today },
        ...{ byId: 'member-csp-manager', recordedAt: new Date().toISOString() },
      },
    },
  ])
  const page = await deskOf(browser, MANAGER)
  await open(page, '/plan/review')
  await page.getByText('More filters').click()
  await page
    .getByLabel('Owner', { exact: true })
    .selectOption({ label: 'Lead officer, anti-social behaviour' })
  await page.getByRole('button', { name: /^Begin/ }).click()
  await page.waitForURL('**/review/1**')
  for (const place of [
    ...['/plan', '/plan?due=off-track', '/plan/barriers', '/plan/review', '/plan/review/1'],
    ...['/plan/review/done', '/actions/action-a.2', '/actions/action-a.2/progress'],
  ])
    await lookAt(page, server.origin + place)
})
