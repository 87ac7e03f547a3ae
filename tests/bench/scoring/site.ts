import { readFile, writeFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { build } from 'esbuild'
import { wardsText } from '../../fixtures/load/district.ts'
import { monthsFrom, streetFile } from '../../fixtures/load/street.ts'

export const MONTHS = 36
export const ROWS = 15_000

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Isolated, so that the clock is fine-grained. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
}

/** One page with everything that is timed on it, and the files that it reads. */
export interface Site {
  browser: Browser
  /** A new tab; its process holds nothing of what was measured before. */
  open: () => Promise<Page>
  /** The ward map first, then a file for each month. */
  paths: string[]
  bytes: number
  close: () => Promise<void>
}

export async function openSite(executablePath: string): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: {
      page: here('page.ts'),
      reader: here('reader.ts'),
      product: here('../../../web/src/lib/load/worker.ts'),
    },
    ...{ bundle: true, splitting: true, minify: true, format: 'esm', write: false, outdir: '/' },
    ...{ target: 'es2023', logLevel: 'error' },
  })
  const scripts = new Map(outputFiles.map(({ path, contents }) => [path, contents]))
  const shell =
    '<!doctype html><input type="file" multiple><script type="module" src="/page.js"></script>'
  const server = createServer(({ url = '' }, response) => {
    const script = scripts.get(url)
    const type = script ? 'text/javascript' : 'text/html'
    response.writeHead(200, { ...headers, 'Content-Type': type }).end(script ?? shell)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { paths, folder, bytes } = await writeFiles()
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ]
  const browser = await chromium.launch({ executablePath, args })
  return {
    ...{ browser, paths, bytes },
    async open() {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
      await page.waitForFunction(() => 'scoring' in window)
      return page
    },
    async close() {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'patchwork-months-'))
  const paths = [join(folder, 'wards.geojson')]
  await writeFile(paths[0] as string, wardsText)
  for (const [at, month] of monthsFrom(2022, MONTHS).entries()) {
    const path = join(folder, `${month}-kent-street.csv`)
    await writeFile(path, streetFile({ month, rows: ROWS, seed: at + 1 }))
    paths.push(path)
  }
  const sizes = await Promise.all(paths.slice(1).map(async (path) => (await readFile(path)).length))
  return { paths, folder, bytes: sizes.reduce((sum, it) => sum + it, 0) }
}
