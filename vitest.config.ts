import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Tests mostly wait for a server or a browser, so two processors can run four workers.
    maxWorkers: 4,
    // With isolation, each file gets a process and imports everything again: a fifth of the whole time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Tests wait for events. These limits only end a test whose event never comes, and allow for a busy machine.
    testTimeout: 45_000,
    hookTimeout: 40_000,
    // The longest that a poll goes on: the default of a second is too short for a page on a busy machine.
    expect: { poll: { timeout: 15_000 } },
  },
})
