import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import { createSharedResources } from '../account/shared-resources.ts'
import type { Wire } from '../redis/wire.ts'
import { createExploredProcess, type ExploredProcess } from './explored-process.ts'
import { type KeyWatch, watchKeys } from './key-watch.ts'
import type { PerformedCall, Polls, RunContext, ServerNode } from './run-context.ts'
import type { ScratchAccount } from './scratch-account.ts'
import { type TrackedWire, trackWire } from './tracked-wire.ts'
import { Unexplorable } from './unexplorable.ts'

export interface ProcessGroupOptions {
  wire: Wire
  /** Aborts when the exploration ends early. */
  signal: AbortSignal
  scratch: ScratchAccount
  strategy: Strategy
  scenario: Scenario
  polls: Polls
}

/** The processes of one interleaving, on server nodes that remember nothing of other interleavings. */
export interface ProcessGroup {
  readonly processes: readonly ExploredProcess[]
  readonly keys: KeyWatch
  /** The commands that were carried out so far. */
  readonly performed: PerformedCall[]
  /** Names of the nodes with a running transaction. */
  readonly busyNodes: readonly string[]
  /** Crashes the node: its transactions stop, its memory is lost, and it starts again. */
  crash(node: string): Promise<void>
  /** Resolves when every process waits for the schedule, for the lock, or for another process. */
  quiet(): Promise<void>
  /** Whether any process moves by itself within `ms` milliseconds. */
  movesWithin(ms: number): Promise<boolean>
  /** Throws the first error, if any: Redis did not answer, or the strategy failed. */
  check(): void
  /** Some processes had a connection of their own. */
  readonly leased: boolean
  /** Stops all processes. Resolves when none of them can reach Redis any more. */
  stop(): Promise<void>
}

const macrotask = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
/** A strategy without `idle` cannot say when it is at rest, so it gets two turns of the event loop. */
async function twoTurns(): Promise<void> {
  await macrotask()
  await macrotask()
}

export function createProcessGroup(setup: ProcessGroupOptions): ProcessGroup {
  const { scenario, scratch, strategy, signal } = setup
  /** The wires of all nodes that were ever started, and the one that watches the keys. */
  const wires: TrackedWire[] = []
  const trackedWire = (): TrackedWire => {
    const wire = trackWire(setup.wire)
    wires.push(wire)
    return wire
  }
  const keys = watchKeys(trackedWire(), scratch.keys)
  const performed: PerformedCall[] = []
  let moves = 0
  let onMove = (): void => {}
  let mistake: Unexplorable | undefined
  const context: RunContext = {
    scenario,
    scratch,
    keys,
    performed,
    polls: setup.polls,
    signal,
    onMove() {
      moves += 1
      onMove()
    },
    onMistake(process, error) {
      const why = error instanceof Error ? error.message : String(error)
      mistake ??= new Unexplorable(`P${process} failed: ${why}`, { cause: error })
    },
  }
  function start(name: string): ServerNode {
    const wire = trackedWire()
    const resources = createSharedResources(wire, scratch.keys.balance)
    return { name, strategy: strategy.fresh?.() ?? strategy, resources, wire }
  }
  const nodes = Array.from({ length: Math.min(scenario.nodes, scenario.transactions.length) }, (_, i) =>
    start(String.fromCharCode(65 + i)),
  )
  const processes = scenario.transactions.map((_, i) =>
    createExploredProcess(context, i + 1, () => nodes[i % nodes.length] as ServerNode),
  )
  const isBusy = (): boolean => wires.some(({ busy }) => busy)

  return {
    processes,
    keys,
    performed,
    get busyNodes() {
      const names = processes.filter(({ begun, over }) => begun && !over).map(({ node }) => node)
      return [...new Set(names)].sort()
    },
    get leased() {
      return wires.some(({ hasLent }) => hasLent)
    },
    async crash(name) {
      const index = nodes.findIndex((node) => node.name === name)
      const node = nodes[index]
      if (!node) throw new RangeError(`there is no node ${name}`)
      for (const process of processes)
        if (process.node === name && process.begun && !process.over) process.crash()
      void node.resources.close()
      await node.wire.cut()
      nodes[index] = start(name)
    },
    async quiet() {
      for (;;) {
        await macrotask()
        if (isBusy()) {
          await Promise.all(wires.map((wire) => wire.settled()))
          continue
        }
        if (processes.some(({ atLock }) => atLock)) {
          await keys.look()
          if (!keys.lockHeld) {
            for (const process of processes) process.lockIsFree()
            continue
          }
        }
        // A process with a timer may still move while its command waits for the schedule.
        if (processes.every(({ isAtRest, timed }) => isAtRest && !timed)) return
        const before = moves
        await Promise.all(nodes.map(({ strategy }) => strategy.idle?.() ?? twoTurns()))
        if (moves === before && !isBusy()) return
      }
    },
    async movesWithin(ms) {
      const before = moves
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        onMove = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      return moves !== before
    },
    check() {
      for (const { failure } of wires) if (failure) throw failure
      if (mistake) throw mistake
    },
    async stop() {
      for (const process of processes) process.halt()
      onMove()
      for (const { resources } of nodes) void resources.close()
      await Promise.all(wires.map((wire) => wire.cut()))
    },
  }
}
