import { networkInterfaces } from 'node:os'

/** Interfaces of virtual machines and containers: no phone reaches those. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|zt|tailscale|wg|lo)/i

/** The addresses of this machine at `port`: those of the LAN first, `localhost` last. `publicUrl` comes before all. */
export function addressesOf(
  port: number,
  publicUrl: string | undefined,
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, rank: (VIRTUAL.test(name) ? 10 : 0) + rankOf(address) })),
  )
  const lan = found.sort((a, b) => a.rank - b.rank).map(({ address }) => `http://${address}:${port}`)
  return [...(publicUrl ? [publicUrl.replace(/\/+$/, '')] : []), ...lan, `http://localhost:${port}`]
}

/** Home and office networks first, link-local addresses last. */
function rankOf(address: string): number {
  if (address.startsWith('192.168.')) return 0
  if (address.startsWith('10.')) return 1
  if (/^172\.(1[6-9]|2\d|3[01])\./.test(address)) return 2
  return address.startsWith('169.254.') ? 5 : 3
}
