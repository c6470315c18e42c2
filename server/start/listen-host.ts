import { once } from 'node:events'
import { createServer, isIP } from 'node:net'
import { hostname } from 'node:os'
import { Unusable } from './setting.ts'

const DO = '0.0.0.0 for all addresses, or leave it out'
/** Milliseconds that a name server may take. */
const RESOLVE_MS = 3000

const WHY: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: 'This machine does not have that address.',
  ENOTFOUND: 'No machine has that name.',
  EAI_AGAIN: 'No name server knows that name.',
  EAFNOSUPPORT: 'This machine has no IPv6.',
  EINVAL: 'It is no address to listen on.',
}

/** An address or name that this machine can listen on; it is tried with a free port. Throws `Unusable`. */
export async function listenHost(text: string): Promise<string> {
  if (text.trim() === '') throw new Unusable('It is empty.', DO)
  if (/[/:].*[/:]\//.test(text) || /^\w+:\/\//.test(text) || /^[^:]+:\d+$/.test(text))
    throw new Unusable('It is an address to listen on, without http:// and without a port.', DO)
  const host = text.replace(/^\[(.*)\]$/, '$1')
  const server = createServer()
  try {
    server.listen({ host, port: 0, exclusive: true })
    await once(server, 'listening', { signal: AbortSignal.timeout(RESOLVE_MS) })
    return host
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw new Unusable(WHY[code] ?? `The server cannot listen there (${code}).`, DO)
  } finally {
    // It may still be looking up the name.
    server.on('error', () => {})
    server.close()
  }
}

/** conda and some shells set HOST to something else, or to this machine's name, which may lead to 127.0.1.1. */
export function ignoredHost(
  text: string,
  problem: Unusable | undefined,
  own: string = hostname(),
): string | undefined {
  const bare = (name: string): string => name.toLowerCase().split('.')[0] ?? ''
  const isOwn = !isIP(text) && bare(text) === bare(own) && !/^localhost\b/i.test(text)
  if (!problem && !isOwn) return undefined
  const why = problem?.message ?? "That is this machine's own name, as shells set it."
  return `The variable HOST is "${text}". ${why} So it is ignored, and the server listens on all addresses; --host names another one.`
}
