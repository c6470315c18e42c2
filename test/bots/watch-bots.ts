import type { Entry } from '../../shared/journal.ts'
import { unpack } from '../../shared/packed-entry.ts'
import type { Player } from '../../shared/protocol.ts'
import type { TestClient } from '../support/player.ts'
import type { TestRoom } from '../support/server.ts'

/** The players as the client was last told. */
export function playersOf(client: TestClient): Player[] {
  const told = client.log.findLast(
    (message) => message.type === 'snapshot' || (message.type === 'frame' && message.players !== undefined),
  )
  return (told && 'players' in told && told.players) || []
}

export const botsOf = (client: TestClient): Player[] =>
  playersOf(client).filter(({ bot, state }) => bot && state === 'here')

/** All entries that the client was told, by version. */
export function entriesOf(client: TestClient): Entry[] {
  const all = client.log.flatMap((message) =>
    message.type === 'frame' || message.type === 'snapshot'
      ? message.entries.map((entry) => unpack(entry, message.at))
      : [],
  )
  return [...new Map(all.map((entry) => [`${entry.version}`, entry])).values()]
}

/** Resolves when so many bots are here, and no more. */
export const untilBots = (client: TestClient, count: number): Promise<Player[]> =>
  client.until(() => {
    const bots = botsOf(client)
    return bots.length === count ? bots : undefined
  }, `${count} bots`)

/** Sets the bots of a room; resolves when that many are here. */
export function setBots(room: Pick<TestRoom, 'host'>, bots: number, perSecond = 10): Promise<Player[]> {
  room.host.send({ type: 'set-bots', bots, perSecond })
  return untilBots(room.host, bots)
}
