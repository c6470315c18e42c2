import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../server/engine/endpoint.ts'
import { type Engine, EngineError, type EngineOptions, type ProbeRedis } from '../../server/engine/engine.ts'
import { openEngine } from '../../server/engine/ladder.ts'
import { probe } from '../../server/redis/connect.ts'
import { closedPort } from '../support/closed-port.ts'
import { redisServerPath } from '../support/machine.ts'

const folders: string[] = []
const opened: Engine[] = []
const noPath = { PATH: '' }
const info = (version: string) => async () => `redis_version:${version}\r\nredis_mode:standalone\r\n`

async function open(options: Partial<EngineOptions>): Promise<Engine> {
  const engine = await openEngine({ probe, env: noPath, ...options })
  opened.push(engine)
  return engine
}

/** The message of the error that `open` rejects with. */
async function refusal(options: Partial<EngineOptions>): Promise<string> {
  const error = await open(options).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(EngineError)
  return (error as EngineError).message
}

/** A PATH with only these programs, each of them a shell script or a link to a real program. */
function pathWith(programs: Record<string, { script: string } | { link: string }>): { PATH: string } {
  const folder = mkdtempSync(join(tmpdir(), 'bank-run-path-'))
  folders.push(folder)
  for (const [name, program] of Object.entries(programs)) {
    const file = join(folder, name)
    if ('link' in program) symlinkSync(program.link, file)
    else {
      writeFileSync(file, `#!/bin/sh\n${program.script}\n`)
      chmodSync(file, 0o755)
    }
  }
  return { PATH: folder }
}

afterEach(() => Promise.all(opened.splice(0).map((engine) => engine.close())))
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe('the external rung', () => {
  test('a named server that answers is the engine', async () => {
    const url = 'rediss://ada:p%40ss@cache.example:7000/3'
    const engine = await open({ redisUrl: url, probe: info('7.2.4') })
    expect(engine).toMatchObject({ kind: 'external', name: 'Redis 7.2.4', url })
    expect(engine.endpoint).toEqual({
      kind: 'single',
      at: { host: 'cache.example', port: 7000 },
      database: 3,
      access: { username: 'ada', password: 'p@ss', tls: {} },
    })
    expect(engine.cli).toBe('redis-cli -h cache.example -p 7000 --user ada --askpass -n 3 --tls')
  })

  test('a server of a cluster leads to the whole cluster', async () => {
    const asked: Endpoint['kind'][] = []
    const engine = await open({
      redisUrl: 'redis://:s3cret@h',
      probe: async ({ kind }) => {
        asked.push(kind)
        const server = 'redis_version:8.0.0\nredis_mode:cluster'
        return kind === 'single' ? server : `${server}\ncluster_size:3\ncluster_slots_assigned:16384`
      },
    })
    expect(asked).toEqual(['single', 'cluster'])
    expect(engine.endpoint).toMatchObject({ kind: 'cluster', nodes: [{ host: 'h', port: 6379 }] })
    expect(engine.name).toBe('Redis 8.0.0, cluster of 3 primaries')
    expect(engine.cli).toBe('redis-cli -h h -p 6379 --askpass -c')
  })

  test('a cluster without all of its slots is an error', async () => {
    const text = 'redis_version:8.0.0\nredis_mode:cluster\ncluster_size:1\ncluster_slots_assigned:10'
    const message = await refusal({ redisCluster: 'h:7000', probe: async () => text })
    expect(message).toContain('h:7000 (--redis-cluster) cannot be used. It has given only 10 of its 16384')
  })

  test('--redis overrides REDIS_URL, and an empty REDIS_URL counts as unset', async () => {
    const asked: string[] = []
    const ask: ProbeRedis = (endpoint) => {
      if (endpoint.kind === 'single') asked.push(endpoint.at.host)
      return info('7.0.0')()
    }
    await open({ env: { ...noPath, REDIS_URL: 'redis://from-env' }, probe: ask })
    await open({
      env: { ...noPath, REDIS_URL: 'redis://from-env' },
      redisUrl: 'redis://from-flag',
      probe: ask,
    })
    expect(asked).toEqual(['from-env', 'from-flag'])
    expect((await open({ env: { ...noPath, REDIS_URL: '' } })).kind).toBe('embedded')
  })

  test('an unreachable server is an error that says what was tried, and shows no password', async () => {
    const port = await closedPort()
    const message = await refusal({ redisUrl: `redis://ada:s3cret@127.0.0.1:${port}` })
    expect(message).toContain(
      `No Redis answers at redis://ada:***@127.0.0.1:${port} (--redis): connect ECONNREFUSED`,
    )
    expect(message).not.toContain('s3cret')
  })

  test('an unreachable server is never replaced by another rung', async () => {
    const REDIS_URL = `redis://127.0.0.1:${await closedPort()}`
    expect(await refusal({ env: { ...process.env, REDIS_URL } })).toContain('(REDIS_URL)')
  })

  test('a password in the error of a client is masked', async () => {
    const message = await refusal({
      redisUrl: 'redis://:s3%2Fcret@host',
      probe: async () => Promise.reject(new Error('no luck with redis://:s3%2Fcret@host (s3/cret)')),
    })
    expect(message).toContain('no luck with redis://:***@host (***)')
    expect(message).not.toMatch(/s3|cret/)
  })

  test.each([
    ['', 'no URL'],
    ['localhost:6379', 'redis:// or rediss://'],
    ['http://localhost', 'redis:// or rediss://'],
    ['redis://', 'no host'],
    ['redis://host/abc', 'no database number'],
    ['redis://:a/b@host', 'no URL'],
  ])('the malformed URL "%s" is an error: %s', async (redisUrl, what) => {
    expect(await refusal({ redisUrl })).toContain(what)
  })

  test('a Redis that is too old is an error', async () => {
    const message = await refusal({ redisUrl: 'redis://host', probe: info('6.2.14') })
    expect(message).toContain('redis://host (--redis) cannot be used. It is Redis 6.2.14')
  })

  test('without a URL, a forced external engine is an error that says how to set one', async () => {
    expect(await refusal({ engine: 'external' })).toMatch(/set REDIS_URL or give --redis/)
  })
})

