import { beforeAll, describe, expect, test } from 'vitest'
import { addressOf, plainQuestion } from '../../shared/figures/question.ts'
import type { Question } from '../../shared/figures/question.ts'
import type { Figures } from '../../shared/figures/sum/sum.ts'
import { MAX_MUTATIONS } from '../../shared/sync/limits.ts'
import { figuresFor } from '../../web/src/lib/figures.ts'
import { ashford } from '../fixtures/ashford/index.ts'
import { wardId } from '../fixtures/ashford/partnership.ts'
import { PLAN_2013 } from '../fixtures/ashford/plan-2013-14.ts'
import { PLAN_2021, priorityId } from '../fixtures/ashford/plan-2021-22.ts'
import { Office, creating } from './office.ts'
import { Phone } from './phone.ts'

const today = '2026-11-22'
const MANAGER = 'member-csp-manager'
const CLOSED = 'plan-closed'
const plain = plainQuestion(today)

/** The demonstration, in a plan of which one group alone knows, and with somebody of every role. */
const people = {
  'in-group': { role: 'contributor', agencyId: 'agency-police', groupIds: ['group-closed'] },
  outside: { role: 'contributor', agencyId: 'agency-council' },
  lead: { role: 'priority lead', agencyId: 'agency-police' },
  reader: { role: 'scrutiny reader', agencyId: 'agency-council' },
}

let office: Office
beforeAll(async () => {
  office = new Office()
  const rows = ashford(today).map(({ kind, id, entry }, at) => creating(kind, id, entry, at + 1))
  const founder = rows.findIndex(({ id }) => id === MANAGER) + 1
  await office.found('ashford', rows.slice(0, founder), 'DB', MANAGER)
  let cookie = await office.signIn(MANAGER)
  const push = async (mutations: unknown[]) => {
    for (let at = 0; at < mutations.length; at += MAX_MUTATIONS) {
      const answer = await office.push(cookie, 'd-seed', mutations.slice(at, at + MAX_MUTATIONS))
      if (answer.status !== 'ok') throw new Error(answer.status)
      const refused = answer.results.find(({ outcome }) => outcome !== 'applied')
      if (refused) throw new Error(JSON.stringify(refused))
    }
  }
  await push(rows.slice(founder))
  let seq = rows.length
  const make = (kind: string, id: string, entry: unknown) => creating(kind, id, entry, ++seq)
  await push([
    make('group', 'group-closed', { name: 'Domestic abuse', kind: 'sub-group' }),
    ...Object.entries(people).map(([id, entry]) =>
      make('member', id, { name: id, wardIds: [], ...entry }),
    ),
  ])
  office.d1.sqlite.exec(
    `update row set data = json_set(data, '$.groupIds', json('["group-closed"]')) where id = '${MANAGER}'`,
  )
  cookie = await office.signIn(MANAGER)
  const agencies = { leadAgencyId: 'agency-police', stakeholderIds: [] }
  await push([
    make('plan', CLOSED, {
      ...{ title: 'Closed', kind: 'tactical', state: 'approved', restrictedToId: 'group-closed' },
      ...{ fromOn: '2026-04-01', toOn: '2027-03-31' },
    }),
    make('priority', 'priority-closed', {
      ...{ planId: CLOSED, kind: 'priority', title: 'Closed', order: 1, leadAgencyId: null },
    }),
    make('theme', 'theme-closed', {
      ...{ priorityId: 'priority-closed', label: 'Pursue', order: 1, fourP: 'pursue' },
    }),
    make('action', 'action-closed', {
      ...{ planId: CLOSED, priorityId: 'priority-closed', themeId: 'theme-closed', ref: '1' },
      ...{ text: 'Closed', ownerIds: ['in-group'], wardIds: [], order: 1, reachTarget: null },
      ...{ timescale: { means: 'due', words: '', dueOn: '2026-11-01' }, ...agencies },
    }),
    make('finding', 'finding-1', {
      ...{ sort: 'litter', urgency: 'now', forAgencyId: 'agency-council', byId: MANAGER },
      recordedAt: '2026-11-20T09:00:00.000Z',
    }),
  ])
})

/** What the office says, and what a phone that has pulled says of the same question. */
async function bothOf(phone: Phone, question: Question) {
  const { store } = phone
  const seen = {
    ...{ all: store.view.all.bind(store.view), openConflicts: store.openConflicts, store },
  }
  const answer = await office.get(`/api/figures?${addressOf(question)}`, phone.cookie)
  expect(answer.status).toBe(200)
  return { there: await answer.text(), here: JSON.stringify(figuresFor(seen, question)) }
}

