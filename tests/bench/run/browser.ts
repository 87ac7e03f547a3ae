import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import type { PageName, Site } from './site.ts'

const flags = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  // Measures when it is asked to, not at some moment within twenty seconds.
  '--enable-blink-features=ForceEagerMeasureMemory',
]

/** The processor as it is, and as slow as an old phone's. */
export const speeds = [1, 4] as const
export type Speed = (typeof speeds)[number]

/**
 * A browser with a profile on the disk: in a private window IndexedDB would stay in memory, and every write would
 * look as if it cost nothing.
 */
export class Browser {
  readonly #context: BrowserContext
  readonly #profile: string
  readonly #site: Site

  private constructor(context: BrowserContext, profile: string, site: Site) {
    this.#context = context
    this.#profile = profile
    this.#site = site
  }

  static async open(executablePath: string, site: Site): Promise<Browser> {
    const profile = mkdtempSync(join(tmpdir(), 'patchwork-bench-'))
    const context = await chromium.launchPersistentContext(profile, { executablePath, args: flags })
    return new Browser(context, profile, site)
  }

  /** Opens a contender's page, does something with it, and closes it. */
  async visit<T>(
    name: PageName,
    speed: Speed,
    work: (tab: Tab) => Promise<T>,
    query = '',
  ): Promise<T> {
    const page = await this.#context.newPage()
    try {
      const cdp = await this.#context.newCDPSession(page)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: speed })
      const errors: Error[] = []
      page.on('pageerror', (error) => errors.push(error))
      await page.goto(`${this.#site.origin}/page/${name}${query}`)
      await page.waitForFunction(() => 'bench' in window).catch(() => undefined)
      if (errors[0]) throw errors[0]
      return await work({ page, cdp })
    } finally {
      await page.close()
    }
  }

  /** A page that stays open, with a seat at the worker. */
  async settle(name: PageName, cookie: string): Promise<Page> {
    const { origin } = this.#site
    const page = await this.#context.newPage()
    await page.goto(`${origin}/seat/${encodeURIComponent(cookie)}`)
    await page.goto(`${origin}/page/${name}`)
    await page.waitForFunction(() => 'bench' in window)
    return page
  }

  /** Deletes every database, unthrottled. */
  erase = (name: PageName) =>
    this.visit(name, 1, ({ page }) => page.evaluate(() => window.bench.erase()))

  get version() {
    return this.#context.browser()?.version() ?? 'unknown'
  }

  async close() {
    await this.#context.close()
    rmSync(this.#profile, { recursive: true, force: true })
  }
}

export interface Tab {
  page: Page
  cdp: CDPSession
}
