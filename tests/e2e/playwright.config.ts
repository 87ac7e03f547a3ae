import { defineConfig } from '@playwright/test'

const quietFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: '.',
  globalSetup: './seedOnce.ts',
  outputDir: '../../test-results',
  reporter: [['list'], ['json']],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  // Told a second time on a machine that others share; whatever needed that is named as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  use: {
    ...(process.env.CHROMIUM_PATH
      ? { launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: quietFlags } }
      : { launchOptions: { args: quietFlags } }),
    viewport: { width: 412, height: 915 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'retain-on-failure',
  },
})
