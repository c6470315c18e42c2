import { describe, expect } from 'vitest'
import { openTestEngine } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'
import { batchesWith } from './halves.ts'
import { proveMadeUp } from './made-up.ts'

const newer = newerServers.find(({ hasIfEq }) => hasIfEq)

/** Runs on a server with SET … IFEQ if this machine has one; the made-up strategies then use it. */
describe(`on ${newer?.name ?? 'the redis-server on the PATH'}`, () => {
  const server = {
    open: () => (newer ? openNewer(newer) : openTestEngine('local')),
    hasIfEq: newer !== undefined,
  }
  proveMadeUp(server, batchesWith('even'), (seen) => {
    console.log(seen)
    expect(seen.coincidences).toBeLessThan(1 + seen.orders / 20)
  })
})
