import { beforeEach, describe, expect, it } from 'vitest'
import { Connection } from '../../server/gateway/connection.ts'
import type { MessageHandlers } from '../../server/gateway/message-handlers.ts'
import { BankError } from '../../shared/errors.ts'
import { type ClientMessage, PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'

const NEW = { kind: 'new', nickname: 'ana' } as const
const RESUMED = { kind: 'resume', player: 'p'.repeat(10), secret: 's'.repeat(20) } as const
const SCREEN = { kind: 'screen' } as const

/** A room that only notes its connections. `ends` ends each at once: its player was kicked while it entered. */
function createRoom(code: string, ends = false) {
  const sessions = new Set<Connection>()
  return {
    ...{ code, epoch: 1, sessions },
    history: () => [],
    inspect: () => ({ type: 'verdicts', epoch: 1, verdicts: [] }),
    enter(session: Connection) {
      sessions.add(session)
      if (ends) session.end('kicked')
    },
  }
}
type Room = ReturnType<typeof createRoom>

describe('a connection', () => {
  let socket: { readyState: number; code?: number }
  let connection: Connection
  let sent: ServerMessage[]
  /** What the connection has asked for, in order, and the answers that are still to come. */
  let asked: string[]
  let answers: { resolve(room: Room): void; reject(error: Error): void }[]

  beforeEach(() => {
    sent = []
    asked = []
    answers = []
    socket = { readyState: 1 }
    const handlers = {
      greeting: () => ({ type: 'greeted' }),
      services: { wires: { ioredis: { up: true } } },
      rooms: {
        left(room: Room, session: Connection) {
          asked.push(`left ${room.code}`)
          room.sessions.delete(session)
        },
      },
      async enter({ seat }: Extract<ClientMessage, { type: 'enter' }>) {
        const room = await new Promise<Room>((resolve, reject) => answers.push({ resolve, reject }))
        const player = seat.kind === 'screen' ? undefined : RESUMED.player
        return { place: { room, player, host: false }, you: player ? { player } : null }
      },
      async leave(_: Room, player: string) {
        asked.push(`leave ${player}`)
        await new Promise<Room>((resolve, reject) => answers.push({ resolve, reject }))
      },
    }
    const fake = Object.assign(socket, {
      ...{ OPEN: 1, bufferedAmount: 0 },
      send: (text: string) => void sent.push(JSON.parse(text) as ServerMessage),
      close(code: number) {
        socket.code = code
      },
      terminate() {},
    })
    connection = new Connection(fake, handlers as unknown as MessageHandlers)
  })

  const receive = (message: ClientMessage): Promise<void> =>
    connection.received(Buffer.from(JSON.stringify(message)), false)
  const enter = (seat: Extract<ClientMessage, { type: 'enter' }>['seat']): Promise<void> =>
    receive({ type: 'enter', protocol: PROTOCOL, code: 'K7Q4MX', seat })
  /** The room or the error that the oldest question gets. */
  const answer = (outcome: Room | Error): void => {
    const oldest = answers.shift()
    if (outcome instanceof Error) oldest?.reject(outcome)
    else oldest?.resolve(outcome)
  }
  async function inside(seat: Parameters<typeof enter>[0] = RESUMED, code = 'AAAAAA'): Promise<Room> {
    const room = createRoom(code)
    const entering = enter(seat)
    answer(room)
    await entering
    return room
  }
  const told = (): string[] =>
    sent.map((one) =>
      one.type === 'error' ? one.code : one.type === 'ended' ? `ended: ${one.reason}` : one.type,
    )

  it('is in its room, and its player known, as soon as it is told that it has entered', async () => {
    expect(connection.player).toBeUndefined()
    const room = await inside()
    expect(told()).toEqual(['greeted', 'entered'])
    expect([...room.sessions]).toEqual([connection])
    expect(connection.player).toBe(RESUMED.player)
  })

  it('is in no room, and enters no second one, while it is entering', async () => {
    const entering = enter(RESUMED)
    await enter(SCREEN)
    await receive({ type: 'inspect', versions: [1] })
    await receive({ type: 'leave' })
    expect(told()).toEqual(['greeted', 'already-entered', 'not-in-room', 'not-in-room'])
    expect(connection.player).toBeUndefined()
    answer(createRoom('AAAAAA'))
    await entering
    expect(told().at(-1)).toBe('entered')
  })

  it('may try again when it could not enter', async () => {
    const entering = enter(RESUMED)
    answer(new BankError('cannot-resume'))
    await entering
    expect(told()).toEqual(['greeted', 'cannot-resume'])
    await inside()
    expect(told().at(-1)).toBe('entered')
  })

  it.each([
    ['a new seat is given back', NEW, [`leave ${RESUMED.player}`]],
    ['a seat it came back to is kept', RESUMED, []],
    ['a screen has nothing to give back', SCREEN, []],
  ] as const)('that closes while it enters is in no room: %s', async (_, seat, wanted) => {
    const room = createRoom('AAAAAA')
    const entering = enter(seat)
    connection.closed()
    answer(room)
    await new Promise(setImmediate)
    answer(room)
    await entering
    expect(asked).toEqual(wanted)
    expect([...room.sessions]).toEqual([])
    expect(told()).toEqual(['greeted'])
  })

  it('whose socket has begun to close while it enters is in no room, and gives its new seat back', async () => {
    const room = createRoom('AAAAAA')
    const entering = enter(NEW)
    socket.readyState = 2
    answer(room)
    await new Promise(setImmediate)
    answer(room)
    await entering
    expect(asked).toEqual([`leave ${RESUMED.player}`])
    expect([...room.sessions]).toEqual([])
    connection.closed()
    expect(told()).toEqual(['greeted'])
  })

  it('that is closed has left its room, once, and neither says nor hears anything more', async () => {
    const room = await inside()
    connection.closed()
    connection.closed()
    connection.end('expired')
    await enter(SCREEN)
    connection.send({ type: 'checking', tx: 'x' })
    expect(asked).toEqual(['left AAAAAA'])
    expect([...room.sessions]).toEqual([])
    expect(connection.player).toBeUndefined()
    expect(told()).toEqual(['greeted', 'entered'])
    expect(answers).toEqual([])
  })

  it('whose room has ended is outside, and may enter another one', async () => {
    await inside()
    connection.end('expired')
    await receive({ type: 'inspect', versions: [1] })
    const room = await inside(RESUMED, 'BBBBBB')
    expect(told()).toEqual(['greeted', 'entered', 'ended: expired', 'not-in-room', 'entered'])
    expect(asked).toEqual(['left AAAAAA'])
    expect([...room.sessions]).toEqual([connection])
  })

  it('whose player was kicked while it entered is ended after it has entered, and may enter another room', async () => {
    const room = createRoom('AAAAAA', true)
    const entering = enter(RESUMED)
    answer(room)
    await entering
    expect(told()).toEqual(['greeted', 'entered', 'ended: kicked'])
    expect([...room.sessions]).toEqual([])
    await inside(SCREEN, 'BBBBBB')
    expect(told().at(-1)).toBe('entered')
  })

  it('that leaves is told so once, by itself', async () => {
    const room = await inside()
    const leaving = receive({ type: 'leave' })
    answer(room)
    await leaving
    expect(told()).toEqual(['greeted', 'entered', 'ended: left'])
    expect(asked).toEqual([`leave ${RESUMED.player}`, 'left AAAAAA'])
  })

  it('that watches has no player, and leaves at once', async () => {
    const room = await inside(SCREEN)
    expect([...room.sessions]).toEqual([connection])
    expect(connection.player).toBeUndefined()
    await receive({ type: 'leave' })
    expect(told()).toEqual(['greeted', 'entered', 'ended: left'])
    expect(asked).toEqual(['left AAAAAA'])
  })

  it('that leaves is told so once, by the room that has heard it first', async () => {
    const room = await inside()
    const leaving = receive({ type: 'leave' })
    connection.end('left')
    answer(room)
    await leaving
    expect(told()).toEqual(['greeted', 'entered', 'ended: left'])
    expect(asked).toEqual([`leave ${RESUMED.player}`, 'left AAAAAA'])
  })

  it('stays in the room that it has entered while the answer to leaving the last one was on its way', async () => {
    const first = await inside()
    const leaving = receive({ type: 'leave' })
    connection.end('left')
    const entering = enter(RESUMED)
    const second = createRoom('BBBBBB')
    answers.pop()?.resolve(second)
    await entering
    answer(first)
    await leaving
    expect(told()).toEqual(['greeted', 'entered', 'ended: left', 'entered'])
    expect([...second.sessions]).toEqual([connection])
  })

  it('that closes while it leaves is told nothing', async () => {
    const room = await inside()
    const leaving = receive({ type: 'leave' })
    connection.closed()
    answer(room)
    await leaving
    expect(told()).toEqual(['greeted', 'entered'])
    expect(asked).toEqual([`leave ${RESUMED.player}`, 'left AAAAAA'])
  })

  it('that sends too much nonsense leaves its room, is closed with 1008 and not listened to while it closes', async () => {
    const room = await inside()
    for (let i = 0; i < 40; i++) await connection.received(Buffer.from('nonsense'), false)
    expect(told().at(-1)).toBe('too-many-bad-messages')
    expect(told().filter((one) => one === 'too-many-bad-messages')).toHaveLength(1)
    expect(socket.code).toBe(1008)
    expect([...room.sessions]).toEqual([])
    await enter(SCREEN)
    expect(answers).toEqual([])
  })
})
