import { nanoid } from 'nanoid'
import { expect } from 'vitest'
import { openRoom } from './server.ts'

/** Asserts that the server at `port` serves its page, that two players can play, and that it explores. */
export async function plays(port: number): Promise<void> {
  const base = `http://127.0.0.1:${port}`
  const page = await (await fetch(base)).text()
  const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(page) ?? []
  expect((await fetch(new URL(script, `${base}/`))).headers.get('content-type')).toMatch(/javascript/)

  const room = await openRoom(port, { strategy: 'lua', thinkMs: 0, jitterMs: 0 })
  try {
    for (const [nickname, amount] of [
      ['ana', 50],
      ['bob', -150],
    ] as const) {
      const player = await room.join(nickname)
      player.send({ type: 'fire', tx: nanoid(), amount, epoch: 1 })
      const { receipt } = await player.next('settled')
      expect(receipt).toMatchObject({ outcome: 'applied', entry: { amount } })
    }
    await room.host.until(
      () => room.host.log.some((message) => message.type === 'frame' && message.account.actual === 0),
      'a frame with both writes',
    )
  } finally {
    room.close()
  }

  const explored = await fetch(`${base}/api/explore?strategy=naive&tx=50&tx=-150`)
  const lines = (await explored.text()).trim().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ exploration: { schedules: 6, complete: true } })
}
