import { once } from 'node:events'
import { connect } from 'node:net'
import { shellCommand } from './started-as.ts'

/** macOS and Windows let two programs listen on one port, one on all addresses and one on localhost, which wins there. */
const SHARES_PORTS: ReadonlySet<NodeJS.Platform> = new Set(['darwin', 'win32'])
/** Milliseconds for a connection on this machine. */
const ANSWERS_WITHIN_MS = 500

/**
 * Whether another program has the port on localhost although we could listen on all addresses: then the link
 * http://localhost:… would lead to that program. Always `false` where the operating system refuses to share a port.
 */
export async function isPortShadowed(
  port: number,
  host: string | undefined,
  platform = process.platform,
): Promise<boolean> {
  const everywhere = host === undefined || host === '::' || host === '0.0.0.0'
  if (port === 0 || !everywhere || !SHARES_PORTS.has(platform)) return false
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => isAnswered(host, port)))
  return answers.includes(true)
}

async function isAnswered(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: ANSWERS_WITHIN_MS })
  try {
    await Promise.race([once(socket, 'connect'), once(socket, 'timeout').then(() => Promise.reject())])
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Whether another port may work after this error of `listen`. On Windows, Hyper-V and WSL reserve ranges of ports. */
export const isPortUnavailable = (code: string | undefined, platform = process.platform): boolean =>
  code === 'EADDRINUSE' || (code === 'EACCES' && platform === 'win32')

/** What a person can do about this error of `listen`; `undefined` when the port is not the problem. */
export function portProblem(
  code: string | undefined,
  port: number,
  platform = process.platform,
): string | undefined {
  const another = `Choose another: ${shellCommand('start')} --port 0 finds a free one.`
  if (code === 'EADDRINUSE') return `Port ${port} is taken. ${another}`
  if (code !== 'EACCES') return undefined
  if (platform === 'win32')
    return `Windows keeps port ${port} for itself, perhaps for Hyper-V or WSL. ${another} This lists the ports that it keeps: netsh interface ipv4 show excludedportrange protocol=tcp`
  return `Port ${port} needs more rights. Choose one from 1024 up: ${shellCommand('start')} --port 3000.`
}
