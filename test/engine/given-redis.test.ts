import { describe, expect, test } from 'vitest'
import { parseHostPort, parseUrl } from '../../server/engine/endpoint.ts'
import { EngineError } from '../../server/engine/engine.ts'
import { givenRedis } from '../../server/engine/given-redis.ts'
import type { RedisOptions } from '../../server/engine/redis-options.ts'

const given = (options: RedisOptions, env: NodeJS.ProcessEnv = {}) => givenRedis(options, env)
const refusal = (options: RedisOptions, env: NodeJS.ProcessEnv = {}): string => {
  try {
    given(options, env)
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError)
    return (error as Error).message
  }
  throw new Error('was accepted')
}

describe('a Redis that is named', () => {
  test('no Redis is named without a setting, and empty variables count as unset', () => {
    expect(given({}, { REDIS_URL: '', REDIS_CLUSTER: '', REDIS_SENTINEL: '' })).toBeUndefined()
  })

  test('a cluster is a list of its servers; ports are optional, and IPv6 is in brackets', () => {
    expect(given({ redisCluster: 'a:7000, b,[::1]:7002' })?.endpoint).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 6379 },
        { host: '::1', port: 7002 },
      ],
      access: {},
    })
  })

  test('sentinels need the name of a master; their user is in the list, the user of Redis in variables', () => {
    const env = {
      REDIS_SENTINEL: 'redis://watch:w%40tch@s1,s2:5000',
      REDIS_MASTER: 'bank',
      REDIS_USERNAME: 'ana',
      REDIS_PASSWORD: 's3cret',
    }
    expect(given({}, env)).toMatchObject({
      tried: 'redis://watch:***@s1,s2:5000 (REDIS_SENTINEL)',
      endpoint: {
        kind: 'sentinel',
        sentinels: [
          { host: 's1', port: 26379 },
          { host: 's2', port: 5000 },
        ],
        master: 'bank',
        access: { username: 'ana', password: 's3cret' },
        sentinelAccess: { username: 'watch', password: 'w@tch' },
      },
    })
    expect(refusal({ redisSentinel: 's1' })).toContain('--redis-master')
  })

  test('a flag overrides every variable; two flags or two variables are refused', () => {
    const env = { REDIS_URL: 'redis://from-env' }
    expect(given({ redisCluster: 'a:1' }, env)?.tried).toBe('a:1 (--redis-cluster)')
    expect(refusal({ redisCluster: 'a:1', redisUrl: 'redis://b' })).toBe(
      '--redis and --redis-cluster name one Redis each, and there can be only one.',
    )
    expect(refusal({}, { ...env, REDIS_SENTINEL: 's' })).toContain('REDIS_URL and REDIS_SENTINEL')
  })

  test('the user in a URL overrides the user in the environment', () => {
    const env = { REDIS_USERNAME: 'env', REDIS_PASSWORD: 'env' }
    const access = (redisUrl: string) => given({ redisUrl }, env)?.endpoint.access
    expect(access('redis://h')).toMatchObject({ username: 'env', password: 'env' })
    expect(access('redis://ana:x@h')).toMatchObject({ username: 'ana', password: 'x' })
    expect(access('redis://:x@h')).toEqual({ username: undefined, password: 'x', tls: undefined })
  })

  test('TLS is asked for by the URL, by a flag, by a variable or by a file', () => {
    const tls = (options: RedisOptions, env = {}) => given(options, env)?.endpoint.access.tls
    expect(tls({ redisUrl: 'redis://h' })).toBeUndefined()
    expect(tls({ redisUrl: 'redis://h' }, { REDIS_TLS: '0' })).toBeUndefined()
    expect(tls({ redisUrl: 'rediss://h' })).toEqual({})
    expect(tls({ redisCluster: 'a:1,rediss://b:2' })).toEqual({})
    expect(tls({ redisCluster: 'a:1', redisTls: true })).toEqual({})
    expect(tls({ redisCluster: 'a:1' }, { REDIS_TLS: '1' })).toEqual({})
    const file = new URL(import.meta.url).pathname
    expect(tls({ redisUrl: 'redis://h', redisCa: file })?.ca).toContain('TLS is asked for by')
    expect(refusal({ redisUrl: 'redis://h', redisCa: '/no/such/file' })).toContain('no such file')
  })

  test.each(['', 'a:1,', 'a:x', ':1', 'http://a:1', 'a:1/2', '@:1'])(
    'the list "%s" is refused, with an example of a valid list',
    (redisCluster) => {
      expect(refusal({ redisCluster })).toMatch(/is no server\. It should look like host:port,host:port/)
    },
  )

  test('a refusal shows no password', () => {
    expect(refusal({ redisCluster: 'redis://ana:s3cret@a:1,redis://ana:s3cret@b:x' })).not.toContain('s3cret')
  })
})

test('a place is split at its last colon', () => {
  expect(parseHostPort('::1:7000')).toEqual({ host: '::1', port: 7000 })
  expect(parseHostPort(':7000')).toEqual({ host: '', port: 7000 })
  expect(parseHostPort('host')).toBeUndefined()
  expect(parseHostPort('host:0')).toBeUndefined()
})

test('a URL is parsed completely, and an error does not quote an invalid one', () => {
  expect(parseUrl('rediss://an%40a:p%2F@[::1]:7/3')).toEqual({
    kind: 'single',
    at: { host: '::1', port: 7 },
    database: 3,
    access: { username: 'an@a', password: 'p/', tls: {} },
  })
  for (const url of ['', 'redis://', 'http://:s3cret@h', 's3cret'])
    expect(() => parseUrl(url)).toThrow(/^that is no redis:\/\/ URL$/)
})
