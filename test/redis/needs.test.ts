import { describe, expect, it } from 'vitest'
import { lackingIn } from '../../server/account/needs.ts'
import { connect } from '../../server/redis/connect.ts'
import { NoAnswer, RefusedByRedis } from '../../server/redis/wire.ts'
import { ClientKind } from '../../shared/protocol.ts'
import { openTestEngine } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'

const servers = [
  { name: 'the embedded engine', open: () => openTestEngine('embedded'), hasIfEq: false },
  ...newerServers.map((server) => ({ ...server, open: () => openNewer(server) })),
]

describe.each(servers)('what $name lacks', ({ open, hasIfEq }) => {
  it.each(ClientKind.options)('is found out through %s, and leaves nothing there', async (client) => {
    const engine = await open()
    const wire = await connect(client, engine.endpoint)
    expect([...(await lackingIn(wire))]).toEqual(hasIfEq ? [] : ['set-ifeq'])
    expect(await wire.command(['KEYS', '*'])).toEqual([])
    await wire.close()
    await engine.close()
  })
})

describe('what a Redis lacks', () => {
  const answering = (answer: () => unknown) => ({ command: async () => answer() as never })
  const throwing = (error: Error) =>
    answering(() => {
      throw error
    })

  it('is not SET IFEQ where Redis takes no writes for now: a transaction finds out', async () => {
    expect((await lackingIn(throwing(new RefusedByRedis('OOM command not allowed')))).size).toBe(0)
  })
  it('is SET IFEQ where an option that is not known is ignored', async () => {
    expect([...(await lackingIn(answering(() => 'OK')))]).toEqual(['set-ifeq'])
  })
  it('cannot be said without an answer', async () => {
    await expect(lackingIn(throwing(new NoAnswer('gone')))).rejects.toBeInstanceOf(NoAnswer)
  })
})
