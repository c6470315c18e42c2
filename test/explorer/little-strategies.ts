import type { Strategy } from '../../server/account/account.ts'

const strategy = (title: string, update: Strategy['update']) => ({ id: title, strategy: { title, update } })

/** Makes `amount` reads and no write: only the order of commands is explored. */
export const reads = strategy('reads', async (account, { amount }) => {
  for (let i = 0; i < amount; i++) await account.get()
  return 'gave-up'
})

/** Reads, then waits for ever. */
export const hangs = strategy('hangs', async (account) => {
  await account.get()
  return new Promise<never>(() => {})
})

/** Takes the mutex of its process and keeps it. */
export const keepsMutex = strategy('keeps the mutex', async (account, { amount }, step) => {
  await step('blocked', account.mutex.acquire())
  return account.incrBy(amount)
})

/** The number of runs of `fickle`. */
let run = 0
/** Reads twice in every third run, so two interleavings of two transactions always differ. */
export const fickle = strategy('fickle', async (account, { amount }) => {
  const seen = await account.get()
  if (run++ % 3 === 0) await account.get()
  return account.set(seen.balance + amount, seen)
})

/** Polls the lock without telling the seam that it waits. */
export const spins = strategy('spins', async (account, { id, amount }) => {
  while (!(await account.lock.set(id, 1000)));
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.del()
  return answer
})

/** The same, at most five times. */
export const spinsABit = strategy('spins a bit', async (account, { id, amount }) => {
  for (let look = 1; !(await account.lock.set(id, 1000)); look++) if (look === 5) return 'gave-up'
  const answer = await account.incrBy(amount)
  await account.lock.del()
  return answer
})

/** The same with a lock without a TTL, and its own bound, far above the number of attempts. */
export const spinsALot = strategy('spins a lot', async (account, { id, amount }) => {
  for (let look = 1; !(await account.lock.set(id)); look++) if (look === 50) return 'gave-up'
  const answer = await account.incrBy(amount)
  await account.lock.del()
  return answer
})

/** Reads three times before it writes, which is not a poll. */
export const readsThrice = strategy('reads three times', async (account, { amount }) => {
  await account.get()
  await account.get()
  const seen = await account.get()
  return account.set(seen.balance + amount, seen)
})

/** Increments its own key for ever. */
export const counts = strategy('counts', async (account) => {
  for (;;) await account.key('count').incr()
})

/** A lock without a TTL: it stays when its holder crashes. */
export const locksForGood = strategy('SETNX, GET, SET, DEL', async (account, { id, amount }, step) => {
  while (!(await account.lock.set(id))) await step('blocked')
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.del()
  return answer
})

/** Sets the TTL in a second command, and a node may crash before it. */
export const ttlAfterwards = strategy('SETNX, EXPIRE, GET, SET, DEL', async (account, { id, amount }) => {
  while (!(await account.lock.set(id)));
  await account.lock.expire(3000)
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.del()
  return answer
})

/** Takes the mutex and the lock in one order for deposits and in the other for withdrawals. */
export const twoLocks = strategy('two locks', async (account, { id, amount }, step) => {
  let release = (): void => {}
  const mutex = async () => {
    release = await step('blocked', account.mutex.acquire())
  }
  const lock = async () => {
    while (!(await account.lock.set(id)));
  }
  for (const take of amount > 0 ? [mutex, lock] : [lock, mutex]) await take()
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.del()
  release()
  return answer
})

/** A lock in the strategy's own key, which can expire. */
export const ownLock = strategy('SET own NX PX, GET, SET, DEL', async (account, { id, amount }) => {
  const lock = account.key('lock')
  while (!(await lock.set(id, { nx: true, px: 3000 })));
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await lock.del()
  return answer
})

/** A lock whose TTL a timer renews while its holder thinks. */
export const renewed = strategy('a renewed lock', async (account, { id, amount }, step) => {
  while (!(await account.lock.set(id, 3000))) await step('blocked')
  let done = false
  const renewing = (async () => {
    for (await step('renew'); !done; await step('renew')) await account.lock.expire(3000)
  })()
  renewing.catch(() => {})
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  done = true
  await account.lock.del()
  return answer
})

export const throws = strategy('throws', async () => {
  throw new Error('out of paper')
})

/** Takes the lock and never releases it: only its TTL does, and 1 ms would be over before the next command. */
export const leavesLock = strategy('leaves the lock', async (account, { id, amount }, step) => {
  while (!(await account.lock.set(id, 1))) await step('blocked')
  const seen = await account.get()
  return account.set(seen.balance + amount, seen)
})

/** Two reads at the same time. */
export const atOnce = strategy('two at once', async (account, { amount }) => {
  const [seen] = await Promise.all([account.get(), account.get()])
  return account.set(seen.balance + amount, seen)
})

/** Has its own queue in the memory of the process, which the explorer can neither see nor schedule. */
export const ownQueue = {
  id: 'own queue',
  get strategy(): Strategy {
    return queued()
  },
}
function queued(): Strategy {
  let last: Promise<unknown> = Promise.resolve()
  return {
    title: 'a queue in memory, GET, SET',
    fresh: queued,
    async update(account, { amount }) {
      const before = last
      let done = (): void => {}
      last = new Promise<void>((resolve) => {
        done = resolve
      })
      await before
      try {
        const seen = await account.get()
        return await account.set(seen.balance + amount, seen)
      } finally {
        done()
      }
    },
  }
}

/** Thinks outside the explorer, as in its own thread; `idle` resolves when no thought is left. */
export function elsewhere(): { id: string; strategy: Strategy } {
  let thinking = 0
  const rested: (() => void)[] = []
  const think = async (): Promise<void> => {
    thinking += 1
    await new Promise((resolve) => void setTimeout(resolve, 3))
    thinking -= 1
    // The next command of the thinker is sent before `idle` resolves.
    setImmediate(() => {
      if (thinking === 0) for (const resolve of rested.splice(0)) resolve()
    })
  }
  const strategy: Strategy = {
    title: 'GET, a thought elsewhere, SET',
    async idle() {
      if (thinking > 0) await new Promise<void>((resolve) => rested.push(resolve))
    },
    async update(account, { amount }) {
      const seen = await account.get()
      await think()
      return account.set(seen.balance + amount, seen)
    },
  }
  return { id: 'elsewhere', strategy: { ...strategy, fresh: () => elsewhere().strategy } }
}

const OWN_LOCK_IN_LUA = (key: number) => `
  if redis.call('SET', KEYS[${key}], ARGV[1], 'NX', 'PX', 2000) then return 'rejected' end
  return 'conflict'
`

/** A lock with a TTL that a script of the account takes. */
export const locksByScript = strategy('a lock by EVAL', async (account, { amount }, step) => {
  while ((await account.eval(OWN_LOCK_IN_LUA(3), amount)) === 'conflict') await step('blocked')
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.del()
  return answer
})

/** A lock with a TTL in the key of the fence. */
export const locksTheFence = strategy('a lock in the fence', async (account, { id, amount }) => {
  const take = `return redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', 2000)`
  while (!(await account.lock.eval(take, id)));
  const seen = await account.get()
  const answer = await account.set(seen.balance + amount, seen)
  await account.lock.eval(`redis.call('DEL', KEYS[2])`)
  return answer
})
