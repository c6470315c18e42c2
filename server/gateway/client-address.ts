import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from 'proxy-addr'

/**
 * Who sent a request. Each proxy appends to `X-Forwarded-For` whom it got the request from, so the list is read from
 * its end, for as long as the address that wrote it is one of `trusted`. Without any, the header counts for nothing.
 */
export function createClientAddress(trusted: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = proxyAddr.compile([...trusted])
  return (request) => {
    const { remoteAddress } = request.socket
    // The connection is gone already.
    if (remoteAddress === undefined) return 'unknown'
    const hops = [...forwardedFor(request), remoteAddress]
    let client = hops.length - 1
    while (client > 0 && isTrusted(hops[client] as string, hops.length - 1 - client)) {
      // What a trusted proxy wrote, but is no address, tells nothing: then the proxy is the last that is known.
      if (!isIP(hops[client - 1] as string)) break
      client -= 1
    }
    return (hops[client] as string).replace(/^::ffff:(?=\d+\.)/i, '')
  }
}

/** The addresses without their ports, which some proxies write, too. */
function forwardedFor({ headers }: IncomingMessage): string[] {
  return [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((hop) =>
      hop
        .trim()
        .replace(/^\[(.*)\](:\d+)?$/, '$1')
        .replace(/^([\d.]+):\d+$/, '$1'),
    )
    .filter(Boolean)
}
