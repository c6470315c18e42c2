import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { inPhase, led, recordOf } from '../support/classroom.ts'
import { redisServerPath } from '../support/machine.ts'
import { openRoom } from '../support/server.ts'
import { startServerProcess } from '../support/server-process.ts'

// Processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'bank-run-processes-'))
afterAll(() => rmSync(folder, { recursive: true }))

it.skipIf(!redisServerPath && !process.env.CI)(
  'with several processes one of them keeps the record of a round, in the folder that the banner names',
  async () => {
    const keep = join(folder, 'kept')
    const server = await startServerProcess('--nodes', '2', '--keep', keep)
    try {
      expect(server.output()).toContain(`keeps  ${keep}   (records and reports of rounds)`)
      expect(readdirSync(folder)).toEqual([])
      const room = await openRoom(server.port)
      const { host } = room
      await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
      await led(host, 'next', 'countdown')
      await led(host, 'next', 'running')
      await led(host, 'next', 'settling')
      await inPhase(host, 'reveal')
      await recordOf(host, 1)
      const files = (): string[] => {
        const [own] = readdirSync(folder).length > 0 ? readdirSync(keep) : []
        return own === undefined ? [] : readdirSync(join(keep, own)).sort()
      }
      await expect.poll(files, { timeout: 10_000 }).toEqual(['report.csv', 'report.html', 'round-01.json'])
      room.close()
    } finally {
      await server.stop()
    }
  },
)
