import { describe, expect, test } from 'vitest'
import { firstKey } from '../../../server/redis/cluster/first-key.ts'
import { slotOf } from '../../../server/redis/cluster/key-slot.ts'
import { redirectOf } from '../../../server/redis/cluster/redirect.ts'
import { withShardedPublish } from '../../../server/redis/cluster/sharded-publish.ts'
import { SlotMap } from '../../../server/redis/cluster/slot-map.ts'
import { accountKeys, NODE_KEYS, roomKeys } from '../../../server/redis/keys.ts'
import { script } from '../../../server/redis/script.ts'
import { type Command, NoAnswer, RefusedByRedis } from '../../../server/redis/wire.ts'
import { sourcesIn } from '../../support/imports.ts'

describe('where a command goes', () => {
  test.each<[Command, string | undefined]>([
    [['GET', 'a'], 'a'],
    [['get', 'a'], 'a'],
    [['MGET', 'a', 'b'], 'a'],
    [['EVAL', 'return 1', '2', 'a', 'b', 'x'], 'a'],
    [['EVALSHA', 'f00', '1', 'a'], 'a'],
    [['EVAL', 'return 1', '0', 'x'], undefined],
    [['SPUBLISH', 'channel', 'x'], 'channel'],
    [['PUBLISH', 'channel', 'x'], 'channel'],
    [['TIME'], undefined],
    [['INFO', 'server'], undefined],
    [['SCRIPT', 'LOAD', 'return 1'], undefined],
    [['WAIT', '1', '100'], undefined],
    [['SCAN', '0'], undefined],
  ])('%j goes by the key %s', (command, key) => {
    expect(firstKey(command)).toBe(key)
  })

  test('all keys and channels of a room share one slot, and all keys of the nodes share one', () => {
    const { journal, receipt, own, ...one } = accountKeys('K7Q4MX', 3)
    const { answers, stories, ...room } = roomKeys('K7Q4MX')
    const keys = [
      ...Object.values(one),
      journal(7),
      receipt('p', 't'),
      own('mine'),
      ...Object.values(room),
      answers(1),
      stories(1),
    ]
    expect(new Set(keys.map(slotOf))).toEqual(new Set([slotOf('{K7Q4MX}')]))
    expect(new Set(Object.values(NODE_KEYS).map(slotOf)).size).toBe(1)
  })
})

describe('the answer of a server without the slot', () => {
  test.each([
    ['MOVED 3999 127.0.0.1:6381', { kind: 'moved', slot: 3999, to: '127.0.0.1:6381' }],
    ['MOVED 3999 ::1:6381', { kind: 'moved', slot: 3999, to: '::1:6381' }],
    ['MOVED 3999 :6381', { kind: 'moved', slot: 3999, to: 'asked:6381' }],
    ['ASK 3999 b.example:6381', { kind: 'ask', to: 'b.example:6381' }],
    ['TRYAGAIN Multiple keys request during rehashing of slot', { kind: 'later' }],
    ['CLUSTERDOWN Hash slot not served', { kind: 'later' }],
    ['ERR no', undefined],
  ])('%s is read as %j', (message, redirect) => {
    expect(redirectOf(new RefusedByRedis(message), 'asked:1')).toEqual(redirect)
  })

  test('NoAnswer is never followed as a redirect', () => {
    expect(redirectOf(new NoAnswer('MOVED 1 a:1'), 'asked:1')).toBeUndefined()
  })
})

test('the slot map follows CLUSTER SLOTS; a server without a host has the host that was asked', () => {
  const map = new SlotMap()
  const ranges = (host: string | null) => [
    [0, 8191, [host, 1, 'id']],
    [8192, 16382, ['b', 2, 'id'], ['replica', 3, 'id']],
  ]
  expect(map.read(ranges(null) as never, 'asked:9')).toBe(true)
  expect(map.read(ranges('') as never, 'asked:9')).toBe(false)
  expect([map.ownerOf(0), map.ownerOf(8192), map.ownerOf(16383)]).toEqual(['asked:1', 'b:2', undefined])
  expect(map.summary).toEqual({ whole: false, owners: new Set(['asked:1', 'b:2']) })
  map.set(16383, 'c:3')
  expect(map.summary).toEqual({ whole: true, owners: new Set(['asked:1', 'b:2', 'c:3']) })
  expect(map.read([[0, 16383, ['?', 1, 'id']]], 'asked:9')).toBe(true)
  expect(map.summary.owners.size).toBe(0)
})

describe('publishing in a cluster', () => {
  const text = `redis.pcall('PUBLISH', ARGV[1], 'PUBLISHED') return "x"`
  const inTheShard = `redis.pcall('SPUBLISH', ARGV[1], 'PUBLISHED') return "x"`

  test('becomes SPUBLISH in a command, in a script and in the digest of a script', () => {
    expect(withShardedPublish(['PUBLISH', 'c', 'PUBLISH'])).toEqual(['SPUBLISH', 'c', 'PUBLISH'])
    expect(withShardedPublish(['EVAL', text, '0', `'PUBLISH'`])).toEqual([
      'EVAL',
      inTheShard,
      '0',
      `'PUBLISH'`,
    ])
    const digest = script(inTheShard).sha
    expect(withShardedPublish(['EVALSHA', script(text).sha, '0'])).toEqual(['EVALSHA', digest, '0'])
  })

  test('leaves every other command unchanged', () => {
    const plain = script('return 1')
    for (const command of [
      ['EVALSHA', plain.sha, '0'],
      ['SET', 'PUBLISH', `'PUBLISH'`],
    ] as Command[])
      expect(withShardedPublish(command)).toEqual(command)
  })

  test('is recognised in every script of ours', () => {
    const texts = sourcesIn(['server'], /\.ts$/).filter(({ path }) => !path.includes('/cluster/sharded'))
    const overlooked = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/redis\.p?call\(\s*(?!(['"])PUBLISH\1)[^)]*PUBLISH/g)].map(
        ([what]) => `${path}: ${what}`,
      ),
    )
    expect(overlooked).toEqual([])
  })
})
