import { isIPv6 } from 'node:net'
import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { isHereOnly } from '../../shared/origin.ts'
import type { Enclosure } from './enclosure.ts'
import { isVirtualHardware, isVirtualName } from './network-names.ts'

/** Where people reach this server. */
export interface Addresses {
  /** Where this machine opens the page. */
  readonly here: string
  /** Where phones may reach it, best guess first. */
  readonly phones: readonly string[]
  /** Addresses of this machine that phones most likely do not reach. Some may be the last of `phones`. */
  readonly inner: readonly string[]
  /** Why `phones` is empty, and what to do. */
  readonly unreachable?: string
}

/** All that the addresses are found out from. */
export interface Known {
  port: number
  /** The address that the server listens on, as the operating system says it: `::`, `0.0.0.0` or one of this machine's. */
  listening: string
  publicUrl?: string | undefined
  /** How a development machine in the cloud shows the port. */
  forwarded?: string | undefined
  interfaces: ReturnType<typeof networkInterfaces>
  /** This machine's addresses on the default routes. */
  routed: readonly string[]
  enclosure: Enclosure
}

type Candidate = NetworkInterfaceInfo & { name: string }

const hostOf = (address: string): string => (isIPv6(address) ? `[${address}]` : address)
const isEverything = (address: string): boolean => address === '::' || address === '0.0.0.0'
const isLoopback = (address: string): boolean =>
  !isEverything(address) && isHereOnly(`http://${hostOf(address)}`)

/** The one source of the banner's addresses, the projector's and the greeting's. */
export function addressesOf(known: Known): Addresses {
  const { port, listening, publicUrl, forwarded, enclosure } = known
  const at = (address: string): string => `http://${hostOf(address)}:${port}`
  // A browser knows 127.0.0.1 and ::1 as localhost, but no other loopback address.
  const local = isEverything(listening) || listening === '127.0.0.1' || listening === '::1'
  const here = local ? `http://localhost:${port}` : at(listening)
  const named = [publicUrl, forwarded]
    .filter((url) => url !== undefined && !isHereOnly(url))
    .map((url) => new URL(url as string).origin)
  const found = candidates(known)
  const outer = found.filter((one) => !isInner(one))
  const inner = found.filter(isInner)
  // In a container or WSL, every address is one of a network that only the machine around it knows.
  const usable = enclosure ? [] : [...outer, ...inner]
  const phones = [...new Set([...named, ...usable.map(({ address }) => at(address))])]
  return {
    here,
    phones,
    inner: (enclosure ? found : inner)
      .map(({ address }) => at(address))
      .filter((url) => !named.includes(url)),
    ...(phones.length === 0 && { unreachable: reasonWhy(known, publicUrl) }),
  }
}

/** The addresses of this machine that are listened on, best first. */
function candidates({ listening, interfaces, routed }: Known): Candidate[] {
  const all = Object.entries(interfaces).flatMap(([name, infos]) => {
    const usable = (infos ?? []).filter((info) => isUsable(info) && isListenedOn(info, listening))
    const ipv4 = usable.filter(({ family }) => family === 'IPv4')
    // IPv6 addresses are many, long and changing: they count on a network that has nothing else. One is enough.
    const ipv6 = usable.filter(({ family }) => family === 'IPv6')
    const one = ipv6.find(({ address }) => routed.includes(address)) ?? ipv6[0]
    const better = ipv4.filter(({ address }) => !isSelfAssigned(address))
    return (better.length > 0 || !one ? ipv4 : [...ipv4, one]).map((info) => ({ ...info, name }))
  })
  const routes = new Set(all.filter(({ address }) => routed.includes(address)).map(({ name }) => name))
  const rank = (one: Candidate): number =>
    (isInner(one) ? 100 : 0) +
    (isSelfAssigned(one.address) ? 50 : 0) +
    (routes.has(one.name) ? 0 : 10) +
    familiarity(one.address)
  return all.sort((a, b) => rank(a) - rank(b))
}

/** macOS calls the bridge of its hotspot like those of virtual machines, which have other addresses. */
const isHotspotOfMac = ({ name, address }: Candidate): boolean =>
  /^bridge1\d\d$/.test(name) && /^192\.168\.[2-9]\./.test(address)

const isInner = (one: Candidate): boolean => !isHotspotOfMac(one) && isInnerBySigns(one)
const isInnerBySigns = ({ name, mac, family, netmask }: Candidate): boolean =>
  isVirtualName(name) || isVirtualHardware(mac) || (family === 'IPv4' && netmask === '255.255.255.255')

const isSelfAssigned = (address: string): boolean => address.startsWith('169.254.')

function isUsable({ family, internal, address }: NetworkInterfaceInfo): boolean {
  if (internal) return false
  // 192.0.0.x stands for IPv4 on a network that has only IPv6.
  if (family === 'IPv4') return !address.startsWith('192.0.0.')
  // Global or unique-local, but no Teredo: no link-local address works in a browser.
  return /^([23]|f[cd])[0-9a-f]{2,3}:/i.test(address) && !/^2001:(0{1,4}:|:)/.test(address)
}

const isListenedOn = ({ address, family }: NetworkInterfaceInfo, listening: string): boolean =>
  listening === '::' || (listening === '0.0.0.0' ? family === 'IPv4' : address === listening)

/** Home and office networks come first. */
function familiarity(address: string): number {
  if (isIPv6(address)) return 5
  if (address.startsWith('192.168.')) return 0
  if (address.startsWith('10.')) return 1
  return /^172\.(1[6-9]|2\d|3[01])\./.test(address) ? 2 : 3
}

function reasonWhy({ listening, enclosure, port }: Known, publicUrl: string | undefined): string {
  const example = `such as --public-url http://192.168.1.20:${port}`
  if (isLoopback(listening))
    return `The server listens on ${listening} only, which is this machine itself, so no phone reaches it. Start it without --host and HOST, or behind a proxy with --public-url.`
  const unless = publicUrl ? `${publicUrl} leads to this machine only. ` : ''
  if (enclosure === 'container')
    return `${unless}The server runs in a container and cannot see the address that phones reach. Publish port ${port}, and set --public-url or PUBLIC_URL to the address of the machine around it, ${example}.`
  if (enclosure === 'wsl')
    return `${unless}The server runs in WSL, whose network only this machine reaches. Write networkingMode=mirrored into .wslconfig, or forward port ${port} from Windows and set --public-url or PUBLIC_URL to the address of Windows, ${example}.`
  return `${unless}This machine is on no network that phones could be on. Join a Wi-Fi or open a hotspot: the code appears by itself.`
}
