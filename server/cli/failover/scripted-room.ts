import { DEFAULTS } from '../../../shared/limits.ts'
import { type OpenRooms, openRooms } from '../../room/open-rooms.ts'
import { joinRoom } from '../../room/player-store.ts'
import type { Room } from '../../room/room.ts'
import { configureRoom, createRoom } from '../../room/room-store.ts'
import type { FailoverPlan } from './failover-plan.ts'
import { openReplicatedRedis, type ReplicatedRedis } from './replicated-redis.ts'
import { ScriptedPlayer } from './scripted-player.ts'

/** A room and its players. */
export interface ScriptedRoom {
  code: string
  room: Room
  players: readonly ScriptedPlayer[]
}

/** A primary with a replica, and the rooms of a node on them. */
export interface FailoverStack {
  redis: ReplicatedRedis
  bank: OpenRooms
  close(): Promise<void>
}

const NAMES = 'ana bob cem dia eli fay gus hal ida jon kim leo mia ned oda pia ron sue tom uma'.split(' ')
export const MOST_PLAYERS = NAMES.length

/** Starts them. Throws `EngineError` when there is no server on the PATH, or it does not start. */
export async function openFailoverStack({
  stop,
  log,
}: Pick<FailoverPlan, 'stop' | 'log'>): Promise<FailoverStack> {
  const redis = await openReplicatedRedis()
  try {
    const bank = await openRooms({ redis: redis.url, stop, log })
    return {
      redis,
      bank,
      async close() {
        await bank.close()
        await redis.close()
      },
    }
  } catch (error) {
    await redis.close()
    throw error
  }
}

/** Creates a room with the plan's number of players. */
export async function seatPlayers(
  { rooms, services }: OpenRooms,
  plan: Pick<FailoverPlan, 'strategy' | 'players' | 'durable'>,
): Promise<ScriptedRoom> {
  const { strategy, durable } = plan
  const wire = services.wires.ioredis
  const { code } = await createRoom(wire, DEFAULTS.opening)
  await configureRoom(wire, code, { strategy, durable, thinkMs: 0, jitterMs: 0 })
  const seats = await Promise.all(NAMES.slice(0, plan.players).map((name) => joinRoom(wire, code, name)))
  const room = await rooms.get(code)
  const players = seats.map(({ player }) => new ScriptedPlayer(player.id, player.nickname))
  for (const player of players) room.enter(player)
  return { code, room, players }
}

/** A random amount: a deposit or a withdrawal of the game's buttons. */
export const randomAmount = (): number => (Math.random() < 0.7 ? DEFAULTS.deposit : DEFAULTS.withdrawal)
