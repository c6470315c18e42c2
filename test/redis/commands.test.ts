import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Engine, EngineKind } from '../../server/engine/engine.ts'
import { openEngine } from '../../server/engine/ladder.ts'
import { probe } from '../../server/redis/connect.ts'
import { redisServerPath } from '../support/machine.ts'
import { type OpenWire, type Wire, wires } from './wires.ts'

const engines: EngineKind[] = ['embedded', 'local']
const BOOK = `
  local entry = cjson.decode(ARGV[1])
  local balance = redis.call('INCRBY', KEYS[1], entry.amount)
  local time = redis.call('TIME')
  redis.call('RPUSH', KEYS[2], cjson.encode({ wrote = balance, at = time[1] * 1000 + math.floor(time[2] / 1000) }))
  redis.pcall('PUBLISH', 'bell', balance)
  return cjson.encode({ wrote = balance })`

for (const kind of engines) {
  describe.skipIf(kind === 'local' && !redisServerPath && !process.env.CI)(`on the ${kind} engine`, () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await openEngine({ engine: kind, env: { PATH: process.env.PATH }, probe })
    })
    afterAll(() => engine?.close())

    describe.each(Object.entries(wires))('the client %s', (_client: string, open: OpenWire) => {
      let one: Wire
      let two: Wire
      beforeEach(async () => {
        ;[one, two] = await Promise.all([open(engine.url), open(engine.url)])
        await one.send('FLUSHALL')
      })
      afterEach(() => {
        one?.close()
        two?.close()
      })

      test('reads several keys at once, the missing ones as null', async () => {
        await one.send('SET', 'a', '1')
        expect(await one.mGet('a', 'b')).toEqual(['1', null])
      })

      test('sets a missing key with NX, leaves an existing one, and sets an expiry', async () => {
        expect(await one.send('SET', 'lock', 'a', 'NX', 'PX', '60000')).toBe('OK')
        expect(await two.send('SET', 'lock', 'b', 'NX', 'PX', '60000')).toBeNull()
        expect(await one.send('PTTL', 'lock')).toSatisfy((ms: number) => ms > 50_000 && ms <= 60_000)
        expect(await one.send('SET', 'receipt', 'r', 'EX', '86400')).toBe('OK')
        expect(await one.send('EXPIRE', 'receipt', '60')).toBe(1)
        expect(await one.send('TTL', 'receipt')).toBe(60)
      })

      test('reads an expired key as null', async () => {
        await one.send('SET', 'lock', 'a', 'PX', '1')
        await expect.poll(() => one.get('lock')).toBeNull()
      })

      test('runs a script with cjson, TIME and PUBLISH, by text and by digest', async () => {
        const args = [JSON.stringify({ amount: -40 })]
        const keys = ['balance', 'journal']
        expect(await one.eval(BOOK, keys, args)).toBe('{"wrote":-40}')
        const sha = String(await one.send('SCRIPT', 'LOAD', BOOK))
        expect(await two.evalSha(sha, keys, args)).toBe('{"wrote":-80}')
        const journal = (await one.send('LRANGE', 'journal', '0', '-1')) as string[]
        const entries = journal.map((text) => JSON.parse(text))
        expect(entries.map(({ wrote }) => wrote)).toEqual([-40, -80])
        expect(Math.abs(entries[0].at - Date.now())).toBeLessThan(60_000)
      })

      test('answers NOSCRIPT to a digest it does not know', async () => {
        await expect(one.evalSha('f'.repeat(40), [], [])).rejects.toThrow(/^NOSCRIPT/)
      })

      test('refuses the MULTI block when a watched key has changed, and only then', async () => {
        await one.watch('balance')
        await two.send('SET', 'balance', '7')
        expect(await one.setInMulti('balance', '1')).toBe('conflict')
        expect(await one.get('balance')).toBe('7')
        await one.watch('balance')
        expect(await one.setInMulti('balance', '8')).toBe('done')
        expect(await one.get('balance')).toBe('8')
      })

      test('refuses the MULTI block when a script has changed the watched key', async () => {
        await one.watch('balance')
        await two.eval(`return redis.call('SET', KEYS[1], ARGV[1])`, ['balance'], ['5'])
        expect(await one.setInMulti('balance', '1')).toBe('conflict')
      })

      test('receives the messages of another connection in order', async () => {
        const heard: string[] = []
        await one.subscribe('bell', (message) => heard.push(message))
        await two.send('PUBLISH', 'bell', 'first')
        await two.eval(`redis.pcall('PUBLISH', 'bell', 'second') return 1`, [], [])
        await expect.poll(() => heard).toEqual(['first', 'second'])
      })

      test('stores lists and hashes', async () => {
        expect(await one.send('RPUSH', 'l', 'a', 'b', 'c')).toBe(3)
        expect(await one.send('LRANGE', 'l', '1', '-1')).toEqual(['b', 'c'])
        expect(await one.send('HSET', 'h', 'name', 'Ada', 'color', 'red')).toBe(2)
        expect(await one.hGetAll('h')).toEqual({ name: 'Ada', color: 'red' })
      })

      test('tells the time in seconds and microseconds', async () => {
        const [seconds, micros] = (await one.send('TIME')) as [string, string]
        expect(Math.abs(Number(seconds) * 1000 - Date.now())).toBeLessThan(60_000)
        expect(Number(micros)).toBeLessThan(1_000_000)
      })

      test('runs scripts of several connections one after the other', async () => {
        const step = `local n = redis.call('GET', KEYS[1]) or 0
          return redis.call('SET', KEYS[1], n + 1)`
        const calls = Array.from({ length: 100 }, (_, i) => (i % 2 ? one : two).eval(step, ['n'], []))
        await Promise.all(calls)
        expect(await one.get('n')).toBe('100')
      })
    })
  })
}
