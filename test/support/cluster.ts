import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type ChildServer, startChildServer } from '../../server/engine/child-server.ts'
import type { Endpoint } from '../../server/engine/endpoint.ts'
import { closedPort } from './closed-port.ts'
import { redisServerPath } from './machine.ts'
import { RedisProxy } from './proxy.ts'

const HOST = '127.0.0.1'
const SLOTS = 16384

/** One server of the cluster, with a direct connection to it that bypasses the code under test. */
export interface ClusterNode {
  id: string
  port: number
  /** The proxy that clients connect to. */
  proxy: RedisProxy
  ask(...command: (string | number)[]): Promise<unknown>
}

/** A cluster of three primaries, real processes, each behind a proxy that clients know as the server. */
export class TestCluster {
  readonly nodes: ClusterNode[] = []
  readonly #folder = mkdtempSync(join(tmpdir(), 'bank-run-cluster-'))
  readonly #closing: (() => unknown)[] = []
  /** The folder with the certificates; `undefined` without TLS. */
  readonly #certificates: string | undefined

  private constructor(certificates: string | undefined) {
    this.#certificates = certificates
  }

  /** `certificates`: a folder that `certify` has filled; then its servers accept only TLS. */
  static async open(certificates?: string): Promise<TestCluster> {
    for (;;) {
      const cluster = new TestCluster(certificates)
      try {
        await cluster.#start()
        return cluster
      } catch (error) {
        await cluster.close()
        // Another test has taken the port between the look and the start; a cluster needs to know its ports before.
        if (!String(error).includes('Address already in use')) throw error
      }
    }
  }

  /** The addresses of all nodes, as the --redis-cluster flag takes them. */
  get servers(): string {
    return this.nodes.map(({ proxy }) => `${HOST}:${proxy.port}`).join(',')
  }

  get endpoint(): Endpoint {
    const nodes = this.nodes.map(({ proxy }) => ({ host: HOST, port: proxy.port }))
    return { kind: 'cluster', nodes, access: {} }
  }

  async slotOf(key: string): Promise<number> {
    return Number(await this.#first.ask('CLUSTER', 'KEYSLOT', key))
  }

  /** The node that has the slot, once all nodes agree. */
  async ownerOf(slot: number): Promise<ClusterNode> {
    for (;;) {
      const seen = await Promise.all(this.nodes.map((node) => node.ask('CLUSTER', 'SLOTS')))
      const ids = seen.map((ranges) => ownerIn(ranges as Range[], slot))
      const owner = this.nodes.find(({ id }) => ids.every((one) => one === id))
      if (owner) return owner
      await pause(20)
    }
  }

  /** A node that does not have the slot. */
  async otherThan(node: ClusterNode): Promise<ClusterNode> {
    return this.nodes.find((one) => one !== node) as ClusterNode
  }

  /** Moves a slot with all its keys, one by one, as resharding does. `halfway` runs when three keys have moved. */
  async migrate(slot: number, to: ClusterNode, halfway: () => Promise<void> = async () => {}): Promise<void> {
    const from = await this.ownerOf(slot)
    await to.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', from.id)
    await from.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', to.id)
    for (let moved = 0; ; moved++) {
      const [key] = (await from.ask('CLUSTER', 'GETKEYSINSLOT', slot, 1)) as string[]
      if (moved === 3) await halfway()
      if (key === undefined) break
      await from.ask('MIGRATE', HOST, to.port, key, 0, 5000)
    }
    for (const node of [to, from, ...this.nodes]) await node.ask('CLUSTER', 'SETSLOT', slot, 'NODE', to.id)
  }

  /** The answer of the node that has the key: the first that is not an error. */
  async read(...command: string[]): Promise<unknown> {
    const answers = await Promise.allSettled(this.nodes.map((node) => node.ask(...command)))
    const found = answers.find((answer) => answer.status === 'fulfilled')
    if (!found) throw new Error(`no node answers ${command.join(' ')}`)
    return found.value
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get #first(): ClusterNode {
    return this.nodes[0] as ClusterNode
  }

  async #start(): Promise<void> {
    const buses = await Promise.all([0, 1, 2].map((_, i) => this.#startNode(i)))
    for (const [i, { port }] of this.nodes.entries())
      if (i > 0) await this.#first.ask('CLUSTER', 'MEET', HOST, port, buses[i] as number)
    const whole = async ({ ask }: ClusterNode): Promise<boolean> =>
      /cluster_state:ok/.test(String(await ask('CLUSTER', 'INFO'))) &&
      ((await ask('CLUSTER', 'SLOTS')) as unknown[]).length === this.nodes.length
    for (const node of this.nodes) while (!(await whole(node))) await pause(20)
  }

  async #startNode(i: number): Promise<number> {
    const port = await closedPort()
    const bus = await closedPort()
    const proxy = await RedisProxy.open(port)
    this.#closing.push(() => proxy.close())
    const server = await startChildServer(redisServerPath ?? 'redis-server', [
      ...['--bind', HOST, '--dir', this.#folder, '--save', ''],
      ...['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`],
      ...['--cluster-node-timeout', '2000', '--cluster-port', String(bus)],
      ...['--cluster-announce-bus-port', String(bus)],
      ...(this.#certificates
        ? secured(this.#certificates, port, proxy.port)
        : ['--port', String(port), '--cluster-announce-port', String(proxy.port)]),
    ])
    this.#closing.push(() => server.stop())
    const tls = this.#certificates && { ca: readFileSync(join(this.#certificates, 'ca.crt')) }
    const redis = await whenReady(port, server, { ...(tls && { tls }) })
    this.#closing.push(() => redis.disconnect())
    const ask: ClusterNode['ask'] = (name, ...args) => redis.call(String(name), ...args)
    await ask('CLUSTER', 'SET-CONFIG-EPOCH', i + 1)
    const [from, to] = [i, i + 1].map((n) => Math.round((n * SLOTS) / 3)) as [number, number]
    await ask('CLUSTER', 'ADDSLOTSRANGE', from, to - 1)
    this.nodes[i] = { id: String(await ask('CLUSTER', 'MYID')), port, proxy, ask }
    return bus
  }
}

/** The arguments of a server that accepts only TLS, from its clients and from the other servers. */
const secured = (folder: string, port: number, announced: number): string[] => [
  ...['--port', '0', '--tls-port', String(port), '--cluster-announce-tls-port', String(announced)],
  ...['--tls-cert-file', join(folder, 'redis.crt'), '--tls-key-file', join(folder, 'redis.key')],
  ...['--tls-ca-cert-file', join(folder, 'ca.crt'), '--tls-auth-clients', 'optional'],
  ...['--tls-cluster', 'yes', '--tls-replication', 'yes', '--acl-pubsub-default', 'resetchannels'],
]

type Range = [from: number, to: number, primary: [host: string, port: number, id: string]]

const ownerIn = (ranges: Range[], slot: number): string | undefined =>
  ranges.find(([from, to]) => slot >= from && slot <= to)?.[2][2]

/** A connection to a server that was just started, once it answers. */
export async function whenReady(port: number, server: ChildServer, options = {}): Promise<Redis> {
  const redis = new Redis({ port, host: HOST, retryStrategy: () => 20, ...options })
  redis.on('error', () => {})
  const exited = server.exited.then((how) => {
    redis.disconnect()
    throw new Error(`the server ${how}: ${server.output()}`)
  })
  exited.catch(() => {})
  await Promise.race([redis.ping(), exited])
  return redis
}
