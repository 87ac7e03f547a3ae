import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { dateInUk } from '../../shared/words/dates.ts'
import { signIn } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeAll(async () => {
  server = await Server.open()
  await plant()
})
test.afterAll(() => server.close())

const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
const hostile = `"><svg onload=window.hacked=1>${script}{{7*7}}\${7*7}javascript:window.hacked=1`
const now = new Date().toISOString()
const day = dateInUk(new Date())

/** A row of each kind that people write in, hostile in every one of its texts. */
const rows: [kind: string, id: string, entry: object][] = [
  [
    'agency',
    'agency-h',
    { name: hostile, aliases: [hostile], standing: 'voluntary', note: hostile },
  ],
  ['ward', 'ward-h', { name: hostile, code: 'E05004868' }],
  ['group', 'group-h', { name: hostile, kind: 'sub-group', remit: hostile }],
  [
    'member',
    'member-h',
    {
      name: hostile,
      role: 'contributor',
      agencyId: 'agency-h',
      wardIds: [],
      groupIds: ['group-h'],
    },
  ],
  [
    'plan',
    'plan-h',
    { title: hostile, kind: 'annual', state: 'approved', fromOn: day, toOn: day, aim: hostile },
  ],
  [
    'priority',
    'priority-h',
    {
      ...{ planId: 'plan-h', kind: 'priority', title: hostile, order: 1, leadAgencyId: 'agency-h' },
      ...{ champion: hostile, rationale: hostile, approach: hostile },
    },
  ],
  ['theme', 'theme-h', { priorityId: 'priority-h', label: hostile, order: 1, fourP: null }],
  [
    'action',
    'action-h',
    {
      ...{ planId: 'plan-h', priorityId: 'priority-h', themeId: 'theme-h', ref: hostile },
      ...{ text: hostile, how: hostile, desiredOutcome: hostile, target: hostile },
      ...{ evidence: hostile, leadAgencyId: 'agency-h', stakeholderIds: ['agency-h'] },
      ...{ ownerIds: ['member-pcso-victoria', 'member-h'], wardIds: ['ward-h'], order: 1 },
      ...{ timescale: { means: 'none', words: hostile.slice(0, 200) } },
      reachTarget: { count: 5, audience: hostile.slice(0, 200) },
    },
  ],
  [
    'update',
    'update-h',
    {
      ...{ actionId: 'action-h', status: 'blocked', note: hostile, reached: 1, happenedOn: day },
      ...{ byId: 'member-h', recordedAt: now },
    },
  ],
  [
    'comment',
    'comment-h',
    { planId: 'plan-h', actionId: 'action-h', text: hostile, byId: 'member-h', recordedAt: now },
  ],
  [
    'indicator',
    'indicator-h',
    {
      ...{ planId: 'plan-h', priorityId: null, label: hostile, order: 1, unit: 'count' },
      ...{ sourceAgencyId: 'agency-h', polarity: 'lower', baseline: null },
      ...{ rule: { kind: 'to', value: 1 }, period: { from: day, to: day } },
      ...{ targetWords: hostile, comment: hostile },
    },
  ],
  [
    'event',
    'event-h',
    {
      ...{ title: hostile, kind: 'Cleansweep', onDate: day, place: hostile, wardIds: ['ward-h'] },
      ...{ agencyIds: ['agency-h'], note: hostile },
    },
  ],
]

async function plant() {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(server.origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(body),
    })
  const seat = await post('/api/demo/sign-in', {
    ...{ partnershipId: 'ashford', memberId: 'member-csp-manager' },
  })
  const cookie = (seat.headers.get('set-cookie') ?? '').split(';')[0]
  const mutations = rows.map(([kind, id, entry], at) => ({
    ...{ op: 'create', mid: `m-${id}`, seq: at + 1, schemaVersion: 1, deviceTime: now, kind, id },
    ...{ entry, because: hostile.slice(0, 200) },
  }))
  const answer = await post('/api/sync/push', { deviceId: 'd-hostile', mutations }, cookie)
  const { results } = (await answer.json()) as { results: { outcome: string }[] }
  const refused = results.filter(({ outcome }) => outcome !== 'applied')
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
}

async function isInert(page: Page) {
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  // What was written stands there as words: not one element was made of it.
  expect(await page.locator('img[src="x"], svg[onload], script:text("hacked")').count()).toBe(0)
}

const fieldRoutes = [
  '/patch',
  '/actions/action-h',
  '/actions/action-h/progress',
  '/sync',
  '/more',
  '/account',
]
const deskRoutes = [
  ...['/overview', '/plan?plan=plan-h', '/targets?plan=plan-h', '/assessment', '/people'],
  ...['/people/member-h', '/people/groups', '/audit', '/settings', '/passes'],
  ...['approval', 'changes', 'forward', 'compare'].map((room) => `/plan/${room}?plan=plan-h`),
  ...['/meetings', '/meetings/new'],
]

for (const [who, routes] of [
  ['PCSO, Victoria', fieldRoutes],
  ['CSP manager', deskRoutes],
] as const) {
  test(`script in every text field does nothing on ${who}’s screens, nor in print @security`, async ({
    page,
  }) => {
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await signIn(page, server.origin, who)
    for (const route of routes) {
      await page.goto(server.origin + route)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      await isInert(page)
      await page.emulateMedia({ media: 'print' })
      await isInert(page)
      await page.emulateMedia({ media: 'screen' })
    }
    expect(dialogs).toEqual([])
  })
}

test('script in a note does nothing in what the screen says after saving @security', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await page.goto(`${server.origin}/actions/action-h/progress`)
  await page.getByText('At risk', { exact: true }).tap()
  await page.getByLabel('What happened?').fill(hostile)
  await page.getByRole('button', { name: 'Save', exact: true }).tap()
  await expect(page.getByText(/saved on this phone|sent/).first()).toBeVisible()
  await isInert(page)
})

test('no page of another site may frame the app @security', async ({ page }) => {
  for (const route of ['/', '/sign-in', '/patch', '/overview', '/join', '/reset', '/api/session']) {
    await page.goto('about:blank')
    await page.setContent(`<iframe src="${server.origin}${route}"></iframe>`)
    await page.waitForTimeout(400)
    const [, frame] = page.frames()
    expect.soft(frame?.url() ?? '', route).not.toContain(`${server.origin}${route}`)
  }
})
