import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { lookAt } from './looks.ts'
import { allSent, deskAt } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const deskOf = (browser: Browser, who = 'CSP manager') => deskAt(browser, server.origin, who)

const said = (page: Page) => page.getByRole('status').filter({ hasText: 'saved on this device' })
const theme = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const refsIn = (page: Page, name: string) => theme(page, name).locator('.ref').allInnerTexts()
const tools = async (page: Page, ref: string, what: string) => {
  await page.getByRole('button', { name: `Move or divide ${ref}` }).click()
  await page.getByRole('radio', { name: what }).check({ force: true })
}

/** Begins a plan with two themes, and a priority in it. */
async function begin(desk: Page): Promise<string> {
  await desk.goto(`${server.origin}/plan`)
  await desk.getByRole('link', { name: 'Write', exact: true }).click()
  await desk.getByRole('link', { name: 'Begin another plan' }).click()
  await desk.getByLabel('What the plan is called').fill('Delivery plan 2026/27')
  await desk.getByLabel('First day').fill('2026-04-01')
  await desk.getByLabel('Last day').fill('2027-03-31')
  await desk.getByLabel('Themes').fill('Education\nRisk reduction')
  await desk.getByRole('button', { name: 'Begin it' }).click()
  await desk.getByRole('link', { name: 'Add a priority' }).click()
  await desk.getByLabel('What it is called').fill('Safer streets')
  await desk.getByLabel('Lead agency').selectOption('Kent Police')
  await desk.getByLabel('Champion').fill('Chief inspector, Ashford')
  await desk.getByLabel('Why it is a priority').fill('It comes first in the matrix.')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByRole('heading', { name: 'Safer streets' })).toBeVisible()
  return desk.url()
}

async function addAction(desk: Page, to: string, text: string) {
  await desk
    .getByRole('link', { name: `Add an action to ${to}` })
    .first()
    .click()
  await desk.getByLabel('What will be done').fill(text)
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByRole('link', { name: text })).toBeVisible()
}

test('an author writes a priority with actions and milestones, and what was typed is understood', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await theme(desk, 'Education').getByRole('link', { name: 'Add an action' }).click()
  await expect(desk.getByLabel('Ref')).toHaveValue('1.1')
  await desk.getByLabel('What will be done').fill('Run sessions in every primary school')
  await desk.getByLabel('How', { exact: true }).fill('With the wardens, class by class')
  await desk.getByLabel('People to reach').fill('1,200')
  await desk.getByLabel('Who they are').fill('pupils')

  await desk.getByLabel('Timescale').fill('By Sept 26')
  await expect(desk.getByText('Due by 30 September 2026.')).toBeVisible()
  await desk.getByLabel('Timescale').fill('When the hall is free')
  await expect(desk.getByText('This says no time that Patchwork understands')).toHaveCount(2)
  await desk.getByLabel('Timescale').fill('Sept 2028')
  await expect(desk.getByText(/is after the plan ends on 31 March 2027/).first()).toBeVisible()
  await desk.getByLabel('Timescale').fill('Quarterly')
  await expect(desk.getByText(/Every quarter, next by/)).toBeVisible()

  await desk.getByLabel('Partners').fill('KFRS, Kent Fire & Rescue, Police & QXZ')
  await expect(desk.getByText('Understood: Kent Fire & Rescue Service')).toBeVisible()
  await desk.getByRole('button', { name: 'Kent Police', exact: true }).click()
  await expect(desk.getByText('Understood: Kent Fire & Rescue Service, Kent Police')).toBeVisible()
  await expect(desk.getByLabel('“QXZ” is')).toBeVisible()

  await desk.getByLabel('Find a person').fill('anti-social')
  await desk
    .getByLabel(/Lead officer, anti-social behaviour/)
    .first()
    .check()
  const lacking = desk.getByRole('region', { name: 'Still to say' })
  await expect(lacking.getByText(/has not yet said that they will do it/)).toBeVisible()
  await desk.getByRole('group', { name: 'Who has agreed to do it' }).getByRole('checkbox').check()
  await expect(lacking.getByText(/Nothing: specific, measurable/)).toBeVisible()

  await desk.getByRole('button', { name: 'Add a milestone' }).click()
  await desk.getByLabel('Milestone 1', { exact: true }).last().fill('First school booked')
  await desk.getByRole('textbox', { name: 'When', exact: true }).last().fill('June 16')
  await desk.getByRole('button', { name: 'Add a milestone' }).click()
  await desk.getByLabel('Milestone 2', { exact: true }).last().fill('Half the schools visited')
  await desk.getByRole('button', { name: 'Move milestone 2 up' }).click()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()

  const line = theme(desk, 'Education')
  await expect(
    line.getByRole('link', { name: '1.1 Run sessions in every primary school' }),
  ).toBeVisible()
  await expect(line.getByText('“QXZ” is no agency that Patchwork knows.')).toBeVisible()
  await expect(said(desk)).toContainText('1.1 added')
  await allSent(desk)
  await desk.reload()
  await line.getByRole('link', { name: /^Say which/ }).click()
  await expect(desk.getByLabel('Milestone 1', { exact: true }).last()).toHaveValue(
    'Half the schools visited',
  )
  await expect(desk.getByRole('textbox', { name: 'When', exact: true }).last()).toHaveValue(
    'June 16',
  )
  await expect(desk.getByLabel('Partners')).toHaveValue(
    'Kent Fire & Rescue Service; Kent Police; QXZ',
  )

  // The short name is learnt once, and the question goes.
  await desk.getByLabel('“QXZ” is').selectOption('Pubwatch')
  await desk.getByRole('button', { name: /Always: “QXZ” means Pubwatch/ }).click()
  await expect(
    desk.getByText('Understood: Kent Fire & Rescue Service, Kent Police, Pubwatch'),
  ).toBeVisible()
})

