import { defineConfig } from 'vitest/config'

/** `npm run prove`: the proofs that take too long for `npm test`. */
export default defineConfig({
  test: {
    include: ['test/**/*.prove.ts'],
    maxWorkers: 2,
    hookTimeout: 40_000,
    reporters: ['verbose'],
  },
})
