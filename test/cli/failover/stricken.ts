import { openReplicatedRedis, type ReplicatedRedis } from '../../../server/cli/failover/replicated-redis.ts'
import { readWholeJournal } from '../../../server/journal/journal.ts'
import { connect } from '../../../server/redis/connect.ts'
import { accountKeys, roomKeys } from '../../../server/redis/keys.ts'
import { replicasWith } from '../../../server/redis/replicas-with.ts'
import type { Wire } from '../../../server/redis/wire.ts'
import type { Receipt } from '../../../shared/journal.ts'
import type { SettingsChange } from '../../../shared/protocol.ts'
import type { Rewound } from '../../../shared/rewound.ts'
import type { TestClient } from '../../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../../support/server.ts'
import { QUICK } from '../../support/two-servers.ts'

/** A room on a primary that the test kills, and a replica that takes over. */
export interface Stricken {
  redis: ReplicatedRedis
  /** To the server that the address leads to: the primary, and later the replica. */
  wire: Wire
  server: TestServer
  room: TestRoom
  /** Starts one more server on the same Redis. */
  another(): Promise<TestServer>
  /** Fires each amount; resolves to the receipts, and rejects when a transaction is not applied. */
  fire(player: TestClient, ...amounts: number[]): Promise<Applied[]>
  /** Checks that the replica has all writes, and then stops the replication. */
  hold(): Promise<void>
  /** Kills the primary and promotes the replica. */
  failOver(): Promise<void>
  /** The ids of all transactions in the journal of the first epoch. */
  booked(): Promise<string[]>
  close(): Promise<void>
}

export type Applied = Extract<Receipt, { outcome: 'applied' }>

export async function openStricken(settings: SettingsChange = {}): Promise<Stricken> {
  const opened: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    return await openAll(settings, opened, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function openAll(
  settings: SettingsChange,
  opened: (() => unknown)[],
  close: () => Promise<void>,
): Promise<Stricken> {
  const redis = await openReplicatedRedis()
  opened.push(() => redis.close())
  const wire = await connect('ioredis', redis.url)
  opened.push(() => wire.close())
  const start = async (): Promise<TestServer> => {
    const server = await startServer('external', redis.url)
    opened.push(() => server.close())
    return server
  }
  const server = await start()
  const room = await openRoom(server.port, { strategy: 'incrby', ...QUICK, ...settings })
  opened.push(() => room.close())
  return {
    ...{ redis, wire, server, room },
    another: start,
    fire: (player, ...amounts) =>
      Promise.all(
        amounts.map(async (amount) => {
          const { receipt } = await player.settled(player.fire(amount))
          if (receipt.outcome !== 'applied') throw new Error(`not applied: ${receipt.why}`)
          return receipt
        }),
      ),
    async hold() {
      if (!(await replicasWith(wire, roomKeys(room.code).room))) throw new Error('the replica is behind')
      redis.holdReplication()
    },
    async failOver() {
      await redis.killPrimary()
      await redis.promoteReplica()
    },
    booked: async () => (await readWholeJournal(wire, accountKeys(room.code, 1))).map(({ tx }) => tx),
    close,
  }
}

/** Resolves to the last `rewound` message of the client, once it fits. */
export function rewound(client: TestClient, fits: (told: Rewound) => boolean = () => true): Promise<Rewound> {
  return client.until(() => {
    const last = client.log.findLast((message): message is Rewound => message.type === 'rewound')
    return last && fits(last) ? last : undefined
  }, 'rewound')
}

export const txOf = (receipts: readonly Applied[]): string[] => receipts.map(({ entry }) => entry.tx)
export const named = (all: Rewound['forgotten']): string[] => all.map(({ tx }) => tx)
