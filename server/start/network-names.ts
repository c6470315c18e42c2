/**
 * Whole words in the names that Windows, macOS and Linux give to interfaces of virtual machines, containers, tunnels
 * and mobile modems: no phone in the room reaches those.
 */
const WORDS = new Set([
  ...['vpn', 'tap', 'tun', 'wintun', 'tunnel', 'tunneling', 'wireguard', 'openvpn', 'anyconnect', 'warp'],
  ...['tailscale', 'zerotier', 'hamachi', 'radmin', 'nordlynx', 'mullvad', 'protonvpn', 'netbird', 'nebula'],
  ...['pangp', 'fortinet', 'globalprotect', 'cloudflarewarp', 'isatap', 'teredo', '6to4', 'expressvpn'],
  ...['virtualbox', 'vmware', 'parallels', 'vmnet', 'docker', 'podman', 'wsl', 'waydroid', 'bluestacks'],
  ...['loopback', 'npcap', 'pseudo', 'cellular', 'bluetooth'],
])
/** Words that belong together. */
const PHRASES = /\b(host[- ]?only|mobile broadband|mobilfunk)\b/i

/**
 * Beginnings of the names that Linux and macOS give. `#` is a number, which may be missing; after the beginning and the
 * number the name ends, or goes on after `-`, `_`, `.` or `@`.
 */
const PREFIXES = [
  ...[
    'lo#',
    'loopback#',
    'dummy#',
    'ifb#',
    'sit#',
    'gre#',
    'gretap#',
    'erspan#',
    'tunl#',
    'ip6tnl#',
    'teql#',
  ],
  // Tunnels.
  ...[
    'tun#',
    'tap#',
    'utun#',
    'wg#',
    'wgs#',
    'wt#',
    'ipsec#',
    'ppp#',
    'gif#',
    'stf#',
    'xfrm#',
    'vti#',
    'ip_vti#',
  ],
  ...['tailscale#', 'nordlynx#', 'nordtun#', 'proton#', 'pvpn', 'pvpnksintrf#', 'ipv6leakintrf#', 'mullvad#'],
  ...['gpd#', 'cscotun#', 'tunsnx#', 'vpn#', 'ham#', 'nebula#', 'netmaker#', 'feth#', 'outline', 'warp#'],
  // Containers and virtual machines.
  ...['docker#', 'docker_gwbridge', 'podman#', 'cni#', 'lxcbr#', 'lxdbr#', 'incusbr#', 'virbr#', 'vnet#'],
  ...['vmnet#', 'vmenet#', 'vboxnet#', 'vnic#', 'prlvnic#', 'mpqemubr#', 'mpbr#', 'waydroid#', 'anbox#'],
  ...['flannel#', 'weave', 'vxlan', 'vxlan#', 'kube', 'nodelocaldns', 'cilium', 'cilium_host', 'cilium_net'],
  ...['genev_sys', 'ovs', 'antrea', 'crc', 'kind', 'minikube', 'bridge#', 'awdl#', 'llw#', 'anpi#'],
  // Mobile modems: the provider blocks connections from outside.
  ...['wwan#', 'rmnet#', 'rmnet_data#'],
].map((prefix) => new RegExp(`^${prefix.replace('#', '\\d*')}(?=$|[-_.@])`, 'i'))
/** Beginnings with an identifier after them. */
const WITH_ID = [
  /^br-[0-9a-f]{12}$/, // a network of Docker
  /^veth[0-9a-z]/i,
  /^cali[0-9a-f]{6,}$/,
  /^lxc[0-9a-f_]{4,}/,
  /^zt[0-9a-z]{8,}$/, // ZeroTier on Linux
  /^ww[px]\w/, // a modem by the place where it is plugged in
]

/** A switch of Hyper-V: "vEthernet (name)". The name is free, so only those that Windows and Docker make are known. */
const SWITCH = /^vEthernet \((.*)\)$/i
const INNER_SWITCH = /^(default switch|wsl\b.*|nat|docker ?nat|hns internal nic|internal\b.*|private\b.*)$/i

/** Whether an interface of this name is, as far as its name tells, no network that a phone in the room is on. */
export function isVirtualName(name: string): boolean {
  const named = SWITCH.exec(name)?.[1]
  if (named !== undefined) return INNER_SWITCH.test(named.trim())
  if (PREFIXES.some((prefix) => prefix.test(name)) || WITH_ID.some((one) => one.test(name))) return true
  if (PHRASES.test(name)) return true
  // "VMnet8" and "TAP-Windows6": a number at the end does not make another word.
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => WORDS.has(word) || WORDS.has(word.replace(/\d+$/, '')))
}

/**
 * Hardware addresses on the host's side of a virtual network, whatever the interface is called: "Ethernet 3" may be
 * VirtualBox's host-only network. Without a hardware address an interface is a tunnel.
 */
const HARDWARE = [
  /^00:00:00:00:00:00$/,
  /^0a:00:27:/, // VirtualBox
  /^00:50:56:c0:/, // VMware
  /^00:1c:42:00:00:0[89]$/, // Parallels
  /^00:ff:/, // OpenVPN's TAP driver on Windows
]

export const isVirtualHardware = (mac: string): boolean => HARDWARE.some((one) => one.test(mac.toLowerCase()))
