import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerConnections } from '../server-connections.ts'
import { NoAnswer, RefusedByRedis } from '../wire.ts'
import { redirectOf } from './redirect.ts'
import type { Topology } from './topology.ts'

/** Milliseconds for which redirections are followed. A moving slot takes a moment. */
const FOLLOW_MS = 2000
/** Milliseconds before the next try when the cluster named no server: doubling from `first` to `most`. */
const LATER_MS = { first: 5, most: 100 }

/** Sends something to a server, with `asking` when the server is still taking the slot over. */
export type SendTo<T> = (connections: ServerConnections, asking: boolean) => Promise<T>

/** Runs `send` at the key's server, and again at the server that a redirection names. Only refusals are repeated. */
export type FollowRedirects = <T>(key: string | undefined, send: SendTo<T>) => Promise<T>

export function createFollowRedirects(topology: Topology): FollowRedirects {
  return async (key, send) => {
    const until = performance.now() + FOLLOW_MS
    let later = LATER_MS.first
    let ask: string | undefined
    for (let hops = 0; ; hops++) {
      const asking = ask !== undefined
      const place = ask ?? topology.ownerOf(key)
      ask = undefined
      try {
        if (place === undefined) throw new RefusedByRedis('CLUSTERDOWN no server has that slot')
        const connections = topology.connectionsTo(place)
        if (!connections.shared.up) await connections.shared.open()
        return await send(connections, asking)
      } catch (error) {
        // The slot may have another server by now; the next command will know it.
        if (error instanceof NoAnswer) void topology.look().catch(() => {})
        const redirect = redirectOf(error, place ?? '')
        if (!redirect || performance.now() > until) throw error
        if (redirect.kind === 'moved') topology.moved(redirect.slot, redirect.to)
        if (redirect.kind === 'ask') ask = redirect.to
        // More redirections than this: two servers that name each other have not agreed yet.
        if (redirect.kind !== 'later' && hops < 3) continue
        if (redirect.kind === 'later') void topology.look().catch(() => {})
        await sleep(later)
        later = Math.min(2 * later, LATER_MS.most)
      }
    }
  }
}
