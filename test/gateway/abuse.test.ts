import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { PROTOCOL } from '../../shared/protocol.ts'
import { redisServerPath } from '../support/machine.ts'
import { TestClient } from '../support/player.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a server that receives nonsense', () => {
  const servers = TwoServers.forTests()
  const alive = async (client: TestClient): Promise<void> => {
    const sent = Math.random()
    client.send({ type: 'ping', sent })
    await client.next('pong', (pong) => pong.sent === sent)
  }

  afterEach(() => {
    expect([...servers.server.logged, ...servers.other.logged]).toEqual([])
  })

  it('lets a connection enter a room only once', async () => {
    const room = await servers.room(QUICK)
    const seat = (nickname: string) => ({ kind: 'new' as const, nickname })
    const twice = await servers.connect()
    for (const nickname of ['one', 'two', 'three'])
      twice.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: seat(nickname) })
    twice.fire(50)
    await twice.next('snapshot')
    await alive(twice)
    expect(twice.log.filter(({ type }) => type === 'entered')).toHaveLength(1)
    expect(
      twice.log
        .filter((one) => one.type === 'error')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['already-entered', 'already-entered', 'not-in-room'])
    for (let i = 0; i < 20; i++) {
      const brief = new TestClient(servers.turn(i).port)
      await once(brief.socket, 'open')
      brief.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: seat(`brief ${i}`) })
      if (i % 2) brief.close()
      else brief.socket.close()
    }
    await alive(twice)
  })

  it.each([
    [
      'prototypes',
      '{"type":"configure","__proto__":{"strategy":"lua"},"constructor":{"prototype":{"host":true}}}',
    ],
    ['a type that is a property of all objects', '{"type":"__proto__"}'],
    ['a type that is a method of all objects', '{"type":"toString"}'],
    ['arrays in arrays', '['.repeat(2000) + ']'.repeat(2000)],
    ['objects in objects', `${'{"a":'.repeat(600)}1${'}'.repeat(600)}`],
    ['a number beyond all bounds', '{"type":"ping","sent":1e999}'],
    [
      'an amount that is no safe number',
      `{"type":"fire","tx":"${'a'.repeat(21)}","amount":9007199254740993,"epoch":1}`,
    ],
    ['an epoch beyond all bounds', `{"type":"fire","tx":"${'a'.repeat(21)}","amount":1,"epoch":1e300}`],
    ['a thousand keys', `{"type":"leave",${Array.from({ length: 500 }, (_, i) => `"${i}":1`).join()}}`],
    [
      'half a character as the room code',
      `{"type":"enter","protocol":${PROTOCOL},"code":"\\ud800","seat":{"kind":"screen"}}`,
    ],
  ])('answers %s with an error and keeps the connection', async (_, text) => {
    const client = await servers.connect()
    client.socket.send(text)
    const { code } = await client.next('error')
    expect(['bad-message', 'unknown-room']).toContain(code)
    await alive(client)
    expect(({} as { strategy?: string }).strategy).toBeUndefined()
  })

  it.each(['a\ud800', '\u3164', '\u2800\u2800', '\u115f', 'a\u0000b', '\ufeff', 'x\u200ey', 'a\u200dna'])(
    'refuses a nickname that is unreadable or that Redis cannot store: %j',
    async (nickname) => {
      const room = await servers.room()
      const client = await servers.connect()
      client.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: { kind: 'new', nickname } })
      expect(await client.error('enter')).toBe('bad-nickname')
    },
  )

  it('refuses a nickname that looks like another player’s', async () => {
    const room = await servers.room()
    await room.join('Ana')
    for (const nickname of ['ana', 'ＡＮＡ', 'ana\u200d', 'an\ufe0fa', ' ana ']) {
      const client = await servers.connect()
      client.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: { kind: 'new', nickname } })
      expect(await client.error('enter')).toBe('nickname-taken')
    }
  })

  it('disconnects the clients of a flood, and still books for another player', async () => {
    const room = await servers.room(QUICK)
    const ana = await servers.join(room, 'ana', servers.other)
    // A server limits new rooms. The other tests make theirs on the first server, so the flood goes to this one.
    const floods = await Promise.all(Array.from({ length: 20 }, () => servers.connect(servers.other)))
    for (const [i, flood] of floods.entries()) {
      const message = [
        { type: 'create' },
        { type: 'ping', sent: 1 },
        { type: 'enter', protocol: PROTOCOL, code: room.code, seat: { kind: 'new', nickname: `f${i}` } },
        { type: 'leave' },
      ][i % 4] as Parameters<TestClient['send']>[0]
      for (let n = 0; n < 300; n++) flood.send(message)
    }
    expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
    for (const flood of floods) {
      await flood.until(() => flood.closed, 'the end').catch(() => {})
      expect(flood.closed?.code).toBe(1008)
    }
    await ana.settled(ana.fire(50))
    expect(await ana.account(({ version }) => version === 2)).toMatchObject({ actual: 200, expected: 200 })
  })

  it('survives broken HTTP requests and broken WebSocket handshakes and frames', async () => {
    const { port } = servers.server
    const upgrade = `GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
    const bytes = [
      'nonsense\r\n\r\n',
      'GET /ws HTTP/1.1\r\nHost: x\r\n',
      'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'GET /../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      upgrade.replace('dGhlIHNhbXBsZSBub25jZQ==', 'short'),
      `${upgrade}\xff\xff\xff\xff\xff\xff`,
      `${upgrade}\x81\x05hello`,
    ]
    for (const text of bytes) {
      const socket = connectSocket(port, '127.0.0.1')
      socket.on('error', () => {})
      await once(socket, 'connect')
      let got = ''
      socket.on('data', (chunk) => {
        got += chunk
      })
      socket.end(Buffer.from(text, 'latin1'))
      await once(socket, 'close')
      expect(got).not.toContain('root:')
    }
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })
})
