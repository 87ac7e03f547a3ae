import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

interface Opening {
  href: string
  count: number
}

/** Every figure of the page that opens, with what it says. */
export const openings = (page: Page): Promise<Opening[]> =>
  page.locator('a[href*="/behind?"]:has(b)').evaluateAll((links) => {
    const found = new Map<string, number>()
    for (const link of links) {
      const said = link.querySelector('b')?.textContent ?? ''
      found.set(link.getAttribute('href') ?? '', parseInt(said.replaceAll(',', ''), 10))
    }
    return [...found].map(([href, count]) => ({ href, count }))
  })

/** Follows an address as a link on the page would, without fetching the app again. */
async function follow(page: Page, href: string) {
  await page.evaluate((to) => {
    const link = document.createElement('a')
    link.href = to
    document.body.appendChild(link)
    link.click()
    link.remove()
  }, href)
  await page.waitForURL(new URL(href, page.url()).href)
}

/** Opens every figure of a page: each is the sum of the rows behind it, and each row leads somewhere. */
export async function openAll(page: Page): Promise<number> {
  const found = await openings(page)
  for (const { href, count } of found) {
    await follow(page, href)
    await expect
      .soft(page.getByRole('heading', { level: 1 }), href)
      .toContainText(`: ${count.toLocaleString('en-GB')}`)
    const whole = page.getByRole('button', { name: /^Show all \d/ })
    if ((await whole.count()) > 0) await whole.click()
    const counts = await page
      .locator('tr[data-counts]')
      .evaluateAll((rows) => rows.map((it) => Number(it.getAttribute('data-counts'))))
    const sum = counts.reduce((all, it) => all + it, 0)
    expect.soft(sum, href).toBe(count)
    const nameless = await page.locator('tr[data-counts] th:not(:has(a))').count()
    expect.soft(nameless, `${href} has rows that lead nowhere`).toBe(0)
  }
  return found.length
}
