import { afterAll, beforeAll, expect, it } from 'vitest'
import { distinctEngines } from '../support/engines.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

let server: TestServer
let room: TestRoom
beforeAll(async () => {
  server = await startServer(distinctEngines[0] ?? 'embedded')
  room = await openRoom(server.port, {
    ...{ strategy: 'compensate', overdraft: 'refused', thinkMs: 0, jitterMs: 0 },
  })
})
afterAll(async () => {
  room?.close()
  await server?.close()
})

it('a booking that is taken back is rejected, and the expected balance does not count it', async () => {
  const [ana, bob] = [await room.join('ana'), await room.join('bob')]
  const { receipt } = await ana.settled(ana.fire(-150))
  expect(receipt).toMatchObject({ outcome: 'rejected', why: 'taken-back', attempts: 1 })
  expect((await bob.settled(bob.fire(50))).receipt).toMatchObject({
    outcome: 'applied',
    entry: { version: 3, seen: 100, wrote: 150, expected: 150 },
  })
  // A late player gets all of it in the snapshot.
  const late = await room.join('late')
  for (const client of [room.host, late]) {
    const account = await client.account(({ version }) => version === 3)
    expect(account).toMatchObject({ expected: 150, actual: 150, outside: 0, applied: 1 })
  }
})

it('a transaction that was taken back keeps its receipt when it is sent again', async () => {
  const cem = await room.join('cem')
  const tx = cem.fire(-500)
  const { receipt } = await cem.settled(tx)
  cem.log.length = 0
  cem.send({ type: 'fire', tx, amount: -500, epoch: 1, again: true })
  expect((await cem.settled(tx)).receipt).toEqual(receipt)
  expect(receipt.outcome).toBe('rejected')
})
