import { nanoid } from 'nanoid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { roomKeys } from '../../server/redis/keys.ts'
import {
  abandonSeat,
  joinRoom,
  loadPlayers,
  type PlayerRecord,
  renamePlayer,
  resumeSeat,
} from '../../server/room/player-store.ts'
import { createRoom } from '../../server/room/room-store.ts'
import { BankError } from '../../shared/errors.ts'
import { PLAYER_ID } from '../../shared/ids.ts'
import { PACE } from '../../shared/pace.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { openRoomsNode, type RoomsNode } from '../support/rooms-node.ts'

describe.each(distinctEngines)('a player who is away, on %s', (kind) => {
  let engine: Engine
  let node: RoomsNode
  let code: string
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    node = await openRoomsNode(engine.url)
  })
  beforeEach(async () => {
    code = (await createRoom(node.wire, 100)).code
  })
  afterAll(async () => {
    await node.close()
    await engine.close()
  })

  const problem = (work: Promise<unknown>): Promise<BankError> =>
    work.then(
      () => Promise.reject(new Error('was not refused')),
      (error) => (error instanceof BankError ? error : Promise.reject(error)),
    )
  const join = (nickname: string) => joinRoom(node.wire, code, nickname)
  const names = async (): Promise<string[]> =>
    (await loadPlayers(node.wire, code)).map(({ nickname }) => nickname)
  /** As if the player had been away for that long. */
  async function absent({ id }: Pick<PlayerRecord, 'id'>, ms: number): Promise<void> {
    const { seen } = roomKeys(code)
    expect(Number(await node.wire.command(['HGET', seen, id]))).toBeGreaterThan(0)
    await node.wire.command(['HSET', seen, id, String(Date.now() - ms)])
  }
  const report = (players: Record<string, number>, until: number): Promise<unknown> =>
    node.wire.command([
      'HSET',
      roomKeys(code).presence,
      'node',
      `${until} ${JSON.stringify({ name: 'A', players })}`,
    ])

  it('keeps the nickname for a minute, and a newcomer is told so', async () => {
    const { player } = await join('bea')
    await absent(player, PACE.nameKeptMs - 5000)
    const { code: error, message } = await problem(join('BEA'))
    expect(error).toBe('nickname-away')
    expect(message).toMatch(
      /^bea was here and is away\. The name is free in [\w ]+ seconds?, if they do not come back\.$/,
    )
    const dana = await join('דנה')
    expect((await problem(join('דנה'))).code).toBe('nickname-taken')
    await absent(dana.player, 0)
    expect((await problem(join('דנה'))).message).toContain('\u2068דנה\u2069 was here and is away.')
    expect(await names()).toEqual(['bea', dana.player.nickname])
  })

  it('keeps the seat after that, and is called "bea 2" once another player has the name', async () => {
    const before = await join('bea')
    await absent(before.player, PACE.nameKeptMs)
    const after = await join('Bea')
    expect(after.player.id).not.toBe(before.player.id)
    expect(await names()).toEqual(['bea 2', 'Bea'])
    const back = await resumeSeat(node.wire, code, { player: before.player.id, secret: before.secret })
    expect(back).toMatchObject({ id: before.player.id, number: 1, nickname: 'bea 2' })
    expect((await problem(join('BEA 2'))).code).toBe('nickname-taken')
  })

  it('gets the first number that is free, and a nickname of twenty characters is cut for it', async () => {
    const long = 'é'.repeat(20)
    for (const name of ['bea', long]) {
      const { player } = await join(name)
      const kept = await join(`${[...name].slice(0, 16).join('')} 2`)
      expect(kept.player.nickname).toMatch(/ 2$/)
      await absent(player, PACE.nameKeptMs)
      await join(name)
    }
    expect(await names()).toEqual([
      ...['bea 3', 'bea 2', 'bea'],
      ...[`${'é'.repeat(16)} 3`, `${'é'.repeat(16)} 2`, long],
    ])
  })

  it('loses the name to one of two newcomers who come at once', async () => {
    const { player } = await join('bea')
    await absent(player, PACE.nameKeptMs)
    const answers = await Promise.allSettled(['bea', 'BEA', 'Bea'].map(join))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await names()).toHaveLength(2)
  })

  it('loses the name to a player who renames, too', async () => {
    const { player } = await join('bea')
    const other = await join('bob')
    await absent(player, 1000)
    expect((await problem(renamePlayer(node.wire, code, other.player.id, 'bea'))).code).toBe('nickname-away')
    await absent(player, PACE.nameKeptMs)
    expect((await renamePlayer(node.wire, code, other.player.id, 'bea')).nickname).toBe('bea')
    expect(await names()).toEqual(['bea 2', 'bea'])
  })

  it('keeps the name again from the moment in which they come back', async () => {
    const { player, secret } = await join('bea')
    await absent(player, PACE.nameKeptMs)
    expect(await resumeSeat(node.wire, code, { player: player.id, secret: 'x'.repeat(24) })).toBeUndefined()
    expect((await resumeSeat(node.wire, code, { player: player.id, secret }))?.nickname).toBe('bea')
    expect((await problem(join('bea'))).code).toBe('nickname-taken')
  })

  it('is there as long as any node reports so, however long ago they joined', async () => {
    const { player } = await join('bea')
    await absent(player, PACE.nameKeptMs)
    await report({ [player.id]: 1 }, Date.now() + 5000)
    expect((await problem(join('bea'))).code).toBe('nickname-taken')
    // After an outage of Redis no report is valid, and the last one says until when the player was here.
    await report({ [player.id]: 1 }, Date.now() - 5000)
    expect((await problem(join('bea'))).code).toBe('nickname-away')
    await report({ [player.id]: 1 }, Date.now() - PACE.nameKeptMs - 1)
    expect((await join('bea')).player.nickname).toBe('bea')
  })

  it('is away from the moment in which they leave a node, or the node dies', async () => {
    const room = await node.open(code)
    const bea = await node.join(code, 'bea')
    const seen = () => node.wire.command(['HGET', roomKeys(code).seen, bea.player]).then(Number)
    await absent({ id: bea.player }, PACE.nameKeptMs)
    const present = () => node.wire.command(['HVALS', roomKeys(code).presence]).then(String)
    await expect.poll(present).toContain(bea.player)
    room.leave(bea)
    await expect.poll(present).not.toContain(bea.player)
    expect(await seen()).toBeGreaterThan(Date.now() - PACE.nameKeptMs)
    await absent({ id: bea.player }, PACE.nameKeptMs)
    await report({ [bea.player]: 1 }, Date.now() + 5000)
    await room.nodeCrashed('node')
    expect(await seen()).toBeGreaterThan(Date.now() - PACE.nameKeptMs)
    expect((await problem(join('bea'))).code).toBe('nickname-away')
  })

  it('is seen in a key that goes with the room', async () => {
    await join('bea')
    const ttl = Number(await node.wire.command(['TTL', roomKeys(code).seen]))
    expect(ttl).toBeGreaterThan(PACE.keptMs / 1000 - 60)
  })

  it('has one seat, however often the page sends its own id and secret, and another secret gets none', async () => {
    const own = { player: nanoid(PLAYER_ID), secret: nanoid(24) }
    const sent = (seat = own, nickname = 'bea') => joinRoom(node.wire, code, nickname, seat)
    const [first, second] = await Promise.all([sent(), sent()])
    expect(second.player).toMatchObject({ id: own.player, number: first.player.number, nickname: 'bea' })
    await absent(first.player, PACE.nameKeptMs)
    expect((await sent()).player.number).toBe(1)
    expect((await problem(sent({ ...own, secret: nanoid(24) }, 'eve'))).code).toBe('cannot-resume')
    expect(await resumeSeat(node.wire, code, own)).toMatchObject({ nickname: 'bea' })
    expect(await names()).toEqual(['bea'])
  })

  it('whose page has stopped waiting gives up its seat and name, unless the page has asked again', async () => {
    const own = { player: nanoid(PLAYER_ID), secret: nanoid(24) }
    const sent = (attempt: string) => joinRoom(node.wire, code, 'bea', { ...own, attempt })
    await sent('first')
    await abandonSeat(node.wire, code, own.player, 'first')
    const { player } = await join('bea')
    expect((await problem(sent('second'))).code).toBe('nickname-taken')
    await renamePlayer(node.wire, code, player.id, 'bob')
    // Whichever of two tries was first, neither takes the seat from the other.
    for (const given of ['second', 'third']) {
      await sent('second')
      await sent('third')
      await abandonSeat(node.wire, code, own.player, given)
      expect((await problem(join('bea'))).code).toBe('nickname-taken')
    }
  })
})
