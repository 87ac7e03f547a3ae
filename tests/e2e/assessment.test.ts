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

const deskOf = (browser: Browser, who = 'Analyst') => deskAt(browser, server.origin, who)

/** Begins an edition from the printed one of 2021/22, which has colours and no scores. */
async function begin(desk: Page): Promise<string> {
  await desk.goto(`${server.origin}/assessment`)
  await desk.getByRole('link', { name: 'Begin an edition' }).click()
  await desk.getByLabel('What it is called').fill('Priority matrix 2026/27')
  await desk.getByLabel('Evidence from').fill('2025-04-01')
  await desk.getByLabel('to', { exact: true }).fill('2026-03-31')
  await desk.getByRole('button', { name: 'Begin it' }).click()
  await expect(desk.getByRole('grid')).toBeVisible()
  return desk.url()
}

const cell = (desk: Page, row: number, column: number) =>
  desk.getByRole('row').nth(row).getByRole('gridcell').nth(column)

/** What a spreadsheet would put on the clipboard, pasted where the focus is. */
const paste = (desk: Page, text: string) =>
  desk.evaluate((words) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', words)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)

/** Nine scores a type, in the printed order. */
const year = [
  '512353333',
  '513223333',
  '115333534',
  '123223534',
  '112553335',
  '233222512',
  '141533132',
  '111333333',
  '121112312',
  '121111112',
  '221211212',
  '221111112',
  '321111112',
  '125234332',
  '314123453',
  '524355354',
  '422113312',
  '123222322',
  '125232222',
]
  .map((line) => [...line].join('\t'))
  .join('\n')

async function scoreAll(desk: Page) {
  await cell(desk, 1, 0).click()
  await paste(desk, year)
  await expect(desk.getByText('171 scores pasted · saved on this device')).toBeVisible()
}

test('an analyst scores, corrects and takes back by keyboard alone', async ({ browser }) => {
  const desk = await deskOf(browser)
  await begin(desk)
  const status = desk.getByRole('status').filter({ hasText: 'saved on this device' })
  await cell(desk, 1, 0).focus()

  // Enter keeps and goes down, Tab keeps and goes right, the arrows go where they point.
  await desk.keyboard.type('5')
  await desk.keyboard.press('Enter')
  await expect(cell(desk, 1, 0)).toHaveText(/^5/)
  await expect(cell(desk, 2, 0)).toBeFocused()
  await desk.keyboard.type('4.5')
  await desk.keyboard.press('Tab')
  await expect(cell(desk, 2, 1)).toBeFocused()
  await expect(status).toContainText('Violence without injury, Volume: none → 4.5')

  // What is off the scale is said, and nothing is kept until it is put right or left.
  await desk.keyboard.type('7')
  await desk.keyboard.press('Enter')
  await expect(desk.getByText('7 is outside 1 to 5')).toBeVisible()
  await expect(
    desk.getByRole('textbox', { name: 'Performance, Violence without injury' }),
  ).toBeFocused()
  await desk.keyboard.press('Escape')
  await expect(cell(desk, 2, 1)).toBeFocused()
  await expect(cell(desk, 2, 1)).toHaveText(/^–/)

  // Enter on a score changes it from what it was; Escape leaves it.
  await desk.keyboard.press('ArrowLeft')
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('textbox', { name: 'Volume, Violence without injury' })).toHaveValue(
    '4.5',
  )
  await desk.keyboard.type('2')
  await desk.keyboard.press('Escape')
  await expect(cell(desk, 2, 0)).toHaveText(/^4.5/)

  await desk.keyboard.press('Delete')
  await expect(cell(desk, 2, 0)).toHaveText(/^–/)
  await desk.keyboard.press('Control+z')
  await expect(cell(desk, 2, 0)).toHaveText(/^4.5/)
  await desk.keyboard.press('Control+z')
  await desk.keyboard.press('Control+z')
  await expect(cell(desk, 1, 0)).toHaveText(/^–/)
  await desk.keyboard.press('Control+y')
  await expect(cell(desk, 1, 0)).toHaveText(/^5/)

  // One stop for Tab; the end of the row is its place, and its total opens.
  await desk.keyboard.press('Home')
  await desk.keyboard.press('ArrowUp')
  await desk.keyboard.press('End')
  await desk.keyboard.press('ArrowLeft')
  await expect(
    desk.getByText('8 scores are missing, so the total lies between 13 and 45.'),
  ).toBeVisible()
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('region', { name: 'The chosen cell' })).toBeFocused()
})

