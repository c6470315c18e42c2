import { expect, it } from 'vitest'
import type { TestClient } from '../support/player.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'

const servers = TwoServers.forTests()

it('an outcome is sent once to each of the player’s connections on the node that ran it, and to no other', async () => {
  const room = await servers.room({ ...QUICK, strategy: 'lua' })
  const ana = await servers.join(room, 'ana')
  const seat = { kind: 'resume', player: ana.id, secret: ana.secret } as const
  const [same, elsewhere] = [await servers.connect(), await servers.connect(servers.other)]
  for (const client of [same, elsewhere]) await client.enter(room.code, seat)

  const here = ana.fire(50)
  const there = elsewhere.fire(-20)
  await Promise.all([ana.settled(here), same.settled(here), elsewhere.settled(there)])
  // A later outcome arrives after all earlier ones.
  const [lastHere, lastThere] = [same.fire(1), elsewhere.fire(1)]
  await Promise.all([ana.settled(lastHere), same.settled(lastHere), elsewhere.settled(lastThere)])
  const told = ({ log }: TestClient) =>
    log.flatMap((message) => (message.type === 'settled' ? [message.tx] : []))
  expect(told(ana)).toEqual([here, lastHere])
  expect(told(same)).toEqual([here, lastHere])
  expect(told(elsewhere)).toEqual([there, lastThere])

  elsewhere.send({ type: 'fire', tx: here, amount: 50, epoch: 1, again: true })
  expect((await elsewhere.settled(here)).receipt).toMatchObject({ outcome: 'applied' })
})
