import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { allSent, deskAt } from './people.ts'
import { plant } from './plant.ts'
import type { Planted } from './plant.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const PLAN = 'plan=plan-2021-22'
const open = async (page: Page, path: string) => {
  await page.goto(server.origin + path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
/** Two months of robberies in two wards of the district. */
const robberies = (month: string, days: number, counts: [number, number]): Planted => ({
  op: 'create',
  kind: 'recordedCounts',
  id: `counts-${month}`,
  entry: {
    ...{ editionId: 'edition-priority-2021-22', source: 'police.uk', publisher: 'Kent Police' },
    ...{ fromOn: `${month}-01`, toOn: `${month}-${days}`, areaKind: 'ward' },
    ...{ areas: ['E05004983', 'E05004984'], placedBy: 'file', file: 'example.csv' },
    types: [{ type: 'Robbery', counts }],
    ...{ byId: 'member-csp-manager', loadedAt: '2026-11-01T09:00:00.000Z' },
  },
})

test('what is being written of an indicator is there again after the tab has died', async ({
  browser,
}) => {
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await open(desk, `/indicators/indicator-2021.1/edit?${PLAN}`)
  const label = desk.getByRole('textbox', { name: 'What is measured' })
  await expect(desk.getByText('What you were writing is still here')).toHaveCount(0)
  await label.fill('Violence with injury, at night')
  await desk.getByRole('radio', { name: 'Neither is the aim' }).check()
  await desk.getByLabel('How often a figure is due').selectOption('month')
  await expect.poll(() => desk.evaluate(() => document.body.textContent)).toContain('Every month')
  await desk.waitForTimeout(300)
  await desk.reload()
  await expect(desk.getByText('What you were writing is still here')).toBeVisible()
  await expect(label).toHaveValue('Violence with injury, at night')
  await expect(desk.getByRole('radio', { name: 'Neither is the aim' })).toBeChecked()
  await expect(desk.getByLabel('How often a figure is due')).toHaveValue('month')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Violence with injury, at night')
  await allSent(desk)
  // Saved is saved: it opens as it stands, and says no draft.
  await open(desk, `/indicators/indicator-2021.1/edit?${PLAN}`)
  await expect(label).toHaveValue('Violence with injury, at night')
  await expect(desk.getByText('What you were writing is still here')).toHaveCount(0)
  await label.fill('Something else')
  await desk.waitForTimeout(300)
  await desk.reload()
  await desk.getByRole('button', { name: 'Start again' }).click()
  await expect(label).toHaveValue('Violence with injury, at night')
})

test('figures come from loaded counts of the areas that are ticked', async ({ browser }) => {
  await plant(server, [robberies('2021-04', 30, [3, 9]), robberies('2021-05', 31, [4, 7])])
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await open(desk, `/indicators/new?${PLAN}`)
  await desk.getByRole('textbox', { name: 'What is measured' }).fill('Robbery in one ward')
  await desk
    .getByLabel('Where its figures come from')
    .selectOption({ label: 'Loaded counts: Kent Police (police.uk), by ward' })
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('alert')).toContainText('Choose what of it is counted')
  await desk.getByRole('checkbox', { name: 'Robbery' }).check()
  const areas = desk.getByRole('group', { name: 'Of which areas' })
  await expect(areas).toContainText('None ticked is all 2 of them')
  await areas.getByRole('checkbox').first().check()
  await desk.getByRole('button', { name: 'Save' }).click()
  const figures = desk.getByRole('table', { name: 'Figures by period' })
  const april = Number(
    await figures
      .getByRole('row', { name: /Apr 2021/ })
      .getByRole('cell')
      .first()
      .innerText(),
  )
  expect([3, 9]).toContain(april)
  // Of all of them, the sum; and a change of something else leaves the areas as they are.
  await desk.getByRole('link', { name: 'Change what is measured' }).click()
  await desk.getByRole('textbox', { name: 'What is measured' }).fill('Robbery in a ward')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(figures.getByRole('row', { name: /Apr 2021/ })).toContainText(String(april))
  await desk.getByRole('link', { name: 'Change what is measured' }).click()
  await areas.getByRole('checkbox', { checked: true }).uncheck()
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(figures.getByRole('row', { name: /Apr 2021/ })).toContainText('12')
})

test('a target under way: the forecast with its interval, what is missing, and next year by each rule', async ({
  browser,
}) => {
  const now = new Date()
  const first = now.getMonth() >= 3 ? now.getFullYear() : now.getFullYear() - 1
  const year = (at: number) => ({ from: `${at}-04-01`, to: `${at + 1}-03-31` })
  const observation = (id: string, from: string, to: string, value: number | null, more = {}) =>
    ({
      op: 'create',
      kind: 'observation',
      id: `observation-${id}`,
      entry: {
        ...{ indicatorId: 'indicator-story', from, to, value, byId: 'member-csp-manager' },
        ...more,
      },
    }) as const
  await plant(server, [
    {
      ...{ op: 'create', kind: 'indicator', id: 'indicator-story' },
      entry: {
        ...{ planId: 'plan-2021-22', priorityId: null, label: 'Burglary, an example', order: 90 },
        ...{ sourceAgencyId: 'agency-police', unit: 'count', polarity: 'lower' },
        baseline: { value: 1200, ...year(first - 1) },
        rule: { kind: 'change-percent', by: -2 },
        period: year(first),
        denominator: { label: 'homes', value: 56_000, vintage: 'Census 2021', per: 1000 },
      },
    },
    observation('before', `${first - 1}-04-01`, `${first}-03-31`, 1200),
    observation('apr', `${first}-04-01`, `${first}-04-30`, 97),
    observation('may', `${first}-05-01`, `${first}-05-31`, 92, { provisional: true }),
    observation('jun', `${first}-06-01`, `${first}-06-30`, null, { missing: 'unavailable' }),
    observation('jul', `${first}-07-01`, `${first}-07-31`, null, { missing: 'to-be-confirmed' }),
  ])
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await open(desk, `/indicators/indicator-story?${PLAN}`)
  await expect(
    desk.getByRole('img', { name: /ends between [\d,]+ and [\d,]+; the target is/ }),
  ).toBeVisible()
  const figures = desk.getByRole('table', { name: 'Figures by period' })
  await expect(figures.getByRole('row', { name: /Jun / })).toContainText('not available')
  await expect(figures.getByRole('row', { name: /Jul / })).toContainText('to be confirmed')
  await expect(figures.getByRole('row', { name: /May / })).toContainText('92, provisional')
  // What is not known is a gap in the picture and in its table, and never a zero.
  const chart = part(desk, 'Over time')
  await chart.getByText('The figures as a table').click()
  await expect(chart.getByRole('row', { name: /Jun / })).toContainText('Not available')
  await expect(chart.getByRole('row', { name: /Jun / })).not.toContainText(/\b0\b/)
  await expect(part(desk, 'As a rate')).toContainText('Divided by 56,000 homes (Census 2021)')
  await desk.getByLabel('Average of similar areas').fill('1,100')
  await desk.getByLabel('A share of this total').fill('2,000')
  const next = part(desk, 'Next year’s target, by each rule')
  await expect(next).toContainText('if it goes on at this pace')
  for (const rule of [
    'Hold what there was',
    'Down by 2%',
    'Down by 5%',
    'The average of similar areas, 1,100',
    '80% of 2,000',
  ])
    await expect(next.getByRole('row', { name: rule })).toContainText(
      /This year it would have asked for [\d,.]+; at this pace/,
    )

  // Where the last figure is the one that the target starts from, it answers nothing.
  await open(desk, `/indicators/indicator-2021.2?${PLAN}`)
  await expect(next.getByRole('row', { name: 'Up by 2%' })).toContainText(
    '2020 is no later than what the target starts from',
  )
  await expect(next.getByRole('row', { name: 'Up by 2%' })).toContainText('Unknown')
})

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
