import { describe, expect, it } from 'vitest'
import { type Addresses, addressesOf, type Known } from '../../server/start/addresses.ts'
import { info, interfacesOf } from './networks.ts'

type Named = Parameters<typeof interfacesOf>[0]

const reached = (named: Named, known: Partial<Known> = {}): Addresses =>
  addressesOf({
    port: 3000,
    listening: '::',
    interfaces: interfacesOf(named),
    routed: [],
    enclosure: undefined,
    ...known,
  })
const at = (...addresses: string[]) => addresses.map((address) => `http://${address}:3000`)

describe('the addresses for phones', () => {
  it('are those of real networks before those of virtual ones, in whatever order the system lists them', () => {
    const named = {
      ZeroTier: ['10.147.17.5'],
      docker0: ['172.17.0.1'],
      lxdbr0: ['10.66.7.1'],
      'VirtualBox Host-Only Network': ['192.168.56.1'],
      wlo1: ['192.168.1.20'],
    }
    expect(reached(named)).toEqual({
      here: 'http://localhost:3000',
      phones: at('192.168.1.20', '192.168.56.1', '10.147.17.5', '10.66.7.1', '172.17.0.1'),
      inner: at('192.168.56.1', '10.147.17.5', '10.66.7.1', '172.17.0.1'),
    })
    const others = Object.fromEntries(Object.entries(named).reverse())
    expect(reached(others).phones[0]).toBe('http://192.168.1.20:3000')
  })

  it('begin with the default route’s among the real networks', () => {
    const named = { eth0: ['192.168.1.20'], wlan0: ['10.42.0.1'], eth1: ['172.16.3.4'] }
    expect(reached(named).phones).toEqual(at('192.168.1.20', '10.42.0.1', '172.16.3.4'))
    expect(reached(named, { routed: ['172.16.3.4'] }).phones).toEqual(
      at('172.16.3.4', '192.168.1.20', '10.42.0.1'),
    )
  })

  it('do not begin with the default route’s when that is a tunnel or a modem', () => {
    for (const tunnel of ['tun0', 'utun4', 'wwan0', 'My VPN']) {
      const { phones } = reached({ [tunnel]: ['10.8.0.2'], wlan0: ['10.42.0.1'] }, { routed: ['10.8.0.2'] })
      expect(phones, tunnel).toEqual(at('10.42.0.1', '10.8.0.2'))
    }
  })

  it.each([
    ['no hardware address', info('10.8.0.2', { mac: '00:00:00:00:00:00' })],
    ['a network of its own', info('10.8.0.2', { netmask: '255.255.255.255' })],
    ['VirtualBox’s hardware address', info('10.8.0.2', { mac: '0a:00:27:00:00:03' })],
  ])('come later for an interface of any name that has %s', (_, odd) => {
    expect(reached({ office: [odd], wlan0: ['172.16.0.9'] }).phones).toEqual(at('172.16.0.9', '10.8.0.2'))
  })

  it('are those of the hotspot of macOS, Windows and Linux', () => {
    const vms = { bridge100: ['192.168.64.1'], en0: ['10.1.1.1'] }
    expect(reached(vms).phones[0]).toBe('http://10.1.1.1:3000')
    expect(reached({ utun3: ['10.8.0.2'], bridge100: ['192.168.2.1'] }).phones[0]).toBe(
      'http://192.168.2.1:3000',
    )
    const windows = { 'My VPN': ['10.8.0.2'], 'Local Area Connection* 10': ['192.168.137.1'] }
    expect(reached(windows).phones[0]).toBe('http://192.168.137.1:3000')
    expect(reached({ tun0: ['10.8.0.2'], ap0: ['10.42.0.1'] }).phones[0]).toBe('http://10.42.0.1:3000')
  })

  it('are the virtual ones when there are no others, and self-assigned ones come last', () => {
    expect(reached({ tailscale0: ['100.101.102.103'] }).phones).toEqual(at('100.101.102.103'))
    const { phones } = reached({ eth0: ['169.254.7.8'], docker0: ['172.17.0.1'], wlan0: ['10.0.0.4'] })
    expect(phones[0]).toBe('http://10.0.0.4:3000')
    expect(phones).toHaveLength(3)
  })

  it('are bracketed, global or unique-local and never fe80:: on a network that has only IPv6', () => {
    expect(reached({ en0: ['fe80::1', '2a02:8070::1234', 'fd00::7'] }).phones).toEqual(
      at('[2a02:8070::1234]'),
    )
    expect(reached({ en0: ['fe80::1', 'fd12:3456::7'] }).phones).toEqual(at('[fd12:3456::7]'))
    const both = { en0: ['2a02:8070::1', '2a02:8070::2'] }
    expect(reached(both, { routed: ['2a02:8070::2'] }).phones).toEqual(at('[2a02:8070::2]'))
    // 464XLAT of macOS, a network without a DHCP server, Teredo.
    expect(reached({ en0: ['192.0.0.2', '2a02:8070::1'] }).phones).toEqual(at('[2a02:8070::1]'))
    expect(reached({ en0: ['169.254.7.8', '2a02:8070::1'] }).phones[0]).toBe('http://[2a02:8070::1]:3000')
    expect(reached({ en0: ['fe80::1', '2001:0:53aa:64c::1', '2001::1'] }).phones).toEqual([])
  })

  it('are IPv4 on a network that has both', () => {
    expect(reached({ en0: ['2a02:8070::1', 'fd00::1', '192.168.1.20'] }).phones).toEqual(at('192.168.1.20'))
  })

  it('are only those that are listened on', () => {
    const named = { eth0: ['192.168.1.20', '2a02::1'], eth1: ['2a02::2'] }
    expect(reached(named, { listening: '0.0.0.0' }).phones).toEqual(at('192.168.1.20'))
    expect(reached(named, { listening: '2a02::2' })).toMatchObject({
      here: 'http://[2a02::2]:3000',
      phones: at('[2a02::2]'),
    })
    expect(reached(named, { listening: '192.168.1.20' })).toMatchObject({
      here: 'http://192.168.1.20:3000',
      phones: at('192.168.1.20'),
    })
  })

  it('are none, for a reason, when only this machine is listened on', () => {
    for (const listening of ['127.0.0.1', '::1', '127.0.1.1']) {
      const { phones, unreachable } = reached({ eth0: ['192.168.1.20'] }, { listening })
      expect(phones).toEqual([])
      expect(unreachable).toContain(`listens on ${listening} only`)
      expect(unreachable).toContain('--host')
    }
  })

  it('begin with the public URL, and then with the forwarded one', () => {
    const publicUrl = 'https://bank.example.org'
    expect(reached({ eth0: ['192.168.1.20'] }, { publicUrl }).phones).toEqual([
      publicUrl,
      ...at('192.168.1.20'),
    ])
    const forwarded = 'https://name-3000.app.github.dev'
    expect(reached({}, { forwarded, publicUrl, listening: '127.0.0.1' }).phones).toEqual([
      publicUrl,
      forwarded,
    ])
  })

  it('leave out a public URL that every phone takes for itself', () => {
    for (const publicUrl of [
      'http://localhost:3000',
      'http://127.0.0.1:80',
      'http://[::1]:3000',
      'http://0.0.0.0:3000',
    ])
      expect(reached({ eth0: ['192.168.1.20'] }, { publicUrl }).phones).toEqual(at('192.168.1.20'))
  })

  it.each([
    ['container', 'runs in a container'],
    ['wsl', 'runs in WSL'],
  ] as const)('are none, for a reason, in a %s without a public URL', (enclosure, why) => {
    const inside = reached({ eth0: ['172.17.0.2'] }, { enclosure })
    expect(inside).toMatchObject({ phones: [], inner: at('172.17.0.2') })
    expect(inside.unreachable).toContain(why)
    expect(inside.unreachable).toContain('--public-url')
    const publicUrl = 'http://192.168.1.20:3000'
    const told = reached({ eth0: ['172.17.0.2'] }, { enclosure, publicUrl })
    expect(told).toMatchObject({ phones: [publicUrl] })
    expect(told).not.toHaveProperty('unreachable')
  })

  it('are none, for a reason, on a machine without a network', () => {
    expect(reached({}).unreachable).toContain('on no network')
  })
})
