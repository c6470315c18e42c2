import { WebSocket } from 'ws'
import { type ClientMessage, PROTOCOL, type ServerMessage } from '../../../shared/protocol.ts'
import { SwarmRefused } from './swarm-player.ts'

export interface NewRoom {
  strategy: string
  think: number
}

const OPEN_WITHIN_MS = 15_000

/** Opens a room with these settings; resolves with its code when they are in force. Throws `SwarmRefused`. */
export function openSwarmRoom(socket: string, { strategy, think }: NewRoom): Promise<string> {
  return new Promise((resolve, reject) => {
    const host = new WebSocket(socket)
    const end = (problem?: string, code = ''): void => {
      clearTimeout(late)
      host.close()
      if (problem === undefined) resolve(code)
      else reject(new SwarmRefused(problem))
    }
    const late = setTimeout(() => end(`No room at ${socket} in time.`), OPEN_WITHIN_MS)
    const send = (message: ClientMessage): void => host.send(JSON.stringify(message))
    let room = ''
    host.on('error', () =>
      end(`Nothing answers at ${socket}. Is the server running? --url names another one.`),
    )
    host.on('open', () => send({ type: 'create' }))
    host.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerMessage
      if (message.type === 'error') end(message.message)
      if (message.type === 'created') {
        const { code, hostToken } = message
        room = code
        send({ type: 'enter', protocol: PROTOCOL, code, seat: { kind: 'screen' }, hostToken })
      }
      if (message.type === 'entered')
        send({ type: 'configure', strategy, thinkMs: think, jitterMs: Math.floor(think / 4) })
      const settings = message.type === 'snapshot' || message.type === 'frame' ? message.settings : undefined
      if (settings?.strategy === strategy && settings.thinkMs === think) end(undefined, room)
    })
  })
}
