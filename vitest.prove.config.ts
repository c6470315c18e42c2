import { defineConfig } from 'vitest/config'

/** `npm run prove`: what takes too long for `npm test`. */
export default defineConfig({
  test: {
    include: ['test/prove/*.prove.ts'],
    maxWorkers: 2,
    hookTimeout: 40_000,
    reporters: ['verbose'],
  },
})
