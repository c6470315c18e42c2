import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'
import { ProgressLine } from './test/support/progress-line.ts'

/** `npm run prove`: the proofs that take too long for `npm test`. */
export default defineConfig({
  test: {
    include: ['test/**/*.prove.ts'],
    globalSetup: ['test/support/build.ts'],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    reporters: [['default', { summary: false }], new ProgressLine()],
  },
})
