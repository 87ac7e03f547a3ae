import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import {
  asMember,
  countOn,
  DAY,
  EVENT_ID,
  FieldPhone,
  joinWith,
  newPhone,
  sumOf,
} from './fieldDay.ts'
import type { Line } from './fieldDay.ts'
import { allSent, deskAt, signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

const HOUR_MS = 3_600_000
const LEAD = 'Lead officer, anti-social behaviour'
const COURT = 'Brookfield Court'
const WURTIN = 'Court Wurtin'
const BEAVER = 'Beaver Road'
const POLICE = 'Kent Police'
const COUNTY = 'Kent County Council'
const FIRE = 'Kent Fire & Rescue Service'
const HOUSING = 'Housing associations'
const COUNCIL = 'Ashford Borough Council'

/** One figure of the lead's page. */
const tile = (desk: Page, label: string) =>
  desk.locator('.tile', { has: desk.getByText(label, { exact: true }) }).locator('b')
const streetLine = (desk: Page, street: string) =>
  desk.getByRole('listitem').filter({ has: desk.getByRole('checkbox', { name: street }) })

/** Column by column, what the table by agency says of one. */
async function agencyRow(desk: Page, agency: string): Promise<Record<string, number>> {
  const table = desk.getByRole('table', { name: 'Figures by agency' })
  const heads = await table.getByRole('columnheader').allTextContents()
  const row = table.getByRole('row').filter({ has: desk.getByRole('rowheader', { name: agency }) })
  const cells = await row.getByRole('cell').allTextContents()
  return Object.fromEntries(cells.map((text, at) => [heads[at + 1] ?? '', Number(text)]))
}

async function sumOfHours(desk: Page): Promise<{ hours: string[]; contacts: number }> {
  const table = desk.getByRole('table', { name: 'Figures by hour' })
  const heads = await table.getByRole('columnheader').allTextContents()
  const at = heads.indexOf('Contacts') - 1
  const hours = await table.getByRole('rowheader').allTextContents()
  let contacts = 0
  for (const row of (await table.getByRole('row').all()).slice(1))
    contacts += Number((await row.getByRole('cell').allTextContents())[at])
  return { hours, contacts }
}

test('a Cleansweep day: eight browsers, signal that comes and goes, one killed, one wiped, one with a wrong clock, one back next morning; the tally is right to the entry', async ({
  browser,
}) => {
  test.setTimeout(420_000)
  const script: Line[] = []
  const { origin } = server
  const desk = await deskAt(browser, origin, LEAD)
  await desk.goto(origin + DAY)
  await expect(tile(desk, 'Doors tried')).toHaveText('0')
  const manager = await asMember(server, 'member-csp-manager')
  const { code } = (await manager.post('/api/passes', { eventId: EVENT_ID })) as { code: string }

  const named = async (name: string, who: string) => {
    const page = await newPhone(browser)
    await signIn(page, origin, who)
    return new FieldPhone(page, name, script)
  }
  const borrowed = async (name: string, aheadMs = 0) => {
    const page = await newPhone(browser, aheadMs)
    const memberId = await joinWith(page, origin, code, name)
    return { memberId, phone: new FieldPhone(page, name, script) }
  }
  // The hour that is wrong stays within the day.
  const aheadMs = new Date().getHours() < 12 ? HOUR_MS : -HOUR_MS
  const pcso = await named('PCSO', 'PCSO, Victoria')
  const warden = await named('Warden', 'Community warden, Beaver')
  const { phone: killed } = await borrowed('Sam')
  const { phone: wiped, memberId: wipedId } = await borrowed('Ali')
  const { phone: wrong } = await borrowed('Jo', aheadMs)
  const { phone: late } = await borrowed('Kim')
  const { phone: steady } = await borrowed('Max')

  await test.step('with signal: taps, an undo within ten seconds, a correction', async () => {
    await pcso.openLog(origin, POLICE)
    await pcso.goTo(COURT)
    await pcso.tap('contact', 3)
    await pcso.tap('none', 2)
    await pcso.tap('kit')
    await pcso.press('alarm')
    await expect(pcso.page.getByText('Door alarm given · saved on this phone')).toBeVisible()
    await pcso.page.getByRole('button', { name: /^Undo/ }).tap()
    await expect.poll(() => countOn(pcso.page, 'alarm')).toBe(0)
  })

  await test.step('a spell without signal, on another street, for another agency', async () => {
    await warden.openLog(origin, COUNTY)
    await warden.goTo(WURTIN)
    await warden.tap('contact')
    await warden.offline()
    await warden.tap('contact', 2)
    await warden.tap('none', 3)
    await warden.tap('advice', 2)
    await expect(warden.page.getByRole('link', { name: /8 to send|7 to send/ })).toBeVisible()
    await warden.online()
  })

  await test.step('one is killed in the middle of saving, and opened again', async () => {
    await killed.openLog(origin, FIRE)
    await killed.goTo(COURT)
    await killed.tap('contact', 2)
    await killed.offline()
    await killed.press('alarm')
    await killed.page.close()
    killed.page = await killed.context.newPage()
    await killed.page.goto(`${origin}${DAY}/log`)
    // It opens on the street it was on. Whoever is unsure whether it was kept sees it.
    await expect(killed.page.getByRole('radio', { name: COURT })).toBeChecked()
    await expect.poll(() => countOn(killed.page, 'contact')).toBe(2)
    if ((await countOn(killed.page, 'alarm')) === 0) await killed.press('alarm')
    await expect.poll(() => countOn(killed.page, 'alarm')).toBe(1)
    killed.note('alarm', 1)
    await killed.tap('none')
    await killed.online()
  })

  await test.step('one is told to wipe itself while it has no signal: it hands in first', async () => {
    await wiped.openLog(origin, HOUSING)
    await wiped.goTo(BEAVER)
    await wiped.tap('contact')
    await allSent(wiped.page)
    await wiped.offline()
    await wiped.tap('contact')
    await wiped.tap('kit')
    const administrator = await asMember(server, 'member-administrator')
    const devices = (await administrator.get('/api/devices')) as { id: string; memberId: string }[]
    const { id } = devices.find(({ memberId }) => memberId === wipedId) ?? { id: '' }
    await administrator.post(`/api/devices/${id}/order`, { order: 'wipe' })
    await wiped.context.setOffline(false)
    await wiped.page.waitForURL(/sign-in/, { timeout: 60_000 })
  })

  await test.step('one whose clock is an hour off', async () => {
    await wrong.openLog(origin, COUNCIL)
    await wrong.goTo(BEAVER)
    await wrong.tap('contact', 2)
    await wrong.offline()
    await wrong.tap('none')
    await wrong.online()
  })

  await test.step('one that loses signal and goes home', async () => {
    await late.openLog(origin, FIRE)
    await late.goTo(WURTIN)
    // A phone that sends nothing once the app is closed, as no iPhone does. Another may hand it in on the way home.
    await late.page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.unregister()
    })
    await late.offline()
    await late.tap('contact', 3)
    await late.tap('alarm', 2)
    await late.page.close()
  })

  await test.step('one that has nothing but fine weather, and finds something', async () => {
    await steady.openLog(origin, COUNCIL)
    await steady.goTo(COURT)
    await steady.tap('contact')
    await steady.tap('advice')
    await steady.page.getByRole('link', { name: /^Report a finding/ }).tap()
    await steady.page.getByText('Fly-tipping', { exact: true }).tap()
    await steady.page.getByLabel('What did you see?').fill('Bags behind the garages')
    await steady.page
      .getByLabel('Which agency is it for?')
      .selectOption({ label: 'Ashford Borough Council' })
    await steady.page.getByRole('button', { name: 'Save the finding' }).tap()
    await steady.page.waitForURL(`**${DAY}/log`)
    await allSent(steady.page)
  })

  await test.step('a correction later: what was two is one, and the first stays in the history', async () => {
    await pcso.page.goto(`${origin}${DAY}/entries`)
    await pcso.page
      .getByRole('button', { name: /^Correct.*no answer/ })
      .first()
      .tap()
    await pcso.page.getByRole('button', { name: /It was a mistake/ }).tap()
    await expect(pcso.page.getByText('5 entries, the latest first')).toBeVisible()
    pcso.note('none', -1)
    await allSent(pcso.page)
  })

  const isOf =
    (street: string, ...names: Line['button'][]) =>
    (line: Line) =>
      line.street === street && names.includes(line.button)
  const compare = async (lines: readonly Line[]) => {
    const contacts = sumOf(lines, ({ button }) => button === 'contact')
    const none = sumOf(lines, ({ button }) => button === 'none')
    const items = sumOf(lines, ({ button }) => button === 'kit' || button === 'alarm')
    await expect(tile(desk, 'People spoken to')).toHaveText(String(contacts))
    await expect(tile(desk, 'Doors tried')).toHaveText(String(contacts + none))
    await expect(tile(desk, 'Items given out')).toHaveText(String(items))
    for (const street of [COURT, WURTIN, BEAVER]) {
      const answered = sumOf(lines, isOf(street, 'contact'))
      const tried = answered + sumOf(lines, isOf(street, 'none'))
      await expect(streetLine(desk, street)).toContainText(
        new RegExp(`\\b${tried} of \\d+ homes tried, ${answered} answered`),
      )
    }
    for (const agency of new Set(lines.map((line) => line.agency))) {
      const of = (...names: Line['button'][]) =>
        sumOf(lines, (line) => line.agency === agency && names.includes(line.button))
      const row = await agencyRow(desk, agency)
      expect(row, agency).toMatchObject({ Contacts: of('contact'), 'No answer': of('none') })
      expect([row.Items ?? 0, row.Advice ?? 0], agency).toEqual([of('kit', 'alarm'), of('advice')])
    }
    const { hours, contacts: byHour } = await sumOfHours(desk)
    expect(byHour).toBe(contacts)
    // All of it was done within the last hour or two, whatever one clock says.
    expect(hours.length).toBeLessThanOrEqual(2)
  }

  await test.step('in the evening the lead’s tally is the script, but for the phone that went home', async () => {
    await compare(script.filter(({ phone }) => phone !== 'Kim'))
    await expect(tile(desk, 'Findings')).toHaveText('1')
    // The office is asked who is in touch when the page opens, and then every minute.
    await desk.reload()
    await expect(desk.getByText(/7 phones at this event/)).toBeVisible()
  })

  await test.step('next morning it comes back: its pass is over, and what it had is handed in', async () => {
    await late.context.setOffline(false)
    late.page = await late.context.newPage()
    await late.page.clock.setFixedTime(Date.now() + 24 * HOUR_MS)
    await late.page.goto(`${origin}/patch`)
    await expect(late.page.getByText('Your pass is over')).toBeVisible()
    await late.page.waitForURL(/join\?over/, { timeout: 60_000 })
    await compare(script)
  })

  await test.step('the reach target has moved by itself, with its source, and the debrief writes itself', async () => {
    const contacts = sumOf(script, ({ button }) => button === 'contact')
    await desk.goto(`${origin}/actions/action-a.3`)
    await expect(desk.getByText(`${contacts} of 40 households reached`)).toBeVisible()
    await expect(desk.getByRole('link', { name: 'Cleansweep, Stanhope' })).toBeVisible()
    await desk.goto(`${origin}${DAY}/debrief`)
    await expect(desk.getByText(`${contacts} people spoken to at their doors`)).toBeVisible()
    await expect(desk.getByText(/Fly-tipping, Brookfield Court/)).toBeVisible()
    await desk.getByRole('button', { name: 'Put it into the log of 1 action' }).click()
    await desk.getByRole('button', { name: 'Put it there' }).click()
    await desk.goto(`${origin}/actions/action-a.3`)
    await expect(desk.getByText(/^Cleansweep, Stanhope, .* people spoken to/)).toBeVisible()
    // Told in the log and counted from the entries: once.
    await expect(desk.getByText(`${contacts} of 40 households reached`)).toBeVisible()
  })

  await test.step('every phone that is still there says the same', async () => {
    for (const { page } of [pcso, warden, wrong, steady]) {
      await page.goto(origin + DAY)
      await expect(tile(page, 'People spoken to')).toHaveText(
        String(sumOf(script, ({ button }) => button === 'contact')),
      )
    }
  })
})
