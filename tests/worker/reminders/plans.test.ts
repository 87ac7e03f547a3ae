import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Workerd } from '../workerd.ts'
import { RemindingOffice, late, wants } from './reminded.ts'

describe('how a round finds what it needs', () => {
  const steps: { sql: string; plan: string[] }[] = []
  beforeAll(async () => {
    const it = await RemindingOffice.open()
    const cookie = await it.ask('pcso')
    await it.subscribe(cookie)
    const { d1 } = it.office
    const prepare = d1.prepare.bind(d1)
    d1.prepare = (sql) => {
      const statement = prepare(sql)
      const bind = statement.bind.bind(statement)
      statement.bind = (...params) => {
        const rows = d1.sqlite.prepare(`explain query plan ${sql}`).all(...params)
        steps.push({ sql, plan: rows.map(({ detail }) => String(detail)) })
        return bind(...params)
      }
      return statement
    }
    expect(await it.round()).toEqual({ letters: 1, messages: 1 })
  })

  test('by the indexes: it reads no table of rows, seats or people from end to end', () => {
    expect(steps.length).toBeGreaterThan(5)
    const scans = steps.flatMap(({ plan }) =>
      plan.filter((step) => /^SCAN (row|r|f|e|session|s|membership|person|p)\b/.test(step)),
    )
    expect(scans).toEqual([])
  })

  test('of a partnership it reads the plans that run, and not all that was ever loaded or logged', () => {
    const grounds = steps.find(({ sql }) => sql.includes('open_plan'))?.plan.join('\n') ?? ''
    expect(grounds).toMatch(/SEARCH r USING INDEX row_pull \(partnership_id=\? AND scope=\?\)/)
    expect(grounds).toMatch(/INDEX row_opens_scope/)
    expect(grounds).toMatch(/INDEX row_event_on/)
    expect(grounds).toMatch(/SEARCH f USING INDEX row_found/)
    expect(grounds).not.toMatch(/SEARCH row USING .*\(partnership_id=\?\)$/m)
  })
})

describe('on the real local D1', () => {
  let office: Workerd
  beforeAll(async () => {
    office = await Workerd.open({ hasPoke: false })
    await office.found('ashford')
  }, 60_000)
  afterAll(() => office.close())

  test('settings are kept, a browser comes and goes, and the demonstration’s letter is written', async () => {
    const manager = await office.signIn('ashford', 'manager')
    const edit = {
      ...{ op: 'edit', mid: 'm-late', seq: 1, schemaVersion: 1, kind: 'action', id: 'action' },
      ...{ deviceTime: '2026-11-22T09:00:00.000Z', baseVersion: 9 },
      fields: { timescale: { base: { means: 'none', words: 'Ongoing' }, value: late } },
    }
    await office.push(manager, [edit])
    const pcso = await office.signIn('ashford', 'pcso')
    await office.post('/api/reminders', wants(), pcso)
    const keys = {
      p256dh:
        'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    }
    const endpoint = 'https://fcm.googleapis.com/fcm/send/nobody'
    await office.post('/api/reminders/push', { endpoint, keys }, pcso)
    const settings = await office.fetch('/api/reminders', { headers: { Cookie: pcso } })
    expect(await settings.json()).toMatchObject({ settings: { digest: 'weekdays' }, endpoint })
    // Before the round: a test tells no push service anything.
    await office.post('/api/reminders/push/remove', {}, pcso)
    const round = await office.fetch('/dev/reminders')
    expect(await round.json()).toEqual({ letters: 1, messages: 0 })
    const [letter] = (await (await office.fetch('/dev/mail.json')).json()) as { text: string }[]
    expect(letter?.text).toMatch(/^- 1\.1 Year 6 sessions on staying safe: (Since|\d+ days? late)/m)
    const again = await office.fetch('/dev/reminders', { headers: { Accept: 'application/json' } })
    expect(await again.json()).toEqual({ letters: 1, messages: 0 })
  })
})
