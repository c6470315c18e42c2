import { Stopped } from '../async/pause.ts'
import type { ScheduledCall } from './run-context.ts'

/** The schedule's permission to go on. */
export interface Permit {
  /** Carry out the command, but withhold its reply. */
  replyLost: boolean
  /** Call it when Redis has answered. */
  done(): void
}

/** The place where one process waits: its commands for the schedule, its `step` for other processes. */
export interface Gate {
  /** The command that has waited longest. */
  readonly next: ScheduledCall | undefined
  /** How many commands wait. */
  readonly size: number
  readonly closed: boolean
  /** Resolves when the schedule lets this command go. Rejects with `Stopped` when the gate closes. */
  pass(call: ScheduledCall): Promise<Permit>
  /** Lets the next command go, or the newest one. Resolves when Redis has answered it. */
  open(replyLost: boolean, which?: 'next' | 'newest'): Promise<void>
  /** Resolves when `end` calls `resolve`. Rejects with `Stopped` when the gate closes first. */
  hold(end: (resolve: () => void) => void): Promise<void>
  /** Resolves when no command waits and all are answered. Rejects with `Stopped` when the gate closes first. */
  drained(): Promise<void>
  /** Lets nothing pass any more. `quietly`: does not reject waiting commands, since no code would catch that. */
  close(quietly: boolean): void
}

interface Waiting {
  call: ScheduledCall
  go(permit: Permit): void
  stop(reason: Stopped): void
}

/** Calls `onMove` whenever the process begins to wait, or goes on by itself. */
export function createGate(onMove: () => void): Gate {
  const waiting: Waiting[] = []
  const held = new Set<(reason: Stopped) => void>()
  let closed = false
  /** Commands that were let go and are not answered yet. */
  let running = 0
  let empty = new Set<() => void>()
  function answered(): void {
    running -= 1
    if (running > 0 || waiting.length > 0) return
    for (const resolve of empty) resolve()
    empty = new Set()
  }
  const gate: Gate = {
    get next() {
      return waiting[0]?.call
    },
    get size() {
      return waiting.length
    },
    get closed() {
      return closed
    },
    async pass(call) {
      if (closed) throw new Stopped()
      return new Promise((go, stop) => {
        waiting.push({ call, go, stop })
        onMove()
      })
    },
    async open(replyLost, which = 'next') {
      const next = which === 'next' ? waiting.shift() : waiting.pop()
      if (!next) return
      running += 1
      await new Promise<void>((done) => next.go({ replyLost, done }))
      answered()
    },
    async hold(end) {
      if (closed) throw new Stopped()
      await new Promise<void>((resolve, reject) => {
        held.add(reject)
        end(() => {
          held.delete(reject)
          onMove()
          resolve()
        })
      })
    },
    async drained() {
      if (running > 0 || waiting.length > 0) await gate.hold((resolve) => void empty.add(resolve))
    },
    close(quietly) {
      closed = true
      if (!quietly) for (const { stop } of waiting.splice(0)) stop(new Stopped())
      for (const stop of held) stop(new Stopped())
    },
  }
  return gate
}
