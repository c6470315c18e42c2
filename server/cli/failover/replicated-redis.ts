import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Engine, EngineError } from '../../engine/engine.ts'
import { findLocalServers, LOCAL_SERVERS, openLocal } from '../../engine/local.ts'
import { readServerInfo } from '../../engine/server-info.ts'
import { connect, probe } from '../../redis/connect.ts'
import { replicasWith } from '../../redis/replicas-with.ts'
import type { Command, Reply, Wire } from '../../redis/wire.ts'
import { openTcpPipe } from './tcp-pipe.ts'

/** A primary with a replica, and an address that always leads to the current primary, like that of a managed Redis. */
export interface ReplicatedRedis {
  /** e.g. "Redis 7.0.15" */
  readonly name: string
  readonly url: string
  /** The replica's own address. */
  readonly replicaUrl: string
  /** Stops replication without an error at either end. */
  holdReplication(): void
  /** Kills the primary with SIGKILL; resolves when its process has ended. */
  killPrimary(): Promise<void>
  /** Makes the replica the primary and points the address to it. */
  promoteReplica(): Promise<void>
  close(): Promise<void>
}

const IN_STEP_WITHIN_MS = 10_000
const ASK_EVERY_MS = 20
/** A key that exists only while the primary waits for its replica. */
const MARK = 'bankrun:in-step'

/** Starts both. Throws `EngineError` when there is no server on the PATH, or it does not start. */
export async function openReplicatedRedis(env: NodeJS.ProcessEnv = process.env): Promise<ReplicatedRedis> {
  const [binary] = findLocalServers(env)
  if (!binary) {
    throw new EngineError(
      `A failover needs two real servers, and there is no ${LOCAL_SERVERS.join(' or ')} on the PATH. Install one of them; the engine in JavaScript has no replication.`,
    )
  }
  const opened: { close(): Promise<void> }[] = []
  const open = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const one = await opening
    opened.push(one)
    return one
  }
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).reverse()) await one.close()
  }
  try {
    const primary = await open(openLocal(binary, probe))
    const replica = await open(openLocal(binary, probe))
    const cable = await open(openTcpPipe(portOf(primary)))
    const door = await open(openTcpPipe(portOf(primary)))
    const { pid } = readServerInfo(await probe(primary.url))
    if (pid === undefined)
      throw new EngineError(`The ${primary.name} that was started does not report its process id.`)
    await ask(primary.url, ['CONFIG', 'SET', 'repl-diskless-sync', 'no'])
    await ask(replica.url, ['CONFIG', 'SET', 'repl-diskless-load', 'on-empty-db'])
    await ask(replica.url, ['REPLICAOF', '127.0.0.1', String(cable.port)])
    await inStep(primary)
    return {
      name: primary.name,
      url: `redis://127.0.0.1:${door.port}`,
      replicaUrl: replica.url,
      holdReplication: () => cable.hold(),
      async killPrimary() {
        process.kill(pid, 'SIGKILL')
        await primary.died
      },
      async promoteReplica() {
        await ask(replica.url, ['REPLICAOF', 'NO', 'ONE'])
        door.lead(portOf(replica))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const portOf = ({ url }: Engine): number => Number(new URL(url).port)

/** Runs `work` on a short-lived connection straight to one of the two servers. */
async function on<T>(url: string, work: (wire: Wire) => Promise<T>): Promise<T> {
  const wire = await connect('ioredis', url)
  try {
    return await work(wire)
  } finally {
    await wire.close()
  }
}

const ask = (url: string, command: Command): Promise<Reply> => on(url, (wire) => wire.command(command))

/** Resolves when the replica has copied the primary and follows it. */
async function inStep({ url, name }: Engine): Promise<void> {
  const giveUpAt = Date.now() + IN_STEP_WITHIN_MS
  await on(url, async (wire) => {
    await wire.command(['SET', MARK, 'here'])
    // The first copy for the replica goes through a dump file, which is removed below.
    const [, folder] = (await wire.command(['CONFIG', 'GET', 'dir'])) as [string, string]
    const [, file] = (await wire.command(['CONFIG', 'GET', 'dbfilename'])) as [string, string]
    while (!(await replicasWith(wire, MARK))) {
      if (Date.now() > giveUpAt) throw new EngineError(`The replica of ${name} did not catch up in time.`)
      await pause(ASK_EVERY_MS)
    }
    await rm(join(folder, file), { force: true })
    await wire.command(['DEL', MARK])
  })
}
