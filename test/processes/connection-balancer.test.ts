import type { Worker } from 'node:cluster'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { createConnectionBalancer, type Recipient } from '../../server/processes/connection-balancer.ts'

type Sent = (error: Error | null) => void

/** A worker that takes connections, or whose channel is broken: then it says so as Node does, in the same tick. */
function member(how: { connected: boolean; broken?: boolean }): Recipient & { sockets: unknown[] } {
  const sockets: unknown[] = []
  const worker = {
    isConnected: () => how.connected,
    send(_: unknown, socket: unknown, __: unknown, sent: Sent) {
      if (!how.broken) sockets.push(socket)
      process.nextTick(sent, how.broken ? new Error('the channel is closed') : null)
    },
  }
  return {
    worker: worker as unknown as Worker,
    connections: 0,
    given: 0,
    handing: new Set(),
    turn: 0,
    sockets,
  }
}

it('a connection that a dying worker does not take goes to another worker once its end was seen', async () => {
  const dying = member({ connected: true, broken: true })
  const alive = member({ connected: true })
  const members = new Set<Recipient>([dying])
  const balancer = createConnectionBalancer(members)
  const socket = new Socket()
  balancer.deliver(socket)
  // The event of its end comes later than the error of the message.
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      members.delete(dying)
      members.add(alive)
      balancer.ended(dying)
      balancer.resume()
      resolve()
    }, 5)
  })
  await expect.poll(() => alive.sockets).toEqual([socket])
})

it('a worker whose channel has closed is handed no connection', () => {
  const gone = member({ connected: false })
  const alive = member({ connected: true })
  alive.connections = 9
  const balancer = createConnectionBalancer(new Set([gone, alive]))
  const socket = new Socket()
  balancer.deliver(socket)
  expect(gone.sockets).toEqual([])
  expect(alive.sockets).toEqual([socket])
})
