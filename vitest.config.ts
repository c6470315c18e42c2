import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Most of their time the tests wait for a server or a browser, so a second worker fits beside the first.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 40_000,
    // How long a poll goes on, not how long it takes: a second is too short for a page on a busy machine.
    expect: { poll: { timeout: 15_000 } },
  },
})
