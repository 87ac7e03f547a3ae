import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { dateInUk } from '../../../shared/words/dates.ts'
import { oneLetter } from '../../../worker/mail/mailer.ts'
import { creating, district } from '../../sync/office.ts'
import { RemindingOffice, lateAction, monday, wants } from './reminded.ts'

let it: RemindingOffice
beforeEach(async () => {
  it = await RemindingOffice.open()
})
const plus = (hours: number, from = monday) =>
  new Date(Date.parse(from) + hours * 3_600_000).toISOString()

describe('what somebody wants', () => {
  test('is nothing until they say so', async () => {
    const cookie = await it.office.signIn('pcso')
    const answer = await it.office.get('/api/reminders', cookie)
    expect(await answer.json()).toMatchObject({
      settings: { digest: 'none', digestDay: 1, quietFrom: 20, quietTo: 7 },
      email: 'pcso@ashford.example',
      endpoint: null,
    })
    expect(await it.round()).toEqual({ letters: 0, messages: 0 })
  })

  test('is kept for one person in one partnership', async () => {
    const cookie = await it.ask('pcso', { digest: 'weekly', digestDay: 4, quietFrom: 22 })
    const mine = await (await it.office.get('/api/reminders', cookie)).json()
    expect(mine).toMatchObject({
      settings: wants({ digest: 'weekly', digestDay: 4, quietFrom: 22 }),
    })
    const other = await it.office.signIn('lead')
    const theirs = await (await it.office.get('/api/reminders', other)).json()
    expect(theirs).toMatchObject({ settings: { digest: 'none' }, email: null })
  })

  test.each([
    ['no digest', { digest: undefined }],
    ['a word that is none', { digest: 'hourly' }],
    ['an eighth day', { digestDay: 8 }],
    ['an hour past midnight', { quietFrom: 24 }],
    ['half an hour', { quietTo: 7.5 }],
    ['words for numbers', { quietTo: '7' }],
  ])('%s is refused', async (_said, wrong) => {
    const cookie = await it.office.signIn('pcso')
    const answer = await it.office.post('/api/reminders', wants(wrong), cookie)
    expect(answer.status).toBe(400)
    expect(it.office.count('reminder_setting')).toBe(0)
  })
})

