import { existsSync } from 'node:fs'
import { run, say } from './tools.mjs'

const SYSTEM = '/usr/bin/chromium'

/**
 * A Chromium for the tests: the one CHROMIUM_PATH names, Playwright's own, the system's, or one
 * installed now. Answers its path.
 */
export async function ensureBrowser() {
  const { chromium } = await import('@playwright/test')
  const known = () =>
    [process.env.CHROMIUM_PATH, chromium.executablePath(), SYSTEM].find(
      (path) => path && existsSync(path),
    )
  if (known()) return known()
  say('No Chromium here: installing one …')
  await run('playwright', ['install', '--with-deps', 'chromium'], { quiet: true }).catch(
    async () => {
      await run('apt-get', ['update'], { quiet: true })
      await run('apt-get', ['install', '-y', 'chromium'], { quiet: true })
    },
  )
  if (!known())
    throw new Error('There is no Chromium, and none could be installed. Set CHROMIUM_PATH.')
  return known()
}
