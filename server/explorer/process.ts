import type { Receipt } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { type Account, LockWaitUsedUp } from '../account/account.ts'
import { type Around, createInterceptedAccount } from '../account/intercepted-account.ts'
import { createRecordedAccount } from '../account/recorded-account.ts'
import { createStep } from '../account/step.ts'
import { NoAnswer } from '../account/wire.ts'
import { Stopped } from '../room/pause.ts'
import { settle } from '../room/teller.ts'
import { createGate } from './gate.ts'
import { withoutTtl } from './lock-watch.ts'
import { EPOCH, txOf } from './sandbox.ts'
import type { Performed, Scene, Scheduled, ServerNode } from './scene.ts'

/** One transaction on its way. It goes on when the schedule lets it, and then up to its next command. */
export interface Process {
  readonly number: number
  readonly begun: boolean
  readonly over: boolean
  /** The schedule may choose it: it has not begun, or has a command to send. */
  readonly ready: boolean
  /** It waits for the lock to be free. */
  readonly atLock: boolean
  /** It moves only when the schedule, or the lock, does something for it. */
  readonly atRest: boolean
  /** The command it is about to send. */
  readonly next: Scheduled | undefined
  begin(): void
  /** Sends that; resolves when Redis has answered. The strategy is told the answer, or that none came. */
  carryOut(replyLost: boolean): Promise<void>
  /** The lock is free: whoever waits for that goes on. */
  lockIsFree(): void
  /** Nothing will be said any more: what it waits for rejects with `Stopped`. */
  halt(): void
}

const MUTEX: Scheduled = { verb: 'MUTEX', writes: false }

export function createProcess(scene: Scene, number: number, node: ServerNode): Process {
  const { scenario, sandbox, wire, lock } = scene
  const gate = createGate(scene.stir)
  const atLock: (() => void)[] = []
  let begun = false
  let over = false
  let lockTries = 0

  function perform(call: Scheduled): Performed {
    const performed: Performed = { process: number, call }
    scene.performed.push(performed)
    return performed
  }
  const around: Around = async (call, run) => {
    const pass = await gate.turn(call)
    const performed = perform(call)
    try {
      const answer = await run()
      performed.answer = answer
      if (!pass.replyLost) return answer
      performed.replyLost = true
      throw new NoAnswer('the schedule lost the reply')
    } catch (error) {
      if (!performed.replyLost) performed.error = error
      throw error
    } finally {
      await lock.after(call)
      pass.done()
    }
  }
  /** Who asks first is up to the schedule, too. */
  async function acquire(): Promise<() => void> {
    const pass = await gate.turn(MUTEX)
    const performed = perform(MUTEX)
    let granted = false
    const release = node.locals.mutex.acquire()
    void release.then(() => {
      granted = true
    })
    // A mutex that is free is had by then, one that is taken is not: nobody gives it back in this step.
    setImmediate(() => {
      performed.answer = granted
    })
    pass.done()
    return release
  }

  // All pauses are the schedule's: whoever is not chosen pauses.
  const step = createStep(async (point, _seen, free) => {
    if (gate.closed) throw new Stopped()
    if (point !== 'blocked') return
    if (free) return gate.hold((resolve) => void free.then(resolve, resolve))
    lockTries += 1
    if (lockTries >= scenario.attempts) throw new LockWaitUsedUp()
    return gate.hold((resolve) => void atLock.push(resolve))
  })

  function settled(): Promise<Receipt> {
    const amount = scenario.transactions[number - 1] ?? 0
    const { keys, room, channel } = sandbox
    const order = {
      tx: txOf(number, amount),
      strategy: node.strategy,
      wire,
      keys,
      room,
      channel,
      epoch: EPOCH,
      node: node.name,
      locals: node.locals,
      stop: scene.signal,
      now: Date.now,
      position: () => 0,
      floor: scenario.overdraft === 'refused' ? 0 : -LIMITS.balance,
      maxAttempts: scenario.attempts,
      onDoubt: () => {},
      onMistake: (error: unknown) => scene.mistaken(number, error),
    }
    const recorded = createRecordedAccount(order)
    const account: Account<Receipt> = {
      ...createInterceptedAccount({ ...recorded, lock: withoutTtl(recorded.lock) }, around),
      mutex: { acquire },
    }
    return settle(order, account, step, recorded.progress)
  }

  return {
    number,
    get begun() {
      return begun
    },
    get over() {
      return over
    },
    get ready() {
      return !begun || gate.next !== undefined
    },
    get atLock() {
      return atLock.length > 0
    },
    get atRest() {
      return !begun || over || gate.next !== undefined || atLock.length > 0
    },
    get next() {
      return gate.next
    },
    begin() {
      begun = true
      const ended = (): void => {
        over = true
        scene.stir()
      }
      settled().then(ended, (error: unknown) => {
        if (!(error instanceof Stopped)) scene.mistaken(number, error)
        ended()
      })
    },
    carryOut: gate.open,
    lockIsFree() {
      for (const resolve of atLock.splice(0)) resolve()
    },
    halt: () => gate.close(over),
  }
}
