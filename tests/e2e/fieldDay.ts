import { expect } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { allSent, untilKept } from './people.ts'
import type { Server } from './server.ts'

/** The Cleansweep of the demonstration that is today. */
export const DAY = '/events/event-cleansweep-stanhope'
export const EVENT_ID = 'event-cleansweep-stanhope'

export const buttons = {
  contact: 'Contact made',
  none: 'No answer',
  kit: 'Marking kit given',
  alarm: 'Door alarm given',
  advice: 'Advice given',
} as const
export type ButtonName = keyof typeof buttons

/** One line of the day's script: who tapped what, where, how often, for whom. */
export interface Line {
  phone: string
  agency: string
  street: string
  button: ButtonName
  times: number
}

/** The script as it should be counted, by plain addition. */
export function sumOf(script: readonly Line[], isCounted: (line: Line) => boolean): number {
  return script.filter(isCounted).reduce((sum, { times }) => sum + times, 0)
}

const button = (page: Page, name: ButtonName) =>
  page.getByRole('button', { name: new RegExp(`^${buttons[name]}`) })
export const countOn = async (page: Page, name: ButtonName) =>
  Number(await button(page, name).locator('b').textContent())

/** A phone in somebody's hand, and the script of what they did with it. */
export class FieldPhone {
  page: Page
  readonly context: BrowserContext
  readonly name: string
  readonly #script: Line[]
  agency = ''
  street = ''

  constructor(page: Page, name: string, script: Line[]) {
    this.page = page
    this.context = page.context()
    this.name = name
    this.#script = script
  }

  async openLog(origin: string, agency: string) {
    await this.page.goto(`${origin}${DAY}/log`)
    await untilKept(this.page)
    this.agency = agency
    await this.page.getByLabel('You are logging for').selectOption({ label: agency })
  }

  async goTo(street: string) {
    this.street = street
    await this.page.locator('main label', { hasText: street }).tap()
    await expect(this.page.getByRole('radio', { name: street })).toBeChecked()
  }

  /** Taps, each of them until it is counted: kept on this phone, signal or not. */
  async tap(name: ButtonName, times = 1) {
    for (let nth = 0; nth < times; nth++) {
      const before = await countOn(this.page, name)
      await button(this.page, name).tap()
      await expect(button(this.page, name).locator('b')).toHaveText(String(before + 1))
    }
    this.note(name, times)
  }

  /** The tap itself, and not a moment more. */
  press = (name: ButtonName) => button(this.page, name).tap()

  note(name: ButtonName, times: number) {
    const { agency, street } = this
    this.#script.push({ phone: this.name, agency, street, button: name, times })
  }

  offline = () => this.context.setOffline(true)
  async online() {
    await this.context.setOffline(false)
    await allSent(this.page)
  }
}

const phoneLook = { viewport: { width: 412, height: 915 }, hasTouch: true, isMobile: true }

/** A phone of its own. `aheadMs`: its clock goes wrong by so much, from the first page on. */
export async function newPhone(browser: Browser, aheadMs = 0): Promise<Page> {
  const context = await browser.newContext({ ...phoneLook })
  if (aheadMs !== 0)
    await context.addInitScript(`{
      const Right = Date
      globalThis.Date = class extends Right {
        constructor(...given) {
          if (given.length === 0) super(Right.now() + ${aheadMs})
          else super(...given)
        }
        static now() {
          return Right.now() + ${aheadMs}
        }
      }
    }`)
  return context.newPage()
}

/** What an office does beside the screens. */
export async function asMember({ origin }: Server, memberId: string) {
  const post = async (path: string, body: unknown, cookie = '') => {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const signedIn = await post('/api/demo/sign-in', { partnershipId: 'ashford', memberId })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    post: async (path: string, body: unknown): Promise<unknown> =>
      (await post(path, body, cookie)).json(),
    get: async (path: string): Promise<unknown> =>
      (await fetch(origin + path, { headers: { Cookie: cookie } })).json(),
  }
}

/** Joins the event with the six letters, as somebody with a borrowed phone does. Answers who that is. */
export async function joinWith(page: Page, origin: string, code: string, name: string) {
  await page.goto(`${origin}/join#${code}`)
  await page.getByLabel('Your name for the badge').fill(name)
  const [answer] = await Promise.all([
    page.waitForResponse('**/api/passes/take'),
    page.getByRole('button', { name: 'Join' }).tap(),
  ])
  const { memberId } = (await answer.json()) as { memberId: string }
  await page.waitForURL('**/patch')
  await allSent(page)
  return memberId
}
