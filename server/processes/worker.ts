import type { Socket } from 'node:net'
import { pino } from 'pino'
import { EngineError, reasonOf } from '../engine/engine.ts'
import type { AcceptSocket } from '../gateway/gateway.ts'
import { type RunningNode, startNode } from '../node.ts'
import { toldAddressBook } from '../start/address-book.ts'
import { stopSignals } from '../terminal/stop-signals.ts'
import type { FromWorker, ToWorker, WorkerTask } from './messages.ts'

/* An entry of its own: the primary forks it. When the primary ends, in whatever way, Node ends this process. */

let node: RunningNode | undefined
let stopping = false
let acceptSocket: AcceptSocket = (socket, onKnown) => {
  socket.destroy()
  onKnown()
}
/** Until the primary tells them. */
const book = toldAddressBook({ here: '', phones: [], inner: [] })
let count = 0
let known = 0

const send = (message: FromWorker): void => {
  process.send?.(message)
}

async function start({ logLevel, chaos, account, addresses, ...options }: WorkerTask): Promise<void> {
  try {
    book.tell(addresses)
    node = await startNode({
      ...options,
      addresses: book,
      account: { ...account, died: new Promise(() => {}), close: async () => {} },
      incoming: (taker) => {
        acceptSocket = taker
      },
      onConnections: (connections) => {
        count = connections
        send({ kind: 'connections', count, known })
      },
      log: pino({ level: logLevel }, pino.destination({ dest: 2, sync: true })),
      die: chaos ? () => process.kill(process.pid, 'SIGKILL') : undefined,
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const forPeople = error instanceof EngineError
    const message = forPeople || !(error instanceof Error) ? reasonOf(error) : (error.stack ?? error.message)
    process.send?.({ kind: 'failed', message, code, forPeople } satisfies FromWorker, () => process.exit(1))
    return
  }
  const { nodes } = node
  nodes.onChange(() => send({ kind: 'named', name: nodes.name }))
  send({ kind: 'ready', node: nodes.id, name: nodes.name })
}

function onKnown(): void {
  known += 1
  send({ kind: 'connections', count, known })
}

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await node?.close()
  process.exit(0)
}

// A terminal's Ctrl-C also reaches the primary, which tells this process when to stop.
for (const signal of stopSignals()) if (signal !== 'SIGTERM') process.on(signal, () => {})
process.on('SIGTERM', () => void stop())
process.on('message', (message: ToWorker, socket?: Socket) => {
  switch (message.kind) {
    case 'connection':
      // Without a socket, the connection was closed on the way.
      return socket ? acceptSocket(socket, onKnown) : onKnown()
    case 'start':
      return void start(message.task)
    case 'addresses':
      return book.tell(message.addresses)
    case 'gone':
      // When Redis cannot be told now, the node's name and players expire by themselves.
      return void node?.gone(message.node).catch(() => {})
    case 'stop':
      return void stop()
    default:
      message satisfies never
  }
})
send({ kind: 'here' })
