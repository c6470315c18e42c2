import { expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { roomReport } from '../../server/report/room-report.ts'
import { endPlayer } from '../../server/room/player-store.ts'
import { led, recordOf } from '../support/classroom.ts'
import { openRoom, startServer } from '../support/server.ts'

it('a report does not name a player whom a host has removed after the round; one who has left keeps the name', async () => {
  const server = await startServer('embedded')
  const room = await openRoom(server.port)
  const { host, code } = room
  const [mallory, bea] = [await room.join('RUDE'), await room.join('bea')]
  await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
  await led(host, 'next', 'countdown')
  await led(host, 'next', 'running')
  await led(host, 'next', 'settling')
  await recordOf(host, 1)
  const wire = await connect('ioredis', server.engine.endpoint)
  const players = async () => (await roomReport(wire, code, [], 'en')).rounds[0]?.record.players
  expect(await players()).toMatchObject([{ nickname: 'RUDE' }, { nickname: 'bea' }])
  await endPlayer(wire, code, mallory.id, 'kicked')
  await endPlayer(wire, code, bea.id, 'left')
  expect(await players()).toMatchObject([{ nickname: '', removed: true }, { nickname: 'bea' }])
  await wire.close()
  room.close()
  await server.close()
})
