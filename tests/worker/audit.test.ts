import Papa from 'papaparse'
import { beforeEach, describe, expect, test } from 'vitest'
import { daysAfter } from '../../shared/words/dates.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { purge } from '../../worker/db/purge.ts'
import { everyNight } from '../../worker/nightly.ts'
import type { Bindings } from '../../worker/environment.ts'
import { Office, creating, district, progress } from '../sync/office.ts'

let office: Office
let manager: string
beforeEach(async () => {
  office = await Office.open()
  manager = await office.signIn('manager')
})

interface Entry {
  what: string
  about: string | null
  byId: string | null
  deviceId: string | null
  detail: string | null
  changes: Record<string, [unknown, unknown]> | null
  key: string
}
const search = async (query = '', cookie = manager) =>
  ((await (await office.get(`/api/audit?${query}`, cookie)).json()) as { entries: Entry[] }).entries
const edit = (value: string, base: string, seq: number) => ({
  ...{ op: 'edit', mid: `m-${seq}`, seq, schemaVersion: 1, kind: 'action', id: 'action' },
  ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 99 },
  fields: { text: { base, value } },
})

describe('who did what', () => {
  test('says which row, which field, from what to what, by whom and from which device', async () => {
    const lead = await office.signIn('lead')
    await office.push(lead, 'd-lead', [edit('Year 6 sessions', district.action.text, 1)])
    const [entry] = await search('about=action')
    expect(entry).toMatchObject({
      ...{ what: 'changed', about: 'action', byId: 'lead', deviceId: 'd-lead' },
      changes: { text: [district.action.text, 'Year 6 sessions'] },
    })
  })

  test('is found by person, by row, by day and by words, newest first', async () => {
    const pcso = await office.signIn('pcso')
    await office.push(pcso, 'd-pcso', [
      creating('update', 'u-1', progress('pcso', 'The gate on Elwick path is broken'), 1),
      creating('update', 'u-2', progress('pcso', '100 % of pupils came'), 2),
    ])
    const about = async (query: string) => (await search(query)).map((it) => it.about)
    expect(await about('byId=pcso')).toEqual(['u-2', 'u-1'])
    expect(await about('words=ELWICK')).toEqual(['u-1'])
    expect(await about(`words=${encodeURIComponent('100 %')}`)).toEqual(['u-2'])
    expect(await about('about=u-1')).toEqual(['u-1'])
    expect(await about('fromOn=2020-01-01&toOn=2020-12-31')).toEqual([])
    const all = await search()
    expect(all.map(({ key }) => key)).toEqual(
      all
        .map(({ key }) => key)
        .sort()
        .reverse(),
    )
    const rest = await search(`before=${encodeURIComponent(all[2]?.key ?? '')}`)
    expect(rest).toEqual(all.slice(3))
  })

  test('keeps what somebody said about personal data that had to stand', async () => {
    const pcso = await office.signIn('pcso')
    const entry = progress('pcso', 'Call the family back on 07700 900123')
    const bare = creating('update', 'u-1', entry, 1)
    const asked = await office.push(pcso, 'd-pcso', [bare])
    expect(asked).toMatchObject({ results: [{ outcome: 'rejected', reason: 'personal-data' }] })
    const because = 'The safeguarding lead asked for the number today'
    const said = { ...creating('update', 'u-1', entry, 2), because }
    expect(await office.push(pcso, 'd-pcso', [said])).toMatchObject({
      results: [{ outcome: 'applied' }],
    })
    expect(await search('kept=1')).toMatchObject([{ about: 'u-1', detail: because, byId: 'pcso' }])
  })

  test('shows nothing of a scope that its reader may not see', async () => {
    await office.push(manager, 'd-m', [
      creating('group', 'group', { name: 'Domestic abuse', kind: 'sub-group' }, 1),
    ])
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('["group"]')) where id = 'manager'`,
    )
    const closed = { ...district.plan, title: 'Closed', restrictedToId: 'group' }
    await office.push(manager, 'd-m', [creating('plan', 'closed', closed, 2)])
    expect(await search('about=closed')).toHaveLength(1)
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('[]')) where id = 'manager'`,
    )
    expect(await search('about=closed')).toEqual([])
  })

  test.each(['pcso', 'lead', 'reader'])(
    'is not for %s, and that they asked is noted',
    async (id) => {
      const cookie = await office.signIn(id)
      expect((await office.get('/api/audit', cookie)).status).toBe(404)
      expect((await office.get('/api/audit/export', cookie)).status).toBe(404)
      const refused = await search(`byId=${id}`)
      expect(refused.map(({ what }) => what)).toEqual(['refused', 'refused'])
    },
  )

  test('leaves as a table that no spreadsheet takes for a formula, and that is noted too', async () => {
    const pcso = await office.signIn('pcso')
    const note = '=HYPERLINK("https://evil.example","x")'
    await office.push(pcso, 'd-pcso', [
      { ...creating('update', 'u-1', progress('pcso', note), 1), because: note },
      creating('update', 'u-2', progress('pcso', '@SUM(A1)\n"quoted", and more'), 2),
    ])
    const answer = await office.get('/api/audit/export', manager)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const { data } = Papa.parse<string[]>(await answer.text())
    expect(data[1]?.[0]).toBe('OFFICIAL-SENSITIVE')
    expect(data.flat()).toContain(`'${note}`)
    for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    expect((await search()).map(({ what }) => what)).toContain('exported')
  })
})

