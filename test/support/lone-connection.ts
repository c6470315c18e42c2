import { Connection } from '../../server/gateway/connection.ts'
import { HostRights } from '../../server/gateway/host-rights.ts'
import type { MessageHandlers } from '../../server/gateway/message-handlers.ts'
import { type ClientMessage, PROTOCOL, type Seat, type ServerMessage } from '../../shared/protocol.ts'

export const NEW = { kind: 'new', nickname: 'ana' } as const
export const RESUMED = { kind: 'resume', player: 'p'.repeat(10), secret: 's'.repeat(20) } as const
export const SCREEN = { kind: 'screen' } as const

/** A room that only notes its connections. `ends` ends each at once: its player was kicked while it entered. */
export function createRoom(code: string, ends = false) {
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

/** A connection without a server: the test answers what it asks for. */
export function openLoneConnection() {
  const sent: ServerMessage[] = []
  /** What the connection has asked for, in order, and the answers that are still to come. */
  const asked: string[] = []
  const answers: { resolve(room: Room): void; reject(error: Error): void }[] = []
  const toBeAnswered = (): Promise<Room> =>
    new Promise((resolve, reject) => answers.push({ resolve, reject }))
  const attempts: string[] = []
  const handlers = {
    greeting: () => ({ type: 'greeted' }),
    services: { wires: { ioredis: { up: true } } },
    rooms: {
      left(room: Room, session: Connection) {
        asked.push(`left ${room.code}`)
        room.sessions.delete(session)
      },
    },
    async enter({ seat }: Extract<ClientMessage, { type: 'enter' }>, attempt: string) {
      attempts.push(attempt)
      const room = await toBeAnswered()
      const player = seat.kind === 'screen' ? undefined : RESUMED.player
      return { place: { room, player, rights: new HostRights(undefined) }, you: player ? { player } : null }
    },
    async abandon(_: Room, player: string, attempt: string) {
      asked.push(`abandon ${player} of try ${attempts.indexOf(attempt) + 1}`)
      await toBeAnswered()
    },
    async leave(_: Room, player: string) {
      asked.push(`leave ${player}`)
      await toBeAnswered()
    },
  }
  const socket = {
    ...{ readyState: 1, OPEN: 1, bufferedAmount: 0 },
    closedWith: 0,
    send: (text: string) => void sent.push(JSON.parse(text) as ServerMessage),
    close(code: number) {
      this.closedWith = code
    },
    terminate() {},
  }
  const connection = new Connection(socket, handlers as unknown as MessageHandlers)
  const receive = (message: ClientMessage): Promise<void> =>
    connection.received(Buffer.from(JSON.stringify(message)), false)
  const enter = (seat: Seat): Promise<void> =>
    receive({ type: 'enter', protocol: PROTOCOL, code: 'K7Q4MX', seat })
  /** The room or the error that the oldest question gets. */
  const answer = (outcome: Room | Error): void => {
    const oldest = answers.shift()
    if (outcome instanceof Error) oldest?.reject(outcome)
    else oldest?.resolve(outcome)
  }
  async function inside(seat: Seat = RESUMED, code = 'AAAAAA'): Promise<Room> {
    const room = createRoom(code)
    const entering = enter(seat)
    answer(room)
    await entering
    return room
  }
  /** What it was told, errors by their codes. */
  const told = (): string[] =>
    sent.map((one) =>
      one.type === 'error' ? one.code : one.type === 'ended' ? `ended: ${one.reason}` : one.type,
    )
  return { connection, socket, asked, answers, receive, enter, answer, inside, told }
}
