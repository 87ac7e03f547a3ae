import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openAll } from './opened.ts'
import { deskAt } from './people.ts'
import { plant } from './plant.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const open = async (page: Page, path: string) => {
  await page.goto(server.origin + path)
  await expect(page.locator('.tile').first()).toBeVisible()
  // All that can be unfolded is seen: its figures open too.
  const all = page.getByRole('button', { name: /^All \d+ agencies/ })
  if ((await all.count()) > 0) await all.click()
  await page.evaluate(() => {
    for (const it of document.querySelectorAll('details')) it.open = true
  })
}

const year = 'from=2013-04-01&to=2040-03-31'
for (const [path, least] of [
  ['/overview', 30],
  [`/overview?${year}`, 30],
  ['/overview?plan=plan-2021-22&4p=protect', 8],
  ['/overview?plan=plan-2017-18', 5],
  ['/overview/agency/agency-police', 15],
  ['/overview/agency/agency-council', 15],
  [`/overview/ward/ward-victoria?${year}`, 10],
  ['/overview/group/group-board', 15],
] as const)
  test(`every figure of ${path} is the sum of the rows it opens to`, async ({ browser }) => {
    test.slow()
    const desk = await deskAt(browser, server.origin, 'CSP manager')
    await open(desk, path)
    expect(await openAll(desk)).toBeGreaterThan(least)
  })

test('and of each priority, where something waits to be settled too', async ({ browser }) => {
  test.slow()
  await plant(server, [
    {
      ...{ op: 'create', kind: 'barrier', id: 'barrier-story' },
      entry: {
        ...{ planId: 'plan-2021-22', actionId: 'action-v.5', text: 'Example: nobody has a key' },
        ...{ needsAgencyId: 'agency-council', raisedOn: '2026-11-02', byId: 'member-csp-manager' },
        recordedAt: '2026-11-02T09:00:00.000Z',
      },
    },
  ])
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await open(desk, '/overview')
  const hrefs = await desk
    .locator('a[href^="/overview/priority/"]:not([href*="behind"])')
    .evaluateAll((links) => [...new Set(links.map((it) => it.getAttribute('href') ?? ''))])
  expect(hrefs.length).toBeGreaterThan(3)
  for (const href of hrefs) {
    await open(desk, href)
    expect(await openAll(desk), href).toBeGreaterThan(4)
  }
})
