import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type ChildServer, startChildServer } from './child-server.ts'
import { parseUrl } from './endpoint.ts'
import { type Engine, EngineError, type ProbeRedis, reasonOf } from './engine.ts'
import { findOnPath } from './find-on-path.ts'
import { readServerInfo, type ServerInfo } from './server-info.ts'

export const LOCAL_SERVERS = ['redis-server', 'valkey-server'] as const

const PORTS_TO_TRY = 5
const READY_WITHIN_MS = 10_000
const ASK_EVERY_MS = 5

/** The servers on the PATH, the preferred one first. None on Windows: without `sh` nothing ends them when we are killed. */
export function findLocalServers(env: NodeJS.ProcessEnv, platform = process.platform): string[] {
  if (platform === 'win32') return []
  return LOCAL_SERVERS.flatMap((name) => findOnPath(name, env) ?? [])
}

/**
 * Starts a private server on a loopback port, with nothing on disk, which ends when our process ends.
 * `choosePort` is for the tests.
 * @throws EngineError when it does not start, does not answer, or is too old.
 */
export async function openLocal(binary: string, probe: ProbeRedis, choosePort = freePort): Promise<Engine> {
  for (let attempt = 1; attempt <= PORTS_TO_TRY; attempt++) {
    const port = await choosePort()
    const url = `redis://127.0.0.1:${port}`
    const server = await startChildServer(binary, argsFor(port)).catch((error: unknown) => {
      throw new EngineError(`${binary} could not be run: ${reasonOf(error)}.`)
    })
    try {
      const info = await whenReady(server, url, probe)
      if (info) return engineOf(binary, port, url, server, info)
    } catch (error) {
      await server.stop()
      throw new EngineError(`${binary} was started and cannot be used. ${reasonOf(error)}`)
    }
    await server.stop()
  }
  throw new EngineError(
    `${binary} was started on ${PORTS_TO_TRY} free ports, and each time another process answered there.`,
  )
}

function argsFor(port: number): string[] {
  const net = ['--port', String(port), '--bind', '127.0.0.1']
  const disk = ['--save', '', '--appendonly', 'no', '--dir', tmpdir()]
  // A name that no file has: by default it would load the dump.rdb of that folder, if there is one.
  disk.push('--dbfilename', `bank-run-${randomUUID()}.rdb`)
  return [...net, ...disk, '--daemonize', 'no', '--loglevel', 'warning']
}

function engineOf(binary: string, port: number, url: string, server: ChildServer, info: ServerInfo): Engine {
  let closed: Promise<void> | undefined
  return {
    kind: 'local',
    name: info.name,
    endpoint: parseUrl(url),
    url,
    cli: `${basename(binary).replace('-server', '-cli')} -p ${port}`,
    died: new Promise((resolve) => {
      void server.exited.then((how) => {
        if (!closed)
          resolve(`The local ${info.name} (process ${server.pid}) ${how}. ${lastLine(server)}`.trim())
      })
    }),
    close() {
      closed ??= server.stop()
      return closed
    },
  }
}

/** The info of our own child; undefined when another process has the port. */
async function whenReady(
  server: ChildServer,
  url: string,
  probe: ProbeRedis,
): Promise<ServerInfo | undefined> {
  const timer = new AbortController()
  const late = pause(READY_WITHIN_MS, 'late' as const, { signal: timer.signal })
  const over = Promise.race([late, server.exited.then(() => 'gone' as const)]).catch(() => 'late' as const)
  let refusal = ''
  try {
    for (;;) {
      const asked = probe(parseUrl(url)).then(
        (text) => ({ text }),
        (error: unknown) => ({ refusal: reasonOf(error) }),
      )
      // A race, because a process that took the port may not be a Redis and never answer the probe.
      const answer = await Promise.race([over, asked])
      if (answer === 'late') {
        throw new EngineError(`It did not answer within ${READY_WITHIN_MS / 1000} s. ${refusal}`.trim())
      }
      if (answer === 'gone') {
        if (/address already in use/i.test(server.output())) return undefined
        throw new EngineError(`It ${await server.exited}. ${lastLine(server)}`.trim())
      }
      if ('text' in answer) {
        const info = readServerInfo(answer.text)
        return info.pid === server.pid ? info : undefined
      }
      refusal = answer.refusal
      await pause(ASK_EVERY_MS)
    }
  } finally {
    timer.abort()
  }
}

function lastLine(server: ChildServer): string {
  const line = server.output().trim().split('\n').at(-1)
  return line ? `It said: ${line.trim()}` : ''
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
