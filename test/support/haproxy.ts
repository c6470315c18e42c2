import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startChildServer } from '../../server/engine/child-server.ts'
import { closedPort } from './closed-port.ts'
import { haproxyPath } from './machine.ts'
import { type NameServer, openNameServer } from './name-server.ts'

const config = (name: string): string => fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url))

/** HAProxy with our configuration, started as its image starts it; it finds the nodes by name. */
export interface Haproxy {
  readonly port: number
  /** 0 without a certificate. */
  readonly securePort: number
  /** The addresses of its nodes, which all have the same port. */
  readonly names: NameServer
  /** Reloads: a new process takes new connections, the old process keeps those that it has. */
  reload(): Promise<void>
  output(): string
  close(): Promise<void>
}

/** `certificate`: path of a .pem file with a certificate and its key. */
export async function startHaproxy(
  nodes: { addresses: string[]; port: number },
  certificate?: string,
  more: Record<string, string> = {},
): Promise<Haproxy> {
  const names = await openNameServer(nodes.addresses)
  const [port, securePort] = [await closedPort(), certificate ? await closedPort() : 0]
  const env = {
    ...more,
    LISTEN: `127.0.0.1:${port}`,
    NODES: `node:${nodes.port}`,
    RESOLVER: `127.0.0.1:${names.port}`,
    ...(certificate && { LISTEN_TLS: `127.0.0.1:${securePort}`, CERTIFICATES: certificate }),
  }
  const files = certificate ? ['haproxy.cfg', 'tls.cfg'] : ['haproxy.cfg']
  const server = await startChildServer('env', [
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...[haproxyPath ?? 'haproxy', '-W', '-db'],
    ...files.flatMap((file) => ['-f', config(file)]),
  ])
  /** The id of the process that takes connections now; only the end of the output is kept, and the old one writes, too. */
  const worker = () =>
    [...server.output().matchAll(/New worker \((\d+)\) forked[\s\S]*?Loading success/g)].at(-1)?.[1]
  const proxy: Haproxy = {
    ...{ port, securePort, names, output: server.output },
    async reload() {
      const before = worker()
      process.kill(server.pid, 'SIGUSR2')
      while (worker() === before) await pause(20)
    },
    async close() {
      await server.stop()
      names.close()
    },
  }
  await Promise.race([
    taken(port),
    server.exited.then((how) => {
      throw new Error(`HAProxy ${how}: ${server.output()}`)
    }),
  ])
  return proxy
}

/** Resolves when the port takes a connection. */
async function taken(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (open) return
    await pause(20)
  }
}