test('who types a column without a pause loses no score, nor who types over one twice', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await cell(desk, 1, 0).click()
  for (const score of ['5', '4.5', '3', '2.25', '1', '2']) {
    await desk.keyboard.type(score)
    await desk.keyboard.press('Enter')
  }
  await cell(desk, 1, 0).focus()
  for (const score of ['1', '2', '3', '4']) {
    await desk.keyboard.type(score)
    await desk.keyboard.press('Tab')
  }
  for (const [row, score] of ['1', '4.5', '3', '2.25', '1', '2'].entries())
    await expect(cell(desk, row + 1, 0)).toHaveText(score)
  for (const [column, score] of ['1', '2', '3', '4'].entries())
    await expect(cell(desk, 1, column)).toHaveText(score)
  await allSent(desk)
  await desk.reload()
  await expect(cell(desk, 2, 0)).toHaveText('4.5')
  await expect(cell(desk, 1, 3)).toHaveText('4')
})

test('a sheet is pasted with its headings, and what cannot be taken is said by line', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await cell(desk, 3, 3).click()
  await paste(desk, 'Type\tTrend\tVolume\nRape\t4\t9\nJaywalking\t1\t1\nArson\t2\t1')
  await expect(desk.getByText('Line 2, Volume: 9 is outside 1 to 5')).toBeVisible()
  await expect(desk.getByText('Line 3, “Jaywalking”, is not a row of this matrix')).toBeVisible()
  await expect(cell(desk, 5, 2)).toHaveText(/^4/)
  await expect(cell(desk, 5, 0)).toHaveText(/^–/)
  await expect(cell(desk, 18, 0)).toHaveText(/^1/)
  await desk.getByRole('button', { name: 'Undo' }).click()
  await expect(cell(desk, 18, 0)).toHaveText(/^–/)
})

test('two analysts out of touch score two cells of one row, and both are heard', async ({
  browser,
}) => {
  const [desk, other] = [await deskOf(browser), await deskOf(browser, 'CSP manager')]
  const url = await begin(desk)
  await allSent(desk)
  await other.goto(url)
  await expect(other.getByRole('grid')).toBeVisible({ timeout: 60_000 })
  await server.stop()
  for (const [page, column, score] of [
    [desk, 0, '5'],
    [other, 1, '2'],
  ] as const) {
    await cell(page, 5, column).focus()
    await page.keyboard.type(score)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/· saved on this device/)).toBeVisible()
  }
  await server.start()
  for (const page of [desk, other]) {
    await allSent(page)
    await page.reload()
    await expect(cell(page, 5, 0)).toHaveText(/^5/, { timeout: 60_000 })
    await expect(cell(page, 5, 1)).toHaveText(/^2/, { timeout: 60_000 })
  }
})

test('a score has its source, and the next edition carries it and says so', async ({ browser }) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await scoreAll(desk)
  await cell(desk, 5, 3).click()
  const about = desk.getByRole('region', { name: 'The chosen cell' })
  await about.getByLabel('Source').fill('Home Office unit costs')
  await about.getByLabel('Period').fill('2015/16 prices')
  await about.getByRole('button', { name: 'Save' }).click()
  await expect(about.getByText('From Home Office unit costs, 2015/16 prices.')).toBeVisible()
  await about.getByRole('button', { name: 'Same source for all of Cost' }).click()
  await expect(desk.getByText('Source of Cost said for 19 types')).toBeVisible()

  await desk.goto(`${server.origin}/assessment/begin`)
  await desk.getByLabel('What it is called').fill('Priority matrix 2027/28')
  await desk.getByLabel('Evidence from').fill('2026-04-01')
  await desk.getByLabel('to', { exact: true }).fill('2027-03-31')
  await desk.getByRole('button', { name: 'Begin it' }).click()
  await expect(desk.getByRole('heading', { name: 'Priority matrix 2027/28' })).toBeVisible()
  await expect(cell(desk, 5, 0)).toHaveText(/^–/)
  await expect(cell(desk, 5, 3)).toHaveText('5, carried from 2026/27')
  await cell(desk, 5, 3).click()
  await expect(about.getByText('Carried from 2026/27. From Home Office unit costs')).toBeVisible()
  await expect(desk.getByText(/57 scores are missing: all of Volume/)).toBeVisible()

  // Scored anew it is this year's own, and what moved is said with its reason.
  await cell(desk, 1, 0).click()
  await paste(
    desk,
    year
      .split('\n')
      .map((line) => line.split('\t').slice(0, 3).join('\t'))
      .join('\n'),
  )
  await expect(desk.getByText('57 scores pasted')).toBeVisible()
  await cell(desk, 18, 2).focus()
  await desk.keyboard.type('5')
  await desk.keyboard.press('Enter')
  await desk.getByRole('link', { name: 'What moved' }).click()
  await expect(
    desk.getByText(/Arson went up from 13th to 11th, its total from 19 to 21: Trend 3 → 5\./),
  ).toBeVisible()
  await expect(
    desk.getByText('57 scores are new and 114 were carried, which cannot move anything.'),
  ).toBeVisible()
})

