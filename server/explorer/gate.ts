import { Stopped } from '../async/pause.ts'
import type { Scheduled } from './run-context.ts'

/** The schedule's word to go on. */
export interface Pass {
  /** The command is to be carried out, and its reply withheld. */
  replyLost: boolean
  /** To be called when Redis has answered. */
  done(): void
}

/** Where one process waits: with its commands for the schedule, and at its seam for others. */
export interface Gate {
  /** The command that has waited longest. */
  readonly next: Scheduled | undefined
  /** How many wait. */
  readonly size: number
  readonly closed: boolean
  /** Resolves when the schedule lets this command go. Rejects with `Stopped` when nothing will be said any more. */
  pass(call: Scheduled): Promise<Pass>
  /** Lets the next command go, or the newest one; resolves when Redis has answered it. */
  open(replyLost: boolean, which?: 'next' | 'newest'): Promise<void>
  /** Resolves when `end` says so. Rejects with `Stopped` when the gate closes before. */
  hold(end: (resolve: () => void) => void): Promise<void>
  /** Resolves when none waits and all that were let go have been answered. Rejects with `Stopped` when the gate closes before. */
  drained(): Promise<void>
  /** Nothing passes any more. `quietly`: nobody waits for the commands, so nobody would catch that they fail. */
  close(quietly: boolean): void
}

interface Waiting {
  call: Scheduled
  go(pass: Pass): void
  stop(reason: Stopped): void
}

/** `stir` is called whenever the process comes to wait, or goes on by itself. */
export function createGate(stir: () => void): Gate {
  const waiting: Waiting[] = []
  const held = new Set<(reason: Stopped) => void>()
  let closed = false
  /** Let go, and not answered yet. */
  let underWay = 0
  let empty = new Set<() => void>()
  function answered(): void {
    underWay -= 1
    if (underWay > 0 || waiting.length > 0) return
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
        stir()
      })
    },
    async open(replyLost, which = 'next') {
      const next = which === 'next' ? waiting.shift() : waiting.pop()
      if (!next) return
      underWay += 1
      await new Promise<void>((done) => next.go({ replyLost, done }))
      answered()
    },
    async hold(end) {
      if (closed) throw new Stopped()
      await new Promise<void>((resolve, reject) => {
        held.add(reject)
        end(() => {
          held.delete(reject)
          stir()
          resolve()
        })
      })
    },
    async drained() {
      if (underWay > 0 || waiting.length > 0) await gate.hold((resolve) => void empty.add(resolve))
    },
    close(quietly) {
      closed = true
      if (!quietly) for (const { stop } of waiting.splice(0)) stop(new Stopped())
      for (const stop of held) stop(new Stopped())
    },
  }
  return gate
}
