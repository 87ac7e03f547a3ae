import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect } from '@playwright/test'
import type { Browser, BrowserContext, LaunchOptions, Page } from '@playwright/test'
import type { PullResponse, Row } from '../../shared/sync/protocol.ts'
import { SEND_TAG } from '../../web/src/lib/sync/background.ts'
import { signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

const ACTION = '/actions/action-a.1'
const PCSO = 'PCSO, Victoria'

let server: Server
let folder: string
let launch: LaunchOptions
let isDown = false
const goDown = async () => {
  isDown = true
  await server.stop()
}
const comeBack = async () => {
  await server.start()
  isDown = false
}
test.beforeAll(async () => {
  server = await Server.open()
})
test.afterAll(() => server.close())
test.beforeEach(async ({}, { project }) => {
  launch = project.use.launchOptions ?? {}
  folder = await mkdtemp(join(tmpdir(), 'patchwork-proof-'))
})
test.afterEach(async () => {
  if (isDown) await comeBack()
  await rm(folder, { recursive: true, force: true })
})

/** A phone's browser with everything it keeps, which outlives the browser. */
const openProfile = (name: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(join(folder, name), {
    ...launch,
    ...{ viewport: { width: 412, height: 915 }, hasTouch: true, isMobile: true },
    ...{ locale: 'en-GB', timezoneId: 'Europe/London' },
  })

const pageOf = (context: BrowserContext) => context.pages()[0] as Page

/** Signed in some time ago: cookies and the like have reached the disk. */
async function signedInProfile(name: string): Promise<void> {
  const context = await openProfile(name)
  await signIn(pageOf(context), server.origin, PCSO)
  await untilKept(pageOf(context))
  await context.close()
}

/** What a battery that falls out does to a browser. */
async function kill(context: BrowserContext) {
  const browser = context.browser() as Browser
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const { id } = processInfo.find(({ type }) => type === 'browser') ?? {}
  if (!id) throw new Error('the browser has no process')
  const ended = new Promise<void>((resolve) => context.once('close', () => resolve()))
  process.kill(id, 'SIGKILL')
  await ended
}

async function writeDown(page: Page, note: string) {
  await page.goto(`${server.origin}${ACTION}/progress`)
  await page.getByText('At risk', { exact: true }).tap()
  await page.getByLabel('What happened?').fill(note)
}
async function save(page: Page) {
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(/saved on this phone/).first()).toBeVisible()
}
async function record(page: Page, note: string) {
  await writeDown(page, note)
  await save(page)
}
const untilSent = (page: Page) =>
  expect(page.getByRole('link', { name: /All sent/ })).toBeVisible({ timeout: 60_000 })
async function shows(page: Page, notes: readonly string[]) {
  for (const note of notes) await expect(page.getByText(note).first()).toBeVisible()
}

const post = async (path: string, body: unknown, cookie = '') => {
  const response = await fetch(server.origin + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

/** What the server holds of these notes, as a new browser of the manager's gets it. Twice is twice. */
async function onServer(notes: readonly string[]): Promise<string[]> {
  const who = { partnershipId: 'ashford', memberId: 'member-csp-manager' }
  const signedIn = await post('/api/demo/sign-in', who)
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const found: Row[] = []
  const held = new Set<string>()
  let page: Pick<PullResponse, 'more'> & { at: unknown; filling: unknown } = {
    ...{ more: true, at: null, filling: null },
  }
  while (page.more) {
    const { at, filling } = page
    const asked = {
      deviceId: 'd-proof',
      at,
      held: [...held],
      filling,
      pendingFrom: null,
      unsent: 0,
    }
    const answer = (await (await post('/api/sync/pull', asked, cookie)).json()) as PullResponse
    found.push(...answer.rows, ...answer.fill)
    for (const scope of answer.filled) held.add(scope)
    page = answer
  }
  const said = found.map(({ data }) => (data as { note?: string } | null)?.note ?? '')
  return said.filter((note) => notes.includes(note)).sort()
}

const deviceIdOf = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    const name = names.find((it) => it.startsWith('patchwork.ashford.')) ?? ''
    const db = await done(indexedDB.open(name))
    const kept = await done(db.transaction('meta').objectStore('meta').get('deviceId'))
    db.close()
    return (kept as { value: string }).value
  })

test('an entry is on the phone once the screen says so, though the whole browser is killed that instant', async () => {
  await signedInProfile('phone')
  const first = await openProfile('phone')
  const note = 'Written a moment before the battery fell out'
  await writeDown(pageOf(first), note)
  await goDown()
  await save(pageOf(first))
  await kill(first)

  const again = await openProfile('phone')
  const page = pageOf(again)
  await page.goto(server.origin + ACTION)
  await shows(page, [note])
  await expect(page.getByRole('link', { name: '1 to send' })).toBeVisible()
  await comeBack()
  await untilSent(page)
  expect(await onServer([note])).toEqual([note])
  await again.close()
})

test('two tabs record at once, with and without signal: all of it arrives once, and both show the same', async ({
  context,
  page: one,
}) => {
  await signIn(one, server.origin, PCSO)
  await untilKept(one)
  const two = await context.newPage()
  const notes = ['One, online', 'Two, online', 'One, offline', 'Two, offline']
  await Promise.all([writeDown(one, 'One, online'), writeDown(two, 'Two, online')])
  await Promise.all([save(one), save(two)])
  await Promise.all([untilSent(one), untilSent(two)])

  await Promise.all([writeDown(one, 'One, offline'), writeDown(two, 'Two, offline')])
  await goDown()
  await Promise.all([save(one), save(two)])
  for (const tab of [one, two]) {
    await expect(tab.getByRole('link', { name: '2 to send' })).toBeVisible()
  }
  await comeBack()
  await Promise.all([untilSent(one), untilSent(two)])
  await Promise.all([shows(one, notes), shows(two, notes)])
  expect(await onServer(notes)).toEqual([...notes].sort())

  // The tab that has synced so far is gone: the other one does it from now on.
  await one.close()
  await record(two, 'Alone')
  await untilSent(two)
  expect(await onServer([...notes, 'Alone'])).toEqual([...notes, 'Alone'].sort())
})

test('a copied profile is another phone: nothing of either is lost or doubled', async () => {
  await signedInProfile('phone')
  await cp(join(folder, 'phone'), join(folder, 'copy'), { recursive: true })
  const phones = [await openProfile('phone'), await openProfile('copy')]
  const pages = phones.map(pageOf)
  const notes = ['The phone, one', 'The copy, one', 'The phone, two', 'The copy, two']
  const before = await Promise.all(
    pages.map(async (page) => {
      await page.goto(`${server.origin}/patch`)
      await untilSent(page)
      return deviceIdOf(page)
    }),
  )
  expect(before[1]).toBe(before[0])

  // Under the same number, each its own: only one of them can go on under this name.
  const each = (work: (page: Page, at: number) => Promise<void>) => Promise.all(pages.map(work))
  await each((page, at) => writeDown(page, notes[at] ?? ''))
  await goDown()
  await each(save)
  await each((page, at) => record(page, notes[at + 2] ?? ''))
  await comeBack()
  await each(untilSent)
  expect(await onServer(notes)).toEqual([...notes].sort())
  await each(async (page) => {
    await page.reload()
    await shows(page, notes)
  })
  const after = await Promise.all(pages.map(deviceIdOf))
  expect(new Set(after).size).toBe(2)
  expect(after.filter((id) => id === before[0])).toHaveLength(1)
  await Promise.all(phones.map((phone) => phone.close()))
})

test('what is recorded on one phone is on the other’s screen within a second or two, unasked', async ({
  browser,
  page,
}) => {
  const desk = await (await browser.newContext()).newPage()
  const heard: string[] = []
  desk.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(String(payload))),
  )
  await signIn(page, server.origin, PCSO)
  await signIn(desk, server.origin, 'CSP manager')
  await desk.goto(server.origin + ACTION)
  await untilSent(desk)
  await expect.poll(() => desk.evaluate(() => navigator.onLine)).toBe(true)
  for (const note of ['The first', 'The second', 'The third']) {
    await writeDown(page, note)
    const start = performance.now()
    await save(page)
    await expect(desk.getByText(note).first()).toBeVisible({ timeout: 2_000 })
    console.log(`from the tap to the other screen: ${Math.round(performance.now() - start)} ms`)
  }
  // All that was ever said to it, and no more than was needed.
  expect(heard).toEqual(['news', 'news', 'news'])
})

test('what was left unsent goes out with the app closed, when the browser says there is signal', async ({
  context,
  page,
}) => {
  await signIn(page, server.origin, PCSO)
  await untilKept(page)
  await writeDown(page, 'Sent from a pocket')
  await goDown()
  await save(page)
  await page.close()
  await comeBack()
  expect(await onServer(['Sent from a pocket'])).toEqual([])

  const elsewhere = await context.newPage()
  const session = await context.newCDPSession(elsewhere)
  const known = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(server.origin))
      if (ours) resolve(ours.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  const registrationId = await known
  await session.send('ServiceWorker.dispatchSyncEvent', {
    ...{ origin: server.origin, registrationId, tag: SEND_TAG, lastChance: false },
  })
  await expect.poll(() => onServer(['Sent from a pocket'])).toEqual(['Sent from a pocket'])

  await elsewhere.goto(server.origin + ACTION)
  await untilSent(elsewhere)
  await shows(elsewhere, ['Sent from a pocket'])
  expect(await onServer(['Sent from a pocket'])).toEqual(['Sent from a pocket'])
})