test('how sure: the answer comes from beside the page, the same every time', async ({
  browser,
}) => {
  const desk = await deskOf(browser)
  await begin(desk)
  await desk.getByRole('link', { name: 'How sure?' }).click()
  await expect(desk.getByText('Too early to say')).toBeVisible()
  await desk.getByRole('link', { name: 'Matrix', exact: true }).click()
  await scoreAll(desk)
  await desk.getByRole('link', { name: 'How sure?' }).click()
  await expect(desk.getByText('under 2,000 other weightings')).toBeVisible()
  const order = () => desk.getByRole('table', { name: 'Places of each type, by rank' }).innerText()
  await expect(desk.getByText(/Volume decides most\./)).toBeVisible()
  const before = await order()
  expect(before).toContain('Domestic abuse')
  await desk.reload()
  await expect(desk.getByText('under 2,000 other weightings')).toBeVisible()
  expect(await order()).toBe(before)
})

const rooms = (desk: Page) => desk.getByRole('navigation', { name: 'Rooms of this edition' })

test('findings are ticked and annotated, and a chosen type becomes a priority with its reasons', async ({
  browser,
}) => {
  const desk = await deskOf(browser, 'CSP manager')
  await begin(desk)
  await scoreAll(desk)
  await rooms(desk).getByRole('link', { name: 'Findings' }).click()
  await desk.getByRole('checkbox', { name: /Domestic abuse comes 1st with a total of 36/ }).check()
  await desk.getByText('What the group makes of it').first().click()
  await desk
    .getByLabel('What the group makes of it')
    .fill('More of it is reported since the hub opened.')
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('More of it is reported since the hub opened.')).toBeVisible()

  await desk.getByLabel('Make Domestic abuse a priority').check()
  await desk.getByRole('button', { name: 'Make it a priority' }).click()
  await expect(desk.getByText('Say why Domestic abuse is a priority')).not.toHaveCount(0)
  await desk.getByLabel('Lead agency').selectOption('Kent Police')
  await desk
    .getByLabel('Why it is a priority')
    .fill('It does the most harm and leads under any weights.')
  await desk.getByRole('button', { name: 'Make it a priority' }).click()
  await expect(desk.getByText('A priority: Domestic abuse')).toBeVisible()
  await allSent(desk)

  // The figures move on; what was ticked stays as it stood, and the change is said beside it.
  await desk.getByRole('link', { name: 'Matrix', exact: true }).click()
  await cell(desk, 16, 0).focus()
  await desk.keyboard.type('1')
  await desk.keyboard.press('Enter')
  await rooms(desk).getByRole('link', { name: 'Findings' }).click()
  await expect(
    desk.getByRole('checkbox', { name: /Domestic abuse comes 1st with a total of 36/ }),
  ).toBeChecked()
  await expect(
    desk.getByText(/The figures have changed since this was ticked/).first(),
  ).toBeVisible()
  await desk.goto(`${server.origin}/plan`)
  await expect(
    desk.getByText('It does the most harm and leads under any weights.').first(),
  ).toBeAttached()
})

test('who may not score looks, opens and changes nothing', async ({ browser }) => {
  const desk = await deskOf(browser, 'Board chair')
  await desk.goto(`${server.origin}/assessment/edition-priority-2021-22`)
  await expect(desk.getByRole('grid')).toHaveAttribute('aria-readonly', 'true')
  await cell(desk, 1, 0).focus()
  await desk.keyboard.type('5')
  await desk.keyboard.press('Delete')
  await expect(cell(desk, 1, 0)).toHaveText(/^R, red as printed/)
  await expect(desk.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await expect(desk.getByText('No scale of scores explains the printed totals.')).toBeVisible()
  await desk.goto(`${server.origin}/assessment`)
  await expect(desk.getByRole('link', { name: 'Begin an edition' })).toHaveCount(0)
})

test('every room of an edition passes axe and scrolls one way only @long', async ({ browser }) => {
  test.setTimeout(360_000)
  const desk = await deskOf(browser, 'CSP manager')
  const url = await begin(desk)
  await scoreAll(desk)
  const rooms = [
    ...['', '/counts', '/sure', '/moved', '/months', '/places', '/drivers', '/survey'],
    '/findings',
  ].map((word) => url + word)
  const others = [
    '/assessment',
    '/assessment/begin',
    '/assessment/edition-temporal-2019-20',
    '/assessment/edition-priority-2021-22',
  ].map((address) => server.origin + address)
  for (const address of [...rooms, ...others]) await lookAt(desk, address)
})
