import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { lookAt } from './looks.ts'
import { allSent, deskAt, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser, who: string) => deskAt(browser, server.origin, who)

const room = (page: Page, word: string, planId: string) =>
  page.goto(`${server.origin}/plan/${word}?plan=${planId}`)

const OLD = 'plan-2017-18'
const RUNNING = 'plan-2021-22'

async function rollForward(desk: Page, planId: string, title: string): Promise<string> {
  await room(desk, 'forward', planId)
  await desk.getByRole('button', { name: `Make ${title}` }).click()
  await desk.getByRole('button', { name: 'Make it, and close this year' }).click()
  const link = desk.locator('#main').getByRole('link', { name: title })
  await expect(link).toBeVisible()
  return (
    new URL((await link.getAttribute('href')) ?? '', server.origin).searchParams.get('plan') ?? ''
  )
}

const choose = async (page: Page, what: string) => {
  await page.getByRole('radio', { name: what }).check()
}

async function handIn(page: Page, planId: string, words: string) {
  await room(page, 'approval', planId)
  await page.getByLabel('Anything to say with it').fill(words)
  await page.getByRole('button', { name: 'Hand it in' }).click()
  await expect(page.getByText('Waits for approval')).toBeVisible()
  await allSent(page)
}

async function approve(page: Page) {
  await choose(page, 'Approve it')
  await page.getByRole('button', { name: 'Approve it' }).click()
  await expect(page.getByText('Nothing has changed in it since.')).toBeVisible()
}

