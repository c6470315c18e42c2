import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Most of their time the tests wait for a server or a browser: a third worker fits beside two on two processors.
    maxWorkers: 3,
    // A process for every file, and all that it imports anew, is a fifth of what the whole costs.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // What a test waits for comes by itself; this only ends one for which it does not come, on a busy machine, too.
    testTimeout: 45_000,
    hookTimeout: 40_000,
    // How long a poll goes on, not how long it takes: a second is too short for a page on a busy machine.
    expect: { poll: { timeout: 15_000 } },
  },
})