describe('a letter', () => {
  test('says what waits, where to see to it and how to stop', async () => {
    await it.ask('pcso')
    expect(await it.round()).toEqual({ letters: 1, messages: 0 })
    const [letter] = it.letters
    expect(letter?.to).toBe('pcso@ashford.example')
    expect(letter?.subject).toBe('Patchwork: 1 action late')
    expect(letter?.text).toContain('This waits for you at Ashford CSP')
    expect(letter?.text).toContain('Late\n- 1.1 Year 6 sessions on staying safe: 3 days late')
    expect(letter?.text).toContain('\nhttps://patchwork.test/patch\n')
    expect(letter?.text).toMatch(
      /\nhttps:\/\/patchwork\.test\/reminders#stop=[\w-]+\.[0-9a-f]{64}\n/,
    )
  })

  test('names the finding that should have been seen to, by its street, and not what was said of it', async () => {
    const found = (id: string, seq: number, more: object) =>
      creating(
        'finding',
        id,
        {
          ...{ eventId: 'event', sort: 'graffiti', what: 'A word on a door', urgency: 'now' },
          ...{ forAgencyId: 'council', byId: 'manager', recordedAt: '2026-11-20T10:00:00.000Z' },
          ...more,
        },
        seq,
      )
    const event = {
      ...{ title: 'Cleansweep', kind: 'Cleansweep', onDate: '2026-11-20', wardIds: [] },
      ...{ agencyIds: [], streets: { mill: { name: 'Mill Lane', order: 1, wardId: null } } },
    }
    const righted = {
      ...{ findingId: 'righted', step: 'put right', byId: 'manager' },
      recordedAt: '2026-11-21T10:00:00.000Z',
    }
    const pushed = await it.office.push(await it.office.signIn('manager'), 'd-found', [
      creating('event', 'event', event, 1),
      found('listed', 2, { streetId: 'mill' }),
      found('typed', 3, { street: 'Weir Road', sort: 'litter' }),
      found('righted', 4, {}),
      found('later', 5, { urgency: 'when you can' }),
      creating('findingStep', 'step', righted, 6),
    ])
    expect(JSON.stringify(pushed)).not.toContain('refused')
    await it.ask('pcso')
    await it.round()
    const [letter] = it.letters
    expect(letter?.subject).toBe('Patchwork: 1 action late, 2 findings to see to')
    expect(letter?.text).toContain(
      'Findings to see to\n- Graffiti, Mill Lane: 3 days late\n- Litter, Weir Road: 3 days late\n',
    )
    expect(letter?.text).not.toContain('A word on a door')
  })

  test('comes once a day, however often the round is made', async () => {
    await it.ask('pcso')
    for (const hours of [0, 0, 0.25, 0.5, 12, 23.5]) await it.round(plus(hours))
    expect(it.letters).toHaveLength(1)
    await it.round(plus(24))
    expect(it.letters).toHaveLength(2)
  })

  test('that is late itself is the letter of its day, and whoever then asks for another hour has had it', async () => {
    const cookie = await it.ask('pcso')
    vi.useFakeTimers({ now: new Date('2026-11-24T07:30:00.000Z'), toFake: ['Date'] })
    await it.round('2026-11-24T07:15:00.000Z')
    await it.round('2026-11-24T08:15:00.000Z')
    await it.office.post('/api/reminders', wants({ quietTo: 10 }), cookie)
    await it.round('2026-11-24T10:15:00.000Z')
    vi.useRealTimers()
    expect(it.letters).toHaveLength(1)
    await it.round('2026-11-25T10:15:00.000Z')
    expect(it.letters).toHaveLength(2)
  })

  test('comes once when two rounds meet', async () => {
    await it.ask('pcso')
    await Promise.all([it.round(), it.round(), it.round()])
    expect(it.letters).toHaveLength(1)
  })

  test('that the mail service would not take is not tried twice; the next says it all', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    await it.ask('pcso')
    it.mailFails = true
    expect(await it.round()).toEqual({ letters: 0, messages: 0 })
    expect(JSON.stringify(log.mock.calls)).not.toContain('ashford.example')
    it.mailFails = false
    await it.round(plus(0.25))
    expect(it.letters).toHaveLength(0)
    await it.round(plus(24))
    expect(it.letters).toHaveLength(1)
    log.mockRestore()
  })

  test('does not come when nothing waits, nor before its time, nor to whoever has stopped', async () => {
    const cookie = await it.ask('pcso')
    await it.round('2026-11-23T07:59:00.000Z')
    expect(it.letters).toEqual([])
    it.write('action', { timescale: { means: 'none', words: 'Ongoing' } })
    await it.round()
    expect(it.letters).toEqual([])
    it.write('action', { timescale: { means: 'due', words: 'x', dueOn: '2026-11-20' } })
    await it.ask('pcso', { digest: 'none' }, cookie)
    await it.round(plus(24))
    expect(it.letters).toEqual([])
  })

  test.each([
    ['is suspended', { state: 'suspended' }],
    ['has left', { state: 'left' }],
    ['was here until yesterday', { untilAt: '2026-11-22T00:00:00.000Z' }],
  ])('does not come to who %s', async (_said, fields) => {
    await it.ask('pcso')
    it.write('pcso', fields)
    await it.round()
    expect(it.letters).toEqual([])
  })

  test('does not come once access is removed, and whoever is invited next has asked for nothing', async () => {
    await it.ask('pcso')
    const manager = await it.office.signIn('manager')
    await it.office.post('/api/members/pcso/remove-access', {}, manager)
    expect(it.office.count('reminder_setting')).toBe(0)
    await it.round()
    expect(it.letters).toEqual([])
  })

  test('comes from a partnership in another database, to the address the directory has', async () => {
    const member = { name: 'M', role: 'manager', agencyId: 'council', wardIds: [] }
    await it.office.found(
      'swale',
      [
        creating('partnership', 'swale', { name: 'Swale CSP', place: 'Swale' }, 1),
        creating('agency', 'council', district.agency, 2),
        creating('member', 'manager', member, 3),
      ],
      'DB_EAST',
    )
    const place = { partnershipId: 'swale', binding: 'DB_EAST' as const }
    const cookie = await it.office.signIn('manager', place)
    await it.office.push(cookie, 'd-swale', [
      creating('plan', 'plan', district.plan, 1),
      creating('priority', 'priority', district.priority, 2),
      creating('theme', 'theme', district.theme, 3),
      lateAction('swale-action', { ownerIds: ['manager'] }, 4),
    ])
    it.isPerson('manager', 'swale')
    await it.ask('manager', {}, cookie)
    await it.round()
    expect(it.letters.map(({ to }) => to)).toEqual(['manager@swale.example'])
    expect(it.letters[0]?.text).toContain('Swale CSP')
  })

  test('of a plan that only a group may see tells nobody else of it, and its reader no word of it', async () => {
    const manager = await it.office.signIn('manager')
    it.write('plan', { state: 'archived' })
    const hidden = { ...district.plan, title: 'Hidden', restrictedToId: 'group' }
    it.office.d1.sqlite.exec(
      `update row set data = json_set(data, '$.groupIds', json('["group"]')) where id in ('manager', 'lead')`,
    )
    await it.office.push(manager, 'd-hidden', [
      creating('group', 'group', { name: 'Domestic abuse group', kind: 'sub-group' }, 1),
      creating('plan', 'hidden', hidden, 2),
      creating('priority', 'p2', { ...district.priority, planId: 'hidden' }, 3),
      creating('theme', 't2', { ...district.theme, priorityId: 'p2' }, 4),
      lateAction(
        'secret',
        {
          ...{ planId: 'hidden', priorityId: 'p2', themeId: 't2', text: 'Secret words' },
          ownerIds: ['pcso', 'lead'],
        },
        5,
      ),
    ])
    expect(it.office.count('row', "id = 'secret'")).toBe(1)
    it.isPerson('lead')
    await it.ask('pcso')
    await it.ask('lead')
    await it.round()
    expect(it.letters.map(({ to }) => to)).toEqual(['lead@ashford.example'])
    expect(it.letters[0]?.text).toContain('Something marked or restricted')
    expect(JSON.stringify(it.letters)).not.toMatch(/Secret|Hidden|1\.1/)
  })

  test('is harmless whatever was typed', async () => {
    it.write('action', {
      ref: '1.1\r\nBcc: x@example.org',
      text: 'See https://evil.example/x\u202e\r\n\r\nhttps://evil.example'.padEnd(290, 'x'),
    })
    it.write('ashford', { name: 'Ashford\r\nBcc: x@example.org' })
    await it.ask('pcso')
    await it.round()
    const letter = it.letters[0]
    if (!letter) throw new Error('no letter')
    expect(oneLetter(letter)).toBeTruthy()
    expect(letter.text.match(/https:\/\//g)).toHaveLength(2)
    expect(letter.text).not.toContain('evil.example')
    expect(letter.text).not.toContain('x@example')
  })

  test('cannot be kept from others by one row that no longer reads', async () => {
    it.office.d1.sqlite
      .prepare(
        `insert into row select partnership_id, 'broken', scope, kind, version, 0, 0, 0, ?, null
                from row where id = 'action'`,
      )
      .run('{"ref": 7}')
    await it.ask('pcso')
    await it.round()
    expect(it.letters).toHaveLength(1)
  })

  test('reads the partnership by its indexes', () => {
    const { sqlite } = it.office.d1
    const plan = (sql: string) =>
      sqlite
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((step) => String(step.detail))
    expect(
      plan(`select * from reminder_setting where next_at is not null and next_at <= 'x'`),
    ).toEqual([expect.stringContaining('INDEX reminder_due')])
  })
})

describe('stopping from a letter', () => {
  const tokenIn = (text = '') => /#stop=(\S+)/.exec(text)?.[1] ?? ''
  const stop = (token: string) => it.office.post('/api/reminders/stop', { token })

  test('needs no seat, and stops that letter and nothing else', async () => {
    const cookie = await it.ask('pcso', { digest: 'weekdays', quietFrom: 22 })
    await it.round()
    expect((await stop(tokenIn(it.letters[0]?.text))).status).toBe(200)
    const answer = await it.office.get('/api/reminders', cookie)
    expect(await answer.json()).toMatchObject({ settings: { digest: 'none', quietFrom: 22 } })
    await it.round(plus(24))
    expect(it.letters).toHaveLength(1)
  })

  test('a second time, or from an older letter, is as good', async () => {
    await it.ask('pcso')
    await it.round()
    await it.round(plus(24))
    for (const { text } of it.letters) expect((await stop(tokenIn(text))).status).toBe(200)
    expect((await stop(tokenIn(it.letters[0]?.text))).status).toBe(200)
  })

  test('a mail program that only looks at the link changes nothing', async () => {
    await it.ask('pcso')
    await it.round()
    const token = tokenIn(it.letters[0]?.text)
    expect((await it.office.get(`/api/reminders/stop?token=${token}`)).status).not.toBe(200)
    expect(it.office.count('reminder_setting', "digest = 'weekdays'")).toBe(1)
  })

  test('a token that was changed, made up or is another member’s stops nobody', async () => {
    await it.ask('pcso')
    await it.round()
    const token = tokenIn(it.letters[0]?.text)
    const [said = '', proof = ''] = token.split('.')
    const lead = Buffer.from('ashford\nlead').toString('base64url')
    const wrong = [
      ...['', '.', said, `.${proof}`, `${lead}.${proof}`, `${said}.${'0'.repeat(64)}`],
      ...[`${said}.${proof.slice(0, 63)}`, `${said}.${proof.toUpperCase()}`, 'x'.repeat(1000)],
    ]
    for (const it of wrong) expect((await stop(it)).status, it).toBe(404)
    expect(it.office.count('reminder_setting', "digest = 'weekdays'")).toBe(1)
  })
})

describe('many people', () => {
  const crowd = (count: number) => {
    const { sqlite } = it.office.d1
    for (let nth = 0; nth < count; nth++) {
      const id = `m-${nth}`
      const data = { name: id, role: 'contributor', agencyId: 'council', wardIds: ['ward'] }
      sqlite
        .prepare(
          `insert into row values ('ashford', ?, 'partnership', 'member', 1, 0, 0, 0, ?, null)`,
        )
        .run(id, JSON.stringify(data))
      it.isPerson(id)
      sqlite
        .prepare(
          `insert into reminder_setting (partnership_id, member_id, digest, digest_day, quiet_from,
             quiet_to, origin, next_at) values ('ashford', ?, 'weekdays', 1, 20, 7, 'https://x.example',
             '2026-11-23T08:00:00.000Z')`,
        )
        .run(id)
    }
    it.write('action', { ownerIds: [], wardIds: ['ward'] })
  }

  test('are written to in several rounds, each of them once', async () => {
    crowd(1000)
    const sizes = []
    for (let nth = 0; nth < 3; nth++) sizes.push((await it.round(plus(nth / 4))).letters)
    expect(sizes[0]).toBeGreaterThan(800)
    expect(sizes[0]).toBeLessThan(900)
    expect(sizes[1]).toBe(1000 - (sizes[0] ?? 0))
    expect(sizes[2]).toBe(0)
    expect(new Set(it.letters.map(({ to }) => to)).size).toBe(1000)
  })

  test('in one database keep those of another waiting for a round, and no longer', async () => {
    crowd(900)
    it.office.east.sqlite.exec(
      `insert into reminder_setting (partnership_id, member_id, digest, digest_day, quiet_from, quiet_to,
         origin, next_at) values ('swale', 'x', 'weekdays', 1, 20, 7, '', '2026-11-23T08:00:00.000Z')`,
    )
    const waiting = () => it.office.count('reminder_setting', 'letter_on is null', it.office.east)
    await it.round()
    expect(it.letters.length).toBeGreaterThan(800)
    expect(waiting()).toBe(1)
    await it.round(plus(0.25))
    expect(waiting()).toBe(0)
  })

  test('whatever fails and whenever the rounds run, nobody has two letters of one day', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const step = fc.record({
      minutes: fc.integer({ min: 0, max: 900 }),
      trouble: fc.constantFrom('none', 'before', 'after', 'mail', 'twice'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        it = await RemindingOffice.open()
        crowd(3)
        const sent = new Map<string, number>()
        let minutes = 0
        for (const [nth, { minutes: more, trouble }] of steps.entries()) {
          minutes += more
          const now = plus(minutes / 60, '2026-11-23T06:00:00.000Z')
          it.letters.length = 0
          it.mailFails = trouble === 'mail'
          it.office.d1.fault = (moment) => {
            if (moment === trouble && (minutes + nth) % 2 === 0) throw new Error('D1 is away')
          }
          const rounds = trouble === 'twice' ? [it.round(now), it.round(now)] : [it.round(now)]
          await Promise.allSettled(rounds)
          it.office.d1.fault = null
          for (const { to } of it.letters) {
            const key = `${to} ${dateInUk(new Date(now))}`
            sent.set(key, (sent.get(key) ?? 0) + 1)
          }
        }
        expect([...sent.values()].filter((count) => count > 1)).toEqual([])
      }),
      { numRuns: 40 },
    )
    log.mockRestore()
  })
})
