// The table of bench/scale.mjs, and the numbers derived from it.
import { total } from './crowd.mjs'

/** The round in which the rest of the machine used the least CPU. */
function quietest(rows) {
  const quiet = rows.reduce((best, row) => (row.cpu.others < best.cpu.others ? row : best))
  return { ...quiet, same: rows.every(({ same }) => same) }
}

const digits = (number, places = 0) => (Number.isFinite(number) ? number.toFixed(places) : '–')
const list = (numbers) => numbers.map((number) => digits(number, 2)).join('+')

/** Name, width and text of each column. */
const COLUMNS = [
  ['tx/s', 6, (row) => digits(row.transactions)],
  ['settled ms', 13, (row) => `${digits(row.settledMs, 1)}/${digits(row.settledMs99, 1)}`],
  ['frames/s', 9, (row) => digits(row.framesEach, 1)],
  ['KiB/s', 7, (row) => digits(row.bytesEach / 1024, 1)],
  ['nodes s/s', 16, (row) => list(row.cpu.nodes)],
  ['Redis s/s', 16, (row) => list(row.cpu.redises)],
  ['load', 6, (row) => digits(row.cpu.load, 2)],
  ['others', 8, (row) => digits(row.cpu.others, 2)],
  ['node µs/tx', 11, (row) => digits(row.nodeUs)],
  ['Redis µs/commit', 16, (row) => digits(row.redisUs)],
  ['same', 5, (row) => (row.same ? 'yes' : 'NO')],
]

function table(rows) {
  const name = (text, width) => text.padEnd(width)
  const head = `${name('scenario', 21)}${name('set-up', 17)}${COLUMNS.map(([title, width]) => title.padStart(width)).join('')}`
  const lines = rows.map(
    (row) =>
      `${name(row.scenario, 21)}${name(row.setUp, 17)}${COLUMNS.map(([, width, text]) => text(row).padStart(width)).join('')}`,
  )
  return [head, ...lines].join('\n')
}

/** Numbers that come from comparing rows. `few`, `many`: the same rate in a small and in a large room. */
function derived(rowOf, { names, idleBytes }) {
  const [alone, several] = ['one node', 'three nodes'].map(
    (name) => names.includes(name) && rowOf(name, 'few'),
  )
  const lines = names.flatMap((name) => {
    const [few, many, one, spread] = ['few', 'many', 'one', 'spread'].map((which) => rowOf(name, which))
    const each = (total(many.cpu.nodes) - total(few.cpu.nodes)) / (many.frames - few.frames)
    return [
      `${name}:`,
      `  a frame for one more player ${digits(1e6 * each, 1)} µs of the node`,
      `  a join into a room that is filling ${digits(many.joinNodeMs, 1)} ms of the node, ${digits(many.joinRedisMs, 2)} ms of Redis`,
      `  the commit's script ${digits(one.scriptUs, 1)} µs inside Redis; ${digits(one.redisBytes)} bytes of Redis for a transaction`,
      `  an idle connection ${digits(idleBytes[name] / 1024, 1)} KiB; full speed, spread over rooms / in one: ${digits(spread.transactions / one.transactions, 2)}`,
    ]
  })
  if (!alone || !several) return lines
  const more = (of) => (total(several.cpu[of]) - total(alone.cpu[of])) / (several.cpu.nodes.length - 1)
  const node = (1e6 * more('nodes')) / several.transactions
  const redis = (1e6 * more('redises')) / several.transactions
  return [
    ...lines,
    `one more node that receives a transaction: ${digits(node)} µs of that node, ${digits(redis)} µs of Redis`,
  ]
}

/** The whole report as text. */
export function report(found, { names, scenarios, seconds, rounds, think }) {
  const rowOf = (setUp, scenario) =>
    quietest(found.rows.filter((row) => row.setUp === setUp && row.scenario === scenario))
  const rows = scenarios.flatMap(({ name }) => names.map((setUp) => rowOf(setUp, name)))
  const place = { few: 0, many: 1, one: 3, spread: 4 }
  const by = (setUp, which) => rowOf(setUp, scenarios[place[which]].name)
  return [
    `Node ${found.node}, ${found.cores} cores for clients, nodes and Redis; load ${digits(found.loadBefore, 1)} before.`,
    ...Object.entries(found.engines).map(([name, engine]) => `${name}: ${engine}`),
    `The quietest of ${rounds} rounds of ${seconds} s: others used the least CPU. s/s: CPU seconds per second.`,
    `Settled: beyond ${think} ms of think time (full speed: none), median/99 %. frames/s and KiB/s: per client.`,
    '',
    table(rows),
    '',
    ...derived(by, { names, idleBytes: found.idleBytes }),
    `one entry in a node's copy of a room: ${digits(found.bytesPerEntry)} bytes`,
  ].join('\n')
}
