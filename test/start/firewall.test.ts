import { expect, it } from 'vitest'
import { banner } from '../../server/start/banner.ts'
import type { RunningServer } from '../../server/start/running-server.ts'

const HERE = 'http://localhost:3000'
const server = (...phones: string[]) =>
  ({
    addresses: { now: { here: HERE, phones, inner: [] } },
    names: ['A'],
    engine: { name: 'Redis 7.0.15', cli: 'redis-cli -p 1' },
  }) as unknown as RunningServer
const LAN = 'http://192.168.1.20:3000'

it.each<[NodeJS.Platform, RegExp]>([
  ['win32', /Windows may ask whether Node\.js may be reached\. Allow it/],
  ['darwin', /macOS may ask whether node may accept incoming connections\. Allow it/],
])('the banner says on %s what the firewall may ask', (platform, hint) => {
  expect(banner(server(LAN), platform)).toMatch(hint)
})

it('the banner has no word about a firewall on Linux, or when no phone is expected', () => {
  expect(banner(server(LAN), 'linux')).not.toMatch(/may ask/)
  expect(banner(server(), 'win32')).not.toMatch(/may ask/)
})
