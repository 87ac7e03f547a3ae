import { expect } from '@playwright/test'
import type { Figures } from '../../shared/figures/sum/sum.ts'
import { lookAt } from './looks.ts'
import { deskAt } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

test('the overview shows the figures that the office gives, and opens in every look', async ({
  browser,
}) => {
  const server = await Server.open()
  const desk = await deskAt(browser, server.origin, 'CSP manager')
  await expect(desk.getByRole('heading', { name: 'Priorities' })).toBeVisible()
  const answer = await desk.request.get(`${server.origin}/api/figures`)
  expect(answer.status()).toBe(200)
  const { actions, targets, priorities } = (await answer.json()) as Figures
  const tile = (label: string) =>
    desk.locator('.tile').filter({ has: desk.getByText(label, { exact: true }) })
  const shows = (label: string, figure: string | number) =>
    expect(tile(label).locator('b')).toHaveText(String(figure))
  await shows('Actions off track', actions.offTrack.count)
  await shows('Targets met so far', `${targets.byRag.green.count} of ${targets.all.count}`)
  await shows('People reached', actions.reached.count)
  await shows('Silent', actions.silent.count)
  for (const { title, actions: own } of priorities)
    await expect(
      desk.locator('li').filter({ hasText: title }).getByText(own.news.label, { exact: true }),
    ).toBeVisible()
  const refused = await desk.request.get(`${server.origin}/api/figures?wards=victoria`)
  expect(refused.status()).toBe(400)
  await lookAt(desk, `${server.origin}/overview`)
  await server.close()
})
