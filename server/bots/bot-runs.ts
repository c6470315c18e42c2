import { z } from 'zod'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'

/** Milliseconds for which a node runs a bot without confirming it; then another node may take the bot. */
const HELD_MS = 4000

/**
 * Lua for the hash of a room's bots that run. `node:ID` is until when that node takes part, and its name; any other field
 * is a bot: the node's id, until when it runs the bot, the epoch, and how many transactions the bot has begun in it.
 * Stores the progress that this node reports, so that another one goes on from there. Confirms the bots of this node,
 * gives back those beyond its share, and takes free ones up to its share.
 *
 * KEYS: runs. ARGV: the node's id, its name, the epoch, the bots as JSON, this node's progress as JSON, '1' if it leaves,
 * TTL. Answers until when the node runs its bots, then for each bot: its id, the name of its node or '', and, only for
 * those of this node, its epoch and n.
 */
const TAKE = script(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local me, epoch, leaves = ARGV[1], tonumber(ARGV[3]), ARGV[6] == '1'
local bots, progress = cjson.decode(ARGV[4]), cjson.decode(ARGV[5])
local until_ = now + ${HELD_MS}
if leaves then redis.call('HDEL', KEYS[1], 'node:' .. me)
else redis.call('HSET', KEYS[1], 'node:' .. me, string.format('%.0f', until_) .. ' ' .. ARGV[2]) end
local names, ids, stored = {}, {}, {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local node = string.match(all[i], '^node:(.+)$')
  local valid, name = string.match(all[i + 1], '^(%d+) (.*)$')
  if not node then
    local holder, held, at, n = string.match(all[i + 1], '^(%S*) (%d+) (%d+) (%d+)$')
    if holder then stored[all[i]] = { holder = holder, held = tonumber(held), epoch = tonumber(at), n = tonumber(n) } end
  elseif valid and tonumber(valid) >= now then
    names[node] = name
    table.insert(ids, node)
  else
    redis.call('HDEL', KEYS[1], all[i])
  end
end
table.sort(ids)
local share = 0
for rank, id in ipairs(ids) do
  if id == me then share = math.floor(#bots / #ids) + (rank <= #bots % #ids and 1 or 0) end
end
local runs, mine = {}, 0
for _, bot in ipairs(bots) do
  local run = stored[bot] or { holder = '', held = 0, epoch = epoch, n = 0 }
  if run.epoch < epoch then run.epoch, run.n = epoch, 0 end
  -- Also of a bot that another node runs by now: both book each transaction once.
  local done = progress[bot]
  if done and done[1] == run.epoch then run.n = math.max(run.n, done[2]) end
  if run.held < now or not names[run.holder] then run.holder = '' end
  if run.holder == me then
    mine = mine + 1
    if mine > share then run.holder = '' end
  end
  runs[bot] = run
end
local given = math.min(mine, share)
for _, bot in ipairs(bots) do
  local run = runs[bot]
  if run.holder == '' and given < share then
    run.holder = me
    given = given + 1
  end
end
local function store(bot, run)
  redis.call('HSET', KEYS[1], bot, string.format('%s %.0f %.0f %.0f', run.holder, run.held, run.epoch, run.n))
end
-- A bot that has left comes back later, and goes on from here.
for bot, done in pairs(progress) do
  local run = stored[bot]
  if run and not runs[bot] and done[1] >= run.epoch then
    run.n = done[1] == run.epoch and math.max(run.n, done[2]) or done[2]
    run.epoch, run.holder = done[1], ''
    store(bot, run)
  end
end
local answer = { string.format('%.0f', until_) }
for _, bot in ipairs(bots) do
  local run = runs[bot]
  if run.holder == me then run.held = until_ end
  store(bot, run)
  local own = run.holder == me
  table.insert(answer, bot)
  table.insert(answer, names[run.holder] or '')
  table.insert(answer, own and string.format('%.0f', run.epoch) or '')
  table.insert(answer, own and string.format('%.0f', run.n) or '')
end
redis.call('EXPIRE', KEYS[1], ARGV[7])
return answer
`)

/** How far a bot has come: in this epoch it has begun `n` transactions. */
export interface Progress {
  epoch: number
  n: number
}

/** This node's bots of a room, and which node runs each. */
export interface Runs {
  /** On Redis' clock. */
  until: number
  own: Map<string, Progress>
  /** The name of the node of each bot that runs. */
  nodes: Map<string, string>
}

export interface Taking {
  code: string
  node: { id: string; name: string }
  epoch: number
  /** All bots that may run, in the same order on every node. */
  bots: readonly string[]
  progress: ReadonlyMap<string, Progress>
  /** Gives all bots back. */
  leaves?: boolean
}

/** Confirms this node's bots, and takes or gives back some, so that each node runs its share. */
export async function takeBots(wire: Wire, taking: Taking): Promise<Runs> {
  const { code, node, epoch, bots, progress, leaves } = taking
  const done = [...progress].map(([bot, { epoch, n }]) => [bot, [epoch, n]])
  const args = [
    node.id,
    node.name,
    String(epoch),
    JSON.stringify(bots),
    JSON.stringify(Object.fromEntries(done)),
  ]
  const said = await runScript(
    (command) => wire.command(command),
    TAKE,
    [roomKeys(code).botRuns],
    [...args, leaves ? '1' : '0', String(KEPT_SECONDS)],
  )
  const [until, ...flat] = z.array(z.string()).parse(said)
  const runs: Runs = { until: Number(until), own: new Map(), nodes: new Map() }
  for (let i = 0; i < flat.length; i += 4) {
    const [bot = '', name = '', epoch = '', n = ''] = flat.slice(i, i + 4)
    if (name !== '') runs.nodes.set(bot, name)
    if (epoch !== '') runs.own.set(bot, { epoch: Number(epoch), n: Number(n) })
  }
  return runs
}
