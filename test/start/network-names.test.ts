import { describe, expect, it } from 'vitest'
import { isVirtualHardware, isVirtualName } from '../../server/start/network-names.ts'

/** Names as the systems give them to interfaces that phones in the room can be behind. */
const REAL = {
  Linux: [
    ...['eth0', 'eth1', 'eno1', 'ens18', 'enp3s0', 'enp0s31f6', 'enx00e04c680001', 'em1', 'end0', 'usb0'],
    ...['wlan0', 'wlan1', 'wlo1', 'wlp2s0', 'wlp0s20f3', 'wlx00c0caaf1234', 'ap0', 'wlan0_ap', 'uap0'],
    ...[
      'br0',
      'br-lan',
      'br-ex',
      'vmbr0',
      'bond0',
      'team0',
      'eth0.100',
      'vlan10',
      'macvlan0',
      'lan0',
      'local0',
    ],
  ],
  macOS: ['en0', 'en1', 'en5', 'en10', 'ap1', 'bond0', 'vlan0'],
  Windows: [
    ...['Ethernet', 'Ethernet 2', 'Ethernet 12', 'Wi-Fi', 'Wi-Fi 2', 'WLAN', 'WiFi', 'LAN-Verbindung'],
    ...[
      'Local Area Connection',
      'Local Area Connection 2',
      'Local Area Connection* 10',
      'Wireless Network Connection',
    ],
    ...[
      'vEthernet (External)',
      'vEthernet (External Switch)',
      'vEthernet (New Virtual Switch)',
      'vEthernet (LAN)',
    ],
    ...[
      'vEthernet (Wi-Fi)',
      'vEthernet (Bridged)',
      'Drahtlosnetzwerkverbindung',
      'Conexión de área local',
      '以太网',
    ],
    ...['Réseau Tapis', 'Loft', 'Tunis', 'Long Table'],
  ],
}
/** Names of virtual machines, containers, tunnels and modems. */
const VIRTUAL = {
  Linux: [
    ...[
      'lo',
      'docker0',
      'docker_gwbridge',
      'br-3f2a9c1d4e5b',
      'veth1a2b3c4',
      'vethd41d8cd@if5',
      'podman0',
      'podman1',
    ],
    ...[
      'cni0',
      'cni-podman0',
      'lxcbr0',
      'lxdbr0',
      'incusbr0',
      'virbr0',
      'virbr0-nic',
      'vnet3',
      'vmnet1',
      'vmnet8',
    ],
    ...[
      'vboxnet0',
      'mpqemubr0',
      'mpbr0',
      'waydroid0',
      'flannel.1',
      'flannel-v6.1',
      'cali1a2b3c4d5e6',
      'vxlan.calico',
    ],
    ...[
      'cilium_host',
      'cilium_net',
      'lxc12ab34cd',
      'kube-bridge',
      'kube-ipvs0',
      'weave',
      'ovs-system',
      'crc',
    ],
    ...[
      'tun0',
      'tun1',
      'tap0',
      'tunl0',
      'wg0',
      'wg-home',
      'wg0-mullvad',
      'tailscale0',
      'ztabcdef12',
      'zt7nnig26h',
    ],
    ...[
      'nordlynx',
      'nordtun',
      'proton0',
      'pvpnksintrf0',
      'CloudflareWARP',
      'gpd0',
      'cscotun0',
      'tunsnx',
      'ham0',
    ],
    ...[
      'ppp0',
      'ipsec0',
      'wt0',
      'nebula1',
      'outline-tun0',
      'vpn0',
      'sit0',
      'dummy0',
      'ifb0',
      'wwan0',
      'wwp0s20f0u3',
    ],
  ],
  macOS: [
    ...[
      'lo0',
      'utun0',
      'utun4',
      'feth2842',
      'bridge0',
      'bridge100',
      'vmenet0',
      'vmnet8',
      'vboxnet0',
      'vnic0',
    ],
    ...['awdl0', 'llw0', 'anpi0', 'gif0', 'stf0', 'ipsec0', 'ppp0'],
  ],
  Windows: [
    ...[
      'Loopback Pseudo-Interface 1',
      'Npcap Loopback Adapter',
      'Tailscale',
      'ZeroTier One [8056c2e21c000001]',
    ],
    ...[
      'VirtualBox Host-Only Network',
      'VirtualBox Host-Only Network #2',
      'VirtualBox Host-Only Ethernet Adapter',
    ],
    ...['VMware Network Adapter VMnet1', 'VMware Network Adapter VMnet8', 'VMnet8', 'Parallels Shared #0'],
    ...[
      'vEthernet (Default Switch)',
      'vEthernet (WSL)',
      'vEthernet (WSL (Hyper-V firewall))',
      'vEthernet (nat)',
    ],
    ...[
      'vEthernet (DockerNAT)',
      'vEthernet (HNS Internal NIC)',
      'vEthernet (Internal Switch)',
      'Host-only network',
    ],
    ...[
      'OpenVPN TAP-Windows6',
      'OpenVPN Wintun',
      'OpenVPN Data Channel Offload',
      'TAP-NordVPN Windows Adapter V9',
    ],
    ...[
      'NordLynx',
      'Hamachi',
      'Radmin VPN',
      'ProtonVPN TUN',
      'Mullvad',
      'WireGuard Tunnel',
      'My VPN',
      'wgs0',
    ],
    ...['Cisco AnyConnect Secure Mobility Client', 'Teredo Tunneling Pseudo-Interface', 'isatap.{A1B2-C3}'],
    ...['Cellular', 'Mobile Broadband Connection', 'Mobilfunk', 'Bluetooth Network Connection'],
  ],
}

const named = (table: Record<string, string[]>) =>
  Object.entries(table).flatMap(([system, names]) => names.map((name) => [system, name] as const))

describe('the name of an interface', () => {
  it.each(named(REAL))('of %s, %j, is one of a real network', (_, name) => {
    expect(isVirtualName(name)).toBe(false)
  })

  it.each(named(VIRTUAL))('of %s, %j, is one of a virtual network', (_, name) => {
    expect(isVirtualName(name)).toBe(true)
  })
})

it.each([
  ['a host-only network of VirtualBox', '0a:00:27:00:00:03', true],
  ['VMnet8 of VMware', '00:50:56:c0:00:08', true],
  ['the shared network of Parallels', '00:1c:42:00:00:08', true],
  ['a TAP adapter of OpenVPN', '00:FF:A8:12:34:56', true],
  ['a tunnel', '00:00:00:00:00:00', true],
  ['a guest of VirtualBox', '08:00:27:a1:b2:c3', false],
  ['a guest of VMware', '00:0c:29:a1:b2:c3', false],
  ['a laptop', '3c:22:fb:01:02:03', false],
])('the hardware address of %s is known for what it is', (_, mac, virtual) => {
  expect(isVirtualHardware(mac)).toBe(virtual)
})
