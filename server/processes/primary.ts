import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { extname, join } from 'node:path'
import { pino } from 'pino'
import { PACE } from '../../shared/pace.ts'
import { EngineError } from '../engine/engine.ts'
import { type EngineChoice, openAccountEngine, type ServerOptions } from '../node.ts'
import { defaultRoutes, openAddressBook } from '../start/address-book.ts'
import { createDescriptorWatch } from '../start/descriptor-watch.ts'
import type { RunningServer } from '../start/running-server.ts'
import { createConnectionBalancer, type Recipient } from './connection-balancer.ts'
import type { FromWorker, ToWorker, WorkerTask } from './messages.ts'
import { createRestartBackoff } from './restart-backoff.ts'

export interface ProcessesOptions extends ServerOptions, EngineChoice {
  /** Worker processes. */
  workers: number
  /** Hosts may kill one. */
  chaos: boolean
  logLevel: string
}

/** A worker process and the node in it. */
interface WorkerMember extends Recipient {
  node: { id: string; name: string }
}

/** Milliseconds that workers get to stop in. */
const STOP_WITHIN_MS = 3000
const WORKER = join(import.meta.dirname, `worker${extname(import.meta.filename)}`)

/**
 * Opens the engine and forks the workers; one that dies is replaced. Throws `EngineError`, or the error of `listen`.
 * The primary accepts all connections and hands each to the worker that has the fewest players. `node:cluster` by
 * itself hands them out in turn, and so all players to one worker: every page opens equally many connections.
 */
export async function startProcesses(options: ProcessesOptions): Promise<RunningServer> {
  const { workers, chaos, engine: _, redisUrl: __, onNotice, ...serverOptions } = options
  const members = new Set<WorkerMember>()
  const processes = new Set<Worker>()
  const restartBackoff = createRestartBackoff(workers)
  const balancer = createConnectionBalancer(members)
  let stopping = false

  // The primary does not read them: bytes that it reads would be missing in the worker.
  const log = pino({ level: options.logLevel }, pino.destination({ dest: 2, sync: true }))
  const descriptors = createDescriptorWatch((sentence) => log.error(sentence))
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => {})
    descriptors.probe()
    balancer.deliver(socket)
  })
  // Whatever took the last one: Node turns connections away without an event.
  const probing = setInterval(() => descriptors.probe(), PACE.heartbeatMs)
  probing.unref()
  const { port, address } = await listen(server, options)
  const engine = await openAccountEngine(options).catch((error: unknown) => {
    server.close()
    throw error
  })
  const { kind, name, endpoint, url, cli } = engine
  const addresses = openAddressBook({
    ...{ port, listening: address, publicUrl: options.publicUrl, basePath: options.basePath },
    routed: await defaultRoutes(),
  })
  addresses.onChange((now) => {
    for (const worker of processes) say(worker, { kind: 'addresses', addresses: now })
  })
  const account = { kind, name, endpoint, url, cli }
  const task = (): WorkerTask => ({ ...serverOptions, port, chaos, account, addresses: addresses.now })
  cluster.setupPrimary({ exec: WORKER, args: [] })

  async function fork(): Promise<WorkerMember> {
    const worker = cluster.fork()
    processes.add(worker)
    const ended = new Promise<string>((resolve) => {
      worker.once('exit', (code, signal) =>
        resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`),
      )
    })
    // A message to a worker that has just died fails; its end is noticed anyway.
    worker.on('error', () => {})
    const started = start(worker, task)
    void ended.then(() => processes.delete(worker))
    const node = await Promise.race([
      started,
      ended.then((how) => {
        throw new Error(`A node ${how} before it was ready.`)
      }),
    ])
    const member: WorkerMember = { worker, node, connections: 0, given: 0, handing: new Set(), turn: 0 }
    members.add(member)
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'named') member.node.name = message.name
      if (message.kind === 'connections') member.connections = message.count + member.given - message.known
    })
    void ended.then((how) => {
      members.delete(member)
      balancer.ended(member)
      if (!stopping) lost(member, how)
    })
    balancer.resume()
    return member
  }

  function lost({ node }: WorkerMember, how: string): void {
    for (const { worker } of members) say(worker, { kind: 'gone', node: node.id })
    void replace(`Node ${node.name} ${how}.`)
  }

  /** Tries until a new worker starts. Each failure counts as a death, so the waits grow. */
  async function replace(what: string): Promise<void> {
    const wait = restartBackoff()
    if (wait > 0) onNotice?.(`${what} This happens often, so a new node takes its place in ${wait / 1000} s.`)
    setTimeout(async () => {
      if (stopping) return
      try {
        const { node } = await fork()
        onNotice?.(`${what} Node ${node.name} has taken its place.`)
      } catch (error) {
        if (!stopping) await replace(error instanceof Error ? error.message : String(error))
      }
    }, wait)
  }

  async function close(): Promise<void> {
    stopping = true
    clearInterval(probing)
    addresses.close()
    server.close()
    balancer.stop()
    for (const worker of processes) say(worker, { kind: 'stop' })
    const timer = setTimeout(() => {
      for (const worker of processes) worker.process.kill('SIGKILL')
    }, STOP_WITHIN_MS)
    await Promise.all([...processes].map((worker) => once(worker, 'exit')))
    clearTimeout(timer)
    await engine.close()
  }

  try {
    await Promise.all(Array.from({ length: workers }, fork))
  } catch (error) {
    await close()
    throw error
  }
  return {
    port,
    engine,
    addresses,
    names: [...members].map(({ node }) => node.name).sort(),
    close,
  }
}

const say = (worker: Worker, message: ToWorker): void => {
  if (worker.isConnected()) worker.send(message, () => {})
}

/** Gives a worker its task. Resolves with its node when people can play on it, or rejects with the reason. */
function start(worker: Worker, task: () => WorkerTask): Promise<WorkerMember['node']> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'here') say(worker, { kind: 'start', task: task() })
      if (message.kind === 'ready') resolve({ ...message, id: message.node })
      if (message.kind !== 'failed') return
      const error = message.forPeople ? new EngineError(message.message) : new Error(message.message)
      reject(Object.assign(error, { code: message.code }))
    })
  })
}

/** Rejects when the port cannot be opened. */
async function listen(server: Server, { port, host }: ServerOptions): Promise<AddressInfo> {
  server.listen(port, host)
  await once(server, 'listening')
  return server.address() as AddressInfo
}
