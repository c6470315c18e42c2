import { connectionTitle } from '../wording/connection-words.ts'
import type { PageStorage } from './local-storage.ts'
import { createRoomSocket, socketAddress } from './room-socket.ts'

const GIVE_UP_MS = 10_000

/** Opens a room and stores its host token. Resolves to the code; rejects with a message to show. */
export function openRoom(pageStorage: PageStorage): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string) => {
      clearTimeout(timer)
      socket.close()
      reject(new Error(sentence))
    }
    const timer = setTimeout(() => fail(connectionTitle({ is: 'unreachable' })), GIVE_UP_MS)
    const socket = createRoomSocket(socketAddress(), {
      message(message) {
        if (message.type === 'greeted') socket.send({ type: 'create' })
        if (message.type === 'error') fail(message.message)
        if (message.type !== 'created') return
        clearTimeout(timer)
        socket.close()
        pageStorage.keepHostToken(message.code, message.hostToken)
        resolve(message.code)
      },
      lost(_, cause) {
        // The others may pass within moments.
        if (cause.is !== 'unknown' && cause.is !== 'unreachable') fail(connectionTitle(cause))
      },
    })
  })
}