test('actions are reordered by button and by dragging, moved, split, merged and taken back', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await addAction(desk, 'Education', 'Visit the schools and hand out leaflets')
  await addAction(desk, 'Education', 'Train the wardens for it')
  await addAction(desk, 'Education', 'Ask pupils what they think')
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.2', '1.3'])

  await desk.getByRole('button', { name: 'Move 1.3 up' }).click()
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.3', '1.2'])
  await expect(desk.getByRole('button', { name: 'Move 1.3 up' })).toBeFocused()
  await desk
    .locator('.item', { hasText: '1.2' })
    .locator('.grip')
    .dragTo(desk.getByRole('link', { name: /^1\.1/ }), { targetPosition: { x: 4, y: 1 } })
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.2', '1.1', '1.3'])
  await expect(said(desk)).toContainText('1.2 moved to Education')
  await desk
    .locator('.item', { hasText: '1.2' })
    .locator('.grip')
    .dragTo(theme(desk, 'Risk reduction').getByRole('heading'))
  await expect.poll(() => refsIn(desk, 'Risk reduction')).toEqual(['1.2'])

  await tools(desk, '1.3', 'Move')
  await desk.getByLabel('Where 1.3 goes').selectOption('Safer streets: Risk reduction')
  await desk.getByRole('button', { name: 'Move it' }).click()
  await expect.poll(() => refsIn(desk, 'Risk reduction')).toEqual(['1.2', '1.3'])

  await tools(desk, '1.1', 'Split in two')
  await desk.getByLabel('1.1 stays').fill('Visit the schools')
  await desk.getByLabel('The new action', { exact: true }).fill('Hand out leaflets')
  await desk.getByRole('button', { name: 'Split it' }).click()
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.4'])

  await tools(desk, '1.4', 'Merge')
  await desk
    .getByLabel('The action that 1.4 becomes part of')
    .selectOption({ label: '1.3 Ask pupils what they think' })
  await desk.getByRole('button', { name: 'Merge them' }).click()
  await expect(
    desk.getByText('Holds 1.4, “Hand out leaflets”, which was merged into it.'),
  ).toBeVisible()
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1'])
  await allSent(desk)

  // Step by step back to where it was, by button and by keys.
  const undo = desk.getByRole('button', { name: /^Undo/ })
  await undo.click()
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.4'])
  await expect(said(desk)).toContainText('Taken back: 1.4 merged into 1.3')
  await undo.click()
  await expect(
    desk.getByRole('link', { name: '1.1 Visit the schools and hand out leaflets' }),
  ).toBeVisible()
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1'])
  await desk.keyboard.press('Control+z')
  await desk.keyboard.press('Control+z')
  await desk.keyboard.press('Control+z')
  await desk.keyboard.press('Control+z')
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.2', '1.3'])
  await allSent(desk)
  await desk.reload()
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.2', '1.3'])
})

