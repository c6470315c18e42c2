import type { Worker } from 'node:cluster'
import type { Socket } from 'node:net'
import { type ConnectionTaker, leastConnected } from './least-connections.ts'
import type { ToWorker } from './messages.ts'

/** A worker that connections are handed to. */
export interface Recipient extends ConnectionTaker {
  worker: Worker
  /** Connections it was handed so far. */
  given: number
  /** Of these, the ones that may not have reached it yet. */
  handing: Set<Socket>
}

/** Hands the connections that the first process accepts to its workers. */
export interface ConnectionBalancer {
  deliver(socket: Socket): void
  /** There is a worker again. */
  resume(): void
  /** It has ended: what had not reached it goes to another. */
  ended(recipient: Recipient): void
  stop(): void
}

/** Connections that wait for a worker; the oldest have to try again. */
const MOST_PARKED = 1000

export function createConnectionBalancer(recipients: ReadonlySet<Recipient>): ConnectionBalancer {
  /** Accepted while there was nobody to take them. Not read, so nobody here can tell whether they are still wanted. */
  const parked = new Set<Socket>()
  let turns = 0
  let stopped = false

  function deliver(socket: Socket): void {
    const recipient = stopped ? undefined : leastConnected(recipients)
    if (stopped) socket.destroy()
    else if (recipient) hand(socket, recipient)
    else park(socket)
  }
  function hand(socket: Socket, recipient: Recipient): void {
    recipient.turn = ++turns
    recipient.given += 1
    recipient.connections += 1
    recipient.handing.add(socket)
    // Open here until it is on its way: then it ends with the worker, and its page comes back. A handle that Node is to
    // close by itself stays open when the worker dies before it has confirmed it.
    recipient.worker.send({ kind: 'connection' } satisfies ToWorker, socket, { keepOpen: true }, (error) => {
      if (!recipient.handing.delete(socket)) return
      if (error) deliver(socket)
      else socket.destroy()
    })
  }
  function park(socket: Socket): void {
    const [first] = parked
    if (first && parked.size >= MOST_PARKED) {
      parked.delete(first)
      first.destroy()
    }
    parked.add(socket)
  }
  function deliverAll(sockets: Set<Socket>): void {
    const all = [...sockets]
    sockets.clear()
    for (const socket of all) deliver(socket)
  }
  return {
    deliver,
    resume: () => deliverAll(parked),
    // Nobody calls back for what was queued for it.
    ended: ({ handing }) => deliverAll(handing),
    stop() {
      stopped = true
      deliverAll(parked)
    },
  }
}
