import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createClientAddress } from '../../server/gateway/client-address.ts'
import { trustProxy } from '../../server/start/trust-proxy.ts'

const from = (remoteAddress: string | undefined, forwardedFor?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwardedFor } }) as unknown as IncomingMessage
const client = (trusted: string, ...request: Parameters<typeof from>): string =>
  createClientAddress(trustProxy(trusted))(from(...request))

describe('the address of a client', () => {
  it.each([
    ['is that of the connection when no proxy is trusted', '', '10.0.0.5', '203.0.113.9', '10.0.0.5'],
    [
      'is that of the connection when it comes past the proxy',
      '10.0.0.5',
      '10.0.0.6',
      '203.0.113.9',
      '10.0.0.6',
    ],
    ['is the one that a trusted proxy names', '10.0.0.5', '10.0.0.5', '203.0.113.9', '203.0.113.9'],
    ['is not the one that the client made up', '10.0.0.5', '10.0.0.5', '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    ['is found behind two proxies', '10.0.0.0/8', '10.0.0.5', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
    [
      'is that of the last proxy when all are trusted',
      '10.0.0.0/8',
      '10.0.0.5',
      '10.9.9.9, 10.1.2.3',
      '10.9.9.9',
    ],
    ['is the proxy’s when it names none', 'loopback', '127.0.0.1', undefined, '127.0.0.1'],
    ['is the proxy’s when it names nonsense', 'loopback', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['has no port', 'loopback', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['may be IPv6, with a port', 'loopback', '::1', '[2001:db8::7]:4711', '2001:db8::7'],
    [
      'matches an IPv4 address inside an IPv6 one',
      '127.0.0.1',
      '::ffff:127.0.0.1',
      '203.0.113.9',
      '203.0.113.9',
    ],
    ['is told without its IPv6 clothes', '', '::ffff:192.168.0.7', undefined, '192.168.0.7'],
  ])('%s', (_, trusted, remote, header, address) => {
    expect(client(trusted, remote, header)).toBe(address)
  })

  it('is unknown when the connection has gone', () => {
    expect(client('', undefined)).toBe('unknown')
  })
})

describe('the addresses of --trust-proxy', () => {
  it('are separated by commas, with spaces or without', () => {
    expect(trustProxy(' 10.0.0.5, fd00::/8,loopback,')).toEqual(['10.0.0.5', 'fd00::/8', 'loopback'])
  })
  it.each(['proxy.example.org', '10.0.0.0/33', 'true', '10.0.0'])('are not %j', (text) => {
    expect(() => trustProxy(`10.0.0.5,${text}`)).toThrow(
      `"${text}" is no address. Name those of your proxies`,
    )
  })
})
