// CPU time and memory of processes, from /proc. On systems without it CPU and memory are not measured.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { nanoid } from 'nanoid'
import { total } from './crowd.mjs'

const measured = process.platform === 'linux'
const told = (name) => Number(execFileSync('getconf', [name], { encoding: 'utf8' }))
/** Clock ticks per second, the unit of CPU time in /proc; usually 100. */
const TICKS = measured ? told('CLK_TCK') : Number.NaN
const PAGE = measured ? told('PAGESIZE') : Number.NaN

/** The fields of a stat file from the third on: the second is a name, which may contain spaces and brackets. */
function fields(path) {
  const text = readFileSync(path, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
/** utime + stime, in seconds. */
const secondsIn = (stat) => (Number(stat[11]) + Number(stat[12])) / TICKS

/** CPU seconds that a process has used so far, all its threads together. */
export function cpuOf(pid) {
  return measured ? secondsIn(fields(`/proc/${pid}/stat`)) : Number.NaN
}

/** The same for each of its threads, by their ids. */
export function threadsOf(pid) {
  if (!measured) return new Map()
  const folder = `/proc/${pid}/task`
  return new Map(readdirSync(folder).map((id) => [id, secondsIn(fields(`${folder}/${id}/stat`))]))
}

/** CPU seconds that everything on this machine has used so far. */
export function cpuOfAll() {
  if (!measured) return Number.NaN
  const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split(/\s+/).map(Number)
  return (user + nice + system + irq + softirq) / TICKS
}

/** Bytes of a process that are in memory. */
export function residentOf(pid) {
  return measured ? Number(fields(`/proc/${pid}/stat`)[21]) * PAGE : Number.NaN
}

/** The child processes of a process, with their command lines. */
export function childrenOf(pid) {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return all.split('\n').flatMap((line) => {
    const [, id, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(parent) === pid ? [{ pid: Number(id), command }] : []
  })
}

const infoOf = (wires, section) =>
  Promise.all(wires.map(async (wire) => String(await wire.command(['INFO', section]))))

/** Bytes of memory that all these Redis servers use; `NaN` when one does not report it. */
export async function memoryOf(wires) {
  const texts = await infoOf(wires, 'memory').catch(() => [''])
  return total(texts.map((text) => Number(/used_memory:(\d+)/.exec(text)?.[1])))
}

export async function resetScriptOf(wires) {
  await Promise.all(wires.map((wire) => wire.command(['CONFIG', 'RESETSTAT']).catch(() => {})))
}

/** Mean microseconds of one script inside Redis since `resetScriptOf`; `NaN` when Redis does not report it. */
export async function scriptOf(wires) {
  const texts = await infoOf(wires, 'commandstats').catch(() => [])
  const found = texts.flatMap((text) => /cmdstat_evalsha:calls=(\d+),usec=(\d+)/.exec(text) ?? [])
  const of = (place) => total(found.filter((_, i) => i % 3 === place).map(Number))
  return of(2) / of(1)
}

/** Bytes of a node's heap for one entry of a room's journal. */
export async function bytesPerEntry(entries = 50_000) {
  const { createLedger } = await import('../dist/shared/ledger.js')
  const { parseRoomEvent } = await import('../dist/server/transaction/room-event.js')
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc')
  const ledger = createLedger(100)
  gc()
  const before = process.memoryUsage().heapUsed
  for (let version = 1; version <= entries; version++) {
    const [tx, player, at] = [nanoid(), `player${1000 + (version % 200)}`, Date.now()]
    const entry = {
      ...{
        version,
        parent: version - 1,
        tx,
        player,
        amount: 50,
        seen: 50 + 50 * version,
        wrote: 100 + 50 * version,
      },
      ...{ attempts: 1, node: 'A', readAt: at, wroteAt: at, expected: 100 + 50 * version },
    }
    ledger.append(parseRoomEvent(JSON.stringify({ kind: 'entry', epoch: 1, entry })).entry)
    if (version % 20 === 0) ledger.settle()
  }
  gc()
  const bytes = (process.memoryUsage().heapUsed - before) / entries
  return ledger.totals.version === entries ? bytes : Number.NaN
}
