import type { Seen, Strategy } from '../../server/account/account.ts'

const strategy = (title: string, update: Strategy['update'], more: Partial<Strategy> = {}) => ({
  id: title,
  strategy: { title, update, ...more },
})

/** "I use Lua, so it is atomic." */
export const luaSet = strategy('GET, think, EVAL SET', async (account, { amount }, step) => {
  const seen = await account.get()
  await step('read', seen)
  return account.eval(`redis.call('SET', KEYS[1], ARGV[1])`, seen.balance + amount)
})

/** The same with a read in the script, whose result is not used. */
export const luaDecoy = strategy('GET, think, EVAL GET SET', async (account, { amount }, step) => {
  const seen = await account.get()
  await step('read', seen)
  return account.eval(
    `redis.call('GET', KEYS[1]); redis.call('SET', KEYS[1], ARGV[1])`,
    seen.balance + amount,
  )
})

export const twice = strategy('INCRBY twice the amount', (account, { amount }) => account.incrBy(2 * amount))
export const zero = strategy('INCRBY 0', (account) => account.incrBy(0))

export const farTooMuch = strategy('INCRBY far too much', (account) => account.incrBy(9e14))
export const deletes = strategy('EVAL DEL', (account) => account.eval(`redis.call('DEL', KEYS[1])`))

/** Sends a second booking and does not wait for its answer. */
export const unawaited = strategy('INCRBY, INCRBY not awaited', async (account, { amount }) => {
  const answer = await account.incrBy(amount)
  void account.withoutKey.incrBy(amount).catch(() => {})
  return answer
})
export const unawaitedRefusal = strategy('INCRBY not awaited, rejected', async (account, { amount }) => {
  void account.incrBy(amount).catch(() => {})
  return 'rejected'
})

/** Writes the opening balance plus the amount, without a read. */
export const openingForGranted = strategy('EVAL SET 100 + amount', (account, { amount }) =>
  account.eval(`redis.call('SET', KEYS[1], ARGV[1])`, 100 + amount),
)

/** Writes a fixed balance, without a read. */
export const outOfThinAir = strategy('EVAL SET 77', (account) =>
  account.eval(`redis.call('SET', KEYS[1], ARGV[1])`, 77),
)

export const errorReply = strategy('EVAL error_reply', (account) =>
  account.eval(`return redis.error_reply('NO not today')`),
)
export const ownKeyOnly = strategy('EVAL SET of another key', (account) =>
  account.eval(`redis.call('SET', KEYS[3], '1')`),
)
export const forgotten = strategy('EVAL GET, the SET forgotten', (account, { amount }) =>
  account.eval(`local balance = redis.call('GET', KEYS[1]) + ARGV[1]`, amount),
)

export const refusesAll = strategy('refuses everything', async () => 'rejected')

/** Refuses by a read that an earlier transaction has cached. */
export const refusesByCache = {
  id: 'refuses by a cached read',
  get strategy(): Strategy {
    return cached()
  },
}
function cached(): Strategy {
  let first: Seen | undefined
  return {
    title: 'refuses by a cached read',
    fresh: cached,
    async update(account, { amount }) {
      first ??= await account.get()
      if (amount < 0 && first.balance + amount < account.floor) return 'rejected'
      return account.incrBy(amount)
    },
  }
}

/** Hands over a read that another transaction has made. */
export const handsOverCache = {
  id: 'hands over a cached read',
  get strategy(): Strategy {
    return handing()
  },
}
function handing(): Strategy {
  let first: Seen | undefined
  return {
    title: 'hands over a cached read',
    fresh: handing,
    async update(account, { amount }) {
      first ??= await account.get()
      return account.set(first.balance + amount, first)
    },
  }
}

/** `SETNX` without a TTL, in a loop. */
export const setnx = strategy('SETNX, GET, SET, DEL', async (account, { id, amount }) => {
  while (!(await account.lock.set(id)));
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.del()
  return answer
})

const INCREMENT_BACK: Strategy['update'] = async (account, { amount }) => {
  const answer = await account.incrBy(amount)
  const { balance } = await account.get()
  if (balance >= account.floor) return answer
  await account.withoutKey.incrBy(-amount)
  return 'rejected'
}
export const incrementsBack = strategy('INCRBY, look, INCRBY back', INCREMENT_BACK)
/** The same, with the declaration that it takes back. */
export const saysItTakesBack = strategy('INCRBY, look, INCRBY back, and says so', INCREMENT_BACK, {
  takesBack: true,
})
/** The second increment has the idempotency key of the first, so it has no effect. */
export const incrementsBackWithKey = strategy(
  'INCRBY, look, INCRBY back with the key',
  async (account, { amount }) => {
    const answer = await account.incrBy(amount)
    const { balance } = await account.get()
    if (balance >= account.floor) return answer
    await account.incrBy(-amount)
    return 'rejected'
  },
)

/** Keeps a time in milliseconds and a long name. */
export const remembers = strategy('SET, SET, GET, GET', async (account) => {
  await account.key('at').set(1_796_040_000_000)
  await account.key('who').set('abcdefghijklmnopqrstuvwxyz')
  await account.key('at').get()
  await account.key('who').get()
  return 'rejected'
})
