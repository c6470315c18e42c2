import { describe, expect, test } from 'vitest'
import { readServerInfo } from '../../server/engine/server-info.ts'

const info = (...lines: string[]) => ['# Server', ...lines].join('\r\n')

describe('the answer to INFO', () => {
  test('a Redis is named with its version, mode and process', () => {
    expect(readServerInfo(info('redis_version:7.0.15', 'redis_mode:standalone', 'process_id:42'))).toEqual({
      name: 'Redis 7.0.15',
      version: '7.0.15',
      mode: 'standalone',
      pid: 42,
    })
  })

  test('a Valkey is named by its own version, not by the Redis version that it is compatible with', () => {
    const text = info(
      'redis_version:7.2.4',
      'server_name:valkey',
      'valkey_version:8.1.0',
      'server_mode:cluster',
    )
    expect(readServerInfo(text)).toMatchObject({ name: 'Valkey 8.1.0', version: '8.1.0', mode: 'cluster' })
  })

  test.each(['7.0.0', '7.4.2', '8.0.0', '10.1.0', '255.255.255'])('Redis %s is new enough', (version) => {
    expect(readServerInfo(info(`redis_version:${version}`)).version).toBe(version)
  })

  test.each(['2.8.24', '5.0.14', '6.2.14', 'unstable'])('Redis %s is refused', (version) => {
    expect(() => readServerInfo(info(`redis_version:${version}`))).toThrow(
      `It is Redis ${version}; Bank Run needs Redis 7 or newer, or Valkey 7.2 or newer.`,
    )
  })

  test.each(['7.2.0', '7.10.0', '8.0.0', '9.0.1'])('Valkey %s is new enough', (version) => {
    const text = info('redis_version:7.2.4', 'server_name:valkey', `valkey_version:${version}`)
    expect(readServerInfo(text).name).toBe(`Valkey ${version}`)
  })

  test('a Sentinel is refused', () => {
    expect(() => readServerInfo(info('redis_version:7.0.15', 'redis_mode:sentinel'))).toThrow(/Sentinel/)
  })

  test('an answer without a version is refused', () => {
    expect(() => readServerInfo('hello')).toThrow(/names no Redis or Valkey version/)
  })
})
