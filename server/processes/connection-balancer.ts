import type { Worker } from 'node:cluster'
import type { Socket } from 'node:net'
import { type ConnectionCandidate, leastConnected } from './least-connections.ts'
import type { ToWorker } from './messages.ts'

/** A worker that connections are handed to. */
export interface Recipient extends ConnectionCandidate {
  worker: Worker
  /** Connections it was handed so far. */
  given: number
  /** Of these, the ones that may not have reached it yet. */
  handing: Set<Socket>
}

/** Hands the connections that the first process accepts to its workers. */
export interface ConnectionBalancer {
  deliver(socket: Socket): void
  /** Call it when there is a worker again. */
  resume(): void
  /** Call it when a worker has ended: connections that had not reached it go to another. */
  ended(recipient: Recipient): void
  stop(): void
}

/** Connections that may wait for a worker; with more, the oldest is closed, and its client has to try again. */
const MOST_WAITING = 1000

export function createConnectionBalancer(recipients: ReadonlySet<Recipient>): ConnectionBalancer {
  /** Accepted while there was no worker. They are not read, so it is not known whether their clients still wait. */
  const waiting = new Set<Socket>()
  let turns = 0
  let stopped = false

  function deliver(socket: Socket): void {
    // One that has died may not have been seen to end yet.
    const reachable = [...recipients].filter(({ worker }) => worker.isConnected())
    const recipient = stopped ? undefined : leastConnected(reachable)
    if (stopped) socket.destroy()
    else if (recipient) hand(socket, recipient)
    else park(socket)
  }
  function hand(socket: Socket, recipient: Recipient): void {
    recipient.turn = ++turns
    recipient.given += 1
    recipient.connections += 1
    recipient.handing.add(socket)
    // Open here until it is on its way: then it ends with the worker, and its page reconnects. A handle that Node
    // should close by itself stays open when the worker dies before it has confirmed it.
    recipient.worker.send({ kind: 'connection' } satisfies ToWorker, socket, { keepOpen: true }, (error) => {
      if (!recipient.handing.delete(socket)) return
      // Not in this tick: the end of the worker is an event, too, and has to come between.
      if (error) setImmediate(() => deliver(socket))
      else socket.destroy()
    })
  }
  function park(socket: Socket): void {
    const [first] = waiting
    if (first && waiting.size >= MOST_WAITING) {
      waiting.delete(first)
      first.destroy()
    }
    waiting.add(socket)
  }
  function deliverAll(sockets: Set<Socket>): void {
    const all = [...sockets]
    sockets.clear()
    for (const socket of all) deliver(socket)
  }
  return {
    deliver,
    resume: () => deliverAll(waiting),
    // Node does not call back for messages that were queued for it.
    ended: ({ handing }) => deliverAll(handing),
    stop() {
      stopped = true
      deliverAll(waiting)
    },
  }
}
