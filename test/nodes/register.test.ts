import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { joinRegister, type Register, type RegisterOptions } from '../../server/nodes/register.ts'
import { connect } from '../../server/redis/connect.ts'
import { NODE_KEYS } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import { RedisProxy } from '../support/proxy.ts'

describe.each(provenEngines)('the names of nodes on %s', (kind) => {
  let engine: Engine
  let proxy: RedisProxy
  let wire: Wire
  const joined: Register[] = []
  const wires: Wire[] = []
  const join = async (change: Partial<RegisterOptions> = {}): Promise<Register> => {
    const register = await joinRegister({ wire, now: Date.now, log: () => {}, ...change })
    joined.push(register)
    return register
  }
  const throughProxy = async (): Promise<Wire> => {
    const opened = await connect('ioredis', proxy.url)
    wires.push(opened)
    return opened
  }
  /** Resolves when `fits` holds, now or after a change. */
  const until = (register: Register, fits: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!fits()) return
        stop()
        resolve()
      }
      const stop = register.onChange(check)
      check()
    })
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    proxy = await RedisProxy.open(Number(new URL(engine.url).port))
    wire = await connect('ioredis', engine.url)
  })
  afterEach(async () => {
    proxy.fault = () => undefined
    await proxy.listen()
    await Promise.all(joined.splice(0).map((register) => register.close()))
    expect(await wire.command(['HGETALL', NODE_KEYS.nodes])).toEqual([])
    await Promise.all(wires.splice(0).map((one) => one.close()))
  })
  afterAll(async () => {
    await wire.close()
    await proxy.close()
    await engine.close()
  })

  it('are A to Z, then A2 and B2, each once, when 28 nodes start at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 28 }, () => join()))
    expect(new Set(all.map(({ id }) => id)).size).toBe(28)
    const alphabet = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i))
    expect(all.map(({ name }) => name).sort()).toEqual([...alphabet, 'A2', 'B2'].sort())
    const [first] = all
    if (first) await until(first, () => first.names.length === 28)
    expect(first?.names).toEqual([...alphabet, 'A2', 'B2'])
  })

  it('are free again when their node leaves, and the other nodes see nodes come and go', async () => {
    const [a, b] = [await join(), await join()]
    await until(a, () => a.names.join() === 'A,B')
    await b.close()
    await until(a, () => a.names.join() === 'A')
    expect((await join()).name).toBe('B')
  })

  it('of a crashed node are given to another node only after its record has expired', async () => {
    const a = await join()
    const hold = (id: string, until: number) => JSON.stringify({ id, until, mortal: false })
    const at = Date.now()
    await wire.command(['HSET', NODE_KEYS.nodes, 'B', hold('b', at + 9000), 'C', hold('c', at - 1)])
    await wire.command(['PUBLISH', NODE_KEYS.channel, 'changed'])
    await until(a, () => a.names.join() === 'A,B')
    await a.gone('b')
    await until(a, () => a.names.join() === 'A')
    expect((await join()).name).toBe('C')
    expect((await join()).name).toBe('D')
    await wire.command(['HDEL', NODE_KEYS.nodes, 'B'])
  })

  it('of a node that was reported as crashed by mistake become its own again', async () => {
    const [a, b] = [await join(), await join()]
    const c = await join()
    await a.gone(b.id)
    const record = async () => String(await wire.command(['HGET', NODE_KEYS.nodes, 'B']))
    await expect.poll(record).not.toContain('gone')
    await until(a, () => a.names.join() === 'A,B,C')
    await until(c, () => c.names.join() === 'A,B,C')
    expect(b.name).toBe('B')
  })

  it('are kept while Redis is away, and confirmed when it is back, even if Redis has lost them', async () => {
    const through = await throughProxy()
    const [a, b] = [await join({ wire: through }), await join()]
    await proxy.away()
    await wire.command(['DEL', NODE_KEYS.nodes])
    expect(a.name).toBe('A')
    await proxy.listen()
    await until(b, () => b.names.join() === 'A,B')
    await until(a, () => a.names.join() === 'A,B')
    expect([a.name, b.name]).toEqual(['A', 'B'])
  })

  it('that another node has taken meanwhile are replaced by a free name', async () => {
    const through = await throughProxy()
    const a = await join({ wire: through })
    await proxy.away()
    await wire.command(['DEL', NODE_KEYS.nodes])
    const thief = await join()
    expect(thief.name).toBe('A')
    await proxy.listen()
    await until(a, () => a.name === 'B')
    await until(thief, () => thief.names.join() === 'A,B')
  })

  it('are replaced by the node’s id after ten seconds without a confirmation', async () => {
    let ahead = 0
    const through = await throughProxy()
    const a = await join({ wire: through, now: () => Date.now() + ahead })
    const b = await join()
    expect(a.name).toBe('A')
    await proxy.away()
    await wire.command(['DEL', NODE_KEYS.nodes])
    // `b` must see that A is gone; otherwise the names that it saw before would end the wait below.
    await wire.command(['PUBLISH', NODE_KEYS.channel, ''])
    await until(b, () => b.names.join() === 'B')
    ahead = 10_000
    expect(a.name).toBe(a.id)
    ahead = 0
    await proxy.listen()
    await until(b, () => b.names.join() === 'A,B')
    expect(a.name).toBe('A')
  })

  it('are given as soon as Redis answers, when it did not answer at the start', async () => {
    const through = await throughProxy()
    let asked = 0
    proxy.fault = (request) => (/EVAL/.test(request) && asked++ < 1 ? 'cut-before' : undefined)
    const a = await join({ wire: through })
    expect(a.name).toBe(a.id)
    await until(a, () => a.name === 'A')
  })

  it('select the node to kill; an unknown name, or a node without chaos, is refused', async () => {
    const a = await join()
    let die = (): void => {}
    const died = new Promise<void>((resolve) => {
      die = resolve
    })
    const b = await join({ die })
    await expect(a.kill('Q')).rejects.toMatchObject({ code: 'unknown-node' })
    await expect(b.kill('A')).rejects.toMatchObject({ code: 'chaos-not-allowed' })
    await a.kill('B')
    await died
  })

  it('let a kill reach a node that missed the event when it next confirms its name', async () => {
    const a = await join()
    let die = (): void => {}
    const died = new Promise<void>((resolve) => {
      die = resolve
    })
    await join({ die, wire: { ...wire, listen: async () => async () => {} } })
    await a.kill('B')
    await died
  })
})
