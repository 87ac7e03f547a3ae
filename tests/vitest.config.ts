import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{shared,worker,sync,load,security,house}/**/*.test.ts'],
    testTimeout: 60_000,
    // Two cores: one for the tests, one for what they start.
    maxWorkers: 2,
  },
})
