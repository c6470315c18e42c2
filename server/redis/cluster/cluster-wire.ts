import type { EndpointOf } from '../../engine/endpoint.ts'
import type { Library } from '../redis-connection.ts'
import { Subscriptions } from '../subscriptions.ts'
import type { Wire } from '../wire.ts'
import { createClusterLease } from './cluster-lease.ts'
import { firstKey } from './first-key.ts'
import { createFollowRedirects } from './follow-redirects.ts'
import { redirectOf } from './redirect.ts'
import { withShardedPublish } from './sharded-publish.ts'
import { Topology } from './topology.ts'

/** Opens a wire to a cluster. Rejects when none of its servers can be reached now. */
export async function openClusterWire(library: Library, endpoint: EndpointOf<'cluster'>): Promise<Wire> {
  const topology = new Topology(library, endpoint, () => subscriptions.restore())
  const subscriptions = new Subscriptions({
    placeOf: (channel) => topology.ownerOf(channel) ?? '',
    open: (place, events) => library.subscriber(topology.addressOf(place), { ...events, sharded: true }),
    onRefused(error, place) {
      const redirect = redirectOf(error, place)
      if (redirect?.kind === 'moved') topology.moved(redirect.slot, redirect.to)
    },
  })

  const follow = createFollowRedirects(topology)
  const command: Wire['command'] = (plain) => {
    const sent = withShardedPublish(plain)
    return follow(firstKey(sent), ({ shared }, asking) => shared.command(sent, asking))
  }
  const close = async (): Promise<void> => {
    subscriptions.close()
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
      return topology.isWhole
    },
    reaches: (key) => topology.reaches(key),
    get canListen() {
      return subscriptions.allowed
    },
    command,
    lease: (key) => createClusterLease(key, follow, command),
    listen: (channel, onMessage) => subscriptions.listen(channel, onMessage),
    close,
  }
}
