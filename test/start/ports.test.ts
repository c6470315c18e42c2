import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isPortShadowed, isPortUnavailable, portProblem } from '../../server/start/ports.ts'
import { closedPort } from '../support/closed-port.ts'
import { hasIpv6 } from '../support/machine.ts'

/** Calls `use` with a port on which a server listens at `host` only. */
async function withServerAt<T>(host: string, use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  try {
    return await use((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

describe('a port with another server on localhost only', () => {
  it.each<[NodeJS.Platform, string, boolean]>([
    ['darwin', '127.0.0.1', true],
    ['win32', '127.0.0.1', true],
    ...(hasIpv6 ? [['darwin', '::1', true] as [NodeJS.Platform, string, boolean]] : []),
    ['linux', '127.0.0.1', false],
  ])('on %s, at %s, counts as taken: %s', async (platform, host, taken) => {
    expect(await withServerAt(host, (port) => isPortShadowed(port, undefined, platform))).toBe(taken)
  })

  it('does not matter to a server that listens on one address', async () => {
    expect(await withServerAt('127.0.0.1', (port) => isPortShadowed(port, '192.0.2.1', 'darwin'))).toBe(false)
    expect(await withServerAt('127.0.0.1', (port) => isPortShadowed(port, '0.0.0.0', 'darwin'))).toBe(true)
  })

  it('is not taken when no server answers there', async () => {
    expect(await isPortShadowed(await closedPort(), '::', 'win32')).toBe(false)
    expect(await isPortShadowed(0, undefined, 'win32')).toBe(false)
  })
})

describe('an error of listen', () => {
  it.each<[string, NodeJS.Platform, boolean]>([
    ['EADDRINUSE', 'linux', true],
    ['EADDRINUSE', 'win32', true],
    ['EACCES', 'win32', true],
    ['EACCES', 'linux', false],
    ['EACCES', 'darwin', false],
    ['EADDRNOTAVAIL', 'win32', false],
  ])('%s on %s leads to the next port: %s', (code, platform, next) => {
    expect(isPortUnavailable(code, platform)).toBe(next)
  })

  it('is told with what to do on that system', () => {
    expect(portProblem('EACCES', 3000, 'win32')).toMatch(
      /^Windows keeps port 3000 for itself.*excludedportrange/,
    )
    expect(portProblem('EACCES', 80, 'linux')).toBe(
      'Port 80 needs more rights. Choose one from 1024 up: npm start -- --port 3000.',
    )
    expect(portProblem('EADDRINUSE', 3000, 'darwin')).toBe(
      'Port 3000 is taken. Choose another: npm start -- --port 0 finds a free one.',
    )
    expect(portProblem('EADDRNOTAVAIL', 3000, 'win32')).toBeUndefined()
  })
})