test('a ref used twice is shown where both stand, with a free one to take', async ({ browser }) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await addAction(desk, 'Education', 'Visit the schools')
  await addAction(desk, 'Risk reduction', 'Fit door alarms for those at risk')
  await desk.getByRole('link', { name: /^1\.2/ }).click()
  await desk.getByLabel('Ref').fill('1.1')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    desk.getByText('1.1 is also the ref of “Visit the schools” (Safer streets, Education).'),
  ).toBeVisible()
  await expect(
    desk.getByText('1.1 is also the ref of “Fit door alarms for those at risk”'),
  ).toBeVisible()
  await theme(desk, 'Risk reduction').getByRole('button', { name: 'Make this 1.2' }).click()
  await expect(desk.getByText(/is also the ref of/)).toHaveCount(0)
})

test('an owner who leaves while somebody writes is shown where the action stands, and stops nobody', async ({
  browser,
}) => {
  const [desk, other] = [await deskOf(browser), await deskOf(browser, 'Administrator')]
  await desk.goto(`${server.origin}/plan/write/action-v.2?plan=plan-2021-22`)
  await desk.getByLabel('Find a person').fill('warden')
  await desk
    .getByLabel(/Community warden, Beaver/)
    .first()
    .check()
  await desk
    .getByLabel(/CSU inspector/)
    .first()
    .uncheck()

  await other.goto(`${server.origin}/people`)
  await other.getByRole('link', { name: 'Community warden, Beaver' }).click()
  await other.getByRole('button', { name: 'Remove …' }).click()
  await other.getByRole('button', { name: 'Remove them' }).click()
  await expect(other.getByText('They have left.')).toBeVisible()
  await allSent(other)
  await expect(desk.getByLabel(/Community warden, Beaver · has left/)).toBeVisible({
    timeout: 60_000,
  })

  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('Community warden, Beaver has left the partnership.')).toBeVisible()
  await allSent(desk)
  await desk.getByRole('radio', { name: /to look at/ }).check({ force: true })
  await expect(desk.locator('.item')).toHaveCount(1)
  await desk.getByRole('link', { name: 'Choose another owner of V.2' }).click()
  // Once unticked, somebody who has left is not offered again.
  await desk
    .getByLabel(/Community warden, Beaver/)
    .first()
    .click()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText(/has left the partnership/)).toHaveCount(0)
})

test('two people write in one action: what was not touched is left, and a clash is shown first', async ({
  browser,
}) => {
  const [desk, other] = [await deskOf(browser), await deskOf(browser, 'CSU inspector')]
  const form = `${server.origin}/plan/write/action-v.1?plan=plan-2021-22`
  for (const page of [desk, other]) await page.goto(form)
  await desk.getByLabel('Target').fill('Sixty young people, from three wards')
  await other.getByLabel('Target').fill('A hundred young people')
  await other.getByLabel('Evidence').fill('Registers')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(said(other)).toContainText('V.1 changed')
  await allSent(other)
  await expect
    .poll(() => desk.evaluate(() => document.title), { timeout: 5_000 })
    .toContain('Action V.1')
  await desk.waitForTimeout(3_000)

  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('Target now says “A hundred young people”')).toBeVisible()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(said(desk)).toContainText('V.1 changed')
  await allSent(desk)
  // A form shows what it was opened with, so it is opened until the news has come.
  await expect(async () => {
    await other.goto(form)
    await expect(other.getByLabel('Target')).toHaveValue('Sixty young people, from three wards', {
      timeout: 2_000,
    })
  }).toPass()
  await expect(other.getByLabel('Evidence')).toHaveValue('Registers')
})

