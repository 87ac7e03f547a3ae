import { setTimeout as pause } from 'node:timers/promises'
import { PROTOCOL } from '../../../shared/sync/limits.ts'
import type { PullRequest, PullResponse } from '../../../shared/sync/protocol.ts'
import { Dice } from '../data/dice.ts'
import { District } from '../data/district.ts'
import { Browser } from './browser.ts'
import type { Client } from './client.ts'
import { Office } from './office.ts'
import { section, spell, valueOf } from './report.ts'
import type { Section } from './report.ts'
import { openSite } from './site.ts'
import { median, p95 } from './stats.ts'

const DASHBOARDS = 50
const ROWS = 10_000
const MOST_MS = 1_000
/** As a phone does: fifty must not ask in the same instant. */
const SPREAD_MS = 250

/**
 * An entry on one phone until another shows it, while fifty dashboards hear of it too and pull. The two are real: the app's store,
 * loop and poke in two browsers of their own; the dashboards are connections that do what one would ask of the worker.
 */
export async function live(executablePath: string, edits: number): Promise<Section> {
  const made = section(`An entry on one phone to another's screen, ${DASHBOARDS} open dashboards`, [
    `From the tap (durable on the first phone, pushed, told, pulled) to two frames after it stands in the other's list; ${ROWS} rows.`,
    'Two browsers with the real store, loop and poke; the dashboards are WebSockets that pull when they hear of news, spread over',
    `${SPREAD_MS} ms as the app does. All of them, the worker and its D1 share this one machine.`,
  ])
  const [office, district] = [await Office.open(), new District(ROWS)]
  const closers: (() => unknown)[] = [() => office.close()]
  try {
    await office.hold(district)
    const { partnershipId, managerId } = district
    const as = { partnershipId, memberId: managerId }
    const site = await openSite(['patchwork'], office.origin)
    closers.push(() => site.close())
    const pages = []
    for (let n = 0; n < 2; n++) {
      const browser = await Browser.open(executablePath, site)
      closers.push(() => browser.close())
      const { cookie } = await office.seat(partnershipId, managerId)
      const page = await browser.settle('works', cookie)
      const held = await soon(page.evaluate((it) => window.bench.join(it), as))
      if (held < ROWS) throw new Error(`only ${held} rows have come`)
      pages.push(page)
    }
    const [writer, reader] = pages
    if (!writer || !reader) throw new Error('there are no two phones')
    const dashboards: Dashboard[] = []
    for (let n = 0; n < DASHBOARDS; n++) {
      const { client, cookie } = await office.seat(partnershipId, managerId)
      dashboards.push(await Dashboard.open(client, cookie, office.origin, as, n))
    }
    closers.push(() => Promise.all(dashboards.map((it) => it.close())))
    const found: number[] = []
    const dice = new Dice(edits)
    for (let n = 0; n < edits; n++) {
      await pause(800 + dice.below(900))
      const { id, entry } = district.newUpdate()
      const shown = reader.evaluate((it) => window.bench.shownAt(it), id)
      const at = await writer.evaluate(([a, b]) => window.bench.record(a, b), [id, entry] as const)
      found.push((await soon(shown)) - at)
    }
    if (!(await reader.evaluate(() => window.bench.isLive())))
      throw new Error('the poke is not open')
    const failed = dashboards.find(({ failure }) => failure)
    if (failed) throw failed.failure
    const heard = dashboards.map(({ news }) => news)
    const pulled = dashboards.map(({ rows }) => rows)
    const add = (what: string, value: number) =>
      made.figures.push({
        ...{ work: 'live', contender: 'patchwork', what, speed: null, unit: 'ms', value },
        of: `of ${found.length} entries`,
      })
    add('p95', p95(found))
    add('median', median(found))
    add('longest', Math.max(...found))
    made.notes.push(
      `Each dashboard heard ${Math.min(...heard)} to ${Math.max(...heard)} times and pulled ` +
        `${Math.min(...pulled)} to ${Math.max(...pulled)} of ${edits} entries.`,
    )
    const own = valueOf(made, 'patchwork', 'p95', null)
    made.verdicts.push({
      ...{ work: 'live', target: `p95 at most ${MOST_MS} ms` },
      ...{ found: spell(own, 'ms'), isReached: own <= MOST_MS },
    })
  } finally {
    for (const close of closers.reverse()) await close()
  }
  return made
}

/** Whatever takes longer than this has gone wrong, and must not be waited for all night. */
const PATIENCE_MS = 30_000
const soon = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    pause(PATIENCE_MS, null, { ref: false }).then(() => {
      throw new Error(`nothing came for ${PATIENCE_MS / 1000} seconds`)
    }),
  ])

/** What an open dashboard asks of the worker, without a screen. */
class Dashboard {
  news = 0
  rows = 0
  readonly #client: Client
  readonly #request: PullRequest
  #socket!: WebSocket
  #dice: Dice
  #isDue = false
  #pulling: Promise<unknown> = Promise.resolve()
  /** Set by the first pull that went wrong. */
  failure: unknown = null

  private constructor(client: Client, request: PullRequest, seed: number) {
    this.#client = client
    this.#request = request
    this.#dice = new Dice(seed)
  }

  static async open(
    client: Client,
    cookie: string,
    origin: URL,
    as: PullRequest['as'],
    seed: number,
  ) {
    const dashboard = new Dashboard(
      client,
      {
        ...{ deviceId: `d-dashboard-${seed}`, as, at: null, held: [], filling: null },
        ...{ pendingFrom: null, unsent: 0, speaks: PROTOCOL },
      },
      seed,
    )
    await dashboard.#pull()
    dashboard.rows = 0
    const headers = { Cookie: cookie, Origin: origin.origin }
    // Node's own takes headers, which the browser's type does not know of.
    const options = { headers } as unknown as string
    const socket = new WebSocket(`ws://${origin.host}/api/sync/live`, options)
    socket.addEventListener('message', () => dashboard.#hear())
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error('no connection to the poke')))
    })
    dashboard.#socket = socket
    return dashboard
  }

  async close() {
    this.#socket.close()
    await this.#pulling
    this.#client.close()
  }

  #hear() {
    this.news++
    if (this.#isDue) return
    this.#isDue = true
    setTimeout(() => {
      this.#isDue = false
      this.#pulling = this.#pulling.then(() => this.#pull()).catch((it) => (this.failure ??= it))
    }, this.#dice.next() * SPREAD_MS)
  }

  async #pull() {
    const held = new Set(this.#request.held)
    for (;;) {
      const { status, text } = await this.#client.post('/api/sync/pull', this.#request)
      if (status !== 200) throw new Error(`a dashboard was answered ${status} ${text}`)
      const page = JSON.parse(text) as PullResponse
      for (const scope of page.filled) held.add(scope)
      this.rows += page.rows.length
      Object.assign(this.#request, { at: page.at, held: [...held], filling: page.filling })
      if (!page.more) return
    }
  }
}
