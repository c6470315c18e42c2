import { expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { roomKeys } from '../../server/redis/keys.ts'
import { type Command, NoAnswer, type Wire } from '../../server/redis/wire.ts'
import { RoundRecorder } from '../../server/rounds/round-end.ts'
import type { RoomServices } from '../../server/transaction/room-services.ts'
import { led, recordOf } from '../support/classroom.ts'
import { openRoom, startServer } from '../support/server.ts'

it('a record whose storing got no answer is kept as a file all the same', async () => {
  const server = await startServer('embedded')
  const room = await openRoom(server.port)
  await led(room.host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
  await led(room.host, 'next', 'countdown')
  await led(room.host, 'next', 'running')
  await led(room.host, 'next', 'settling')
  const record = await recordOf(room.host, 1)
  const wire = await connect('ioredis', server.engine.endpoint)
  await wire.command(['HDEL', roomKeys(room.code).records, '1'])
  // The script runs, and its answer is lost.
  const command = async (sent: Command) => {
    const answer = await wire.command(sent)
    if (sent[0].startsWith('EVAL')) throw new NoAnswer('lost')
    return answer
  }
  const kept: number[] = []
  const services = {
    ...{ wires: { ioredis: { command } as Wire }, nodes: { names: ['A'] }, lessons: [] },
    onRecord: (_: string, { round }: typeof record) => kept.push(round),
  } as unknown as RoomServices
  const recorder = new RoundRecorder({
    ...{ code: room.code, services, readPeople: async () => [], reload: async () => {} },
    data: { state: { round: 1, phase: 'reveal' }, records: [] } as never,
    logOnce: (_, work) => work(),
  })
  await expect(recorder.record()).rejects.toThrow(NoAnswer)
  expect(kept).toEqual([1])
  expect(await wire.command(['HEXISTS', roomKeys(room.code).records, '1'])).toBe(1)
  await wire.close()
  room.close()
  await server.close()
})
