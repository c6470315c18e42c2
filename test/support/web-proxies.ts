import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { startChildServer } from '../../server/engine/child-server.ts'
import { caddyPath, haproxyPath, nginxPath } from './machine.ts'
import type { Processes } from './processes.ts'

/** A proxy of another maker, started without root rights on the ports that its configuration names. */
export interface WebProxy {
  close(): Promise<void>
}

/** nginx with the given servers; `http` is the inside of its `http` block. */
export async function startNginx({ folder, file }: Processes, http: string, port: number): Promise<WebProxy> {
  const config = file(
    'nginx.conf',
    `daemon off;
pid ${folder}/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  ${http}
}
`,
  )
  return started(nginxPath ?? 'nginx', ['-p', folder, '-c', config, '-e', 'stderr'], port)
}

/** Caddy with the given sites, without the certificates that it would get and without its own control port. */
export async function startCaddy(
  { folder, file }: Processes,
  sites: string,
  port: number,
): Promise<WebProxy> {
  const config = file('Caddyfile', `{\n  admin off\n  auto_https off\n}\n${sites}\n`)
  const env = [`XDG_DATA_HOME=${folder}`, `XDG_CONFIG_HOME=${folder}`, `HOME=${folder}`]
  return started(
    'env',
    [...env, caddyPath ?? 'caddy', 'run', '--config', config, '--adapter', 'caddyfile'],
    port,
  )
}

/** HAProxy with a frontend on the port, `door` in it, and one node in the backend `nodes`. */
export async function startHaproxyFor(
  { file }: Processes,
  { door, node, port }: { door: string; node: string; port: number },
): Promise<WebProxy> {
  const config = file(
    'haproxy.cfg',
    `defaults
  mode http
  option forwardfor
  timeout connect 2s
  timeout client 60s
  timeout server 60s
frontend site
  bind 127.0.0.1:${port}
  ${door}
backend nodes
  server one ${node}
`,
  )
  return started(haproxyPath ?? 'haproxy', ['-db', '-f', config], port)
}

async function started(binary: string, args: string[], port: number): Promise<WebProxy> {
  const server = await startChildServer(binary, args)
  await Promise.race([
    listening(port),
    server.exited.then((how) => {
      throw new Error(`${binary} ${how}: ${server.output()}`)
    }),
  ])
  return { close: () => server.stop() }
}

async function listening(port: number): Promise<void> {
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
