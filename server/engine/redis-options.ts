/** How people name their own Redis on a command line. An absent option is read from the environment. */
export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly redisUrl?: string | undefined
  /** "host:port,host:port": some servers of a cluster. */
  readonly redisCluster?: string | undefined
  /** "host:port,host:port": some sentinels. */
  readonly redisSentinel?: string | undefined
  /** What the sentinels call their master. */
  readonly redisMaster?: string | undefined
  readonly redisTls?: boolean | undefined
  /** PEM files. Any of them means TLS. */
  readonly redisCa?: string | undefined
  readonly redisCert?: string | undefined
  readonly redisKey?: string | undefined
}
