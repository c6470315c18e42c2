import { expect, it } from 'vitest'
import { inPhase, led } from '../support/classroom.ts'
import { openRoom, startServer } from '../support/server.ts'

it("a host's number of bots holds through the lesson, and the next lesson brings its own again", async () => {
  const server = await startServer('embedded')
  const room = await openRoom(server.port)
  try {
    const { host } = room
    await room.join('ana')
    await room.join('bo')
    const bots = (count: number) => host.next('class', (now) => now.bots.count === count)
    await led(host, 'lobby', 'lobby', { lesson: 'lost-update' })
    const own = (await bots(2)).bots.count
    host.send({ type: 'set-bots', bots: 7, perSecond: 0.5 })
    await bots(7)
    for (const phase of ['question', 'talk', 'countdown', 'running'] as const) await led(host, 'next', phase)
    expect((await inPhase(host, 'running')).bots.count).toBe(7)
    await led(host, 'next', 'settling')
    await inPhase(host, 'reveal')
    await led(host, 'lobby', 'lobby', { lesson: 'lost-update' })
    await bots(own)
  } finally {
    await room.close()
    await server.close()
  }
})
