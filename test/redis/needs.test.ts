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

describe.each(servers)('the missing features of $name', ({ open, hasIfEq }) => {
  it.each(ClientKind.options)('are detected through %s, and no key is left behind', async (client) => {
    const engine = await open()
    const wire = await connect(client, engine.endpoint)
    expect([...(await lackingIn(wire))]).toEqual(hasIfEq ? [] : ['set-ifeq'])
    expect(await wire.command(['KEYS', '*'])).toEqual([])
    await wire.close()
    await engine.close()
  })
})

describe('the missing features of a Redis', () => {
  const answering = (answer: () => unknown) => ({ command: async () => answer() as never })
  const throwing = (error: Error) =>
    answering(() => {
      throw error
    })

  it('exclude SET IFEQ while Redis accepts no writes: a transaction finds out later', async () => {
    expect((await lackingIn(throwing(new RefusedByRedis('OOM command not allowed')))).size).toBe(0)
  })
  it('include SET IFEQ when Redis ignores the unknown option', async () => {
    expect([...(await lackingIn(answering(() => 'OK')))]).toEqual(['set-ifeq'])
  })
  it('stay unknown without an answer', async () => {
    await expect(lackingIn(throwing(new NoAnswer('gone')))).rejects.toBeInstanceOf(NoAnswer)
  })
})
