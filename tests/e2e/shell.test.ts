import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { fieldRoutes, signIn, untilKept } from './people.ts'
import { Server } from './server.ts'
import { test } from './story.ts'

let server: Server
test.beforeEach(async () => {
  server = await Server.open()
})
test.afterEach(() => server.close())

test('every field screen opens with the server gone, though only one was ever visited', async ({
  page,
  context,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await untilKept(page)
  await page.close()
  await server.stop()
  for (const route of fieldRoutes) {
    const screen = await context.newPage()
    const faults: string[] = []
    screen.on('pageerror', (error) => faults.push(error.message))
    await screen.goto(server.origin + route)
    await expect(screen.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(screen.getByText(/not on this phone/)).toHaveCount(0)
    expect(faults, route).toEqual([])
    await screen.close()
  }
})

test('the service worker keeps the shell and nothing private, and not the desk', async ({
  page,
}) => {
  await signIn(page, server.origin, 'PCSO, Victoria')
  await untilKept(page)
  const kept = await page.evaluate(async () => {
    const found: { path: string; text: string }[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const asked of await cache.keys()) {
        const text = (await (await cache.match(asked))?.text()) ?? ''
        found.push({ path: new URL(asked.url).pathname, text })
      }
    }
    return found
  })
  expect(kept.length).toBeGreaterThan(10)
  expect(kept.filter(({ path }) => path.startsWith('/api'))).toEqual([])
  for (const words of ['Zero tolerance', 'Operation Jump', 'member-pcso', 'Example:']) {
    expect(kept.filter(({ text }) => text.includes(words)).map(({ path }) => path)).toEqual([])
  }
  // The matrix is a desk screen: its words are in no file that a phone fetches in advance.
  expect(kept.filter(({ text }) => text.includes('Does the printed table add up'))).toEqual([])
})

/** Stands before the worker and can serve a service worker that differs by one comment. */
async function withNewBuildOnDemand(origin: string) {
  let isNew = false
  const target = new URL(origin)
  const proxy = createServer((asked, answer) => {
    delete asked.headers['if-none-match']
    delete asked.headers['accept-encoding']
    const headers = { ...asked.headers, host: target.host, origin: target.origin }
    const onward = request(
      { host: target.hostname, port: target.port, path: asked.url, method: asked.method, headers },
      (answered) => {
        const isWorker = isNew && asked.url?.startsWith('/service-worker.js')
        const { 'content-length': length, etag, ...rest } = answered.headers
        answer.writeHead(
          answered.statusCode ?? 502,
          isWorker
            ? rest
            : {
                ...rest,
                ...(length ? { 'content-length': length } : {}),
                ...(etag ? { etag } : {}),
              },
        )
        if (isWorker) answer.write('// a later build\n')
        answered.pipe(answer)
      },
    )
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, resolve))
  const { port } = proxy.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    deploy: () => (isNew = true),
    close: () => {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}

test('a new version waits until the person agrees, and then takes over', async ({ page }) => {
  const site = await withNewBuildOnDemand(server.origin)
  try {
    await signIn(page, site.origin, 'PCSO, Victoria')
    await untilKept(page)
    await expect(page.getByText('A new version is ready')).toHaveCount(0)
    site.deploy()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await expect(page.getByText('A new version is ready')).toBeVisible()
    const before = await page.evaluate(() => ((window as { mark?: number }).mark = 1))
    expect(before).toBe(1)
    // It keeps waiting: the page is not reloaded under anybody's hands.
    await page.waitForTimeout(1_000)
    expect(await page.evaluate(() => (window as { mark?: number }).mark)).toBe(1)
    await page.getByRole('button', { name: 'Use it now' }).tap()
    await page.waitForFunction(() => (window as { mark?: number }).mark === undefined)
    await expect(page.getByRole('heading', { name: 'My patch' })).toBeVisible()
    await expect(page.getByText('A new version is ready')).toHaveCount(0)
  } finally {
    site.close()
  }
})