describe('the local rung', () => {
  test('without a server on the PATH, a forced local engine is an error that says what it looked for', async () => {
    expect(await refusal({ engine: 'local' })).toMatch(/Looked for redis-server and valkey-server/)
  })

  test('a forced server that does not start is an error with the output of this server', async () => {
    const env = pathWith({ 'redis-server': { script: 'echo "Bad directive"; exit 3' } })
    const message = await refusal({ engine: 'local', env })
    expect(message).toContain('It ended with code 3. It said: Bad directive')
  })

  test('the embedded engine replaces servers that do not start, with a notice for each', async () => {
    const notices: string[] = []
    const env = pathWith({ 'redis-server': { script: 'exit 1' }, 'valkey-server': { script: 'exit 2' } })
    const engine = await open({ env, onNotice: (sentence) => notices.push(sentence) })
    expect(engine.kind).toBe('embedded')
    expect(notices).toEqual([
      expect.stringMatching(
        /redis-server was started .* ended with code 1\. Bank Run goes on with its embedded/,
      ),
      expect.stringMatching(
        /valkey-server was started .* ended with code 2\. Bank Run goes on with its embedded/,
      ),
    ])
  })

  test('on Windows a server on the PATH is not started, because nothing would end it when we are killed', async () => {
    const env = pathWith({ 'redis-server': { script: 'exit 1' } })
    const notices: string[] = []
    const onNotice = (sentence: string) => void notices.push(sentence)
    expect((await open({ env, platform: 'win32', onNotice })).kind).toBe('embedded')
    expect(notices).toEqual([])
    expect(await refusal({ engine: 'local', env, platform: 'win32' })).toContain('Use --engine embedded')
  })

  test('a file that is not executable does not count as a server', async () => {
    const env = pathWith({ 'redis-server': { link: '/dev/null' } })
    expect(await refusal({ engine: 'local', env })).toContain('found none')
  })

  test('a forced embedded engine ignores a named server and the PATH', async () => {
    const engine = await open({ engine: 'embedded', redisUrl: 'redis://host', env: process.env })
    expect(engine.kind).toBe('embedded')
  })
})

describe.skipIf(!redisServerPath && !process.env.CI)('the local rung with a real server', () => {
  const link = redisServerPath ?? ''

  test('a server on the PATH is the engine, without a notice', async () => {
    const notices: string[] = []
    const env = pathWith({ 'redis-server': { link } })
    const engine = await open({ env, onNotice: (sentence) => notices.push(sentence) })
    expect(engine.kind).toBe('local')
    expect(engine.cli).toBe(`redis-cli -p ${new URL(engine.url).port}`)
    expect(notices).toEqual([])
  })

  test('valkey-server is an engine, too, with valkey-cli in its command line', async () => {
    const engine = await open({ env: pathWith({ 'valkey-server': { link } }) })
    expect(engine.cli).toBe(`valkey-cli -p ${new URL(engine.url).port}`)
  })

  test('valkey-server replaces a redis-server that does not start, with a notice', async () => {
    const notices: string[] = []
    const env = pathWith({ 'redis-server': { script: 'exit 1' }, 'valkey-server': { link } })
    const engine = await open({ env, onNotice: (sentence) => notices.push(sentence) })
    expect(engine.kind).toBe('local')
    expect(notices).toEqual([expect.stringContaining(`Bank Run goes on with ${engine.name}.`)])
  })

  test('a forced local engine overrides a named server', async () => {
    const engine = await open({
      engine: 'local',
      redisUrl: 'redis://host',
      env: pathWith({ 'redis-server': { link } }),
    })
    expect(engine.kind).toBe('local')
  })

  test('the embedded engine replaces a server that is too old, with a notice', async () => {
    const notices: string[] = []
    const engine = await open({
      env: pathWith({ 'redis-server': { link } }),
      probe: async (endpoint) => (await probe(endpoint)).replace(/_version:.*/g, '_version:6.2.14'),
      onNotice: (sentence) => notices.push(sentence),
    })
    expect(engine.kind).toBe('embedded')
    expect(notices.join()).toContain('6.2.14; Bank Run needs Redis 7 or newer')
  })
})
