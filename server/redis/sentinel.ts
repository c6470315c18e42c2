import { type EndpointOf, type HostPort, hostPortText } from '../engine/endpoint.ts'
import type { Library, ServerAddress } from './redis-connection.ts'
import type { ServerSearch } from './single-wire.ts'
import { NoAnswer, RefusedByRedis } from './wire.ts'

/** Milliseconds between two questions to a sentinel for the present master. */
const LOOK_EVERY_MS = 2000

/**
 * Finds the master by asking the sentinels, the one that answered last first. Connections end when their server becomes
 * a replica. The sentinels are asked all the time as well: a master that is cut off from them still accepts writes,
 * which are lost when it comes back.
 */
export function createMasterSearch(library: Library, endpoint: EndpointOf<'sentinel'>): ServerSearch {
  let sentinels: readonly HostPort[] = endpoint.sentinels
  let known: ServerAddress | undefined
  /** The last answer of a sentinel; it may be out of date. */
  let last: ServerAddress | undefined
  const movers = new Set<() => void>()

  async function ask(): Promise<ServerAddress> {
    const now = await askAll()
    const moved = last !== undefined && hostPortText(last) !== hostPortText(now)
    known = now
    last = now
    // Whichever question found it: connections to the old master must end.
    if (moved) for (const onMove of movers) onMove()
    return now
  }
  async function askAll(): Promise<ServerAddress> {
    let reason: unknown = new NoAnswer('no sentinel was named')
    for (const sentinel of sentinels) {
      try {
        const at = await masterSaidBy(library, sentinel, endpoint)
        sentinels = [sentinel, ...sentinels.filter((other) => other !== sentinel)]
        return { ...at, access: endpoint.access, database: 0 }
      } catch (error) {
        reason = error
      }
    }
    throw reason
  }
  return {
    find: async () => known ?? ask(),
    isAt: (at) => last !== undefined && hostPortText(last) === hostPortText(at),
    forget() {
      known = undefined
    },
    watch(onMove) {
      movers.add(onMove)
      const timer = setInterval(() => void ask().catch(() => {}), LOOK_EVERY_MS)
      timer.unref()
      return () => {
        clearInterval(timer)
        movers.delete(onMove)
      }
    },
  }
}

/** The master's address by the first sentinel that answers, in the format of `INFO sentinel`. */
export async function describeMaster(library: Library, endpoint: EndpointOf<'sentinel'>): Promise<string> {
  const { host, port } = await createMasterSearch(library, endpoint).find()
  return `master0:name=${endpoint.master},address=${hostPortText({ host, port })}`
}

async function masterSaidBy(
  library: Library,
  sentinel: HostPort,
  { master, sentinelAccess }: EndpointOf<'sentinel'>,
): Promise<HostPort> {
  const connection = await library.connect({ ...sentinel, access: sentinelAccess, database: 0 })
  try {
    const answer = await connection.command(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', master])
    if (!Array.isArray(answer)) throw new RefusedByRedis(`ERR the sentinel knows no master named ${master}`)
    return { host: String(answer[0]), port: Number(answer[1]) }
  } finally {
    connection.destroy()
  }
}
