import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerConnections } from '../server-connections.ts'
import { NoAnswer, RefusedByRedis } from '../wire.ts'
import { redirectOf } from './redirect.ts'
import type { Topology } from './topology.ts'

/** Milliseconds for which what a cluster refuses is asked again, of whom it names. A slot on the move takes a moment. */
const FOLLOW_MS = 2000
/** Milliseconds before the next try when it named nobody: these, doubling. */
const LATER_MS = { first: 5, most: 100 }

/** Sends something to a server, `asking` when the server is only about to have the slot. */
export type SendTo<T> = (connections: ServerConnections, asking: boolean) => Promise<T>

/** Runs `send` where the key is, and where the cluster says that it is instead. Only refusals are ever followed. */
export type Follow = <T>(key: string | undefined, send: SendTo<T>) => Promise<T>

export function createFollow(topology: Topology): Follow {
  return async (key, send) => {
    const until = performance.now() + FOLLOW_MS
    let later = LATER_MS.first
    let ask: string | undefined
    for (let hops = 0; ; hops++) {
      const asking = ask !== undefined
      const place = ask ?? topology.ownerOf(key)
      ask = undefined
      try {
        if (place === undefined) throw new RefusedByRedis('CLUSTERDOWN nobody has that slot')
        const connections = topology.connectionsTo(place)
        if (!connections.shared.up) await connections.shared.open()
        return await send(connections, asking)
      } catch (error) {
        // The slot may have another server by now; whoever asks next will know.
        if (error instanceof NoAnswer) void topology.look().catch(() => {})
        const redirect = redirectOf(error, place ?? '')
        if (!redirect || performance.now() > until) throw error
        if (redirect.kind === 'moved') topology.moved(redirect.slot, redirect.to)
        if (redirect.kind === 'ask') ask = redirect.to
        // Two servers that each name the other have not agreed yet.
        if (redirect.kind !== 'later' && hops < 3) continue
        if (redirect.kind === 'later') void topology.look().catch(() => {})
        await sleep(later)
        later = Math.min(2 * later, LATER_MS.most)
      }
    }
  }
}
