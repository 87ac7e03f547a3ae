import { beforeAll, expect, test } from 'vitest'
import type { Mutation } from '../../shared/sync/protocol.ts'
import { Office, creating, progress } from '../sync/office.ts'

/**
 * How SQLite means to find what each statement of sync asks for. What is polled all day by every phone
 * must not read more than it answers, however much a partnership has come to hold.
 */
let statements: { of: string; sql: string; plan: string[] }[]

const head = (seq: number) => ({
  ...{ mid: `m-${seq}`, seq, schemaVersion: 1, kind: 'action', id: 'action', baseVersion: 1 },
  deviceTime: '2026-11-22T09:00:00.000Z',
})
const work: Mutation[] = [
  creating('update', 'u', progress('manager'), 1),
  { ...head(2), op: 'edit', fields: { text: { base: 'long ago', value: 'mine' } } },
  {
    ...head(3),
    ...{ op: 'settle', conflictId: 'd-a:action:text', field: 'text', base: 1, value: 2 },
  },
  { ...head(4), op: 'delete' },
  { ...head(5), op: 'restore', fields: {} },
  { ...head(6), op: 'delete' },
]

beforeAll(async () => {
  const office = await Office.open()
  const manager = await office.signIn('manager')
  await office.push(manager, 'd-b', [
    { ...head(1), baseVersion: 9, op: 'edit', fields: { text: { base: '', value: 'theirs' } } },
  ])
  statements = []
  let of = ''
  const prepare = office.d1.prepare.bind(office.d1)
  office.d1.prepare = (sql) => {
    const statement = prepare(sql)
    const bind = statement.bind.bind(statement)
    statement.bind = (...params) => {
      const rows = office.d1.sqlite.prepare(`explain query plan ${sql}`).all(...params)
      statements.push({ of, sql, plan: rows.map(({ detail }) => String(detail)) })
      return bind(...params)
    }
    return statement
  }
  of = 'first pull'
  const { at, scopes } = await office.pull(manager, 'd-a')
  if (!at || !scopes) throw new Error('nothing was pulled')
  of = 'pull'
  await office.pull(manager, 'd-a', { at, held: scopes, pendingFrom: 1 })
  of = 'check'
  const ranges = [
    { scope: 'partnership', from: '', to: null },
    { scope: 'plan:plan', from: 'a', to: 'b' },
  ]
  await office.check(manager, { at, ranges, wantsRows: true })
  of = 'push'
  const pushed = await office.push(manager, 'd-a', work)
  if (pushed.status !== 'ok') throw new Error(pushed.status)
  expect(pushed.results.map((it) => it.outcome)).toEqual([
    ...['applied', 'conflict', 'conflict', 'applied', 'merged', 'applied'],
  ])
})

/** Tables by the names that the statements give them, where they give them another. */
const tables = [
  'row',
  'history',
  'conflict',
  'receipt',
  'device',
  'version_mark',
  'session',
  'audit',
]
const names = [...tables, 'partnership', 'm', 'o', 's', 'r', 'h', 'p', 'c', 'kept']
const ofTable = (line: string) => /^(SCAN|SEARCH) (\w+)( EXISTS)?/.exec(line)

test('nothing that grows is read from end to end', () => {
  expect(statements.length).toBeGreaterThan(30)
  for (const { of, sql, plan } of statements) {
    for (const line of plan) {
      const [, verb = '', name = ''] = ofTable(line) ?? []
      if (verb !== 'SCAN' || line.includes('VIRTUAL TABLE')) continue
      expect(names, `${of}: ${line}\n${sql}`).not.toContain(name)
    }
  }
})

test('nor is all that a partnership has, by an index that knows no more than that', () => {
  for (const { of, sql, plan } of statements) {
    for (const line of plan) {
      if (!/\(partnership_id=\?\)/.test(line)) continue
      // The events and meetings that are restricted, which are few: all of them are looked at.
      expect(line, `${of}: ${line}\n${sql}`).toContain('row_restricted')
    }
  }
})

test('a page of a fill is taken in the order of the index, and nothing is sorted for it', () => {
  const fills = statements.filter(({ sql }) => sql.includes('start as'))
  expect(fills.length).toBeGreaterThan(0)
  for (const { plan } of fills) expect(plan.join('\n')).not.toContain('TEMP B-TREE')
})

test('a pull and a push are one batch and two', async () => {
  const office = await Office.open()
  const manager = await office.signIn('manager')
  const { at, scopes } = await office.pull(manager, 'd-a')
  const before = office.d1.batches
  await office.pull(manager, 'd-a', { at, held: scopes ?? [] })
  expect(office.d1.batches - before).toBe(1)
  await office.push(manager, 'd-a', [creating('update', 'u', progress('manager'), 1)])
  expect(office.d1.batches - before).toBe(3)
})

test('a pull that brings nothing takes less than 2 KB there and back', async () => {
  const office = await Office.open()
  const manager = await office.signIn('manager')
  const { at, scopes } = await office.pull(manager, 'd-a')
  const ask = {
    ...{
      deviceId: `d-${crypto.randomUUID()}`,
      as: { partnershipId: 'ashford', memberId: 'manager' },
    },
    ...{ at, held: scopes, filling: null, pendingFrom: null, unsent: 0, speaks: 1 },
  }
  const answer = await (await office.post('/api/sync/pull', ask, manager)).text()
  expect(JSON.parse(answer)).toMatchObject({ rows: [], fill: [], more: false })
  expect(JSON.stringify(ask).length + answer.length).toBeLessThan(2048)
})
