// Compares the speed of the strategies: every strategy in turn, round after round, on one engine.
// Machines are noisy, so it prints the median of the ratios to the first strategy of the same round.
// node bench/strategies.mjs [--engine local|embedded] [--client ioredis|redis] [--writers 20] [--rounds 7] [--each 400]
//   [--only naive,lua,watch]
import { setMaxListeners } from 'node:events'
import { parseArgs } from 'node:util'
import { build } from '../scripts/build.mjs'

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    client: { type: 'string', default: 'ioredis' },
    writers: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '7' },
    each: { type: 'string', default: '400' },
    only: { type: 'string' },
  },
})
const writers = Number(values.writers)
const rounds = Number(values.rounds)
const each = Number(values.each)

build()
const product = (path) => import(`../dist/server/${path}`)
const { openEngine } = await product('engine/ladder.js')
const { connect, probe } = await product('redis/connect.js')
const { lackingIn } = await product('account/needs.js')
const { accountKeys, roomKeys } = await product('redis/keys.js')
const { createSharedResources } = await product('account/shared-resources.js')
const { loadCatalogue } = await product('catalogue/catalogue.js')
const { PACE } = await import('../dist/shared/pace.js')
const { createRoom } = await product('room/room-store.js')
const { execute } = await product('transaction/execute.js')

const engine = await openEngine({ engine: values.engine, probe })
const wire = await connect(values.client, engine.endpoint)
const only = values.only?.split(',')
const lacking = await lackingIn(wire)
const catalogue = [...(await loadCatalogue()).values()].filter(
  ({ id, strategy }) => (!only || only.includes(id)) && !lacking.has(strategy.needs),
)
const stop = new AbortController().signal
setMaxListeners(0, stop)

/** How long `each` transactions by `writers` at once take without think time, in ms, and how many were applied. */
async function measure({ strategy }) {
  const { code } = await createRoom(wire)
  const { room, channel } = roomKeys(code)
  const resources = createSharedResources(wire, room, PACE.lockWaitMs)
  const context = {
    wire,
    keys: accountKeys(code, 1),
    room,
    channel,
    epoch: 1,
    node: 'bench',
    now: Date.now,
    position: () => 0,
    resources,
  }
  const policy = {
    strategy,
    noOverdraft: false,
    maxAttempts: PACE.attempts,
    think: { thinkMs: 0, jitterMs: 0 },
    lostReplies: 0,
    stop,
    onDoubt() {},
    onMistake(error) {
      throw error
    },
  }
  let next = 0
  let applied = 0
  const began = performance.now()
  const writer = async (player) => {
    while (next < each) {
      const tx = { id: `${next++}`, player, amount: 1 }
      const receipt = await execute({ tx, context, policy })
      if (receipt.outcome === 'applied') applied += 1
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, i) => writer(`p${i}`)))
  const ms = performance.now() - began
  await resources.close()
  return { ms, applied }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const first = catalogue.find(({ id }) => id === 'naive') ?? catalogue[0]
const order = [first, ...catalogue.filter((entry) => entry !== first)]
const seen = new Map(order.map(({ id }) => [id, { ratios: [], rates: [], applied: 0 }]))
for (const entry of order) await measure(entry) // warms up
for (let round = 0; round < rounds; round++) {
  let base
  for (const entry of order) {
    const { ms, applied } = await measure(entry)
    const rate = applied / ms
    base ??= rate
    const of = seen.get(entry.id)
    of.ratios.push(rate / base)
    of.rates.push(rate * 1000)
    of.applied += applied
  }
}
console.log(
  `${engine.name}, ${values.client}, ${writers} writers, ${rounds} rounds of ${each}; Node ${process.version}`,
)
console.log(
  `${'strategy'.padEnd(18)}${`× ${first.id}`.padStart(10)}${'applied/s'.padStart(12)}${'applied'.padStart(10)}`,
)
for (const [id, { ratios, rates, applied }] of seen) {
  const share = `${Math.round((100 * applied) / (rounds * each))} %`
  console.log(
    `${id.padEnd(18)}${median(ratios).toFixed(2).padStart(10)}${median(rates).toFixed(0).padStart(12)}${share.padStart(10)}`,
  )
}
await wire.close()
await engine.close()