describe('what was written stays', () => {
  test.each(['history', 'audit'])('%s is neither changed nor taken away', async (table) => {
    await office.get('/api/audit/export', manager)
    const run = (sql: string) => () => office.d1.sqlite.exec(sql)
    expect(run(`update ${table} set at = 'never'`)).toThrow('append-only')
    expect(run(`delete from ${table}`)).toThrow('append-only')
    expect(office.count(table)).toBeGreaterThan(0)
  })
})

describe('what has stood its time', () => {
  // The first rows were kept then; what came after them, by the office's own clock.
  const founded = '2026-11-22T09:00:00.000Z'
  const today = () => new Date().toISOString()
  const purgeAt = (now: string) => purge(openDatabase(office.d1.asBinding()), now)
  const set = (field: string, json: string) =>
    office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.${field}', json('${json}')) where id = 'ashford'`,
    )

  test('goes when it is due and not a day before; who did what stands six years', async () => {
    const all = office.count('history')
    await purgeAt(daysAfter(founded, 6 * 365 - 1))
    expect(office.count('history')).toBe(all)
    await purgeAt(daysAfter(today(), 6 * 365 + 2))
    expect(office.count('history')).toBe(0)
    expect(office.count('audit', "what = 'purged'")).toBeGreaterThan(0)
    expect(office.count('purge_permit')).toBe(0)
  })

  test('goes by the partnership’s own periods', async () => {
    set('retention', '{"historyDays": 400}')
    await purgeAt(daysAfter(founded, 399))
    expect(office.count('history')).toBeGreaterThan(0)
    await purgeAt(daysAfter(today(), 402))
    expect(office.count('history')).toBe(0)
  })

  test('stays while a legal hold is on', async () => {
    set('isOnLegalHold', 'true')
    const all = office.count('history')
    await purgeAt(daysAfter(today(), 20 * 365))
    expect(office.count('history')).toBe(all)
    expect(office.count('row')).toBe(10)
  })

  test('a tombstone outlives every lease, and a cursor older than it starts again', async () => {
    const { at, filled } = await office.pull(manager, 'd-old')
    const gone = { op: 'delete', mid: 'm', seq: 1, schemaVersion: 1, kind: 'action', id: 'action' }
    await office.push(manager, 'd-m', [
      { ...gone, baseVersion: 99, deviceTime: '2026-11-22T09:00:00.000Z' },
    ])
    const real = today()
    await purgeAt(daysAfter(real, 179))
    expect(office.count('row', "id = 'action'")).toBe(1)
    await purgeAt(daysAfter(real, 181))
    expect(office.count('row', "id = 'action'")).toBe(0)
    const answer = await office.pull(manager, 'd-old', { at, held: filled })
    expect(answer.resync).toBe(true)
    expect(answer.fill.some(({ id }) => id === 'action')).toBe(false)
  })

  test('a seat long out of date goes, a live one stays', async () => {
    await office.signIn('pcso', { expiresAt: '2026-01-01T00:00:00.000Z' })
    await purgeAt('2026-12-01T00:00:00.000Z')
    expect(office.count('session', "member_id = 'pcso'")).toBe(0)
    expect((await office.pull(manager, 'd-1')).memberId).toBe('manager')
  })

  test('goes every night, in every database, and one that fails does not keep the others', async () => {
    await office.signIn('pcso', { expiresAt: '2026-01-01T00:00:00.000Z' })
    await office.get('/api/audit/export', manager)
    const broken = { batch: () => Promise.reject(new Error('down')), prepare: () => ({}) }
    const env = { DB: office.d1.asBinding(), DB_EAST: broken as unknown as D1Database }
    const said: unknown[] = []
    const { error } = console
    console.error = (...words) => said.push(words)
    await everyNight(env as unknown as Bindings, '2027-12-01T00:00:00.000Z')
    console.error = error
    expect(said).toHaveLength(1)
    expect(office.count('session', "member_id = 'pcso'")).toBe(0)
  })
})
