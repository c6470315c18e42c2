import type { NetworkInterfaceInfo } from 'node:os'
import type { Surroundings } from '../../server/start/address-book.ts'
import type { Known } from '../../server/start/addresses.ts'
import type { Signs } from '../../server/start/enclosure.ts'

type Interfaces = Known['interfaces']

/** One address of an interface: "192.168.1.20", "fd00::2", or with more of what the system says. */
export function info(address: string, more: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo {
  const common = { address, mac: '3c:22:fb:01:02:03', internal: false, cidr: null }
  return address.includes(':')
    ? ({
        ...common,
        family: 'IPv6',
        netmask: 'ffff:ffff:ffff:ffff::',
        scopeid: 0,
        ...more,
      } as NetworkInterfaceInfo)
    : ({ ...common, family: 'IPv4', netmask: '255.255.255.0', ...more } as NetworkInterfaceInfo)
}

/** Interfaces by name, each with its addresses, after the machine's own. */
export function interfacesOf(named: Record<string, (string | NetworkInterfaceInfo)[]>): Interfaces {
  const own = { mac: '00:00:00:00:00:00', internal: true }
  const found = Object.entries(named).map(([name, addresses]) => [
    name,
    addresses.map((one) => (typeof one === 'string' ? info(one) : one)),
  ])
  return { lo: [info('127.0.0.1', own), info('::1', own)], ...Object.fromEntries(found) }
}

/** A machine that is neither a container nor WSL. */
export const BARE: Signs = {
  platform: 'linux',
  release: '6.1.0-28-amd64',
  env: {},
  exists: () => false,
  read: () => '',
}

/** The network around a server; `move` is another Wi-Fi. */
export function surroundingsOf(first: Interfaces, signs: Signs = BARE, routed: string[] = []) {
  let interfaces = first
  return {
    interfaces: () => interfaces,
    routed: async () => routed,
    signs,
    move(next: Interfaces) {
      interfaces = next
    },
  } satisfies Surroundings & { move(next: Interfaces): void }
}
