import { setTimeout as sleep } from 'node:timers/promises'
import type { EndpointOf } from '../../engine/endpoint.ts'
import type { Library } from '../connection.ts'
import type { Link } from '../link.ts'
import { Listeners } from '../listeners.ts'
import { NoAnswer, RefusedByRedis, type Wire } from '../wire.ts'
import { createClusterLease } from './cluster-lease.ts'
import { firstKey } from './first-key.ts'
import { redirectOf } from './redirect.ts'
import { sharded } from './sharded.ts'
import { Topology } from './topology.ts'

/** Milliseconds for which what a cluster refuses is asked again, of whom it names. A slot on the move takes a moment. */
const FOLLOW_MS = 2000
/** Milliseconds before the next try when it named nobody: these, doubling. */
const LATER_MS = { first: 5, most: 100 }

/** Sends something to a server, `asking` when the server is only about to have the slot. */
export type SendTo<T> = (link: Link, asking: boolean) => Promise<T>

/** Runs `send` where the key is, and where the cluster says that it is instead. Only refusals are ever followed. */
export type Follow = <T>(key: string | undefined, send: SendTo<T>) => Promise<T>

/** A wire to a cluster. Rejects when none of its servers can be reached now. */
export async function openClusterWire(library: Library, endpoint: EndpointOf<'cluster'>): Promise<Wire> {
  const topology = new Topology(library, endpoint, () => listeners.restore())
  const listeners = new Listeners({
    placeOf: (channel) => topology.ownerOf(channel) ?? '',
    open: (place, hearing) => library.subscriber(topology.addressOf(place), { ...hearing, sharded: true }),
    onRefused(error, place) {
      const redirect = redirectOf(error, place)
      if (redirect?.kind === 'moved') topology.moved(redirect.slot, redirect.to)
    },
  })

  const follow: Follow = async (key, send) => {
    const until = performance.now() + FOLLOW_MS
    let later = LATER_MS.first
    let ask: string | undefined
    for (let hops = 0; ; hops++) {
      const asking = ask !== undefined
      const place = ask ?? topology.ownerOf(key)
      ask = undefined
      try {
        if (place === undefined) throw new RefusedByRedis('CLUSTERDOWN nobody has that slot')
        const link = topology.linkTo(place)
        if (!link.line.up) await link.line.open()
        return await send(link, asking)
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

  const command: Wire['command'] = (plain) => {
    const sent = sharded(plain)
    return follow(firstKey(sent), ({ line }, asking) => line.command(sent, asking))
  }
  const close = async (): Promise<void> => {
    listeners.close()
    topology.close()
  }
  try {
    await topology.open()
  } catch (error) {
    await close()
    throw error
  }
  return {
    client: library.client,
    get up() {
      return topology.up
    },
    get whole() {
      return topology.whole
    },
    reaches: (key) => topology.reaches(key),
    get hears() {
      return listeners.allowed
    },
    command,
    lease: (key) => createClusterLease(key, follow, command),
    listen: (channel, onMessage) => listeners.listen(channel, onMessage),
    close,
  }
}
