// @ts-check
// The account and `step` inside a strategy's thread: every call is sent to the server, which runs it on the real ones.

/**
 * @typedef {import('./thread-messages.ts').ToThread} ToThread
 * @typedef {Extract<ToThread, { kind: 'answer' | 'refusal' }>} Reply
 * @typedef {{
 *   ask(what: object): { number: number, reply: Promise<Reply> },
 *   freed(ask: number): void,
 *   release(hold: number): void,
 *   floor: number,
 *   maxAttempts: number,
 * }} Server
 * @typedef {import('../account/account.ts').Seen} Seen
 * @typedef {'account' | 'withoutKey' | number} On
 */

/** Acknowledges a write. It is empty: a strategy only returns it. */
class Receipt {}
/** @type {WeakMap<object, number>} */
const receipts = new WeakMap()
/** @type {WeakMap<object, number>} */
const refusals = new WeakMap()

/** The number of a receipt from this thread's account; `undefined` for anything else. @param {any} answer */
export const receiptOf = (answer) => receipts.get(answer)
/** The number of the account's error that this error represents. @param {any} error */
export const refusedWith = (error) => refusals.get(error)

/** @param {any} answer */
function acknowledged(answer) {
  if (typeof answer === 'string') return answer
  const receipt = Object.freeze(new Receipt())
  receipts.set(receipt, answer.receipt)
  return receipt
}

/**
 * Rebuilds the account's error, with the strategy's line that called the account.
 * @param {Extract<ToThread, { kind: 'refusal' }>} refusal @param {Error} asked
 */
function revived({ error: { key, name, message } }, asked) {
  const error = new Error(message)
  error.name = name
  error.stack = `${name}: ${message}${asked.stack?.slice('Error'.length) ?? ''}`
  refusals.set(error, key)
  return error
}

/** @param {Server} server */
export function createHostedAccount(server) {
  /** @param {object} what */
  async function asked(what) {
    const here = new Error()
    const reply = await server.ask(what).reply
    if (reply.kind === 'refusal') throw revived(reply, here)
    return /** @type {any} */ (reply.value)
  }
  /** @param {object} what */
  const written = async (what) => acknowledged(await asked(what))

  /** @param {On} on */
  const verbs = (on) => ({
    get: () => asked({ verb: 'get', on }),
    /** @param {number} balance @param {Seen} seen */
    set: (balance, seen) => written({ verb: 'set', on, balance, seen }),
    /** @param {number} balance @param {Seen} seen */
    setIfEq: (balance, seen) => written({ verb: 'setIfEq', on, balance, seen }),
    /** @param {number} amount */
    incrBy: (amount) => written({ verb: 'incrBy', on, amount }),
    /** @param {string} script @param {number[]} args */
    eval: (script, ...args) => written({ verb: 'eval', on, script, args }),
  })
  /** @param {number} on */
  const connected = (on) => ({
    ...verbs(on),
    watch: () => asked({ verb: 'watch', on }),
    multi: () => ({
      /** @param {number} balance @param {Seen} seen */
      set: (balance, seen) => ({
        exec: () => written({ verb: 'exec set', on, balance, seen }),
      }),
      /** @param {number} amount */
      incrBy: (amount) => ({ exec: () => written({ verb: 'exec incrBy', on, amount }) }),
    }),
  })
  /** @param {'lease' | 'shared'} verb */
  const borrow = (verb) => async (/** @type {(connection: ReturnType<typeof connected>) => any} */ work) => {
    const on = await asked({ verb })
    try {
      return await work(connected(on))
    } finally {
      await asked({ verb: 'give back', on })
    }
  }

  /** @param {string} name */
  const key = (name) => ({
    get: () => asked({ verb: 'key.get', name }),
    /** @param {string | number} value @param {{ nx?: boolean, px?: number }} [options] */
    set: (value, options) => asked({ verb: 'key.set', name, value, options }),
    del: () => asked({ verb: 'key.del', name }),
    incr: () => asked({ verb: 'key.incr', name }),
    /** @param {number} ttlMs */
    expire: (ttlMs) => asked({ verb: 'key.expire', name, ttlMs }),
    /** @param {string} field */
    hget: (field) => asked({ verb: 'key.hget', name, field }),
    /** @param {string} field @param {string | number} value */
    hset: (field, value) => asked({ verb: 'key.hset', name, field, value }),
  })

  const account = {
    ...verbs('account'),
    withoutKey: verbs('withoutKey'),
    takeBack: () => written({ verb: 'takeBack' }),
    key,
    time: () => asked({ verb: 'time' }),
    floor: server.floor,
    maxAttempts: server.maxAttempts,
    lease: borrow('lease'),
    shared: borrow('shared'),
    mutex: {
      async acquire() {
        const hold = await asked({ verb: 'mutex.acquire' })
        return () => server.release(hold)
      },
    },
    lock: {
      /** @param {string} token @param {number} [ttlMs] */
      set: (token, ttlMs) => asked({ verb: 'lock.set', token, ttlMs }),
      del: () => asked({ verb: 'lock.del' }),
      /** @param {number} ttlMs */
      expire: (ttlMs) => asked({ verb: 'lock.expire', ttlMs }),
      pttl: () => asked({ verb: 'lock.pttl' }),
      /** @param {string} script @param {(string | number)[]} args */
      eval: (script, ...args) => asked({ verb: 'lock.eval', script, args }),
    },
  }

  /** @param {string} point @param {Seen | Promise<unknown>} [about] */
  async function step(point, about) {
    if (!(about instanceof Promise))
      return await asked({ verb: 'step', point, ...(about && { seen: about }) })
    const here = new Error()
    const { number, reply } = server.ask({ verb: 'step', point, free: true })
    const freed = () => server.freed(number)
    about.then(freed, freed)
    const answer = await reply
    if (answer.kind === 'refusal') throw revived(answer, here)
    return await about
  }
  return { account, step }
}
