import { nanoid } from 'nanoid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PLAYER_ID } from '../../shared/ids.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'
import { redisServerPath } from '../support/machine.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

describe('a room with players', () => {
  let server: TestServer
  let room: TestRoom
  const clients: TestClient[] = []
  const open = async (): Promise<TestClient> => {
    const client = await TestClient.connect(server.port)
    clients.push(client)
    return client
  }
  beforeAll(async () => {
    server = await startServer(redisServerPath ? 'local' : 'embedded')
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.close()
    expect(server.logged).toEqual([])
  })
  afterAll(async () => {
    room.close()
    await server.close()
  })

  it('refuses a bad nickname, and a taken nickname in another case', async () => {
    await room.join('Zoë')
    for (const [nickname, code] of [
      ['  ', 'bad-nickname'],
      ['x'.repeat(21), 'bad-nickname'],
      ['ZOË', 'nickname-taken'],
    ] as const) {
      const client = await open()
      client.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: { kind: 'new', nickname } })
      expect(await client.error('enter')).toBe(code)
    }
  })

  it('refuses a player’s seat to a client without its secret', async () => {
    const ana = await room.join('ana')
    const thief = await open()
    const seat = { kind: 'resume' as const, player: ana.id, secret: 'x'.repeat(24) }
    thief.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat })
    expect(await thief.error('enter')).toBe('cannot-resume')
  })

  it('lets only the host configure, reset and kick, from any tab with the host token', async () => {
    const bob = await room.join('bob')
    for (const message of [
      { type: 'configure', thinkMs: 5 },
      { type: 'reset', opening: 5 },
      { type: 'kick', player: bob.id },
    ] as const) {
      bob.send(message)
      expect(await bob.error(message.type)).toBe('not-host')
    }
    const wrong = await open()
    expect((await wrong.enter(room.code, { kind: 'screen' }, 'wrong'.repeat(5))).host).toBe(false)
    const tab = await open()
    expect((await tab.enter(room.code, { kind: 'screen' }, room.hostToken)).host).toBe(true)
    tab.send({ type: 'configure', jitterMs: 7 })
    await bob.next('frame', ({ settings }) => settings?.jitterMs === 7)
    tab.send({ type: 'configure', strategy: 'prayer' })
    expect(await tab.error('configure')).toBe('unknown-strategy')
  })

  it('tells a kicked player so, refuses their transactions, and does not let them in again', async () => {
    const eve = await room.join('eve')
    room.host.send({ type: 'kick', player: eve.id })
    expect((await eve.next('ended')).reason).toBe('kicked')
    eve.fire(50)
    expect(await eve.error('fire')).toBe('not-in-room')
    const back = await open()
    back.send({
      type: 'enter',
      protocol: PROTOCOL,
      code: room.code,
      seat: { kind: 'resume', player: eve.id, secret: eve.secret },
    })
    expect(await back.error('enter')).toBe('cannot-resume')
    await room.host.next(
      'frame',
      ({ players }) => players?.some(({ id, state }) => id === eve.id && state === 'kicked') === true,
    )
  })

  it('renames a player for all clients, but refuses a taken name', async () => {
    const [una, due] = await Promise.all([room.join('una'), room.join('due')])
    una.send({ type: 'rename', nickname: ' uno  1 ' })
    expect((await una.next('renamed')).nickname).toBe('uno 1')
    await due.next(
      'frame',
      ({ players }) => players?.some(({ id, nickname }) => id === una.id && nickname === 'uno 1') === true,
    )
    una.send({ type: 'rename', nickname: 'Due' })
    expect(await una.error('rename')).toBe('nickname-taken')
  })

  it('frees the nickname of a client that disconnected before it got its seat', async () => {
    const seat = (nickname: string) => ({ kind: 'new' as const, nickname })
    const enter = { type: 'enter' as const, protocol: PROTOCOL, code: room.code }
    /** Answers a nickname whose client never got the seat. Tries another when the answer came before the close. */
    const hungUp = async (tries = 1): Promise<string> => {
      const [hasty, nickname] = [await open(), `hasty${tries}`]
      hasty.send({ ...enter, seat: seat(nickname) })
      hasty.socket.close()
      await hasty.until(() => hasty.closed, 'the end').catch(() => {})
      return hasty.log.some(({ type }) => type === 'entered') ? hungUp(tries + 1) : nickname
    }
    const nickname = await hungUp()
    const answered = async (): Promise<string> => {
      const client = await open()
      client.send({ ...enter, seat: seat(nickname) })
      const answer = ({ type }: ServerMessage) => type === 'entered' || type === 'error'
      return client.until(() => client.log.find(answer)?.type)
    }
    await expect.poll(answered).toBe('entered')
  })

  it('gives a page that hung up its own seat again, by its id and secret, and no other page', async () => {
    const enter = { type: 'enter' as const, protocol: PROTOCOL, code: room.code }
    const own = { player: nanoid(PLAYER_ID), secret: nanoid(24) }
    const hasty = await open()
    hasty.send({ ...enter, seat: { kind: 'new', nickname: 'ida', ...own } })
    hasty.socket.close()
    const [again, twice] = [await open(), await open()]
    const seat = { kind: 'new' as const, nickname: 'ida', ...own }
    const entered = await Promise.all([again.enter(room.code, seat), twice.enter(room.code, seat)])
    expect(entered.map(({ you }) => you?.player)).toEqual([own.player, own.player])
    await hasty.until(() => hasty.closed, 'the end').catch(() => {})
    expect((await again.settled(again.fire(50))).receipt.outcome).toBe('applied')
    const thief = await open()
    thief.send({ ...enter, seat: { ...seat, secret: nanoid(24) } })
    expect(await thief.error('enter')).toBe('cannot-resume')
    expect([again, twice].flatMap(({ log }) => log.filter(({ type }) => type === 'ended'))).toEqual([])
  })

  it('lets a player who left join again under the same name, as a new player', async () => {
    const tom = await room.join('tom')
    tom.send({ type: 'leave' })
    expect((await tom.next('ended')).reason).toBe('left')
    const again = await room.join('tom')
    expect(again.id).not.toBe(tom.id)
  })

  it('shows a connected player as here and a disconnected player as away', async () => {
    const kim = await room.join('kim')
    const state = (wanted: string) =>
      room.host.until(() => {
        const told = room.host.log.findLast(
          (message) => message.type === 'frame' && message.players !== undefined,
        )
        return told?.type === 'frame' && told.players?.find(({ id }) => id === kim.id)?.state === wanted
      }, `kim ${wanted}`)
    await state('here')
    kim.close()
    await state('away')
  })

  it('holds two hundred players and tells the next that the room is full', async () => {
    const full = await openRoom(server.port)
    await Promise.all(Array.from({ length: LIMITS.players }, (_, i) => full.join(`p${i}`)))
    const late = await open()
    late.send({ type: 'enter', protocol: PROTOCOL, code: full.code, seat: { kind: 'new', nickname: 'late' } })
    expect(await late.error('enter')).toBe('room-full')
    full.close()
  })
})
