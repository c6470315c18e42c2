import { type Command, Option } from 'commander'
import type { RedisOptions } from './redis-options.ts'

/** What `addRedisFlags` adds to the parsed flags of a command. */
export type RedisFlags = { redis?: string } & {
  [K in Exclude<keyof RedisOptions, 'redisUrl'>]?: Exclude<RedisOptions[K], undefined>
}

/** Adds the flags that choose a Redis. `givenRedis` reads the environment for absent ones. */
export function addRedisFlags<C extends Command>(command: C): C {
  const options = [
    [
      '--redis <url>',
      'your Redis or Valkey, 7 or newer: redis://[user:password@]host[:port][/db]',
      'REDIS_URL',
    ],
    ['--redis-cluster <servers>', 'or some servers of your cluster: host:port,host:port', 'REDIS_CLUSTER'],
    ['--redis-sentinel <servers>', 'or your sentinels: host:port,host:port', 'REDIS_SENTINEL'],
    ['--redis-master <name>', 'what the sentinels call their master', 'REDIS_MASTER'],
    ['--redis-tls', 'encrypted, as with rediss:// in the URL', 'REDIS_TLS'],
    ['--redis-ca <file>', 'PEM: who signed the certificate of Redis', 'REDIS_CA'],
    ['--redis-cert <file>', 'PEM: a certificate of our own', 'REDIS_CERT'],
    ['--redis-key <file>', 'PEM: its key', 'REDIS_KEY'],
  ] as const
  for (const [flag, what, variable] of options)
    command.addOption(new Option(flag, `${what} (env: ${variable})`))
  return command
}

/** The parsed flags that choose a Redis, in the form that the ladder takes. */
export function redisOptions(flags: RedisFlags): RedisOptions {
  const { redis, redisCluster, redisSentinel, redisMaster, redisTls, redisCa, redisCert, redisKey } = flags
  return {
    redisUrl: redis,
    ...{ redisCluster, redisSentinel, redisMaster, redisTls, redisCa, redisCert, redisKey },
  }
}