const questions: Partial<Question>[] = [
  {},
  { asAt: '2026-03-31', period: { from: '2026-01-01', to: '2026-03-31' } },
  { planId: PLAN_2013 },
  { priorityId: priorityId('asb') },
  { fourP: 'prevent' },
  { agencyId: 'agency-police' },
  { agencyId: 'agency-council' },
  { wardId: wardId('victoria') },
  { groupId: 'group-closed' },
  { planId: CLOSED },
  { wardId: 'ward-that-was-abolished' },
]

describe('the office and the phone give the same figures, to the byte', () => {
  test.each([MANAGER, ...Object.keys(people)])('to %s', async (memberId) => {
    const phone = await Phone.of(office, memberId)
    for (const more of questions) {
      const { there, here } = await bothOf(phone, { ...plain, ...more })
      expect(there, JSON.stringify(more)).toBe(here)
      const { unknown } = JSON.parse(there) as Figures
      // Only what is not there, or not theirs, may be unknown: an empty answer is easily the same twice.
      const mayBeUnknown = more.wardId === 'ward-that-was-abolished' || more.planId === CLOSED
      expect(mayBeUnknown || unknown.length === 0, JSON.stringify(more)).toBe(true)
    }
  })

  test('while work goes on, and after each sync', async () => {
    const [desk, street] = [await Phone.of(office, MANAGER), await Phone.of(office, 'outside')]
    const action = desk.store.view
      .all('action')
      .find(({ planId, id }) => planId === PLAN_2021 && !id.includes('d.2'))
    const actionId = action?.id ?? ''
    const offTrack = async () => {
      await street.sync()
      await desk.sync()
      const { there, here } = await bothOf(desk, plain)
      expect(there).toBe(here)
      return (JSON.parse(here) as Figures).actions.byStatus['at risk'].behind.map(({ id }) => id)
    }
    expect(await offTrack()).not.toContain(actionId)
    await street.store.create('update', 'u-risk', {
      ...{ actionId, status: 'at risk', note: 'Funding is late', reached: null, byId: 'outside' },
      ...{ happenedOn: today, recordedAt: '2026-11-22T10:00:00.000Z' },
    })
    expect(await offTrack()).toContain(actionId)
  })

  test('two people at odds are counted for who may settle it, and for nobody else', async () => {
    const [one, other] = [await Phone.of(office, MANAGER), await Phone.of(office, 'lead')]
    const [first] = one.store.view.all('action').filter(({ planId }) => planId !== CLOSED)
    const id = first?.id ?? ''
    await one.store.edit('action', id, { text: 'Said at the desk' })
    await other.store.edit('action', id, { text: 'Said in the car' })
    await one.sync()
    await other.sync()
    for (const memberId of [MANAGER, ...Object.keys(people)]) {
      const phone = await Phone.of(office, memberId)
      const { there, here } = await bothOf(phone, plain)
      expect(there).toBe(here)
      const { waiting } = JSON.parse(here) as Figures
      expect(waiting.conflicts.count, memberId).toBe(
        memberId === MANAGER || memberId === 'lead' ? 1 : 0,
      )
    }
  })
})

describe('what is restricted to a group', () => {
  test.each(['outside', 'lead', 'reader'])('counts nowhere for %s', async (memberId) => {
    const phone = await Phone.of(office, memberId)
    for (const more of questions) {
      const { there } = await bothOf(phone, { ...plain, ...more })
      expect(there).not.toMatch(/action-closed|priority-closed/)
    }
    const { there } = await bothOf(phone, { ...plain, planId: CLOSED })
    const { unknown, actions } = JSON.parse(there) as Figures
    expect([unknown[0]?.word, actions.all.count]).toEqual(['plan', 0])
  })

  test('counts for those who are in it', async () => {
    const { there } = await bothOf(await Phone.of(office, 'in-group'), plain)
    expect((JSON.parse(there) as Figures).actions.overdue.behind.map(({ id }) => id)).toContain(
      'action-closed',
    )
  })
})

describe('a question that is none', () => {
  test.each([
    ['a day that is none', 'on=soon', 'on: is not a date like 2026-11-22'],
    ['a misspelt word', 'wards=victoria', 'wards is not known here'],
    [
      'a period the wrong way round',
      'from=2026-11-30&to=2026-11-01',
      'the period: ends before it begins',
    ],
    ['a long one', `plan=${'x'.repeat(2000)}`, 'the question is longer than 1000 characters'],
  ])('%s is answered with what is wrong with it', async (_, query, detail) => {
    const answer = await office.get(`/api/figures?${query}`, await office.signIn('reader'))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: 'invalid', detail })
  })

  test('without a word, today and its month are meant', async () => {
    const answer = await office.get('/api/figures', await office.signIn('reader'))
    const { question } = (await answer.json()) as Figures
    expect(question).toEqual(plainQuestion(new Date().toISOString().slice(0, 10)))
  })
})
