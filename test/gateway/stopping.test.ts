import { expect, it } from 'vitest'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer } from '../support/server.ts'

it('a server that stops tells every client, settles running transactions as failed, and disconnects', async () => {
  const server = await startServer('embedded')
  const room = await openRoom(server.port, { thinkMs: 10_000, jitterMs: 0 })
  const ana = await room.join('ana')
  const lobby = await TestClient.connect(server.port)
  const tx = ana.fire(50)
  await room.host.next('frame', ({ steps }) => steps !== undefined)
  await server.close()
  expect((await ana.settled(tx)).receipt).toMatchObject({ outcome: 'failed', why: 'server-stopping' })
  for (const client of [ana, room.host, lobby]) {
    expect((await client.next('ended')).reason).toBe('server-stopping')
    await client.until(() => client.closed, 'the end').catch(() => {})
    expect(client.closed?.code).toBe(1001)
  }
  await server.close()
})
