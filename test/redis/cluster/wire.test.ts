import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { slotOf } from '../../../server/redis/cluster/key-slot.ts'
import { connect } from '../../../server/redis/connect.ts'
import { runScript } from '../../../server/redis/run-script.ts'
import { script } from '../../../server/redis/script.ts'
import { NoAnswer, RefusedByRedis, type Wire } from '../../../server/redis/wire.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { TestCluster } from '../../support/cluster.ts'
import { redisServerPath } from '../../support/machine.ts'
import type { Fault } from '../../support/proxy.ts'

const KEYS = ['bankrun:{K7Q4MX}:room', 'a', '{}b', '{c', 'd{e}{f}', '{{g}}', 'ü{ö}', 'foo{}{bar}']

describe.skipIf(!redisServerPath && !process.env.CI)('the wire to a cluster', () => {
  let cluster: TestCluster
  const opened: Wire[] = []
  const open = async (client: ClientKind): Promise<Wire> => {
    const wire = await connect(client, cluster.endpoint)
    opened.push(wire)
    return wire
  }
  /** The fault for the first request that contains the key. */
  const unlucky = new Map<string, Fault>()
  function fault(request: string): Fault | undefined {
    for (const [key, fault] of unlucky) if (request.includes(key) && unlucky.delete(key)) return fault
    return undefined
  }
  beforeAll(async () => {
    cluster = await TestCluster.open()
    for (const { proxy } of cluster.nodes) proxy.fault = fault
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((wire) => wire.close()))
  })
  afterAll(() => cluster?.close())

  it('computes the same slot for every key as Redis', async () => {
    for (const key of KEYS) expect([key, slotOf(key)]).toEqual([key, await cluster.slotOf(key)])
  })

  describe.each(ClientKind.options)('with %s', (client) => {
    it('writes every key to the server that owns it', async () => {
      const wire = await open(client)
      for (const key of KEYS) await wire.command(['SET', key, key])
      for (const key of KEYS) expect(await cluster.read('GET', key)).toBe(key)
      expect(wire.up).toBe(true)
      expect(await wire.command(['TIME'])).toHaveLength(2)
    })

    it('never repeats a command, a script or a block that may have been executed', async () => {
      const add = script(`return redis.call('INCRBY', KEYS[1], ARGV[1])`)
      const ways: [string, (wire: Wire, key: string) => Promise<unknown>][] = [
        ['command', (wire, key) => wire.command(['INCRBY', key, '100'])],
        ['script', (wire, key) => runScript((command) => wire.command(command), add, [key], ['100'])],
        [
          'block',
          async (wire, key) => {
            const lease = await wire.lease(key)
            return lease.multi([['INCRBY', key, '100']]).finally(() => lease.release())
          },
        ],
      ]
      // Redis refuses an unknown digest; the fault must hit the request that executes the script.
      for (const { ask } of cluster.nodes) await ask('SCRIPT', 'LOAD', add.text)
      const faults: Fault[] = ['cut-after', 'mute']
      const cases = ways.flatMap(([way, send]) => faults.map((fault) => ({ way, send, fault })))
      await Promise.all(
        cases.map(async ({ way, send, fault }) => {
          const wire = await open(client)
          const key = `once:{${client} ${way} ${fault}}`
          unlucky.set(key, fault)
          await expect(send(wire, key), key).rejects.toBeInstanceOf(NoAnswer)
          expect(unlucky.has(key)).toBe(false)
          await expect
            .poll(() => wire.command(['GET', key]).catch(() => 'away'), { message: key })
            .toBe('100')
        }),
      )
    })

    it('executes every command once while a slot moves away and back', async () => {
      const wire = await open(client)
      const keys = Array.from({ length: 8 }, (_, i) => `n{${client}}${i}`)
      const slot = slotOf(keys[0] as string)
      for (const key of keys) await wire.command(['SET', key, '0'])
      let stop = false
      let sent = 0
      const writers = keys.map(async (key) => {
        while (!stop) {
          await wire.command(['INCR', key])
          sent += 1
        }
      })
      const home = await cluster.ownerOf(slot)
      const away = await cluster.otherThan(home)
      // Some keys have moved and some have not: reads of both kinds are answered before the slot has moved.
      await cluster.migrate(slot, away, async () => {
        const read = Promise.all(keys.map((key) => wire.command(['GET', key])))
        expect((await read).map(Number).every((count) => count >= 0)).toBe(true)
      })
      await cluster.migrate(slot, home)
      stop = true
      await Promise.all(writers)
      const counts = (await wire.command(['MGET', ...keys])) as string[]
      expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(sent)
      expect(sent).toBeGreaterThan(keys.length)
    })

    it('opens while the owner of the first slot is down, and serves the keys of the other servers', async () => {
      const first = await cluster.ownerOf(0)
      await first.proxy.away()
      const wire = await open(client)
      expect({ up: wire.up, whole: wire.whole }).toEqual({ up: true, whole: false })
      expect(await wire.command(['TIME'])).toHaveLength(2)
      const keys = ['a', 'b', 'c', 'd', 'e', 'f']
      for (const key of keys) {
        const away = (await cluster.ownerOf(slotOf(key))) === first
        expect(wire.reaches(key)).toBe(!away)
        if (away) await expect(wire.command(['GET', key])).rejects.toBeInstanceOf(NoAnswer)
        else await wire.command(['GET', key])
      }
      await first.proxy.listen()
      await expect.poll(() => wire.whole, { timeout: 5000 }).toBe(true)
      for (const key of keys) await wire.command(['GET', key])
    })

    it('refuses a command whose keys are in different slots', async () => {
      const wire = await open(client)
      await expect(wire.command(['MGET', 'a{1}', 'b{2}'])).rejects.toBeInstanceOf(RefusedByRedis)
    })

    it('hears messages of commands and scripts, on every server and after the slot has moved', async () => {
      const wire = await open(client)
      const other = await open(client === 'redis' ? 'ioredis' : 'redis')
      const channels = ['x', 'y', 'z'].map((name) => `feed:{${client}${name}}`)
      const heard: string[] = []
      for (const channel of channels) await wire.listen(channel, (message) => heard.push(message))
      const ring = script(`return redis.call('PUBLISH', KEYS[1], ARGV[1])`)
      const published = async (word: string): Promise<void> => {
        for (const channel of channels) {
          await other.command(['PUBLISH', channel, `${word} ${channel}`])
          const told = [`${word} by script ${channel}`]
          await runScript((command) => other.command(command), ring, [channel], told)
        }
      }
      await published('first')
      await expect.poll(() => heard.length).toBe(6)
      for (const channel of channels) {
        const slot = slotOf(channel)
        await cluster.migrate(slot, await cluster.otherThan(await cluster.ownerOf(slot)))
      }
      // A message before the new subscription is missed: pub/sub is at-most-once.
      await expect
        .poll(async () => {
          await published('later')
          return new Set(heard).size
        })
        .toBe(12)
    })

    it('turns a slot that moves after WATCH into a conflict, and writes nothing', async () => {
      const wire = await open(client)
      const key = `watched:{${client}}`
      const slot = slotOf(key)
      await wire.command(['SET', key, '1'])
      const lease = await wire.lease(key)
      await lease.watch([key])
      expect(await lease.command(['GET', key])).toBe('1')
      await cluster.migrate(slot, await cluster.otherThan(await cluster.ownerOf(slot)))
      expect(await lease.command(['GET', key])).toBe('1')
      expect(lease.usable).toBe(false)
      expect(await lease.multi([['SET', key, '2']])).toBe('conflict')
      await lease.release()
      const next = await wire.lease(key)
      await next.watch([key])
      expect(await next.multi([['SET', key, '3']])).toEqual(['OK'])
      await next.release()
      expect(await cluster.read('GET', key)).toBe('3')
    })

    it('executes a block without a watch on the new owner after the slot has moved', async () => {
      const wire = await open(client)
      const key = `block:{${client}}`
      const slot = slotOf(key)
      const lease = await wire.lease(key)
      await cluster.migrate(slot, await cluster.otherThan(await cluster.ownerOf(slot)))
      expect(await lease.multi([['INCRBY', key, '5']])).toEqual([5])
      await lease.release()
    })
  })
})