/** The one thing about a plan that this build lets a manager change beside its rows: how it is marked. */
async function markPlan(page: Page, planId: string) {
  await page.goto(`${server.origin}/plan?plan=${planId}`)
  await page.getByText('Everybody in the partnership may see this plan').click()
  await page.getByRole('radio', { name: 'OFFICIAL-SENSITIVE' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Share it only with those who need it')).toBeVisible()
}

test('a sub-group hands its plan in, the board sends it back, then approves; an edit made offline before shows as a change after', async ({
  browser,
}) => {
  const manager = await deskOf(browser, 'CSP manager')
  const planId = await rollForward(manager, OLD, 'Action plans 2018/19')
  await allSent(manager)

  const lead = await deskOf(browser, 'Lead officer, anti-social behaviour')
  const chair = await deskOf(browser, 'Board chair')
  await handIn(lead, planId, 'Carried from last year.')

  // Back with words, and in again.
  await room(chair, 'approval', planId)
  await expect(chair.getByText(/anti-social behaviour handed it in,.* waits/)).toBeVisible()
  await choose(chair, 'Send it back')
  await chair.getByRole('button', { name: 'Send it back' }).click()
  await expect(chair.getByText('Say what has to change')).toBeVisible()
  await chair.getByLabel('What has to change').fill('Every action needs an owner.')
  await chair.getByRole('button', { name: 'Send it back' }).click()
  await expect(chair.getByText('You sent it back').first()).toBeVisible()
  await allSent(chair)
  await expect(lead.getByText('Every action needs an owner.').first()).toBeVisible()
  await handIn(lead, planId, 'Owners named.')

  // The manager writes without signal; the board approves meanwhile.
  await untilKept(manager)
  await manager.goto(`${server.origin}/plan?plan=${planId}`)
  await manager.context().setOffline(true)
  await markPlan(manager, planId)
  await room(chair, 'approval', planId)
  await approve(chair)
  await allSent(chair)
  await manager.context().setOffline(false)
  await allSent(manager)
  await expect(
    chair.getByRole('link', { name: '1 change since it was approved' }).first(),
  ).toBeVisible({
    timeout: 60_000,
  })
  await chair.getByRole('link', { name: '1 change since it was approved' }).first().click()
  await expect(chair.getByText('OFFICIAL-SENSITIVE before: nothing')).toBeVisible()

  // Two approve what was changed at once, neither with signal: both did, and the first counts.
  for (const page of [chair, manager]) {
    await room(page, 'approval', planId)
    await expect(page.getByText('1 change since').first()).toBeVisible()
    await untilKept(page)
  }
  for (const page of [chair, manager]) await page.context().setOffline(true)
  for (const page of [manager, chair]) {
    // The board can only approve; a manager, who speaks for others too, is asked which.
    if (page === manager) await choose(page, 'Approve it as it stands now')
    await page.getByRole('button', { name: 'Approve it' }).click()
    await expect(page.getByText('You approved it', { exact: false }).first()).toBeVisible()
  }
  for (const page of [chair, manager]) {
    await page.context().setOffline(false)
    await allSent(page)
  }
  await expect(chair.getByText('CSP manager and you approved it')).toBeVisible({ timeout: 60_000 })
  await expect(manager.getByText('You and Board chair approved it')).toBeVisible({
    timeout: 60_000,
  })
  await expect(manager.getByText('Nothing has changed in it since.')).toBeVisible()

  // The quarter is signed off with the figures as they stand, and stays so.
  await manager.getByRole('button', { name: 'Sign off Apr to Jun 2018' }).click()
  await manager.getByRole('button', { name: 'Sign it off' }).click()
  await expect(manager.getByText('Signed off', { exact: true })).toBeVisible()
  await manager.getByText('The figures as they stood').click()
  await expect(manager.getByText(/\d+ actions?: \d+ not started/)).toBeVisible()
  await allSent(manager)
  await expect(chair.getByText('Signed off', { exact: true })).toBeVisible({ timeout: 60_000 })
})

test('a meeting gathers its agenda, minutes are taken without signal, and an action arising stands in its plan', async ({
  browser,
}) => {
  const manager = await deskOf(browser, 'CSP manager')
  await manager.getByRole('link', { name: 'Meetings' }).click()
  await manager.getByRole('link', { name: 'Plan a meeting' }).click()
  await manager.getByRole('button', { name: 'Plan it' }).click()
  await expect(manager.getByText('Choose the group')).toBeVisible()
  await manager.getByLabel('Which group meets').selectOption('Partnership board')
  await manager.getByLabel('Day').fill('2026-11-01')
  await manager.getByRole('button', { name: 'Plan it' }).click()
  await expect(manager.getByRole('heading', { name: 'Partnership board meeting' })).toBeVisible()
  await expect(manager.getByRole('heading', { name: 'Overdue' })).toBeVisible()
  await expect(manager.getByRole('heading', { name: /Blocked, and barriers/ })).toBeVisible()

  await manager.getByText('Change it, or note who is here').click()
  await manager.getByRole('group', { name: 'Who is here' }).getByLabel('Board chair').check()
  await manager.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(manager.getByText('Board chair', { exact: true }).first()).toBeVisible()
  await allSent(manager)
  await untilKept(manager)
  await manager.getByRole('link', { name: 'Minutes', exact: true }).click()
  await expect(manager.getByRole('heading', { name: 'No minutes yet' })).toBeVisible()
  const meeting = manager.url().replace(/\/minutes$/, '')
  await manager.goto(`${meeting}/take`)
  await expect(manager.getByText(/^Item 1 of/)).toBeVisible()
  await manager.goto(meeting)

  await manager.context().setOffline(true)
  await manager.getByRole('link', { name: 'Take minutes' }).first().click()
  await expect(manager.getByText(/^Item 1 of \d+/)).toBeVisible()
  await manager.getByRole('button', { name: 'Save and go on' }).click()
  await expect(
    manager.getByText('Write what was said, what was decided, or an action'),
  ).toBeVisible()
  await manager.getByLabel('What was said').fill('The leaflet is with the printer.')
  await manager.getByLabel('What was decided').fill('Print 500, no more.')
  await manager.getByText('An action arises').click()
  await manager.getByLabel('What is to be done').fill('Order the leaflets')
  await manager.getByLabel('Who does it').selectOption('CSU inspector')
  await manager.getByLabel('By when').fill('2026-12-15')
  await manager.getByRole('button', { name: 'Save and go on' }).click()
  await expect(manager.getByText(/^Item 2 of \d+/)).toBeVisible()
  await manager.getByRole('link', { name: 'Minutes', exact: true }).click()
  await expect(manager.getByText('Decision: Print 500, no more.').first()).toBeVisible()
  await expect(manager.getByRole('cell', { name: /Order the leaflets/ })).toBeVisible()
  await manager.context().setOffline(false)
  await allSent(manager)

  // As a file that a word processor opens.
  const [file] = await Promise.all([
    manager.waitForEvent('download'),
    manager.getByRole('button', { name: /Download as a document/ }).click(),
  ])
  expect(file.suggestedFilename()).toBe('2026-11-01 Partnership board meeting.docx')
  const bytes = await readFile(await file.path())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(bytes.length).toBeGreaterThan(1500)

  // The next meeting begins with what arose.
  await manager.getByRole('button', { name: 'Mark the minutes as agreed' }).click()
  await manager.getByRole('button', { name: 'They are agreed' }).click()
  await manager.goto(`${server.origin}/meetings/new`)
  await manager.getByLabel('Which group meets').selectOption('Partnership board')
  await manager.getByLabel('Day').fill('2027-02-01')
  await manager.getByRole('button', { name: 'Plan it' }).click()
  const arising = manager.getByRole('region', { name: 'Matters arising' })
  await expect(
    arising.getByText('Decided: Print 500, no more. · its action is not started'),
  ).toBeVisible()
  await manager.goto(`${server.origin}/plan?plan=${RUNNING}`)
  await expect(manager.getByRole('link', { name: /Order the leaflets/ })).toBeVisible()
})

test('two managers roll the year forward at once without signal: one plan, both named, and last year is readable', async ({
  browser,
}) => {
  const desks = [await deskOf(browser, 'CSP manager'), await deskOf(browser, 'Administrator')]
  for (const desk of desks) {
    await room(desk, 'forward', RUNNING)
    await expect(desk.getByRole('button', { name: /^Make / })).toBeVisible()
    await untilKept(desk)
    await desk.context().setOffline(true)
  }
  const made = new Set<string>()
  for (const desk of desks) {
    await desk.getByRole('button', { name: /^Make / }).click()
    await desk.getByRole('button', { name: 'Make it, and close this year' }).click()
    const link = desk.locator('#main').getByRole('link', { name: /2022\/23/ })
    made.add((await link.getAttribute('href')) ?? '')
  }
  expect(made.size).toBe(1)
  for (const desk of desks) {
    await desk.context().setOffline(false)
    await allSent(desk)
  }
  for (const desk of desks) {
    await expect(desk.getByText('Both did the same thing, and there is one plan.')).toBeVisible({
      timeout: 60_000,
    })
  }
  await expect(
    desks[0]?.getByText(/You and Administrator rolled it forward/) ?? never,
  ).toBeVisible()
  await expect(desks[1]?.getByText(/CSP manager and you rolled it forward/) ?? never).toBeVisible()

  const desk = desks[0] ?? never
  const [address = ''] = made
  await desk.goto(server.origin + address)
  await expect(desk.getByRole('link', { name: /Year 6 and youth sessions/ })).toHaveCount(1)
  // What was completed last year is not carried, and is still to be read where it was done.
  await expect(desk.locator('a[href^="/actions/"]').filter({ hasText: 'A.8' })).toHaveCount(0)
  await desk.goto(`${server.origin}/plan?plan=${RUNNING}`)
  await expect(desk.locator('a[href^="/actions/"]').filter({ hasText: 'A.8' })).toHaveCount(1)
  await desk.locator('a[href^="/actions/"]').filter({ hasText: 'A.8' }).click()
  await expect(desk.getByText('Example: one form is in use.')).toBeVisible()

  // Each carried action leads back to its log, and the two years are held side by side.
  await desk.goto(server.origin + address)
  await desk.getByRole('link', { name: /Year 6 and youth sessions/ }).click()
  await desk.getByText('Before this: Rolling action plan 2021/22').click()
  const before = desk.locator('details').filter({ hasText: 'Before this' })
  await expect(before.getByRole('link', { name: /^A.1 / })).toBeVisible()
  const planId = new URL(server.origin + address).searchParams.get('plan') ?? ''
  await room(desk, 'compare', planId)
  await expect(desk.getByText(/0 changed, 0 new, 1 ended, 20 carried on/)).toBeVisible()
})
const never = undefined as never

test('who rolls forward after somebody has gone on working on the new plan is told, and nothing of theirs is undone', async ({
  browser,
}) => {
  const late = await deskOf(browser, 'Administrator')
  await room(late, 'forward', OLD)
  await expect(late.getByRole('button', { name: /^Make / })).toBeVisible()
  await untilKept(late)
  await late.context().setOffline(true)

  const manager = await deskOf(browser, 'CSP manager')
  const planId = await rollForward(manager, OLD, 'Action plans 2018/19')
  await markPlan(manager, planId)
  await allSent(manager)

  await late.getByRole('button', { name: /^Make / }).click()
  await late.getByRole('button', { name: 'Make it, and close this year' }).click()
  await late.context().setOffline(false)
  await expect(late.getByText('1 line of yours had been made already')).toBeVisible({
    timeout: 60_000,
  })
  await late.getByRole('button', { name: 'Throw my copies away' }).click()
  await allSent(late)
  await late.goto(`${server.origin}/plan?plan=${planId}`)
  await expect(late.getByText('Share it only with those who need it')).toBeVisible()
  await expect(late.getByText('4 actions').first()).toBeVisible()
})

test('every room of approval and meetings passes axe and scrolls one way only @long', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const desk = await deskOf(browser, 'CSP manager')
  const check = (address: string) => lookAt(desk, server.origin + address)
  await check(`/plan/forward?plan=${OLD}`)
  const planId = await rollForward(desk, OLD, 'Action plans 2018/19')
  await room(desk, 'approval', planId)
  await approve(desk)
  await markPlan(desk, planId)
  await desk.goto(`${server.origin}/meetings/new`)
  await desk.getByLabel('Which group meets').selectOption('Partnership board')
  await desk.getByLabel('Day').fill('2026-11-01')
  await desk.getByRole('button', { name: 'Plan it' }).click()
  await expect(desk.getByRole('heading', { name: 'Overdue' })).toBeVisible()
  const meeting = new URL(desk.url()).pathname
  await desk.goto(`${server.origin}${meeting}/take`)
  await desk.getByLabel('What was said').fill('The leaflet is with the printer.')
  await desk.getByText('An action arises').click()
  await desk.getByLabel('What is to be done').fill('Order the leaflets')
  await desk.getByRole('button', { name: 'Save and go on' }).click()
  await expect(desk.getByText(/^Item 2 of/)).toBeVisible()
  for (const address of [
    ...['approval', 'changes', 'forward', 'compare'].map((it) => `/plan/${it}?plan=${planId}`),
    `/plan/forward?plan=${OLD}`,
    ...['', '/new'].map((it) => `/meetings${it}`),
    ...['', '/take', '/minutes'].map((it) => meeting + it),
    ...['', '/group-board', '/new'].map((it) => `/people/groups${it}`),
  ])
    await check(address)
})
