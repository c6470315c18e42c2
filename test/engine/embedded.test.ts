import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { openEngine } from '../../server/engine/ladder.ts'
import { probe } from '../../server/redis/connect.ts'

const pack = (...words: string[]) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`

describe('the embedded engine', () => {
  let engine: Engine
  const notices: string[] = []
  let death: string | undefined
  beforeAll(async () => {
    engine = await openEngine({ env: { PATH: '' }, probe, onNotice: (sentence) => notices.push(sentence) })
    void engine.died.then((sentence) => {
      death = sentence
    })
  })
  afterAll(() => engine?.close())

  const dial = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(engine.url).port), '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    return socket
  }

  // Not `once`: it rejects on ECONNRESET, and a close with or without it is fine here.
  const closing = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))

  test('is used without a notice when the PATH has no server', () => {
    expect(engine.kind).toBe('embedded')
    expect(engine.name).toMatch(/^embedded js-redis-server \d+\.\d+\.\d+$/)
    expect(engine.cli).toBe(`redis-cli -p ${new URL(engine.url).port}`)
    expect(notices).toEqual([])
  })

  test('answers INFO as Redis 8', async () => {
    expect(await probe(engine.url)).toMatch(/^redis_version:8\./m)
  })

  test.each([
    ['in the middle of a command', '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000\r\nxxx'],
    ['before their answers arrive', pack('PING').repeat(2_000)],
    ['while they block', pack('BLPOP', 'nothing', '0')],
    ['while they are subscribed', pack('SUBSCRIBE', 'bell')],
    ['while they watch a key, in a MULTI block', pack('WATCH', 'k') + pack('MULTI') + pack('SET', 'k', '1')],
    ['in the middle of a script', pack('EVAL', 'for i = 1, 10000 do end return 1', '0').repeat(50)],
    ['after garbage', '*x\r\n\0\0\0'],
  ])('survives clients that disconnect %s', async (_when, sent) => {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = await dial()
        await new Promise((resolve) => socket.write(sent, resolve))
        const closed = closing(socket)
        socket.resetAndDestroy()
        await closed
      }),
    )
    const socket = await dial()
    socket.write(pack('PUBLISH', 'bell', 'x') + pack('RPUSH', 'k2', '1') + pack('ECHO', 'still here'))
    let heard = ''
    for await (const chunk of socket) {
      heard += chunk
      if (heard.includes('still here')) break
    }
    expect(heard).toContain('still here')
    expect(death).toBeUndefined()
  })

  test('disconnects a web page that posts to its port, and runs none of its commands', async () => {
    const socket = await dial()
    socket.resume().write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nSET hacked 1\r\n')
    await closing(socket)
    const other = await dial()
    other.write(pack('EXISTS', 'hacked'))
    expect(String((await once(other, 'data'))[0])).toBe(':0\r\n')
    other.destroy()
  })

  test('closes its connections and its port on close, and does not report that as a death', async () => {
    const socket = await dial()
    const closed = closing(socket)
    await engine.close()
    await engine.close()
    await closed
    await expect(probe(engine.url)).rejects.toThrow(/ECONNREFUSED/)
    expect(death).toBeUndefined()
  })
})
