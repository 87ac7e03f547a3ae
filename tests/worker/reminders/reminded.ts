import type { Bindings } from '../../../worker/environment.ts'
import { remindAll } from '../../../worker/reminders/round.ts'
import { Office, creating, district } from '../../sync/office.ts'
import type { Letter } from '../../sync/office.ts'
import { AppBrowser, pushEnv } from './appBrowser.ts'

/** Monday, a quarter past eight. The action of the district was due on Friday. */
export const monday = '2026-11-23T08:15:00.000Z'
export const late = { means: 'due', words: 'By 20 November', dueOn: '2026-11-20' }
export const wants = (more: object = {}) => ({
  ...{ digest: 'weekdays', digestDay: 1, quietFrom: 20, quietTo: 7 },
  ...more,
})

/** What a push service was asked to carry. */
export interface Carried {
  endpoint: string
  body: Uint8Array
  headers: Record<string, string>
}

/** An office with a mail service and push services, and a clock that the test sets. */
export class RemindingOffice {
  readonly office: Office
  readonly carried: Carried[] = []
  /** What push services answer. */
  status = 201
  mailFails = false

  private constructor(office: Office) {
    this.office = office
    office.env = {
      ...pushEnv,
      fetchPush: (address, init) => {
        this.carried.push({
          endpoint: String(address),
          body: init?.body as Uint8Array,
          headers: init?.headers as Record<string, string>,
        })
        return Promise.resolve(new Response(null, { status: this.status }))
      },
    }
  }

  static async open() {
    const it = new RemindingOffice(await Office.open())
    it.write('plan', { fromOn: '2026-11-01' })
    it.write('action', { timescale: late })
    it.isPerson('pcso')
    return it
  }

  get letters(): Letter[] {
    return this.office.letters
  }

  /** Changes a row as it stands, as if somebody had. */
  write(id: string, fields: object) {
    this.office.d1.sqlite
      .prepare(`update row set data = json_patch(data, ?) where id = ?`)
      .run(JSON.stringify(fields), id)
    this.office.d1.sqlite.exec(`update partnership set version = version + 1`)
  }

  /** Somebody signs in as this member, by an address. */
  isPerson(memberId: string, partnershipId = 'ashford') {
    const { sqlite } = this.office.d1
    const email = `${memberId}@${partnershipId}.example`
    const id = `person-${partnershipId}-${memberId}`
    sqlite
      .prepare(`insert into person values (?, ?, 1, '', null, '2026-01-01', '2026-01-01')`)
      .run(id, email)
    sqlite
      .prepare(`insert into membership values (?, ?, ?, '2026-01-01')`)
      .run(id, partnershipId, memberId)
    return email
  }

  /** Saves settings, as at noon on the Sunday before. */
  async ask(memberId: string, settings: object = {}, cookie?: string) {
    const seat = cookie ?? (await this.office.signIn(memberId))
    const answer = await this.office.post('/api/reminders', wants(settings), seat)
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    this.isDueAt('2026-11-23T08:00:00.000Z')
    return seat
  }

  /** The tests’ Monday is not the machine’s. */
  isDueAt(at: string) {
    for (const { sqlite } of [this.office.d1, this.office.east])
      sqlite.prepare(`update reminder_setting set next_at = ? where next_at is not null`).run(at)
  }

  async subscribe(cookie: string): Promise<AppBrowser> {
    const browser = await AppBrowser.open()
    const answer = await this.office.post('/api/reminders/push', browser.json, cookie)
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    return browser
  }

  round(now = monday) {
    return remindAll(this.env, now)
  }

  get env(): Bindings {
    return {
      ...this.office.env,
      DB: this.office.d1.asBinding(),
      DB_EAST: this.office.east.asBinding(),
      ASSETS: {} as Fetcher,
      AUTH_SECRET: 'a secret of the tests, long enough for anybody',
      mailer: {
        send: (letter: Letter) => {
          if (this.mailFails) return Promise.reject(new Error('no mail today'))
          this.letters.push(letter)
          return Promise.resolve()
        },
      },
    } as unknown as Bindings
  }

  /** What a browser was told, in order. */
  async told(browser: AppBrowser): Promise<string[]> {
    const mine = this.carried.filter(({ endpoint }) => endpoint === browser.endpoint)
    const texts = await Promise.all(mine.map(({ body }) => browser.read(body)))
    return texts.map((text) => (JSON.parse(text) as { text: string }).text)
  }
}

export const lateAction = (id: string, more: object = {}, seq = 1) =>
  creating('action', id, { ...district.action, timescale: late, ...more }, seq)
