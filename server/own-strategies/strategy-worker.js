// @ts-check
// Plain JavaScript because it is an entry point of its own, like the embedded engine's worker.
import childProcess from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { createHostedAccount, receiptOf, refusedWith } from './hosted-account.js'

/** @typedef {import('./thread-messages.ts').ToThread} ToThread */
/** @typedef {import('./thread-messages.ts').FromThread} FromThread */

const { file, code } = /** @type {{ file: string, code: string }} */ (workerData)
/** Stack traces name the file by its `sourceURL`. A different fragment makes Node import a separate module copy. */
const MODULE = `data:text/javascript;base64,${Buffer.from(`${code}\n//# sourceURL=${file}\n`).toString('base64')}`
/** Milliseconds that a `rest` request waits for the strategy's own timers. */
const REST_MS = 1000

const post = (/** @type {FromThread} */ message) => parentPort?.postMessage(message)
const now = Date.now
const later = setTimeout
const soon = setImmediate
/** @type {Map<number, Promise<any>>} */
const memories = new Map()
/** Memories that are still importing. @type {Set<Promise<any>>} */
const importing = new Set()
/** @type {Map<number, (reply: Extract<ToThread, { kind: 'answer' | 'refusal' }>) => void>} */
const asked = new Map()
let last = 0

/** Calls that would end or block the whole process throw instead. */
const refuse = (/** @type {string} */ what) => () => {
  throw new Error(`a strategy must not call ${what}.`)
}
const exit = process.exit
process.exit = /** @type {any} */ (refuse('process.exit()'))
process.kill = refuse('process.kill()')
// A thread that waits for a child process cannot be terminated, and then the server could not exit.
for (const name of /** @type {const} */ (['execSync', 'execFileSync', 'spawnSync'])) {
  childProcess[name] = /** @type {any} */ (refuse(`${name}()`))
}
syncBuiltinESMExports()
// After an uncaught error Node itself calls `process.exit` to end the thread.
process.on('uncaughtExceptionMonitor', () => {
  process.exit = exit
})

/** @param {number} instance */
function memory(instance) {
  const known = memories.get(instance)
  if (known) return known
  const made = import(`${MODULE}#${instance}`)
  memories.set(instance, made)
  importing.add(made)
  const done = () => importing.delete(made)
  made.then(done, done)
  return made
}

/** @param {any} strategy what the file exports as default */
function checked(strategy) {
  if (strategy === undefined)
    throw new Error('it has no default export: write `export default { title, update }`.')
  if (typeof strategy !== 'object' || strategy === null)
    throw new Error('its default export is not an object: write `export default { title, update }`.')
  if (typeof strategy.title !== 'string' || strategy.title.trim() === '')
    throw new Error('it has no title: list its commands in order, like "GET, think, SET".')
  if (typeof strategy.update !== 'function')
    throw new Error('it has no update function: write `async update(account, { amount }, step) { … }`.')
  return strategy
}

/** A copy that can be sent to the server. @param {unknown} what */
const copied = (what) => JSON.parse(JSON.stringify(what) ?? 'null')

async function load() {
  try {
    const { title, claims, needs, takesBack } = checked((await memory(0)).default)
    post({
      kind: 'loaded',
      title,
      ...(claims !== undefined && { claims: copied(claims) }),
      ...(needs !== undefined && { needs: copied(needs) }),
      ...(takesBack !== undefined && { takesBack: copied(takesBack) }),
    })
  } catch (error) {
    post({ kind: 'unloadable', error: errorMessage(error) })
  }
}

/** @param {Extract<ToThread, { kind: 'call' }>} order */
async function run({ call, instance, tx, floor, maxAttempts }) {
  /** @param {object} what */
  function ask(what) {
    const number = ++last
    post({ kind: 'ask', call, ask: number, what })
    /** @type {Promise<Extract<ToThread, { kind: 'answer' | 'refusal' }>>} */
    const reply = new Promise((resolve) => asked.set(number, resolve))
    return { number, reply }
  }
  const { account, step } = createHostedAccount({
    ask,
    freed: (number) => post({ kind: 'freed', call, ask: number }),
    release: (hold) => post({ kind: 'release', hold }),
    floor,
    maxAttempts,
  })
  try {
    const strategy = checked((await memory(instance)).default)
    post({ kind: 'done', call, answer: answered(await strategy.update(account, tx, step)) })
  } catch (error) {
    post({ kind: 'threw', call, error: errorMessage(error) })
  }
}

/** @param {unknown} answer @returns {import('./thread-messages.ts').CallAnswer} */
function answered(answer) {
  if (answer === 'conflict' || answer === 'rejected' || answer === 'gave-up') return answer
  const receipt = receiptOf(answer)
  if (receipt !== undefined) return { receipt }
  const what =
    answer === undefined ? 'nothing' : typeof answer === 'object' ? 'an object of its own' : String(answer)
  throw new Error(
    `update returned ${what}: return the answer of the account's write, or 'gave-up', or 'rejected'.`,
  )
}

/** The thrown value in a form that can be sent. @returns {import('./thread-messages.ts').ThrownMessage} */
function errorMessage(/** @type {any} */ error) {
  try {
    if (!(error instanceof Error))
      return { name: 'Error', message: `it threw ${String(error)}, which is not an Error.` }
    const { name, message, stack, code } = /** @type {NodeJS.ErrnoException} */ (error)
    const key = refusedWith(error)
    return {
      name: String(name),
      message: String(message),
      ...(typeof stack === 'string' && { stack: stack.slice(0, 4000) }),
      ...(typeof code === 'string' && { code }),
      ...(key !== undefined && { key }),
    }
  } catch {
    return { name: 'Error', message: 'it threw something that cannot be read.' }
  }
}

/** How many resources could wake this thread: timers, files, sockets. Messages from the server do not count. */
const own = () =>
  process.getActiveResourcesInfo().filter((name) => name !== 'MessagePort' && name !== 'CloseReq').length
/** How many of them never end, such as an interval. */
let lasting = 0
let resting = Promise.resolve()

/** @param {number} rest */
async function comeToRest(rest) {
  await Promise.allSettled(importing)
  await new Promise((resolve) => soon(resolve))
  if (own() > lasting) {
    const until = now() + REST_MS
    while (own() > lasting && now() < until) await new Promise((resolve) => later(resolve, 1))
    lasting = Math.max(lasting, own())
  }
  post({ kind: 'rested', rest })
}

parentPort?.on('message', (/** @type {ToThread} */ message) => {
  switch (message.kind) {
    case 'load':
      return void load()
    case 'call':
      return void run(message)
    case 'answer':
    case 'refusal':
      asked.get(message.ask)?.(message)
      asked.delete(message.ask)
      return
    case 'ping':
      return post({ kind: 'pong', held: process.memoryUsage().external })
    case 'rest':
      // One at a time: each waits with a timer, which another would count as the strategy's own.
      resting = resting.then(() => comeToRest(message.rest))
  }
})
post({ kind: 'ready' })