test('with no signal an author goes on, a closed lid loses no sentence, and it arrives', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await allSent(desk)
  await server.stop()
  await addAction(desk, 'Education', 'Visit the schools while the line is down')
  await desk.getByRole('link', { name: 'Add an action to Education' }).click()
  await desk.getByLabel('What will be done').fill('Half a sentence about')
  await desk.waitForTimeout(300)
  await server.start()
  await desk.reload()
  await expect(desk.getByText('What you were writing here is back')).toBeVisible()
  await expect(desk.getByLabel('What will be done')).toHaveValue('Half a sentence about')
  await desk.getByLabel('What will be done').fill('Half a sentence about leaflets')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await allSent(desk)
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.1', '1.2'])
})

test('an author works by keyboard alone', async ({ browser }) => {
  const desk = await deskOf(browser)
  await begin(desk)
  const { keyboard } = desk
  await desk.getByRole('link', { name: 'Add an action to Education' }).focus()
  await keyboard.press('Enter')
  await desk.getByLabel('What will be done').focus()
  await keyboard.type('Visit the schools')
  // Saved from any field, as forms are.
  await desk.getByLabel('Ref').focus()
  await keyboard.press('Enter')
  await expect(said(desk)).toContainText('1.1 added')
  await addAction(desk, 'Education', 'Train the wardens')
  await desk.getByRole('button', { name: 'Move 1.2 up' }).focus()
  await keyboard.press('Enter')
  await expect.poll(() => refsIn(desk, 'Education')).toEqual(['1.2', '1.1'])
  await expect(desk.getByRole('button', { name: 'Move 1.2 up' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(desk.getByRole('radio', { name: 'Move', exact: true })).toBeVisible()
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await expect(desk.getByLabel('Where 1.2 goes')).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(said(desk)).toContainText('1.2 moved to')
})

test('who may not write reads, and is told who does', async ({ browser }) => {
  const desk = await deskOf(browser, 'Board chair')
  await desk.goto(`${server.origin}/plan/write`)
  await expect(desk.getByText('Others write this plan')).toBeVisible()
  await expect(desk.getByRole('link', { name: 'Add a priority' })).toHaveCount(0)
  await desk.goto(`${server.origin}/actions/action-v.1`)
  await desk.getByText('What this action is').click()
  await expect(desk.getByRole('link', { name: 'Correct this action' })).toHaveCount(0)
})

test('whoever leads corrects an action from its page', async ({ browser }) => {
  const desk = await deskOf(browser, 'CSU inspector')
  await desk.goto(`${server.origin}/actions/action-v.1`)
  await desk.getByText('What this action is').click()
  await desk.getByRole('link', { name: 'Correct this action' }).click()
  await expect(desk.getByRole('heading', { name: 'Action V.1' })).toBeVisible()
  await expect(desk.getByLabel('What will be done')).not.toHaveValue('')
})

test('the room where a plan is written passes axe and scrolls one way only @long', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const desk = await deskOf(browser, 'CSP manager')
  const of = (words: string) => `${server.origin}/plan/write${words}?plan=plan-2021-22`
  await lookAt(desk, of(''), async () => {
    for (const what of ['Move', 'Split in two', 'Also serves']) {
      if (what === 'Move') await tools(desk, 'V.1', what)
      else await desk.getByRole('radio', { name: what }).check({ force: true })
    }
    await desk.getByText(/^V\.1 is not yet/).click()
  })
  for (const words of [
    ...['/action-v.1', '/new/theme-violence-prevent', '/priority/priority-violence'],
    ...['/priority/new', '/plan', '/begin'],
  ])
    await lookAt(desk, of(words))
})
