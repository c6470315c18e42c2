import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import { createLocals } from '../account/locals.ts'
import type { Wire } from '../account/wire.ts'
import { type LockWatch, watchLock } from './lock-watch.ts'
import { createProcess, type Process } from './process.ts'
import type { Sandbox } from './sandbox.ts'
import type { Performed, Scene, ServerNode } from './scene.ts'
import { trackWire } from './tracked-wire.ts'
import { Unexplorable } from './unexplorable.ts'

export interface Stage {
  wire: Wire
  /** Fires when all that goes on is broken off. */
  signal: AbortSignal
  sandbox: Sandbox
  strategy: Strategy
  scenario: Scenario
}

/** The processes of one interleaving, on server nodes that remember nothing of any other. */
export interface Cast {
  readonly processes: readonly Process[]
  readonly lock: LockWatch
  /** The commands so far. */
  readonly performed: Performed[]
  /** Until each of them waits for the schedule, for the lock, or for something that only another one can bring. */
  quiet(): Promise<void>
  /** Whether anything moves by itself within so many milliseconds. */
  movesWithin(ms: number): Promise<boolean>
  /** Throws what went wrong: Redis did not answer, or the strategy failed. */
  check(): void
  /** Some of them had a connection of their own. */
  readonly leased: boolean
  /** Breaks off what still goes on, and resolves when none of it can reach Redis any more. */
  dismiss(): Promise<void>
}

const macrotask = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
/** A strategy that cannot tell when nothing is left to do gets two turns of the event loop for it. */
async function twoTurns(): Promise<void> {
  await macrotask()
  await macrotask()
}

export function createCast(stage: Stage): Cast {
  const { scenario, sandbox, strategy, signal } = stage
  const wire = trackWire(stage.wire)
  const lock = watchLock(wire, sandbox.keys)
  const performed: Performed[] = []
  let moves = 0
  let onMove = (): void => {}
  let mistake: Unexplorable | undefined
  const scene: Scene = {
    scenario,
    sandbox,
    wire,
    lock,
    performed,
    signal,
    stir() {
      moves += 1
      onMove()
    },
    mistaken(process, error) {
      const why = error instanceof Error ? error.message : String(error)
      mistake ??= new Unexplorable(`P${process} failed: ${why}`, { cause: error })
    },
  }
  const nodes = Array.from(
    { length: Math.min(scenario.nodes, scenario.transactions.length) },
    (_, i): ServerNode => ({
      name: String.fromCharCode(65 + i),
      strategy: strategy.fresh?.() ?? strategy,
      locals: createLocals(wire, sandbox.keys.balance),
    }),
  )
  const processes = scenario.transactions.map((_, i) =>
    createProcess(scene, i + 1, nodes[i % nodes.length] as ServerNode),
  )

  return {
    processes,
    lock,
    performed,
    get leased() {
      return wire.hasLent
    },
    async quiet() {
      for (;;) {
        await macrotask()
        if (wire.busy) {
          await wire.settled()
          continue
        }
        if (processes.some(({ atLock }) => atLock)) {
          await lock.look()
          if (!lock.held) {
            for (const process of processes) process.lockIsFree()
            continue
          }
        }
        if (processes.every(({ atRest }) => atRest)) return
        const before = moves
        await Promise.all(nodes.map(({ strategy }) => strategy.idle?.() ?? twoTurns()))
        if (moves === before && !wire.busy) return
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
      if (wire.failure) throw wire.failure
      if (mistake) throw mistake
    },
    async dismiss() {
      for (const process of processes) process.halt()
      onMove()
      for (const { locals } of nodes) void locals.close()
      await wire.cut()
    },
  }
}
