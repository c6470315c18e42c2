import { describe, expect, it } from 'vitest'
import { candidates, inviteOf, typedOrigin } from '../../../client/views/screen/invite.ts'

const LAN = 'http://192.168.1.20:3000'
const HOTSPOT = 'http://10.42.0.1:3000'
const DOCKER = 'http://172.17.0.1:3000'
const LOCAL = 'http://localhost:3000'
const told = { origins: [LAN, HOTSPOT, DOCKER, LOCAL], inner: [DOCKER] }
const at = (origin: string) => ({ origin })

describe('the address in the QR code', () => {
  it('is the host’s choice, before all others', () => {
    const public_ = { origins: ['https://bank.example.org', ...told.origins] }
    for (const here of [LOCAL, LAN])
      expect(inviteOf(at(here), public_, { origin: HOTSPOT, typed: false })).toEqual({ origin: HOTSPOT })
    expect(inviteOf(at(LOCAL), told, { origin: 'http://10.9.9.9', typed: true })).toEqual({
      origin: 'http://10.9.9.9',
    })
  })

  it('is not a choice from the list of another network, until the server lists it again', () => {
    const elsewhere = { origins: ['http://10.20.30.40:3000', LOCAL] }
    const chosen = { origin: HOTSPOT, typed: false }
    expect(inviteOf(at(LOCAL), elsewhere, chosen)).toEqual({ origin: 'http://10.20.30.40:3000' })
    expect(inviteOf(at(LOCAL), told, chosen)).toEqual({ origin: HOTSPOT })
  })

  it('is the one by which the projector was opened, when others can reach it', () => {
    for (const here of [HOTSPOT, 'https://bank.example.org', 'http://[fd00::7]:3000'])
      expect(inviteOf(at(here), told)).toEqual({ origin: here })
  })

  it.each([
    LOCAL,
    'http://127.0.0.1:3000',
    'http://127.8.9.1:3000',
    'http://[::1]:3000',
    'http://0.0.0.0:3000',
    'http://bank.localhost:3000',
    'http://host.docker.internal:3000',
    DOCKER,
  ])('is the server’s best guess when the projector was opened by %s', (here) => {
    expect(inviteOf(at(here), told)).toEqual({ origin: LAN })
  })

  it('is none when the server knows none: the page says why', () => {
    const nowhere = { origins: [LOCAL], inner: [DOCKER], unreachable: 'It runs in a container.' }
    for (const here of [LOCAL, DOCKER])
      expect(inviteOf(at(here), nowhere)).toEqual({ why: 'It runs in a container.' })
    expect(inviteOf(at(LAN), nowhere)).toEqual({ origin: LAN })
    expect(inviteOf(at(LOCAL), nowhere, { origin: LAN, typed: true })).toEqual({ origin: LAN })
    expect(inviteOf(at(LOCAL), { origins: [LOCAL] })).toHaveProperty('why')
  })

  it('is never a text that is no address', () => {
    expect(inviteOf(at(LOCAL), { origins: ['bank.example.org', LOCAL] })).toHaveProperty('why')
    expect(inviteOf(at('null'), { origins: [] })).toHaveProperty('why')
  })
})

it('the addresses to choose from are the page’s own, the server’s and the virtual ones, each once', () => {
  expect(candidates(at(LOCAL), told)).toEqual([LAN, HOTSPOT, DOCKER])
  expect(candidates(at(HOTSPOT), told)).toEqual([HOTSPOT, LAN, DOCKER])
  expect(candidates(at(LOCAL), { origins: [LOCAL], inner: [DOCKER] })).toEqual([DOCKER])
})

describe('a typed address', () => {
  it.each([
    ['192.168.1.20:3000', LAN],
    [' http://192.168.1.20:3000/r/K7Q4MX ', LAN],
    ['HTTPS://Bank.Example.org', 'https://bank.example.org'],
    ['[fd00::7]:3000', 'http://[fd00::7]:3000'],
  ])('%j is %s', (typed, origin) => {
    expect(typedOrigin(typed)).toBe(origin)
  })

  it.each([
    '',
    ' ',
    'localhost:3000',
    '127.0.0.1',
    'laptop',
    'a b.c',
    'ftp://x.org',
    'http://',
    '1.2.3.4:99999',
    'u:p@x.org',
  ])('%j is of no use to phones', (typed) => {
    expect(typedOrigin(typed)).toBeUndefined()
  })
})
